import type { NationalState } from '../../../domain/prescriptions/national-state.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import type { Meaning } from '../../ui/note.tsx';

export const meanings: Record<NationalState, Meaning> = {
  rejected: 'stop',
  unknown: 'care',
  held: 'care',
  queued: 'information',
  sending: 'information',
  accepted: 'done',
  replaced: 'done',
  withdrawn: 'done',
};

/** The state of a prescription in words; what the simulator took says so. */
export function useStateWords(): (one: { state: NationalState; source: string | null }) => string {
  const w = useWords();
  return ({ state, source }) =>
    w(`national.state.${state}`) + (state === 'accepted' && source === 'simulator' ? ` (${w('national.simulated')})` : '');
}
