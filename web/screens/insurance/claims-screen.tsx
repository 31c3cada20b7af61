import './insurance.css';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import type { CheckedClaimView, ClaimRuleList } from '../../../api/claims/claim-check-schemas.ts';
import type { ClaimItem, ClaimList } from '../../../api/claims/claim-schemas.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { DayBar } from '../../lib/day-bar.tsx';
import { moneyForPeople } from '../../lib/format-money.ts';
import { timeForPeople } from '../../lib/format.ts';
import { get } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { today } from '../../lib/server-clock.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { KeyTable, type Column } from '../../ui/key-table.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { ClaimDetail } from './claim-detail.tsx';
import { ClaimExports } from './claim-exports.tsx';
import { FindingGroups, groupsOf, SwitchedOff } from './finding-groups.tsx';
import { leftFor, listPlace } from '../../lib/left-for.ts';
import { MonthOfClaims } from './month-of-claims.tsx';
import { summaryOf } from './summary-of.ts';

/** One day's closed visits with their money, what is wrong with them, and the file for the insurer; or the findings of its month (F2). */
export function ClaimsScreen() {
  const w = useWords();
  const [{ day, isMonth }, setPlace] = useState(() => listPlace.get() ?? { day: today(), isMonth: false });
  const move = (place: { day: string; isMonth: boolean }) => {
    listPlace.set(place);
    setPlace(place);
  };
  const rules = useQuery({ ...reading<ClaimRuleList>('/claim-rules'), staleTime: 5 * 60_000 });
  const turn = () => move({ day, isMonth: !isMonth });
  useKeys({ f2: turn });
  useRecheckOfLeft();
  return (
    <div className="insurance-desk">
      <DayBar day={day} onDay={(next) => move({ day: next, isMonth })} onlyPast>
        <ActionButton variant="default" keyHint="F2" onPress={turn}>
          {isMonth ? w('claims.showDay') : w('claims.showMonth', { month: `${day.slice(5, 7)}/${day.slice(0, 4)}` })}
        </ActionButton>
      </DayBar>
      <SwitchedOff rules={rules.data?.items ?? []} />
      {isMonth ? <MonthOfClaims key={day.slice(0, 7)} month={day.slice(0, 7)} /> : <DayOfClaims key={day} day={day} />}
    </div>
  );
}

/** Whoever comes back from a cure sees what is left of the findings. */
function useRecheckOfLeft() {
  const queries = useQueryClient();
  const { send } = useWrite<{ encounterId: string }, CheckedClaimView>('POST', '/claim-checks');
  // Once, when the list is back.
  const recheck = useEffectEvent(() => {
    const encounterId = leftFor.get();
    if (encounterId === undefined) return;
    leftFor.set(undefined);
    const readAgain = () => queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/claim') });
    // A visit that was reopened for its cure is checked when it is closed again.
    void send({ encounterId }).then(readAgain, readAgain);
  });
  useEffect(() => recheck(), []);
}

function DayOfClaims({ day }: { day: string }) {
  const w = useWords();
  const failureText = useFailure();
  const [openId, setOpenId] = useState<string | undefined>(undefined);
  const [group, setGroup] = useState<string | undefined>(undefined);
  const query = useClaims(day);
  const columns = useColumns();
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const insured = items.filter((item) => item.insured).length;
  const shown = group === undefined ? items : items.filter((item) => item.findings.some(({ rule }) => rule === group));
  const open = shown.find((item) => item.encounterId === openId) ?? shown[0];
  return (
    <>
      <ClaimExports
        from={day}
        until={day}
        title={w('export.title')}
        start={w('export.start', { n: insured })}
        nothing={insured === 0 ? w('export.nothing') : undefined}
      />
      {query.error !== null && <Failed text={failureText(query.error)} retryText={w('state.retry')} onRetry={() => void query.refetch()} />}
      {query.data === undefined && query.error === null && <Loading label={w('state.loading')} lines={6} />}
      {query.data !== undefined && items.length === 0 && <Empty>{w('claims.empty', { day: dayForPeople(day) })}</Empty>}
      {items.length > 0 && (
        <>
          <p className="claims-summary">{w('claims.summary', summaryOf(items))}</p>
          <div className="claims-panes">
            <FindingGroups label={w('claims.allOfDay')} all={items.length} groups={groupsOf(items)} chosen={group} onChoose={setGroup} />
            <div className="scroll">
              <KeyTable
                label={w('claims.title')}
                columns={columns}
                rows={shown}
                rowKey={(item) => item.encounterId}
                current={open?.encounterId}
                onOpen={(item) => setOpenId(item.encounterId)}
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
            {open !== undefined && <ClaimDetail item={open} />}
          </div>
        </>
      )}
    </>
  );
}

function useClaims(day: string) {
  return useInfiniteQuery({
    queryKey: ['/claims', day],
    queryFn: ({ pageParam, signal }) => get<ClaimList>(`/claims?day=${day}${pageParam === '' ? '' : `&after=${pageParam}`}`, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
}

function useColumns(): Column<ClaimItem>[] {
  const w = useWords();
  return [
    { key: 'code', title: w('claims.code'), render: (item) => item.encounterCode },
    { key: 'name', title: w('claims.person'), render: (item) => item.patientName },
    { key: 'closed', title: w('claims.closedAt'), render: (item) => timeForPeople(item.closedAt) },
    { key: 'rate', title: w('claims.rate'), align: 'right', render: (item) => (item.insured ? `${item.benefitRate} %` : '–') },
    { key: 'total', title: w('cost.total'), align: 'right', render: (item) => moneyForPeople(item.hospitalAmount) },
    { key: 'fund', title: w('cost.fund'), align: 'right', render: (item) => moneyForPeople(item.fundAmount) },
    { key: 'state', title: w('claims.findings'), align: 'right', render: (item) => item.findings.length || w('claims.clean') },
  ];
}
