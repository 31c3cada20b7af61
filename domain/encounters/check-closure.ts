import { checkVerification } from '../insurance/check-verification.ts';
import type { Verification } from '../insurance/read-portal-answer.ts';
import { error, warning, type Issue } from '../issue.ts';

export interface ClosureFacts {
  insured: boolean;
  /** What the insurer said of each card in use; absent = not asked here. */
  verifications?: readonly Verification[];
  diagnoses: number;
  /** Ordered, neither performed nor cancelled. */
  openOrders: number;
  weightKnown: boolean;
  practitionerLicensed: boolean;
  /** Rooms that have the person in their row or inside and have not concluded. */
  openRooms?: readonly string[];
  /** Why the visit ends all the same; empty is no reason. */
  leaveRooms?: string | undefined;
}

/**
 * Whether a visit may be closed. An open order would be charged or forgotten by chance, a visit without a diagnosis or a
 * licensed practitioner cannot be claimed.
 * Source: QĐ 4750/QĐ-BYT table 1 (MA_BENH_CHINH, CAN_NANG) and table 3 (MA_BAC_SI); Luật KCB 15/2023 art. 19 (licence)
 */
export function checkClosure(facts: ClosureFacts): Issue[] {
  return [
    ...(facts.diagnoses === 0 ? [error('diagnosis_primary_missing', 'diagnoses')] : []),
    ...(facts.openOrders > 0 ? [error('order_not_performed', 'orders', { count: facts.openOrders })] : []),
    ...(facts.practitionerLicensed ? [] : [error('practitioner_licence_missing', '')]),
    // The portal wants the weight of every insured patient; the visit itself does not wait for a scale.
    ...(facts.insured && !facts.weightKnown ? [warning('weight_missing', 'vitals.weight')] : []),
    ...checkRooms(facts),
    ...checkVerification(facts.verifications ?? [], 'coverage'),
  ];
}

/** One doctor concludes for all rooms: what another one still has to say is waited for, or left with a reason. */
function checkRooms({ openRooms = [], leaveRooms = '' }: ClosureFacts): Issue[] {
  if (openRooms.length === 0) return [];
  const params = { rooms: openRooms.join(', ') };
  return [leaveRooms.trim() === '' ? error('room_not_finished', 'leaveRooms', params) : warning('room_left', 'leaveRooms', params)];
}
