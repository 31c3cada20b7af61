/**
 * Where a signed prescription stands on its way to the national system. `held` was signed before there was a link; `withdrawn` never left, or never
 * arrived, and was taken back by its doctor.
 */
export const nationalStates = ['queued', 'sending', 'accepted', 'rejected', 'unknown', 'replaced', 'withdrawn', 'held'] as const;
export type NationalState = (typeof nationalStates)[number];

/** How one try ended; the first seven come from the system itself, the others from the line or from ourselves. */
export const sendClasses = [
  ...['accepted', 'field-errors', 'already-used', 'throttled', 'server-error', 'wrong-address', 'unreadable'],
  ...['unreachable', 'timeout', 'lost', 'interrupted'],
  ...['facility-login-refused', 'doctor-login-refused', 'doctor-account-missing', 'incomplete'],
] as const;
export type SendClass = (typeof sendClasses)[number];

export interface Tried {
  class: SendClass;
  /** An earlier try of the very same bytes ended without anybody knowing whether they arrived. */
  earlierUnknown: boolean;
  /** The doctor took the prescription back meanwhile. */
  withdrawn: boolean;
  /** Another prescription stands in its place already. */
  replaced: boolean;
}

export interface Next {
  state: NationalState;
  /** `later`: by itself after a pause; `person`: when somebody has mended what is wrong; `none`: never. */
  retry: 'later' | 'person' | 'none';
}

/** True when the bytes may have arrived although no answer says so. Of a connection that was never made nobody doubts. */
export const mayHaveArrived = (kind: SendClass): boolean =>
  kind === 'timeout' || kind === 'lost' || kind === 'interrupted' || kind === 'unreadable' || kind === 'server-error';

const WAITS_FOR_A_PERSON: readonly SendClass[] = [
  'facility-login-refused',
  'doctor-login-refused',
  'doctor-account-missing',
  'wrong-address',
];

/**
 * What becomes of a prescription after one try. "Code already used" is the answer to our own repetition and to a stranger's code alike: it counts as
 * accepted only after an earlier try of the same bytes whose outcome nobody knows.
 * Source: QĐ 425/QĐ-BYT Đ9 (immutable once accepted); docs/legal/prescribing.md#national-system
 */
export function afterTry(tried: Tried): Next {
  const { class: kind, earlierUnknown } = tried;
  if (kind === 'accepted' || (kind === 'already-used' && earlierUnknown)) {
    return { state: tried.replaced ? 'replaced' : 'accepted', retry: 'none' };
  }
  if (kind === 'already-used') return { state: 'unknown', retry: 'none' };
  const mayBeThere = earlierUnknown || mayHaveArrived(kind);
  // Taken back: nothing is sent any more; whether it is there somebody has to find out.
  if (tried.withdrawn) return { state: mayBeThere ? 'unknown' : 'withdrawn', retry: 'none' };
  if (kind === 'field-errors' || kind === 'incomplete') return { state: 'rejected', retry: 'none' };
  return { state: 'queued', retry: WAITS_FOR_A_PERSON.includes(kind) ? 'person' : 'later' };
}

/** What the doctor's withdrawal does: what never arrived is never sent, what arrived stays there, and one in between is told by its answer. */
export function afterWithdrawal(state: NationalState, earlierUnknown: boolean): NationalState {
  if (state === 'queued' || state === 'rejected') return earlierUnknown ? 'unknown' : 'withdrawn';
  return state === 'held' ? 'withdrawn' : state;
}

/** A new prescription stands in the place of this one: only what the system has accepted can be replaced there. */
export const afterReplacement = (state: NationalState): NationalState => (state === 'accepted' ? 'replaced' : state);

/** May the operator put it in line again? What was only simulated may, what is really there may not, and nothing that was taken back. */
export function mayResend(transmission: { state: NationalState; source: 'system' | 'simulator' | null; withdrawn: boolean }): boolean {
  if (transmission.withdrawn) return false;
  if (transmission.state === 'accepted') return transmission.source === 'simulator';
  return ['queued', 'rejected', 'unknown', 'held'].includes(transmission.state);
}
