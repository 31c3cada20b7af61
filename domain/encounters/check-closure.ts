import { checkVerification } from '../insurance/check-verification.ts';
import type { Verification } from '../insurance/read-portal-answer.ts';
import { error, warning, type Issue } from '../issue.ts';
import type { PaperKind } from '../papers/paper.ts';
import { isReferral, type Disposition } from './visit-state.ts';

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
  /** Where the person goes, with the discharge type of the claim and the day to come back; absent = not chosen yet. */
  ending?: { disposition: Disposition; dischargeType: string; followUpOn?: string | undefined };
  /** Kinds of the papers of the visit that count. */
  papers?: readonly PaperKind[];
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
    ...checkEnding(facts),
    ...checkVerification(facts.verifications ?? [], 'coverage'),
  ];
}

/** One doctor concludes for all rooms: what another one still has to say is waited for, or left with a reason. */
function checkRooms({ openRooms = [], leaveRooms = '' }: ClosureFacts): Issue[] {
  if (openRooms.length === 0) return [];
  const params = { rooms: openRooms.join(', ') };
  return [leaveRooms.trim() === '' ? error('room_not_finished', 'leaveRooms', params) : warning('room_left', 'leaveRooms', params)];
}

/**
 * The end fits the discharge type, and the papers it needs are there. Table 13 goes with discharge types 2 and 5 (sure): a referral of an
 * insured person is not claimed without it. The other papers are told.
 */
function checkEnding({ ending, insured, papers = [] }: ClosureFacts): Issue[] {
  if (ending === undefined) return [];
  const { disposition, dischargeType, followUpOn } = ending;
  const missing = insured ? error : warning;
  return [
    ...((disposition === 'referral') === isReferral(dischargeType) ? [] : [error('discharge_type_other', 'dischargeType')]),
    ...(disposition === 'follow-up' && followUpOn === undefined ? [error('follow_up_day_missing', 'followUpOn')] : []),
    ...(disposition === 'referral' && !papers.includes('referral') ? [missing('referral_paper_missing', 'disposition')] : []),
    ...(disposition === 'admission' && !papers.includes('admission') ? [warning('admission_paper_missing', 'disposition')] : []),
  ];
}
