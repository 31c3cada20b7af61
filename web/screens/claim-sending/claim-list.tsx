import { moneyForPeople } from '../../lib/format-money.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { can } from '../../lib/session.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { KeyTable, type Column } from '../../ui/key-table.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { deadlineMeanings, stageMeanings } from './sending-words.ts';
import type { ClaimLine, useClaims } from './use-sending.ts';

interface ClaimListProps {
  query: ReturnType<typeof useClaims>;
  lines: ClaimLine[];
  marked: ReadonlySet<string>;
  onMark: (encounterId: string) => void;
  openId: string | undefined;
  onOpen: (encounterId: string) => void;
}

/** What can be approved is marked with the space bar; Enter opens a visit. */
export function ClaimList({ query, lines, marked, onMark, openId, onOpen }: ClaimListProps) {
  const w = useWords();
  const failureText = useFailure();
  const columns = useColumns(marked, onMark);
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  return (
    <div className="scroll">
      {error !== null && <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading label={w('state.loading')} lines={6} />}
      {data !== undefined && lines.length === 0 && <Empty>{w('sending.empty')}</Empty>}
      {lines.length > 0 && (
        <KeyTable
          label={w('sending.list')}
          columns={columns}
          rows={lines}
          rowKey={({ encounterId }) => encounterId}
          current={openId}
          onOpen={({ encounterId }) => onOpen(encounterId)}
          {...(can('claim.send') ? { onMark: (one: ClaimLine) => (isApprovable(one) ? onMark(one.encounterId) : undefined) } : {})}
        />
      )}
      {hasNextPage && (
        <ActionButton variant="default" busy={isFetchingNextPage ? w('state.loading') : undefined} onPress={() => void fetchNextPage()}>
          {w('sending.more')}
        </ActionButton>
      )}
    </div>
  );
}

export const isApprovable = ({ stage }: ClaimLine): boolean => stage === 'to-approve' || stage === 'changed' || stage === 'withdrawn';

function useColumns(marked: ReadonlySet<string>, onMark: (encounterId: string) => void): Column<ClaimLine>[] {
  const w = useWords();
  const mark: Column<ClaimLine> = {
    key: 'mark',
    title: w('sending.marked'),
    width: '46px',
    render: (one) =>
      isApprovable(one) && (
        <input
          type="checkbox"
          tabIndex={-1}
          checked={marked.has(one.encounterId)}
          aria-label={w('sending.mark', { code: one.encounterCode })}
          onClick={(event) => event.stopPropagation()}
          onChange={() => onMark(one.encounterId)}
        />
      ),
  };
  return [
    ...(can('claim.send') ? [mark] : []),
    { key: 'code', title: w('sending.code'), width: '150px', render: (one) => <span className="nowrap">{one.encounterCode}</span> },
    {
      key: 'closed',
      title: w('sending.closedAt'),
      width: '130px',
      render: (one) => <span className="nowrap">{momentForPeople(one.closedAt)}</span>,
    },
    { key: 'fund', title: w('sending.fund'), align: 'right', width: '100px', render: (one) => moneyForPeople(one.fundAmount) },
    { key: 'stage', title: w('sending.stage'), render: (one) => <StageCell one={one} /> },
    { key: 'deadline', title: w('sending.due'), width: '170px', render: (one) => <DeadlineCell one={one} /> },
  ];
}

/** With the portal's own sentence of a refusal, or why something waits. */
function StageCell({ one }: { one: ClaimLine }) {
  const w = useWords();
  const meaning = stageMeanings[one.stage];
  const cause = useCause(one);
  return (
    <span className={`line-${meaning}`}>
      <Icon name={meaning} /> {w(`sending.stage.${one.stage}`)}
      {cause !== '' && <small className="cause">{cause}</small>}
    </span>
  );
}

function useCause({ stage, state, lastClass, message, source }: ClaimLine): string {
  const w = useWords();
  if (stage === 'rejected') return message ?? '';
  if (stage === 'waiting') return lastClass === null ? w(`sending.state.${state ?? 'approved'}`) : w(`sending.class.${lastClass}`);
  return source === 'simulator' && stage === 'accepted' ? w('sending.simulated') : '';
}

function DeadlineCell({ one: { deadline } }: { one: ClaimLine }) {
  const w = useWords();
  if (deadline === null) return '';
  const meaning = deadlineMeanings[deadline.state];
  return (
    <span className={`nowrap line-${meaning}`} title={w(`sending.deadline.${deadline.kind}`)}>
      {deadline.state !== 'in-time' && <Icon name={meaning} />} {momentForPeople(deadline.until)}
    </span>
  );
}
