import type { QueryClient } from '@tanstack/react-query';

/** Everything that is shown of a visit is asked again. */
export const refreshVisit = async (queries: QueryClient, encounterId: string): Promise<void> =>
  await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith(`/encounters/${encounterId}`) });
