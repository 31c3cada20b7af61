import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CheckRunView, FindingGroups as Found, NewCheckRun, VisitsOfRule } from '../../../api/claims/claim-check-schemas.ts';
import { addDays, addMonths } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { momentForPeople } from '../../lib/format.ts';
import { get } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { today } from '../../lib/server-clock.ts';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { KeyTable, type Column } from '../../ui/key-table.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { ClaimExports } from './claim-exports.tsx';
import { FindingGroups, inOrder } from './finding-groups.tsx';
import { FindingList } from '../../lib/finding-list.tsx';

const POLL_MS = 1_000;
type Visit = VisitsOfRule['items'][number];

/** A month's findings by rule, the visits of one of them, and the check of them all. `month` is `YYYY-MM`. */
export function MonthOfClaims({ month }: { month: string }) {
  const w = useWords();
  const failureText = useFailure();
  const [rule, setRule] = useState<string | undefined>(undefined);
  const from = `${month}-01`;
  const last = addDays(addMonths(from, 1), -1);
  const until = last > today() ? today() : last;
  const shownMonth = `${month.slice(5, 7)}/${month.slice(0, 4)}`;
  const groups = useQuery(reading<Found>(`/claim-finding-groups?from=${from}&until=${until}`));
  const ordered = inOrder(groups.data?.groups ?? []);
  const chosen = rule ?? ordered[0]?.rule;
  return (
    <>
      <ClaimExports from={from} until={until} title={w('export.titleMonth', { month: shownMonth })} start={w('export.startMonth')} />
      <CheckRun from={from} until={until} />
      {groups.error !== null && (
        <Failed text={failureText(groups.error)} retryText={w('state.retry')} onRetry={() => void groups.refetch()} />
      )}
      {groups.data === undefined && groups.error === null && <Loading label={w('state.loading')} lines={6} />}
      {groups.data !== undefined && (
        <>
          <p className="claims-summary">{w('claims.checked', { checked: groups.data.checked, unchecked: groups.data.unchecked })}</p>
          {groups.data.groups.length === 0 && <Empty>{w('claims.monthClean')}</Empty>}
          {groups.data.groups.length > 0 && (
            <div className="claims-panes">
              <FindingGroups
                label={w('claims.byRule')}
                all={groups.data.groups.length}
                groups={ordered}
                chosen={chosen}
                onChoose={setRule}
              />
              {chosen !== undefined && <VisitsOf key={chosen} rule={chosen} from={from} until={until} />}
            </div>
          )}
        </>
      )}
    </>
  );
}

function VisitsOf({ rule, from, until }: { rule: string; from: string; until: string }) {
  const w = useWords();
  const failureText = useFailure();
  const [openId, setOpenId] = useState<string | undefined>(undefined);
  const path = `/claim-findings?from=${from}&until=${until}&rule=${rule}`;
  const query = useInfiniteQuery({
    queryKey: [path],
    queryFn: ({ pageParam, signal }) => get<VisitsOfRule>(`${path}${pageParam === '' ? '' : `&after=${pageParam}`}`, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
  const columns: Column<Visit>[] = [
    { key: 'code', title: w('claims.code'), render: (visit) => visit.encounterCode },
    { key: 'name', title: w('claims.person'), render: (visit) => visit.patientName },
    { key: 'closed', title: w('claims.closedAt'), render: (visit) => momentForPeople(visit.closedAt) },
    { key: 'fund', title: w('cost.fund'), align: 'right', render: (visit) => moneyForPeople(visit.fundAmount) },
  ];
  if (query.error !== null)
    return <Failed text={failureText(query.error)} retryText={w('state.retry')} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Loading label={w('state.loading')} lines={6} />;
  const visits = query.data.pages.flatMap((page) => page.items);
  const open = visits.find(({ encounterId }) => encounterId === openId) ?? visits[0];
  return (
    <>
      <div className="scroll">
        <KeyTable
          label={w('claims.title')}
          columns={columns}
          rows={visits}
          rowKey={({ encounterId }) => encounterId}
          current={open?.encounterId}
          onOpen={({ encounterId }) => setOpenId(encounterId)}
        />
        {query.hasNextPage && (
          <ActionButton
            variant="default"
            busy={query.isFetchingNextPage ? w('state.loading') : undefined}
            onPress={() => void query.fetchNextPage()}
          >
            {w('claims.more')}
          </ActionButton>
        )}
      </div>
      {open !== undefined && (
        <section className="claim-detail" aria-label={w('claims.detail', { code: open.encounterCode })}>
          <h2>{open.patientName}</h2>
          <p>
            {open.encounterCode} · {w('claims.checkedAt', { at: momentForPeople(open.checkedAt) })}
          </p>
          <FindingList encounterId={open.encounterId} findings={open.findings} />
        </section>
      )}
    </>
  );
}

/** Checks every visit of the days anew; it runs on the server, this desk may be left meanwhile. */
function CheckRun({ from, until }: { from: string; until: string }) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const [runId, setRunId] = useState<string | undefined>(undefined);
  const [failure, setFailure] = useState('');
  const { send } = useWrite<NewCheckRun, CheckRunView>('POST', '/claim-check-runs');
  const run = useQuery({
    ...reading<CheckRunView>(`/claim-check-runs/${runId ?? ''}`),
    enabled: runId !== undefined,
    refetchInterval: ({ state }) => (state.data === undefined || isUnderWay(state.data) ? POLL_MS : false),
  });
  const busy = runId !== undefined && (run.data === undefined || isUnderWay(run.data));
  const blocked = can('claim.export') ? undefined : w('state.notAllowed');
  const start = async () => {
    if (busy || blocked !== undefined) return;
    setFailure('');
    const id = newId();
    try {
      await send({ id, from, until });
      setRunId(id);
    } catch (cause) {
      setFailure(failureText(cause));
    }
    await queries.invalidateQueries({ queryKey: [`/claim-finding-groups?from=${from}&until=${until}`] });
  };
  useKeys({ f8: () => void start() });
  return (
    <div className="day-bar">
      <ActionButton
        variant="default"
        keyHint="F8"
        blocked={blocked}
        busy={busy ? w('claims.checking') : undefined}
        onPress={() => void start()}
      >
        {w('claims.recheckAll')}
      </ActionButton>
      <span role="status">
        {failure}
        {run.data !== undefined &&
          w(run.data.state === 'ready' ? 'claims.runReady' : 'claims.runUnderWay', { done: run.data.done, total: run.data.total })}
      </span>
    </div>
  );
}

const isUnderWay = ({ state }: CheckRunView): boolean => state === 'queued' || state === 'running';
