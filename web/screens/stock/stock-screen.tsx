import './stock.css';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { DepotView } from '../../../api/stock/stock-schemas.ts';
import { useFailure, useWords, type WordKey } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { can } from '../../lib/session.ts';
import { TabBar } from '../../lib/tab-bar.tsx';
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

/** The pharmacy's stock in sections, Alt and a digit. Books and recall are the dispensing pharmacist's. */
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
  const w = useWords();
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
  const showDocument = (form: DocumentForm) => open('documents', form);
  const showCard = (choice: CardChoice) => {
    setCard(choice);
    open('card');
  };
  return (
    <div className="stock-desk">
      <TabBar
        label={w('desk.stock')}
        panel="stock-panel"
        tabs={mine.map(({ id, title }) => ({ tab: id, title: w(title) }))}
        chosen={tab}
        onChoose={open}
      />
      <div ref={panel} role="tabpanel" id="stock-panel" aria-labelledby={`stock-panel-${tab}`} className="stock-panel">
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
