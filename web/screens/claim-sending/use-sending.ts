import { useInfiniteQuery, useQuery, type QueryClient } from '@tanstack/react-query';
import type { ClaimPage, SendingSummary } from '../../../api/claims/sending/sending-schemas.ts';
import type { ClaimStage } from '../../../domain/claims/submission-state.ts';
import { ask } from '../../lib/http.ts';
import { reading, useRested } from '../../lib/reading.ts';

const EVERY_MS = 10_000;
const SOON_MS = 2_000;

export type ClaimLine = ClaimPage['items'][number];
export interface Filter {
  from: string;
  until: string;
  code: string;
  only: ClaimStage | undefined;
}

/** The list of the filter, a page at a time, fresh by itself; sooner while something is on its way. */
export function useClaims({ from, until, code, only }: Filter) {
  const rested = useRested(code.trim());
  const question = { from, until, ...(rested === '' ? {} : { code: rested }), ...(only === undefined ? {} : { stages: [only] }) };
  return useInfiniteQuery({
    queryKey: ['/claim-sending/searches', question],
    queryFn: ({ pageParam, signal }) =>
      ask<ClaimPage>('/claim-sending/searches', { ...question, ...(pageParam === null ? {} : { after: pageParam }) }, signal),
    initialPageParam: null as { closedAt: string; encounterId: string } | null,
    getNextPageParam: (page) => {
      const last = page.items.at(-1);
      return page.more && last !== undefined ? { closedAt: last.closedAt, encounterId: last.encounterId } : null;
    },
    refetchInterval: ({ state }) => (state.data?.pages.some(({ items }) => items.some(isMoving)) === true ? SOON_MS : EVERY_MS),
    staleTime: 0,
  });
}

/** It goes in a moment by itself. */
const isMoving = ({ state, nextTryAt }: ClaimLine): boolean =>
  state === 'sending' || (nextTryAt !== null && Date.parse(nextTryAt) <= Date.now());

export function useSendingSummary({ from, until }: Pick<Filter, 'from' | 'until'>) {
  return useQuery({
    ...reading<SendingSummary>(`/claim-sending/summary?from=${from}&until=${until}`),
    refetchInterval: EVERY_MS,
    staleTime: 0,
  });
}

/** Everything of this desk is asked again: after a change the list, the counts and the open one must agree. */
export async function refreshSending(queries: QueryClient): Promise<void> {
  await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/claim-sending/') });
}
