import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { WordKey } from '../../lib/i18n/i18n.tsx';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { useKeys } from '../../lib/use-keys.ts';

export interface DeskTab {
  id: string;
  title: WordKey;
  panel: () => ReactNode;
}

/** Sections of a desk, Alt+1 … Alt+9 or the arrows. */
export function DeskTabs({ label, tabs }: { label: WordKey; tabs: [DeskTab, ...DeskTab[]] }) {
  const w = useWords();
  const [open, setOpen] = useState(tabs[0].id);
  const list = useRef<HTMLDivElement>(null);
  useKeys(Object.fromEntries(tabs.map(({ id }, i) => [`alt+${i + 1}`, () => setOpen(id)])));
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const at = tabs.findIndex(({ id }) => id === open) + step;
    const next = tabs[at];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    setOpen(next.id);
    (list.current?.children[at] as HTMLElement | undefined)?.focus();
  };
  return (
    <div className="cash-desk">
      <div ref={list} role="tablist" aria-label={w(label)} className="tab-bar" onKeyDown={onKeyDown}>
        {tabs.map(({ id, title }, i) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`cash-${id}`}
            aria-selected={id === open}
            aria-controls="cash-panel"
            tabIndex={id === open ? 0 : -1}
            onClick={() => setOpen(id)}
          >
            {w(title)} <kbd>Alt+{i + 1}</kbd>
          </button>
        ))}
      </div>
      <div role="tabpanel" id="cash-panel" aria-labelledby={`cash-${open}`} className="cash-panel">
        {tabs.find(({ id }) => id === open)?.panel()}
      </div>
    </div>
  );
}
