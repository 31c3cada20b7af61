import './national.css';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { AccountsTab } from './accounts-tab.tsx';
import { PrescriptionsTab } from './prescriptions-tab.tsx';

const tabs = ['list', 'accounts'] as const;
type Tab = (typeof tabs)[number];

/** The link to the national prescription system: what was sent, what waits and why, and the accounts it is sent with. */
export function NationalScreen() {
  const w = useWords();
  const [tab, setTab] = useState<Tab>('list');
  const list = useRef<HTMLDivElement>(null);
  const mine = tabs.filter((one) => one !== 'accounts' || can('national-account.write'));
  useKeys(Object.fromEntries(mine.map((one, i) => [`alt+${i + 1}`, () => setTab(one)])));
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const at = mine.indexOf(tab) + step;
    const next = mine[at];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    setTab(next);
    (list.current?.children[at] as HTMLElement | undefined)?.focus();
  };
  return (
    <div className="national-desk">
      <div ref={list} role="tablist" aria-label={w('desk.national')} className="national-tabs" onKeyDown={onKeyDown}>
        {mine.map((one, i) => (
          <button
            key={one}
            type="button"
            role="tab"
            id={`national-${one}`}
            aria-selected={one === tab}
            aria-controls="national-panel"
            tabIndex={one === tab ? 0 : -1}
            onClick={() => setTab(one)}
          >
            {w(`national.tab.${one}`)} <kbd>Alt+{i + 1}</kbd>
          </button>
        ))}
      </div>
      <div role="tabpanel" id="national-panel" aria-labelledby={`national-${tab}`} className="national-panel">
        {tab === 'list' && <PrescriptionsTab />}
        {tab === 'accounts' && <AccountsTab />}
      </div>
    </div>
  );
}
