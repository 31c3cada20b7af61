import { keepPreviousData, useInfiniteQuery, type QueryClient } from '@tanstack/react-query';
import type { FindingLine, FindingPage, FindingSearch } from '../../../api/claims/audit/audit-schemas.ts';
import { ask } from '../../lib/http.ts';
import { useRested } from '../../lib/reading.ts';

export type { FindingLine };

/** Months of settlement, `YYYY-MM`, both counted. */
export interface Months {
  from: string;
  until: string;
}
export interface Narrowing {
  state: FindingLine['state'] | undefined;
  claimKey: string;
  /** Of one cell of the table over time, with its words. */
  group: (NonNullable<FindingSearch['group']> & { words: string }) | undefined;
}

/** The findings of some months, a page at a time. */
export function useFindings({ from, until }: Months, { state, claimKey, group }: Narrowing) {
  const key = useRested(claimKey.trim());
  const question: FindingSearch = {
    ...{ from, until },
    ...(state === undefined ? {} : { states: [state] }),
    ...(key === '' ? {} : { claimKey: key }),
    ...(group === undefined ? {} : { group: { by: group.by, key: group.key } }),
  };
  return useInfiniteQuery({
    queryKey: ['/claim-audit/searches', question],
    queryFn: ({ pageParam, signal }) =>
      ask<FindingPage>('/claim-audit/searches', { ...question, ...(pageParam === null ? {} : { after: pageParam }) }, signal),
    initialPageParam: null as { auditedOn: string; id: string } | null,
    getNextPageParam: (page) => {
      const last = page.items.at(-1);
      return page.more && last !== undefined ? { auditedOn: last.auditedOn, id: last.id } : null;
    },
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

/** Everything of this desk is asked again: after a file or a decision the list, the sums and the open one must agree. */
export async function refreshFindings(queries: QueryClient): Promise<void> {
  await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/claim-audit/') });
}

/** `2026-11` as people write it. */
export const monthForPeople = (month: string): string => `${month.slice(5, 7)}/${month.slice(0, 4)}`;
