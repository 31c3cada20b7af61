import { error, information, warning, type Issue } from '../issue.ts';
import { compare, isNegative, isZero, places } from '../money.ts';
import { checkAllergies } from './check-allergies.ts';
import { checkAntibiotics } from './check-antibiotics.ts';
import { checkDoses, checkSmallChild } from './check-doses.ts';
import { checkPerson } from './check-person.ts';
import { checkInteractions } from './check-interactions.ts';
import { computeDailyQuantity, computeQuantity } from './dosage.ts';
import type { DrugLine, PrescribingFacts } from './prescribing-facts.ts';

/** More than this on one line is a slip of the keyboard until somebody says otherwise; our own bound, no law names one. */
const QUANTITY_PLAUSIBLE_MAX = '1000';
/** No reason makes more than this good: it could not even be dispensed; our own bound as well. */
const QUANTITY_MAX = '100000';
/** Quantities of the claim files have at most 3 places (QĐ 130/QĐ-BYT). */
const QUANTITY_PLACES = 3;

/**
 * Everything wrong with a prescription. Errors stop it, some of them until a reason is written (`needsReason`), as every warning; information is shown.
 * Order: allergies, interactions and repeats, the person, doses, antibiotics, then days and quantities line by line. Paths are `lines.i…`; params hold drug names.
 * Source: docs/legal/prescribing.md
 */
export function checkPrescription(lines: DrugLine[], facts: PrescribingFacts): Issue[] {
  if (lines.length === 0) return [error('prescription_empty', 'lines')];
  return [
    ...lines.flatMap((line, i) => (facts.drugs.has(line.drugCode) ? [] : [error('drug_unknown', `lines.${i}.drugCode`)])),
    ...checkAllergies(lines, facts),
    ...checkInteractions(lines, facts),
    ...checkPerson(lines, facts),
    ...checkDoses(lines, facts),
    ...checkAntibiotics(lines, facts),
    ...checkSmallChild(facts),
    ...checkContent(facts),
    ...lines.flatMap((line, i) => [
      ...checkDays(line, i, facts),
      ...checkDose(line, i),
      ...checkQuantity(line, i),
      ...checkPlace(line, i, facts),
    ]),
  ];
}

/** What the law wants on every sheet: a diagnosis, and who this is or where they live (TT 26/2025 Đ6). */
function checkContent({ person }: PrescribingFacts): Issue[] {
  return [
    ...(person.icdCodes.length === 0 ? [error('diagnosis_missing', '')] : []),
    ...(person.hasResidence ? [] : [error('residence_missing', '')]),
  ];
}

/**
 * Errors of judgement: they stop until the prescriber gives a reason, because a physician may know better. What law or form asks never bends, nor do
 * an unconditional pair of QĐ 5948 and an allergy on record: there another drug is the answer.
 */
const ANSWERABLE: readonly string[] = ['dose_far_over_max', 'age_contraindicated', 'pregnancy_contraindicated'];

/** Whether a finding stands in the way until a reason is written: every warning, and the errors of judgement. */
export const needsReason = (issue: Issue): boolean =>
  issue.severity === 'warning' || (issue.severity === 'error' && ANSWERABLE.includes(issue.code));

/** Narcotics are prescribed only where there are beds (TT 18/2026); what the facility does not have, the patient buys. */
function checkPlace({ drugCode }: DrugLine, i: number, { drugs, place }: PrescribingFacts): Issue[] {
  const drug = drugs.get(drugCode);
  if (drug === undefined) return [];
  const narcotic = drug.prescriptionType === 'n' && !place.hasBeds ? [error('narcotic_without_beds', `lines.${i}.drugCode`)] : [];
  return place.formulary.has(drugCode) ? narcotic : [...narcotic, information('drug_bought_outside', `lines.${i}`, { drug: drug.name })];
}

function checkDays({ dosage, drugCode }: DrugLine, i: number, facts: PrescribingFacts): Issue[] {
  const path = `lines.${i}.dosage.days`;
  if (!Number.isInteger(dosage.days) || dosage.days < 1) return [error('days_not_positive', path)];
  const type = facts.drugs.get(drugCode)?.prescriptionType;
  if (type === undefined || dosage.days <= facts.maxDays[type]) return [];
  return [error('days_over_limit', path, { max: facts.maxDays[type] })];
}

function checkDose({ dosage }: DrugLine, i: number): Issue[] {
  const path = `lines.${i}.dosage`;
  const doses = [dosage.morning, dosage.noon, dosage.afternoon, dosage.evening].filter((dose) => dose !== undefined);
  if (doses.some((dose) => isNegative(dose))) return [error('dose_negative', path)];
  const told = doses.some((dose) => !isZero(dose)) || (dosage.note ?? '').trim() !== '';
  return told ? [] : [error('dose_missing', path)];
}

function checkQuantity({ dosage, quantity }: DrugLine, i: number): Issue[] {
  const path = `lines.${i}.quantity`;
  if (compare(quantity, '0') <= 0) return [error('quantity_not_positive', path)];
  if (places(quantity) > QUANTITY_PLACES) return [error('quantity_places', path, { max: QUANTITY_PLACES })];
  if (compare(quantity, QUANTITY_MAX) > 0) return [error('quantity_absurd', path, { max: QUANTITY_MAX })];
  if (compare(quantity, QUANTITY_PLAUSIBLE_MAX) > 0) return [warning('quantity_implausible', path, { max: QUANTITY_PLAUSIBLE_MAX })];
  const needed = computeQuantity(dosage);
  // Taken when needed, fewer may be given than every day would use; a dosage in words gives nothing to compare with.
  const enough = dosage.timing === 'as-needed' && compare(quantity, needed) <= 0;
  const same = enough || isZero(computeDailyQuantity(dosage)) || compare(quantity, needed) === 0;
  return same ? [] : [warning('quantity_differs', path, { computed: needed })];
}
