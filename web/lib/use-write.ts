import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
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
 * One kind of change. The idempotency key is made at the first try and kept until the server has answered,
 * so a form that is sent ten times over a bad line is saved once.
 */
export function useWrite<Body, Answer>(method: Method, path: string | ((body: Body) => string)): Write<Body, Answer> {
  const key = useRef<string | undefined>(undefined);
  const mutation = useMutation<Answer, Error, Body>({
    mutationFn: (body) => change<Answer>(method, typeof path === 'string' ? path : path(body), body, (key.current ??= newId())),
    retry: (_, cause) => isPassing(cause),
    retryDelay: retryPauseMs,
    onSettled: () => {
      key.current = undefined;
    },
  });
  return {
    send: mutation.mutateAsync,
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
