import type { OutboxRow } from '../../db/stores/outbox-store.ts';
import type { AnswerClass } from './classify-answer.ts';

/** What a message becomes after an answer. */
export interface Outcome {
  state: OutboxRow['state'];
  nextTryAt?: string;
}

/** What ended an attempt: an answer, or a finding before anything was sent. */
export type AttemptClass = AnswerClass | 'unchanged' | 'withheld';

const FIRST_PAUSE_SECONDS = 5;
const LONGEST_PAUSE_SECONDS = 30 * 60;
const MOST_CONFLICTS = 3;

interface Tried {
  class: AttemptClass;
  retryAfterSeconds?: number;
  /** Attempts before this one. */
  attempts: number;
  /** Of these, those that ended in a conflict. */
  conflicts: number;
}

/**
 * Delivered and refused are final. Everything else is tried again, for ever: pauses double up to half an hour, never shorter than the
 * peer asked for, and a fifth of chance keeps a hundred messages from coming back in one second. `chance` lies in [0, 1).
 * Source: docs/decisions/0005-fhir.md
 */
export function decideOutcome(tried: Tried, now: string, chance: number): Outcome {
  if (tried.class === 'delivered' || tried.class === 'unchanged') return { state: 'delivered' };
  if (isFinal(tried)) return { state: 'refused' };
  const pause = Math.min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** Math.min(tried.attempts, 20));
  const seconds = Math.max(pause * (1 - chance / 5), tried.retryAfterSeconds ?? 0);
  return { state: 'waiting', nextTryAt: new Date(Date.parse(now) + Math.round(seconds * 1000)).toISOString() };
}

function isFinal({ class: kind, conflicts }: Tried): boolean {
  if (kind === 'conflict') return conflicts + 1 >= MOST_CONFLICTS;
  return kind === 'data' || kind === 'size' || kind === 'withheld';
}
