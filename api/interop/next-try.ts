import type { OutboxRow } from '../../db/stores/outbox-store.ts';
import { retryPauseSeconds } from '../http/retry-pause.ts';
import type { AnswerClass } from './classify-answer.ts';

/** What a message becomes after an answer. */
export interface Outcome {
  state: OutboxRow['state'];
  nextTryAt?: string;
}

/** What ended an attempt: an answer, or a finding before anything was sent. */
export type AttemptClass = AnswerClass | 'unchanged' | 'withheld';

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
 * Delivered and refused are final. Everything else is tried again, for ever (retry-pause.ts). `chance` lies in [0, 1).
 * Source: docs/decisions/0005-fhir.md
 */
export function decideOutcome(tried: Tried, now: string, chance: number): Outcome {
  if (tried.class === 'delivered' || tried.class === 'unchanged') return { state: 'delivered' };
  if (isFinal(tried)) return { state: 'refused' };
  const seconds = retryPauseSeconds(tried.attempts, chance, tried.retryAfterSeconds);
  return { state: 'waiting', nextTryAt: new Date(Date.parse(now) + seconds * 1000).toISOString() };
}

function isFinal({ class: kind, conflicts }: Tried): boolean {
  if (kind === 'conflict') return conflicts + 1 >= MOST_CONFLICTS;
  return kind === 'data' || kind === 'size' || kind === 'withheld';
}
