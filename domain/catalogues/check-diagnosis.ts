import { error, warning, type Issue } from '../issue.ts';
import type { Sex } from '../visits/visit-record.ts';

/** A catalogue row as of the day of the diagnosis. */
export interface IcdEntry {
  code: string;
  nameVi: string;
  /** Empty where the list has none. */
  nameEn: string;
  version: string;
  dualMark: 'dagger' | 'asterisk' | null;
  notPrimary: boolean;
  notRecommendedPrimary: boolean;
  /** Such a code is not used in any place: one of its sub-codes is. */
  hasSubcodes: boolean;
  mortalityOnly: boolean;
  sexOnly: 'male' | 'female' | null;
}

/** A diagnosis by rank, the first being primary; no entry = the code is not in the list of that day. */
export interface DiagnosisInput {
  icdCode: string;
  entry: IcdEntry | undefined;
}

export interface DiagnosisPatient {
  sex: Sex;
  ageInMonths: number;
}

/** Ages that a list allows for a code, as written there: a number with `d` (days) or `y` (years), both ends included. */
export interface AgeEdit {
  code: string;
  ageMin: string | null;
  ageMax: string | null;
}

/** The claim tables carry at most 12 codes beside the primary one (QĐ 130/QĐ-BYT). */
const OTHERS_MAX = 12;

/**
 * Everything wrong with the diagnoses of a visit, in the order given. Exactly one is primary: the first. Errors stop the
 * closing of a visit; a code that is only not recommended, or unusual for the age, asks for a second look.
 * Source: TT 06/2026/TT-BYT (flags), QĐ 4469/QĐ-BYT (age edits); docs/legal/prescribing.md#diagnoses
 */
export function checkDiagnosis(diagnoses: DiagnosisInput[], patient: DiagnosisPatient, ageEdits: AgeEdit[] = []): Issue[] {
  if (diagnoses.length === 0) return [error('diagnosis_missing', '')];
  const others = diagnoses.length - 1;
  return [
    ...(others > OTHERS_MAX ? [error('diagnoses_too_many', '', { max: OTHERS_MAX })] : []),
    ...diagnoses.flatMap((diagnosis, i) => [
      ...checkEntry(diagnosis, i, patient),
      ...(i === 0 ? checkPrimary(diagnosis) : checkRepeat(diagnoses, i)),
      ...checkAge(diagnosis, i, patient, ageEdits),
    ]),
  ];
}

function checkEntry({ icdCode, entry }: DiagnosisInput, i: number, { sex }: DiagnosisPatient): Issue[] {
  const path = `${i}.icdCode`;
  if (entry === undefined) return [error('icd_not_valid_at_date', path, { code: icdCode })];
  const issues: Issue[] = [];
  if (entry.hasSubcodes) issues.push(error('icd_has_subcodes', path, { code: icdCode }));
  if (entry.mortalityOnly) issues.push(error('icd_mortality_only', path, { code: icdCode }));
  // An unknown sex contradicts nothing.
  if (entry.sexOnly !== null && sex !== 'unknown' && sex !== entry.sexOnly) issues.push(error('icd_other_sex', path, { code: icdCode }));
  return issues;
}

function checkPrimary({ icdCode, entry }: DiagnosisInput): Issue[] {
  if (entry?.notPrimary === true) return [error('icd_not_primary', '0.icdCode', { code: icdCode })];
  return entry?.notRecommendedPrimary === true ? [warning('icd_not_recommended_primary', '0.icdCode', { code: icdCode })] : [];
}

function checkRepeat(diagnoses: DiagnosisInput[], i: number): Issue[] {
  const code = diagnoses[i]?.icdCode ?? '';
  return diagnoses.slice(0, i).some((earlier) => earlier.icdCode === code) ? [error('icd_repeated', `${i}.icdCode`, { code })] : [];
}

function checkAge({ icdCode }: DiagnosisInput, i: number, { ageInMonths }: DiagnosisPatient, edits: AgeEdit[]): Issue[] {
  const outside = edits.some(
    ({ code, ageMin, ageMax }) =>
      code === icdCode && ((ageMin !== null && ageInMonths < monthsAt(ageMin)) || (ageMax !== null && ageInMonths > monthsThrough(ageMax))),
  );
  return outside ? [warning('icd_unusual_age', `${i}.icdCode`, { code: icdCode })] : [];
}

/** Completed months of somebody who just reached an age; days are rounded down, in favour of the doctor. */
function monthsAt(age: string): number {
  return age.endsWith('y') ? Number.parseInt(age, 10) * 12 : Math.floor(Number.parseInt(age, 10) / 31);
}

/** Completed months of somebody in the last day of an age: `60y` lasts until the day before the 61st birthday. */
function monthsThrough(age: string): number {
  return age.endsWith('y') ? Number.parseInt(age, 10) * 12 + 11 : Math.ceil(Number.parseInt(age, 10) / 28);
}
