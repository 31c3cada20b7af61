import '../../lib/watch-desk.css';
import './national.css';
import { useState } from 'react';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { can } from '../../lib/session.ts';
import { TabBar } from '../../lib/tab-bar.tsx';
import { AccountsTab } from './accounts-tab.tsx';
import { PrescriptionsTab } from './prescriptions-tab.tsx';

const tabs = ['list', 'accounts'] as const;
type Tab = (typeof tabs)[number];

/** The link to the national prescription system: what was sent, what waits and why, and the accounts it is sent with. */
export function NationalScreen() {
  const w = useWords();
  const [tab, setTab] = useState<Tab>('list');
  const mine = tabs.filter((one) => one !== 'accounts' || can('national-account.write'));
  return (
    <div className="national-desk watch-desk">
      <TabBar
        label={w('desk.national')}
        panel="national"
        tabs={mine.map((one) => ({ tab: one, title: w(`national.tab.${one}`) }))}
        chosen={tab}
        onChoose={setTab}
      />
      <div role="tabpanel" id="national" aria-labelledby={`national-${tab}`} className="national-panel">
        {tab === 'list' && <PrescriptionsTab />}
        {tab === 'accounts' && <AccountsTab />}
      </div>
    </div>
  );
}
