import { useEffect, useEffectEvent, useRef, useState, type KeyboardEvent } from 'react';
import { useSearch } from 'wouter';
import type { EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import type { PaperKind } from '../../../domain/papers/paper.ts';
import { useWords, type WordKey } from '../../lib/i18n/i18n.tsx';
import { fieldId } from '../../ui/error-summary.tsx';
import { RecordHistory } from '../../lib/record-history.tsx';
import { useKeys } from '../../lib/use-keys.ts';
import { CabinetTab } from './cabinet-tab.tsx';
import { CostTab } from './cost-tab.tsx';
import { ExaminationTab } from './examination-tab.tsx';
import { GrowthLine } from './growth-line.tsx';
import { OrdersTab } from './orders-tab.tsx';
import { PapersTab } from './papers/papers-tab.tsx';
import { PatientBanner } from './patient-banner.tsx';
import { PrescriptionTab } from './prescription-tab.tsx';
import { countNew, ResultsTab, useResults } from './results-tab.tsx';
import { useExamination } from './use-examination.ts';

const tabs = [
  { id: 'examination', title: 'tab.examination' },
  { id: 'orders', title: 'tab.orders' },
  { id: 'prescription', title: 'tab.prescription' },
  { id: 'cost', title: 'tab.cost' },
  { id: 'history', title: 'tab.history' },
  // Last, so that the numbers of the other tabs stay in the fingers.
  { id: 'results', title: 'tab.results' },
  { id: 'papers', title: 'tab.papers' },
  { id: 'cabinet', title: 'tab.cabinet' },
] as const satisfies { id: string; title: WordKey }[];
/** Where the cursor goes on a tab; the papers begin with buttons. */
const FIRST_FIELD = 'input:not([readonly]), select, textarea, .papers button';
type TabId = (typeof tabs)[number]['id'];

/** One visit: banner that stays, tabs by Alt+1 … Alt+8. Leaving the examination saves it, so orders and drugs meet what was written. */
export function EncounterRecord({ encounter }: { encounter: EncounterView }) {
  const w = useWords();
  const asked = useAskedSpot();
  const [tab, setTab] = useState<TabId>(asked.tab ?? 'examination');
  const panel = useRef<HTMLDivElement>(null);
  const examination = useExamination(encounter);
  const results = useResults(encounter.id).data;
  const [askedPaper, setAskedPaper] = useState<PaperKind | undefined>(undefined);
  const open = (id: TabId) => {
    setAskedPaper(undefined);
    if (tab === 'examination' && id !== tab) void examination.saveIfTyped();
    setTab(id);
    requestAnimationFrame(() => panel.current?.querySelector<HTMLElement>(FIRST_FIELD)?.focus());
  };
  const openPaper = (kind: PaperKind) => {
    open('papers');
    setAskedPaper(kind);
  };
  useKeys(Object.fromEntries(tabs.map((one, index) => [`alt+${index + 1}`, () => open(one.id)])));
  return (
    <article className="record">
      <PatientBanner encounter={encounter} />
      <TabList
        current={tab}
        onOpen={open}
        title={(id, title) => w(title) + (id === 'results' ? countText(countNew(results)) : countOf(encounter, id))}
      />
      <div ref={panel} role="tabpanel" id="tab-panel" aria-labelledby={`tab-${tab}`} className="tab-panel">
        {tab === 'examination' && <ExaminationTab encounter={encounter} examination={examination} onPaper={openPaper} />}
        {tab === 'orders' && <OrdersTab encounter={encounter} />}
        {tab === 'prescription' && <PrescriptionTab encounter={encounter} />}
        {tab === 'cost' && <CostTab encounterId={encounter.id} />}
        {tab === 'results' && <ResultsTab encounter={encounter} />}
        {tab === 'papers' && <PapersTab encounter={encounter} asked={askedPaper} />}
        {tab === 'cabinet' && <CabinetTab encounter={encounter} />}
        {tab === 'history' && (
          <>
            <GrowthLine encounter={encounter} />
            <RecordHistory patientId={encounter.patient.id} />
          </>
        )}
      </div>
    </article>
  );
}

/** The tab and the field that a link names, e.g. one from a finding of the claim; the cursor goes there once. */
function useAskedSpot(): { tab: TabId | undefined } {
  const spot = new URLSearchParams(useSearch());
  const tab = tabs.find(({ id }) => id === spot.get('tab'))?.id;
  const focus = useEffectEvent(() => {
    if (tab === undefined) return;
    (document.getElementById(fieldId(spot.get('field') ?? '')) ?? document.getElementById(`tab-${tab}`))?.focus();
  });
  useEffect(() => focus(), []);
  return { tab };
}

const countText = (count: number): string => (count > 0 ? ` (${count})` : '');

function countOf(encounter: EncounterView, id: TabId): string {
  const count = id === 'orders' ? encounter.orders.filter((order) => order.state !== 'cancelled').length : encounter.prescriptions.length;
  return (id === 'orders' || id === 'prescription') && count > 0 ? ` (${count})` : '';
}

interface TabListProps {
  current: TabId;
  onOpen: (id: TabId) => void;
  title: (id: TabId, title: WordKey) => string;
}

function TabList({ current, onOpen, title }: TabListProps) {
  const w = useWords();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const at = tabs.findIndex((one) => one.id === current) + step;
    const next = tabs[at];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    onOpen(next.id);
    (list.current?.children[at] as HTMLElement | undefined)?.focus();
  };
  return (
    <div ref={list} role="tablist" aria-label={w('tab.list')} className="tabs" onKeyDown={onKeyDown}>
      {tabs.map((one, index) => (
        <button
          key={one.id}
          id={`tab-${one.id}`}
          type="button"
          role="tab"
          aria-selected={one.id === current}
          aria-controls="tab-panel"
          tabIndex={one.id === current ? 0 : -1}
          onClick={() => onOpen(one.id)}
        >
          {title(one.id, one.title)} <kbd>Alt+{index + 1}</kbd>
        </button>
      ))}
    </div>
  );
}
