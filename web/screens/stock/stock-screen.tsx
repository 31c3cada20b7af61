import './stock.css';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type KeyboardEvent } from 'react';
import type { DepotView } from '../../../api/stock/stock-schemas.ts';
import { useFailure, useWords, type WordKey } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { Failed, Loading } from '../../ui/states.tsx';
import { BooksTab } from './books-tab.tsx';
import { CardTab } from './card-tab.tsx';
import { DepotSetup } from './depot-setup.tsx';
import { DepotsTab } from './depots-tab.tsx';
import { DocumentsTab } from './documents-tab.tsx';
import type { DocumentForm } from './document-form.ts';
import { FormularyTab } from './formulary-tab.tsx';
import { OnHandTab } from './on-hand-tab.tsx';
import { PeriodTab } from './period-tab.tsx';
import { SuppliesTab } from './supplies-tab.tsx';

const tabs = [
  { id: 'onHand', title: 'stock.tab.onHand' },
  { id: 'documents', title: 'stock.tab.documents' },
  { id: 'card', title: 'stock.tab.card' },
  { id: 'period', title: 'stock.tab.period' },
  { id: 'formulary', title: 'stock.tab.formulary' },
  { id: 'books', title: 'stock.tab.books' },
  { id: 'depots', title: 'stock.tab.depots' },
  { id: 'supplies', title: 'stock.tab.supplies' },
] as const satisfies { id: string; title: WordKey }[];
type TabId = (typeof tabs)[number]['id'];

/** Which card is shown; the list of what lies where leads here. */
export interface CardChoice {
  depotId: string;
  drugCode: string;
  drugName: string;
}

/** The pharmacy's stock in seven sections, Alt+1 … Alt+7. Books and recall are the dispensing pharmacist's. */
export function StockScreen() {
  const w = useWords();
  const failureText = useFailure();
  const { data, error, refetch } = useQuery(reading<{ items: DepotView[] }>('/depots'));
  if (error !== null) return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading label={w('state.loading')} lines={8} />;
  if (data.items.length === 0) return <DepotSetup onMade={() => void refetch()} />;
  return <OpenStock depots={data.items} />;
}

function OpenStock({ depots }: { depots: DepotView[] }) {
  const [tab, setTab] = useState<TabId>('onHand');
  const [card, setCard] = useState<CardChoice | undefined>(undefined);
  const [proposal, setProposal] = useState<DocumentForm | undefined>(undefined);
  const panel = useRef<HTMLDivElement>(null);
  const mine = tabs.filter(({ id }) => id !== 'books' || can('dispensing.read'));
  const open = (id: TabId, form?: DocumentForm) => {
    setProposal(form);
    setTab(id);
    requestAnimationFrame(() => panel.current?.querySelector<HTMLElement>('input:not([readonly]), select')?.focus());
  };
  useKeys(Object.fromEntries(mine.map(({ id }, i) => [`alt+${i + 1}`, () => open(id)])));
  const showDocument = (form: DocumentForm) => open('documents', form);
  const showCard = (choice: CardChoice) => {
    setCard(choice);
    open('card');
  };
  return (
    <div className="stock-desk">
      <TabList tabs={mine} current={tab} onOpen={open} />
      <div ref={panel} role="tabpanel" id="stock-panel" aria-labelledby={`stock-${tab}`} className="stock-panel">
        {tab === 'onHand' && <OnHandTab depots={depots} onCard={showCard} />}
        {tab === 'documents' && <DocumentsTab depots={depots} proposal={proposal} />}
        {tab === 'card' && <CardTab key={`${card?.depotId}${card?.drugCode}`} depots={depots} choice={card} />}
        {tab === 'period' && <PeriodTab depots={depots} />}
        {tab === 'formulary' && <FormularyTab />}
        {tab === 'depots' && <DepotsTab depots={depots} onDocument={showDocument} />}
        {tab === 'books' && <BooksTab />}
        {tab === 'supplies' && <SuppliesTab />}
      </div>
    </div>
  );
}

function TabList({ tabs: shown, current, onOpen }: { tabs: { id: TabId; title: WordKey }[]; current: TabId; onOpen: (id: TabId) => void }) {
  const w = useWords();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const at = shown.findIndex(({ id }) => id === current) + step;
    const next = shown[at];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    onOpen(next.id);
    (list.current?.children[at] as HTMLElement | undefined)?.focus();
  };
  return (
    <div ref={list} role="tablist" aria-label={w('desk.stock')} className="tab-bar stock-tabs" onKeyDown={onKeyDown}>
      {shown.map(({ id, title }, i) => (
        <button
          key={id}
          id={`stock-${id}`}
          type="button"
          role="tab"
          aria-selected={id === current}
          aria-controls="stock-panel"
          tabIndex={id === current ? 0 : -1}
          onClick={() => onOpen(id)}
        >
          {w(title)} <kbd>Alt+{i + 1}</kbd>
        </button>
      ))}
    </div>
  );
}
