import { useMutation } from '@tanstack/react-query';
import { newId } from '../../domain/ids.ts';
import type { Method } from './fetch-json.ts';
import { change, isPassing, Problem } from './http.ts';

export type WriteState = 'idle' | 'sending' | 'waiting' | 'refused' | 'saved';

export interface Write<Body, Answer> {
  /** Sends and waits, through as many tries as the line needs; throws the Problem when the server refuses. */
  send: (body: Body) => Promise<Answer>;
  state: WriteState;
  problem: Problem | undefined;
  reset: () => void;
}

const LONGEST_PAUSE_MS = 5_000;

/** The pause before try `n + 1`: one second, doubling, never more than five, or what the server asks for. */
export function retryPauseMs(failures: number, cause: unknown): number {
  if (cause instanceof Problem && cause.retryAfterSeconds !== undefined) return cause.retryAfterSeconds * 1000;
  return Math.min(1000 * 2 ** failures, LONGEST_PAUSE_MS);
}

/**
 * One kind of change. The idempotency key is made once for what is sent and kept through every try of it,
 * so a form that is sent ten times over a bad line is saved once.
 */
export function useWrite<Body, Answer>(method: Method, path: string | ((body: Body) => string)): Write<Body, Answer> {
  const mutation = useMutation<Answer, Error, { body: Body; key: string }>({
    mutationFn: ({ body, key }) => change<Answer>(method, typeof path === 'string' ? path : path(body), body, key),
    retry: (_, cause) => isPassing(cause),
    retryDelay: retryPauseMs,
  });
  return {
    send: (body) => mutation.mutateAsync({ body, key: newId() }),
    state: stateOf(mutation),
    problem: mutation.error instanceof Problem ? mutation.error : undefined,
    reset: mutation.reset,
  };
}

function stateOf(mutation: { status: string; failureCount: number }): WriteState {
  if (mutation.status === 'pending') return mutation.failureCount > 0 ? 'waiting' : 'sending';
  if (mutation.status === 'error') return 'refused';
  return mutation.status === 'success' ? 'saved' : 'idle';
}
