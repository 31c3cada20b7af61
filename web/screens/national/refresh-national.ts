import type { QueryClient } from '@tanstack/react-query';

/** Everything of this desk is asked again: after a change the list, the counts and the open one must agree. */
export async function refreshNational(queries: QueryClient): Promise<void> {
  await queries.invalidateQueries({ predicate: ({ queryKey }) => /^\/national-/.test(String(queryKey[0])) });
}
