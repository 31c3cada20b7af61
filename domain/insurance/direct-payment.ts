import { type Decimal, multiply } from '../money.ts';
import { getParameter, type InsuranceParameters } from './insurance-parameters.ts';

export type DirectPaymentCase = 'basic_outpatient' | 'basic_inpatient' | 'basic_inpatient_upper' | 'specialised_inpatient';

/** Most that the fund pays back in dong for one visit to a facility without contract. Source: docs/legal/insurance.md#referral (NĐ 188/2025 Đ57) */
export function computeDirectPaymentCap(kind: DirectPaymentCase, parameters: InsuranceParameters): Decimal {
  return multiply(parameters.baseSalary, getParameter(parameters.directPaymentFactors, 'bhyt.direct_payment_factor', kind));
}
