import { useRef, useState } from 'react';
import { findingStates } from '../../../domain/claims/audit/decide-finding.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { KeyTable, type Column } from '../../ui/key-table.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { FindingDetailPane } from './finding-detail.tsx';
import { lastDayOf, placeOf, stateMeanings } from './finding-words.ts';
import { useFindings, type FindingLine, type Months, type Narrowing } from './use-findings.ts';

interface FindingsTabProps {
  months: Months;
  narrowing: Narrowing;
  onNarrow: (narrowing: Narrowing) => void;
}

/** The insurer's findings, the oldest first, with the one that is open beside. */
export function FindingsTab({ months, narrowing, onNarrow }: FindingsTabProps) {
  const w = useWords();
  const [openId, setOpenId] = useState<string | undefined>(undefined);
  const query = useFindings(months, narrowing);
  const lines = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const open = lines.find(({ id }) => id === openId);
  return (
    <>
      <Filter narrowing={narrowing} onNarrow={onNarrow} />
      <div className="told-panes">
        <FindingTable query={query} lines={lines} openId={openId} onOpen={setOpenId} />
        {open === undefined && (
          <section className="told-detail hint">{w(can('claim-audit.write') ? 'told.chooseOne' : 'told.onlyOfficer')}</section>
        )}
        {open !== undefined && can('claim-audit.write') && <FindingDetailPane key={open.id} id={open.id} />}
      </div>
    </>
  );
}

function Filter({ narrowing, onNarrow }: Omit<FindingsTabProps, 'months'>) {
  const w = useWords();
  const code = useRef<HTMLInputElement>(null);
  useKeys({ esc: () => code.current?.select(), f4: () => code.current?.select() });
  return (
    <div className="told-bar">
      <label>
        {w('told.code')}
        <input
          ref={code}
          autoFocus
          spellCheck={false}
          maxLength={40}
          value={narrowing.claimKey}
          onChange={(event) => onNarrow({ ...narrowing, claimKey: event.target.value })}
        />
      </label>
      <label>
        {w('told.state')}
        <select
          value={narrowing.state ?? ''}
          onChange={(event) => onNarrow({ ...narrowing, state: findingStates.find((one) => one === event.target.value) })}
        >
          <option value="">{w('told.anyState')}</option>
          {findingStates.map((one) => (
            <option key={one} value={one}>
              {w(`told.state.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {narrowing.group !== undefined && (
        <>
          <Note meaning="information">{w('told.onlyGroup', { what: narrowing.group.words })}</Note>
          <ActionButton variant="default" onPress={() => onNarrow({ ...narrowing, group: undefined })}>
            {w('told.allAgain')}
          </ActionButton>
        </>
      )}
    </div>
  );
}

interface FindingTableProps {
  query: ReturnType<typeof useFindings>;
  lines: FindingLine[];
  openId: string | undefined;
  onOpen: (id: string) => void;
}

function FindingTable({ query, lines, openId, onOpen }: FindingTableProps) {
  const w = useWords();
  const failureText = useFailure();
  const columns = useColumns();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  return (
    <div className="scroll">
      {error !== null && <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading label={w('state.loading')} lines={6} />}
      {data !== undefined && lines.length === 0 && <Empty>{w('told.empty')}</Empty>}
      {lines.length > 0 && (
        <KeyTable
          label={w('told.list')}
          columns={columns}
          rows={lines}
          rowKey={({ id }) => id}
          current={openId}
          onOpen={({ id }) => onOpen(id)}
        />
      )}
      {hasNextPage && (
        <ActionButton variant="default" busy={isFetchingNextPage ? w('state.loading') : undefined} onPress={() => void fetchNextPage()}>
          {w('told.more')}
        </ActionButton>
      )}
    </div>
  );
}

function useColumns(): Column<FindingLine>[] {
  const w = useWords();
  return [
    {
      key: 'code',
      title: w('told.code'),
      width: '140px',
      render: (one) => (
        <>
          <span className="nowrap">{one.claimKey}</span>
          <small>{dayForPeople(one.auditedOn)}</small>
        </>
      ),
    },
    {
      key: 'place',
      title: w('told.item'),
      render: (one) => (
        <>
          {one.itemName === '' ? w('told.wholeClaim') : one.itemName}
          <small>{placeOf(one, w)}</small>
        </>
      ),
    },
    {
      key: 'reason',
      title: w('told.reason'),
      render: (one) => (
        <>
          {one.reasonText} <small>{one.reasonCode}</small>
        </>
      ),
    },
    { key: 'refused', title: w('told.refused'), align: 'right', width: '100px', render: (one) => moneyForPeople(one.refused) },
    { key: 'state', title: w('told.state'), width: '170px', render: (one) => <StateCell one={one} /> },
  ];
}

/** With the end of the time to answer, while there is one. */
function StateCell({ one }: { one: FindingLine }) {
  const w = useWords();
  const meaning = one.answer !== null && one.answer.state === 'in-time' ? 'care' : stateMeanings[one.state];
  return (
    <span className={`line-${meaning}`}>
      <Icon name={meaning} /> {w(`told.state.${one.state}`)}
      {one.answer !== null && (
        <small className="nowrap">
          {one.answer.state === 'over' ? `${w('told.overdue')} ` : ''}
          {w('told.endOf', { day: lastDayOf(one.answer) })}
        </small>
      )}
      {one.answer === null && one.restored !== '0' && <small>{w('told.restored', { amount: moneyForPeople(one.restored) })}</small>}
    </span>
  );
}
