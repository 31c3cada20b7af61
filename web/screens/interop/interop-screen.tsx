import '../../lib/watch-desk.css';
import './interop.css';
import { useState } from 'react';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { can } from '../../lib/session.ts';
import { TabBar } from '../../lib/tab-bar.tsx';
import { DestinationsTab } from './destinations-tab.tsx';
import { FailuresTab } from './failures-tab.tsx';
import { OutsideTab } from './outside-tab.tsx';

const tabs = ['destinations', 'failures', 'outside'] as const;
type Tab = (typeof tabs)[number];

/** What leaves the facility: how each destination stands, what came back and why, and what a record looks like there. */
export function InteropScreen() {
  const w = useWords();
  const [tab, setTab] = useState<Tab>('destinations');
  const mine = tabs.filter((one) => one !== 'outside' || (can('encounter.read') && can('patient.search')));
  return (
    <div className="interop-desk watch-desk">
      <TabBar
        label={w('desk.interop')}
        panel="interop"
        tabs={mine.map((one) => ({ tab: one, title: w(`interop.tab.${one}`) }))}
        chosen={tab}
        onChoose={setTab}
      />
      <div role="tabpanel" id="interop" aria-labelledby={`interop-${tab}`} className="interop-panel">
        {tab === 'destinations' && <DestinationsTab />}
        {tab === 'failures' && <FailuresTab />}
        {tab === 'outside' && <OutsideTab />}
      </div>
    </div>
  );
}
