import { localDay } from '../dates.ts';
import { noClinicalRecord, type ClinicalRecord } from '../visits/clinical-record.ts';
import type { VisitRecord } from '../visits/visit-record.ts';
import { isSensitiveDiagnosis } from './sensitive-diagnosis.ts';

/** What a record may tell of that not everybody may learn. The sex of a foetus is no field of the record, so nothing of it can leave. */
export const specialCategories = [
  'hiv',
  'opioid-substitution',
  'mental-health',
  'violence',
  'child-abuse',
  'genetic',
  'transplant',
] as const;
export type SpecialCategory = (typeof specialCategories)[number];

/** ICD-10 by category. */
const CODES: Partial<Record<SpecialCategory, RegExp>> = {
  'opioid-substitution': /^(F11|Z50\.3|Z71\.5|T40\.3)/,
  'mental-health': /^(F[0-9]|X[67]|X8[0-4]|Z91\.5)/,
  violence: /^(T74|X8[5-9]|X9|Y0|Z63\.0|O9A)/,
  genetic: /^(Q9[0-9]|Z31\.5|Z82\.7|Z84\.8)/,
  transplant: /^(Z94|Z52|T86)/,
};

/** Methadone, buprenorphine and other drugs in opioid dependence (ATC). */
const OPIOID_SUBSTITUTION_DRUG = /^N07BC/;
/** Source: Luật Trẻ em 102/2016/QH13 art. 1 */
const CHILD_UNTIL_YEARS = 16;

/**
 * The special categories that a visit tells of, by its diagnoses, long-term conditions, orders and drugs: a drug gives away what a missing diagnosis hides.
 * Source: Luật 64/2006/QH11 art. 30 as amended 2020 (HIV); Luật 91/2025/QH15 (sensitive personal data: health, genetic); NĐ 141/2024/NĐ-CP (opioid
 * substitution); Luật 13/2022/QH15 (violence in the family); Luật Trẻ em 102/2016/QH13 art. 21; Luật 75/2006/QH11 art. 4 (transplants)
 */
export function specialCategoriesOf(visit: VisitRecord, clinical: ClinicalRecord = noClinicalRecord): SpecialCategory[] {
  const { patient, encounter, diagnoses, charges, prescriptions } = visit;
  const codes = [
    ...[...diagnoses, ...clinical.conditions].map(({ icdCode }) => icdCode),
    ...[...charges, ...clinical.orders].flatMap(({ icdCode }) => icdCode ?? []),
  ];
  const found = new Set(specialCategoriesOfCodes(codes));
  const drugs = prescriptions.flatMap(({ lines }) => lines.flatMap(({ atcCode }) => atcCode ?? []));
  if (drugs.some((atc) => OPIOID_SUBSTITUTION_DRUG.test(atc))) found.add('opioid-substitution');
  const years = Number(localDay(encounter.startedAt).slice(0, 4)) - Number(patient.birthDate.slice(0, 4));
  if (found.has('violence') && years <= CHILD_UNTIL_YEARS) found.add('child-abuse');
  return specialCategories.filter((category) => found.has(category));
}

/** The special categories that ICD-10 codes by themselves tell of. */
export function specialCategoriesOfCodes(codes: string[]): SpecialCategory[] {
  return specialCategories.filter((category) =>
    category === 'hiv' ? codes.some(isSensitiveDiagnosis) : codes.some((code) => CODES[category]?.test(code) === true),
  );
}
