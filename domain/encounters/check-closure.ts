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
    ...checkVerification(facts.verifications ?? [], 'coverage'),
  ];
}
