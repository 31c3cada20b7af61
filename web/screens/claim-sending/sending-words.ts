import type { ClaimStage } from '../../../domain/claims/submission-state.ts';
import type { DeadlineState } from '../../../domain/claims/claim-deadlines.ts';
import type { Meaning } from '../../ui/note.tsx';

/** What needs somebody first. */
export const stageMeanings: Record<ClaimStage, Meaning> = {
  rejected: 'stop',
  'to-approve': 'care',
  changed: 'care',
  waiting: 'information',
  accepted: 'done',
  withdrawn: 'done',
};

export const deadlineMeanings: Record<DeadlineState, Meaning> = { over: 'stop', soon: 'care', 'in-time': 'information' };
