/**
 * Estimated filtration of the kidneys from creatinine in the blood, in ml/min/1.73 m² with one decimal (CKD-EPI 2021, without race). Creatinine in µmol/L, age in
 * completed years; undefined under 18 years, for an unknown sex, and for a creatinine that is not above zero: the formula was made for none of these.
 * Source: docs/legal/prescribing.md#person (Inker et al., N Engl J Med 2021;385:1737)
 */
export function estimateGfr(
  creatinine: number,
  { ageYears, sex }: { ageYears: number; sex: 'male' | 'female' | 'unknown' },
): string | undefined {
  if (!(creatinine > 0) || ageYears < 18 || sex === 'unknown') return undefined;
  const { kappa, alpha, factor } =
    sex === 'female' ? { kappa: 0.7, alpha: -0.241, factor: 1.012 } : { kappa: 0.9, alpha: -0.302, factor: 1 };
  const ratio = creatinine / UMOL_PER_MG / kappa;
  const gfr = 142 * Math.min(ratio, 1) ** alpha * Math.max(ratio, 1) ** -1.2 * 0.9938 ** ageYears * factor;
  return (Math.round(gfr * 10) / 10).toString();
}

/** 1 mg/dL of creatinine in µmol/L. */
const UMOL_PER_MG = 88.4;
