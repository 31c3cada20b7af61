import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { get } from './http.ts';

const DEBOUNCE_MS = 200;

/** The value once it has rested: fast typists do not cause a request per key. */
export function useRested<T>(value: T, ms = DEBOUNCE_MS): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}

/** A read of one path below /api; the path is its own key. */
export const reading = <Answer>(path: string) => queryOptions({ queryKey: [path], queryFn: ({ signal }) => get<Answer>(path, signal) });

/** The catalogue's best matches for what is typed. `settled` is false while they still answer older words. */
export function useCatalogue<Entry>(catalogue: string, query: string, on: string | undefined = undefined) {
  const typed = query.trim();
  const rested = useRested(typed);
  const path = `/catalogues/${catalogue}?q=${encodeURIComponent(rested)}&limit=12${on === undefined ? '' : `&on=${on}`}`;
  const { data, isPlaceholderData } = useQuery({
    ...reading<{ items: Entry[] }>(path),
    enabled: rested !== '',
    placeholderData: keepPreviousData,
    staleTime: 10 * 60_000,
  });
  return { items: rested === '' ? [] : (data?.items ?? []), settled: rested === typed && data !== undefined && !isPlaceholderData };
}

interface CodeEntry {
  code: string;
  name: string;
}

/** A code table of the ministry, whole: they are short and change once a year. */
export function useCodes(table: string): CodeEntry[] {
  const { data } = useQuery({ ...reading<{ items: CodeEntry[] }>(`/catalogues/codes/${table}`), staleTime: 60 * 60_000 });
  return data?.items ?? [];
}
