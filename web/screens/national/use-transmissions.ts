import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { TransmissionPage, TransmissionSummary } from '../../../api/national-prescriptions/national-schemas.ts';
import type { NationalState } from '../../../domain/prescriptions/national-state.ts';
import { ask } from '../../lib/http.ts';
import { reading, useRested } from '../../lib/reading.ts';

const EVERY_MS = 10_000;
const SOON_MS = 2_000;

/** Sooner while something is on its way. */
export const everyMs = (isMoving: boolean): number => (isMoving ? SOON_MS : EVERY_MS);

export interface Filter {
  from: string;
  until: string;
  code: string;
  doctorId: string;
  /** A state, what has to be reported as recalled, or everything. */
  only: NationalState | 'recall' | undefined;
}

/** The list of the filter, a page at a time, fresh by itself. */
export function useTransmissions(filter: Filter) {
  const code = useRested(filter.code.trim().toLowerCase());
  const { from, until, doctorId, only } = filter;
  const question = {
    ...{ from, until },
    ...(code === '' ? {} : { code }),
    ...(doctorId === '' ? {} : { doctorId }),
    ...(only === undefined ? {} : only === 'recall' ? { recall: true } : { states: [only] }),
  };
  return useInfiniteQuery({
    queryKey: ['/national-prescriptions/search', question],
    queryFn: ({ pageParam, signal }) =>
      ask<TransmissionPage>('/national-prescriptions/search', { ...question, ...(pageParam === null ? {} : { after: pageParam }) }, signal),
    initialPageParam: null as { signedAt: string; id: string } | null,
    getNextPageParam: (page) => {
      const last = page.items.at(-1);
      return page.more && last !== undefined ? { signedAt: last.signedAt, id: last.id } : null;
    },
    refetchInterval: ({ state }) => everyMs(state.data?.pages.some((page) => page.items.some(isMoving)) === true),
    staleTime: 0,
  });
}

/** It goes in a moment by itself. */
export const isMoving = ({ state, nextTryAt }: { state: NationalState; nextTryAt: string | null }): boolean =>
  state === 'sending' || (state === 'queued' && nextTryAt !== null && Date.parse(nextTryAt) <= Date.now());

export function useSummary({ from, until }: Pick<Filter, 'from' | 'until'>) {
  return useQuery({
    ...reading<TransmissionSummary>(`/national-prescriptions/summary?from=${from}&until=${until}`),
    refetchInterval: everyMs(false),
    staleTime: 0,
  });
}
