import { classOfAnswer, type SubmissionClass } from '../../../domain/claims/submission-state.ts';
import type { Submitted } from './portal.ts';

/** How a try ended, from what came back. */
export function classOfSubmitted(answer: Submitted | undefined): SubmissionClass {
  if (answer === undefined) return 'interrupted';
  if (answer.kind === 'answered') return classOfAnswer(answer.resultCode);
  const { silence } = answer;
  if (silence === 'timeout' || silence === 'unreachable' || silence === 'throttled' || silence === 'login-refused') return silence;
  return silence === 'http-status' ? 'server-error' : 'unreadable';
}
