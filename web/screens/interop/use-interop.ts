import { useQuery, type QueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { FailedMessages, OutboxFailures, OutboxSummary } from '../../../api/interop/outbox-schemas.ts';
import { ask } from '../../lib/http.ts';
import { reading } from '../../lib/reading.ts';

const EVERY_MS = 10_000;

export type Destination = z.infer<typeof OutboxSummary>['destinations'][number];
export type Cause = z.infer<typeof OutboxFailures>['causes'][number];
export type Message = z.infer<typeof FailedMessages>['items'][number];

export const useDestinations = () => useQuery({ ...reading<z.infer<typeof OutboxSummary>>('/outbox-summary'), refetchInterval: EVERY_MS });
export const useCauses = () => useQuery({ ...reading<z.infer<typeof OutboxFailures>>('/outbox-failures'), refetchInterval: EVERY_MS });

/** The cause alone, as the server is asked for its messages. */
export const bareCause = ({ destinationId, state, class: kind, code, path }: Cause) => ({ destinationId, state, class: kind, code, path });
export const causeKey = (cause: Cause): string => Object.values(bareCause(cause)).join(' ');

export function useFailedMessages(cause: Cause) {
  return useQuery({
    queryKey: ['/outbox-failures/messages', causeKey(cause)],
    queryFn: ({ signal }) => ask<z.infer<typeof FailedMessages>>('/outbox-failures/messages', { cause: bareCause(cause) }, signal),
    refetchInterval: EVERY_MS,
    staleTime: 0,
    enabled: cause.listed,
  });
}

/** Everything of this desk is asked again: after a change the lines, the causes and the open one must agree. */
export async function refreshInterop(queries: QueryClient): Promise<void> {
  await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/outbox') });
}
