import { useInfiniteQuery, useQuery, type QueryClient } from '@tanstack/react-query';
import type { FormLines, ReportItem, ReportList, ReportView } from '../../../api/settlement/settlement-schemas.ts';
import type { SettlementForm } from '../../../domain/settlement/form-layouts.ts';
import { get } from '../../lib/http.ts';
import { reading } from '../../lib/reading.ts';

const SOON_MS = 1_000;
const EVERY_MS = 10_000;

export type Basis = ReportItem['basis'];

export const isUnderWay = ({ state }: Pick<ReportItem, 'state'>): boolean => state === 'queued' || state === 'running';

/** The reports of a month and what one made now would count; fresh by itself while one is being made. */
export function useReports(month: string, basis: Basis) {
  return useQuery({
    ...reading<ReportList>(`/settlement-reports?month=${month}&basis=${basis}`),
    refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) === true ? SOON_MS : EVERY_MS),
    staleTime: 0,
  });
}

export function useReport(id: string) {
  return useQuery({
    ...reading<ReportView>(`/settlement-reports/${id}`),
    refetchInterval: ({ state }) => (state.data === undefined || isUnderWay(state.data) ? SOON_MS : EVERY_MS),
    staleTime: 0,
  });
}

/** The lines of a form, a page at a time. A report never changes, so what was read stays. */
export function useFormLines(id: string, form: SettlementForm) {
  const path = `/settlement-reports/${id}/forms/${form}/lines`;
  return useInfiniteQuery({
    queryKey: [path],
    queryFn: ({ pageParam, signal }) => get<FormLines>(`${path}?after=${pageParam}`, signal),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
    staleTime: Infinity,
  });
}

/** Everything of this desk that can change is asked again. */
export async function refreshSettlement(queries: QueryClient): Promise<void> {
  await queries.invalidateQueries({ predicate: ({ queryKey }) => /^\/settlement-reports(\?|\/[^/]+$)/.test(String(queryKey[0])) });
}
