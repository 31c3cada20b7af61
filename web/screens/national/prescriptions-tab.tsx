import { useRef, useState } from 'react';
import type { TransmissionPage, TransmissionSummary } from '../../../api/national-prescriptions/national-schemas.ts';
import { addDays } from '../../../domain/dates.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { today } from '../../lib/server-clock.ts';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { KeyTable, type Column } from '../../ui/key-table.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Note, type Meaning } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { FilterBar } from './filter-bar.tsx';
import { meanings, useStateWords } from './national-words.ts';
import { ResendDialog } from './resend-dialog.tsx';
import { StateList } from './state-list.tsx';
import { TransmissionDetail } from './transmission-detail.tsx';
import { useSummary, useTransmissions, type Filter } from './use-transmissions.ts';

type Line = TransmissionPage['items'][number];
const FIRST_DAYS = 6;

/** Counts by state, the list, one prescription with its history; marked ones are sent again together. */
export function PrescriptionsTab() {
  const w = useWords();
  const [filter, setFilter] = useState<Filter>(() => ({
    ...{ from: addDays(today(), -FIRST_DAYS), until: today(), code: '', doctorId: '', only: undefined },
  }));
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [resending, setResending] = useState<string[] | undefined>(undefined);
  const code = useRef<HTMLInputElement>(null);
  const summary = useSummary(filter);
  const change = (fields: Partial<Filter>) => {
    setFilter({ ...filter, ...fields });
    setMarked(new Set());
  };
  const mark = (id: string) => setMarked(new Set(marked.has(id) ? [...marked].filter((one) => one !== id) : [...marked, id]));
  const resendMarked = () => (marked.size === 0 ? undefined : setResending([...marked]));
  useKeys({ esc: () => code.current?.select(), f4: () => code.current?.select(), f9: resendMarked });
  return (
    <>
      {summary.data !== undefined && <Waiting summary={summary.data} />}
      <div className="national-bar">
        <FilterBar filter={filter} doctors={summary.data?.doctors ?? []} codeRef={code} onFilter={change} />
        {can('transmission.write') && (
          <ActionButton
            variant="default"
            keyHint="F9"
            blocked={marked.size === 0 ? w('national.noneMarked') : undefined}
            onPress={resendMarked}
          >
            {w('national.resendMarked', { n: marked.size })}
          </ActionButton>
        )}
      </div>
      <Panes filter={filter} summary={summary.data} marked={marked} onMark={mark} onFilter={change} onResend={(id) => setResending([id])} />
      {resending !== undefined && (
        <ResendDialog
          ids={resending}
          onClose={() => {
            setResending(undefined);
            setMarked(new Set());
          }}
        />
      )}
    </>
  );
}

/** The line at the top: simulated, waiting too long, waiting, nothing waits. */
function Waiting({ summary }: { summary: TransmissionSummary }) {
  const w = useWords();
  const { waiting: n, oldestQueuedAt, overdue, alertHours: hours, simulates } = summary;
  const at = oldestQueuedAt === null ? '' : momentForPeople(oldestQueuedAt);
  return (
    <div className="national-notes">
      {simulates && <Note meaning="care">{w('national.simulates')}</Note>}
      {overdue && <Note meaning="stop">{w('national.overdue', { n, at, hours })}</Note>}
      {!overdue && (
        <Note meaning={n > 0 ? 'information' : 'done'}>{n > 0 ? w('national.waiting', { n, at }) : w('national.nothingWaits')}</Note>
      )}
    </div>
  );
}

interface PanesProps {
  filter: Filter;
  summary: TransmissionSummary | undefined;
  marked: ReadonlySet<string>;
  onMark: (id: string) => void;
  onFilter: (fields: Partial<Filter>) => void;
  onResend: (id: string) => void;
}

function Panes({ filter, summary, marked, onMark, onFilter, onResend }: PanesProps) {
  const w = useWords();
  const failureText = useFailure();
  const [openId, setOpenId] = useState<string | undefined>(undefined);
  const query = useTransmissions(filter);
  const columns = useColumns(marked, onMark);
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const open = items.find(({ id }) => id === openId) ?? items[0];
  return (
    <div className="national-panes">
      <StateList summary={summary} chosen={filter.only} onChoose={(only) => onFilter({ only })} />
      <div className="scroll">
        {query.error !== null && (
          <Failed text={failureText(query.error)} retryText={w('state.retry')} onRetry={() => void query.refetch()} />
        )}
        {query.data === undefined && query.error === null && <Loading label={w('state.loading')} lines={6} />}
        {query.data !== undefined && items.length === 0 && <Empty>{w('national.empty')}</Empty>}
        {items.length > 0 && (
          <KeyTable
            label={w('national.list')}
            columns={columns}
            rows={items}
            rowKey={({ id }) => id}
            current={open?.id}
            onOpen={({ id }) => setOpenId(id)}
            {...(can('transmission.write') ? { onMark: ({ id }: Line) => onMark(id) } : {})}
          />
        )}
        {query.hasNextPage && (
          <ActionButton
            variant="default"
            busy={query.isFetchingNextPage ? w('state.loading') : undefined}
            onPress={() => void query.fetchNextPage()}
          >
            {w('national.more')}
          </ActionButton>
        )}
      </div>
      {open !== undefined && <TransmissionDetail key={open.id} id={open.id} onResend={() => onResend(open.id)} />}
    </div>
  );
}

function useColumns(marked: ReadonlySet<string>, onMark: (id: string) => void): Column<Line>[] {
  const w = useWords();
  const stateWords = useStateWords();
  const mark: Column<Line> = {
    key: 'mark',
    title: w('national.marked'),
    width: '46px',
    render: (one) => (
      <input
        type="checkbox"
        tabIndex={-1}
        checked={marked.has(one.id)}
        aria-label={w('national.mark', { code: one.code.toUpperCase() })}
        onClick={(event) => event.stopPropagation()}
        onChange={() => onMark(one.id)}
      />
    ),
  };
  return [
    ...(can('transmission.write') ? [mark] : []),
    { key: 'code', title: w('national.code'), width: '150px', render: (one) => <span className="nowrap">{one.code.toUpperCase()}</span> },
    { key: 'signed', title: w('national.signedAt'), width: '130px', render: (one) => momentForPeople(one.signedAt) },
    { key: 'doctor', title: w('national.doctor'), render: (one) => one.doctorName },
    {
      key: 'state',
      title: w('national.state'),
      width: '165px',
      render: (one) => <StateCell meaning={meanings[one.state]} text={stateWords(one)} />,
    },
    {
      key: 'cause',
      title: w('national.cause'),
      render: (one) => (one.state === 'accepted' || one.lastClass === null ? '' : w(`national.class.${one.lastClass}`)),
    },
    { key: 'attempts', title: w('national.attempts'), align: 'right', width: '56px', render: (one) => one.attempts },
  ];
}

/** In one line, so that the rows stay low. */
function StateCell({ meaning, text }: { meaning: Meaning; text: string }) {
  return (
    <span className={`nowrap line-${meaning}`}>
      <Icon name={meaning} /> {text}
    </span>
  );
}
