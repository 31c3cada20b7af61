import { icdSpecCovers } from '../catalogues/icd-spec.ts';
import { type Day, yearsBetween } from '../dates.ts';

export type Annex = 'I' | 'II' | 'III' | 'IV';

/** A row of the annexes of TT 01/2025 as it is kept in seeds/reference/insurance-disease-lists.csv. */
export interface DiseaseRow {
  annex: Annex;
  /** As printed, e.g. `Từ C00 đến C97` or `C81-C86, C90-C96 (trừ C83.5)`; null = a condition without a code. */
  icdSpec: string | null;
  maxAgeYears: number | null;
}

const CODES = /([A-Z]\d{2}(?:\.\d+)?)(?:\s*(?:-|–|đến)\s*([A-Z]\d{2}(?:\.\d+)?))?/gu;
const EXCEPT = /\(?\s*trừ(?:\s+mã)?([^)]*)\)?/giu;

/**
 * The codes of a printed row in the form `icdSpecCovers` reads: ranges with `..`, exceptions with `!`; empty when it names none.
 * Source: docs/legal/insurance.md#referral (TT 01/2025 annexes I to IV)
 */
export function readIcdText(text: string): string {
  const excepted = [...text.matchAll(EXCEPT)].flatMap(([, part = '']) => codesIn(part).map((entry) => `!${entry}`));
  return [...codesIn(text.replace(EXCEPT, ' ')), ...excepted].join('|');
}

const codesIn = (text: string): string[] =>
  [...text.matchAll(CODES)].map(([, from = '', to]) => (to === undefined ? from : `${from}..${to}`));

/**
 * The annexes in which a disease stands on a day, by code and age alone: printed conditions (stage, severity) are for the doctor to judge and never
 * refuse a benefit. Without a birth day no row is left out for age. Source: docs/legal/insurance.md#referral
 */
export function findDiseaseAnnexes(
  icdCode: string,
  rows: readonly DiseaseRow[],
  person: { birthDate?: Day | undefined; day: Day },
): Set<Annex> {
  const age = person.birthDate === undefined ? undefined : yearsBetween(person.birthDate, person.day);
  const isYoungEnough = ({ maxAgeYears }: DiseaseRow) => maxAgeYears === null || age === undefined || age < maxAgeYears;
  const standsIn = (annex: Annex): boolean =>
    rows.some((row) => {
      if (row.annex !== annex || row.icdSpec === null || !isYoungEnough(row)) return false;
      const other = referredAnnex(row);
      return other === undefined ? icdSpecCovers(readIcdText(row.icdSpec), icdCode) : standsIn(other);
    });
  return new Set((['I', 'II', 'III', 'IV'] as const).filter(standsIn));
}

/** Annexes II and III also hold every code of the annex before them: `mã của Phụ lục I`. Never of a later one, so this ends. */
function referredAnnex({ annex, icdSpec }: DiseaseRow): Annex | undefined {
  const named = /Phụ lục (I{1,3}|IV)\b/u.exec(icdSpec ?? '')?.[1];
  const order: readonly Annex[] = ['I', 'II', 'III', 'IV'];
  return order.find((one) => one === named && order.indexOf(one) < order.indexOf(annex));
}
