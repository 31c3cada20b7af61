import type { Day } from '../dates.ts';
import { warning, type Issue } from '../issue.ts';
import type { BirthPrecision, Sex } from '../visits/visit-record.ts';

export interface MergeSide {
  sex: Sex;
  birthDate: Day;
  birthPrecision: BirthPrecision;
  identifiers: { system: string; value: string }[];
}

/**
 * What speaks against two records being one person: the sex, the birth date as far as both know it, the citizen id. Warnings:
 * each may be a slip in one of the records, and an authorised person decides with both before them.
 */
export function checkMerge(survivor: MergeSide, loser: MergeSide): Issue[] {
  const issues: Issue[] = [];
  const sexes = [survivor.sex, loser.sex];
  if (!sexes.includes('unknown') && survivor.sex !== loser.sex) issues.push(warning('merge_sex_differs', 'sex'));
  if (birthDiffers(survivor, loser)) issues.push(warning('merge_birth_date_differs', 'birthDate'));
  const [ours, theirs] = [citizenId(survivor), citizenId(loser)];
  if (ours !== undefined && theirs !== undefined && ours !== theirs) issues.push(warning('merge_citizen_id_differs', 'identifiers'));
  return issues;
}

/** A year alone agrees with every day of it. */
function birthDiffers(a: MergeSide, b: MergeSide): boolean {
  const known = { year: 4, month: 7, day: 10, minute: 10 } as const;
  const length = Math.min(known[a.birthPrecision], known[b.birthPrecision]);
  return a.birthDate.slice(0, length) !== b.birthDate.slice(0, length);
}

const citizenId = ({ identifiers }: MergeSide): string | undefined => identifiers.find(({ system }) => system === 'citizen-id')?.value;

export type AllergyStatus = 'never-asked' | 'none-known' | 'known';

/** What is known of the allergies of two records together: one on either side counts, and an answer is better than none. */
export function joinAllergyStatus(a: AllergyStatus, b: AllergyStatus): AllergyStatus {
  if (a === 'known' || b === 'known') return 'known';
  return a === 'none-known' || b === 'none-known' ? 'none-known' : 'never-asked';
}
