import type { ReactNode, RefObject } from 'react';
import type { WorkItem, WorkList } from '../../../api/results/result-schemas.ts';
import { foldName } from '../../../domain/patients/fold-name.ts';
import { ageText } from '../../../domain/patients/age.ts';
import type { ResultDesk } from '../../../domain/results/result-desks.ts';
import type { BirthPrecision } from '../../../domain/visits/visit-record.ts';
import { timeForPeople } from '../../lib/format.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { today } from '../../lib/server-clock.ts';
import { KeyTable, type Column } from '../../ui/key-table.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty, Loading } from '../../ui/states.tsx';

export const filters = ['open', 'waiting', 'received', 'entered', 'approved'] as const;
export type Filter = (typeof filters)[number];

/** Whether an item stands in the list: by state, and by words of name, service, code or label. */
export function matches(item: WorkItem, filter: Filter, search: string): boolean {
  if (filter === 'open' ? item.state === 'approved' : item.state !== filter) return search.trim() !== '' && found(item, search);
  return found(item, search);
}

function found(item: WorkItem, search: string): boolean {
  const text = foldName(`${item.patient.fullName} ${item.serviceName} ${item.encounterCode} ${item.specimen?.number ?? ''}`);
  return foldName(search)
    .split(' ')
    .every((word) => text.includes(word));
}

interface WorkPanelProps {
  desk: ResultDesk;
  filter: Filter;
  search: string;
  searchBox: RefObject<HTMLInputElement | null>;
  counts: WorkList['counts'] | undefined;
  more: boolean;
  /** Undefined while they are loading. */
  items: WorkItem[] | undefined;
  current: string | undefined;
  onFilter: (filter: Filter) => void;
  onSearch: (search: string) => void;
  onChoose: () => void;
  onOpen: (item: WorkItem) => void;
  onBook: () => void;
  /** Only for who keeps the lists of the desk. */
  onKeep?: () => void;
  children: ReactNode;
}

/** The search box that also takes scanned labels, the states with their counts, and the list. */
export function WorkPanel({ searchBox, children, search, onSearch, onChoose, onBook, onKeep, ...props }: WorkPanelProps) {
  const w = useWords();
  const { desk, items, current, onOpen, more, filter, counts, onFilter } = props;
  const columns = useColumns(desk);
  return (
    <section className="work-list reporting-list" aria-label={w('work.title')}>
      <div className="reporting-search">
        <label>
          {w(desk === 'laboratory' ? 'work.search' : 'work.searchImaging')}
          <input
            ref={searchBox}
            // The desk begins in the box that a scanner writes into.
            autoFocus
            value={search}
            autoComplete="off"
            onChange={(event) => onSearch(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.ctrlKey) return;
              event.preventDefault();
              onChoose();
            }}
          />
        </label>
        <button type="button" className="text-button" onClick={onBook}>
          {w('book.open')}
        </button>
        {onKeep !== undefined && (
          <button type="button" className="text-button" onClick={onKeep}>
            {w('keep.open')}
          </button>
        )}
      </div>
      <Filters {...{ desk, filter, counts, onFilter }} />
      {children}
      <div className="scroll">
        {items === undefined && <Loading label={w('state.loading')} lines={8} />}
        {items?.length === 0 && <Empty>{w('work.empty')}</Empty>}
        {items !== undefined && items.length > 0 && (
          <KeyTable
            label={w('work.title')}
            columns={columns}
            rows={items}
            rowKey={({ orderId }) => orderId}
            current={current}
            onOpen={onOpen}
          />
        )}
        {more && <Note meaning="information">{w('work.more')}</Note>}
      </div>
    </section>
  );
}

function Filters({ desk, filter, counts, onFilter }: Pick<WorkPanelProps, 'desk' | 'filter' | 'counts' | 'onFilter'>) {
  const w = useWords();
  const offered = filters.filter((one) => desk === 'laboratory' || one !== 'waiting');
  const count = (one: Filter): string => {
    if (counts === undefined) return '';
    return ` ${one === 'open' ? counts.waiting + counts.received + counts.entered : counts[one]}`;
  };
  return (
    <div className="reporting-filters" role="group" aria-label={w('work.filters')}>
      {offered.map((one) => (
        <button key={one} type="button" aria-pressed={one === filter} onClick={() => onFilter(one)}>
          {w(stateWord(desk, one)) + count(one)} <kbd>Alt+{filters.indexOf(one) + 1}</kbd>
        </button>
      ))}
    </div>
  );
}

export const stateWord = (desk: ResultDesk, state: Filter | WorkItem['state']) =>
  desk === 'imaging' && state === 'received' ? 'work.receivedImaging' : (`work.${state}` as const);

function useColumns(desk: ResultDesk): Column<WorkItem>[] {
  const w = useWords();
  return [
    {
      key: 'person',
      title: w('work.person'),
      render: (item) => (
        <>
          <strong>{item.patient.fullName}</strong>
          <small>{ageText(item.patient.birthDate, item.patient.birthPrecision as BirthPrecision, today())}</small>
        </>
      ),
    },
    {
      key: 'service',
      title: w('work.service'),
      render: (item) => (
        <>
          {item.urgent && <span className="urgent">{w('work.urgent')}</span>} {item.serviceName}
        </>
      ),
    },
    { key: 'at', title: w('work.at'), width: '48px', render: (item) => timeForPeople(item.orderedAt) },
    {
      key: 'state',
      title: w('work.state'),
      width: '84px',
      render: (item) => (
        <>
          {w(stateWord(desk, item.state))}
          {item.isCritical && <span className="critical">{w('work.critical')}</span>}
        </>
      ),
    },
  ];
}
