import { useState, type ReactNode } from 'react';
import type { WordKey } from '../../lib/i18n/i18n.tsx';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { TabBar } from '../../lib/tab-bar.tsx';

export interface DeskTab {
  id: string;
  title: WordKey;
  panel: () => ReactNode;
}

/** Sections of a desk, Alt+1 … Alt+9 or the arrows. */
export function DeskTabs({ label, tabs }: { label: WordKey; tabs: [DeskTab, ...DeskTab[]] }) {
  const w = useWords();
  const [open, setOpen] = useState(tabs[0].id);
  return (
    <div className="cash-desk">
      <TabBar
        label={w(label)}
        panel="cash-panel"
        tabs={tabs.map(({ id, title }) => ({ tab: id, title: w(title) }))}
        chosen={open}
        onChoose={setOpen}
      />
      <div role="tabpanel" id="cash-panel" aria-labelledby={`cash-panel-${open}`} className="cash-panel">
        {tabs.find(({ id }) => id === open)?.panel()}
      </div>
    </div>
  );
}
