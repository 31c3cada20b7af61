import './claim-findings.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AuditImports } from '../../../api/claims/audit/audit-schemas.ts';
import { addMonths } from '../../../domain/dates.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { today } from '../../lib/server-clock.ts';
import { can } from '../../lib/session.ts';
import { TabBar } from '../../lib/tab-bar.tsx';
import { useKeys } from '../../lib/use-keys.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';
import { FindingsTab } from './findings-tab.tsx';
import { LoadDialog } from './load-dialog.tsx';
import { ReconcileTab } from './reconcile-tab.tsx';
import { SampleButton } from './sample-button.tsx';
import { TrendTab } from './trend-tab.tsx';
import { monthForPeople, refreshFindings, type Months, type Narrowing } from './use-findings.ts';

const tabs = ['list', 'reconcile', 'trend'] as const;
type Tab = (typeof tabs)[number];
/** As many months as can be looked at together. */
const MONTHS = 24;
const FIRST_MONTHS = 5;

/** What the insurer says after sending: each finding with its answer, against our own check, and over the months. */
export function ClaimFindingsScreen() {
  const w = useWords();
  const queries = useQueryClient();
  const [tab, setTab] = useState<Tab>('list');
  const [months, setMonths] = useState<Months>(() => ({ from: addMonths(today(), -FIRST_MONTHS).slice(0, 7), until: today().slice(0, 7) }));
  const [narrowing, setNarrowing] = useState<Narrowing>({ state: undefined, claimKey: '', group: undefined });
  const [loading, setLoading] = useState(false);
  const [told, setTold] = useState('');
  const mayWrite = can('claim-audit.write');
  useKeys(mayWrite ? { f2: () => setLoading(true) } : {});
  const openGroup = (group: NonNullable<Narrowing['group']>, only: Months) => {
    setMonths(only);
    setNarrowing({ state: undefined, claimKey: '', group });
    setTab('list');
  };
  const loaded = (n: number) => {
    setLoading(false);
    setTold(w('told.loaded', { n }));
    void refreshFindings(queries);
  };
  return (
    <div className="told-desk">
      <div className="told-bar">
        <MonthFields months={months} onMonths={setMonths} />
        {mayWrite && (
          <ActionButton keyHint="F2" onPress={() => setLoading(true)}>
            {w('told.load')}
          </ActionButton>
        )}
        {mayWrite && <SampleButton onTold={setTold} />}
        <LastFile />
      </div>
      {told !== '' && (
        <Note meaning="information" live>
          {told}
        </Note>
      )}
      <TabBar
        label={w('desk.findings')}
        panel="told"
        tabs={tabs.map((one) => ({ tab: one, title: w(`told.tab.${one}`) }))}
        chosen={tab}
        onChoose={setTab}
      />
      <div role="tabpanel" id="told" aria-labelledby={`told-${tab}`} className="told-panel">
        {tab === 'list' && <FindingsTab months={months} narrowing={narrowing} onNarrow={setNarrowing} />}
        {tab === 'reconcile' && <ReconcileTab months={months} />}
        {tab === 'trend' && <TrendTab months={months} onOpen={openGroup} />}
      </div>
      {loading && <LoadDialog onClose={() => setLoading(false)} onLoaded={loaded} />}
    </div>
  );
}

/** The last two years; a span that would end before it begins is one month. */
function MonthFields({ months, onMonths }: { months: Months; onMonths: (months: Months) => void }) {
  const w = useWords();
  const all = Array.from({ length: MONTHS }, (_, i) => addMonths(`${today().slice(0, 7)}-01`, -i).slice(0, 7));
  const change = (fields: Partial<Months>) => {
    const { from, until } = { ...months, ...fields };
    onMonths(from <= until ? { from, until } : { from: fields.from ?? until, until: fields.until ?? from });
  };
  return (['from', 'until'] as const).map((end) => (
    <label key={end}>
      {w(`told.${end}`)}
      <select value={months[end]} onChange={(event) => change({ [end]: event.target.value })}>
        {all.map((month) => (
          <option key={month} value={month}>
            {monthForPeople(month)}
          </option>
        ))}
      </select>
    </label>
  ));
}

function LastFile() {
  const w = useWords();
  const { data } = useQuery({ ...reading<AuditImports>('/claim-audit/imports'), staleTime: 0 });
  const [last] = data?.items ?? [];
  if (last === undefined) return null;
  return (
    <p className="hint">{w('told.lastFile', { file: last.fileName, name: last.importedByName, at: momentForPeople(last.importedAt) })}</p>
  );
}
