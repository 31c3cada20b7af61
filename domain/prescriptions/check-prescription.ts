import { error, warning, type Issue } from '../issue.ts';
import { compare, isNegative, isZero, places } from '../money.ts';
import { checkAllergies } from './check-allergies.ts';
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
 * Everything wrong with a prescription. Errors stop it; a warning needs the doctor's written reason; information is shown.
 * Order: allergies, interactions and repeats, then days and quantities line by line. Paths are `lines.i…`; params hold drug names.
 * Source: docs/legal/prescribing.md
 */
export function checkPrescription(lines: DrugLine[], facts: PrescribingFacts): Issue[] {
  if (lines.length === 0) return [error('prescription_empty', 'lines')];
  return [
    ...lines.flatMap((line, i) => (facts.drugs.has(line.drugCode) ? [] : [error('drug_unknown', `lines.${i}.drugCode`)])),
    ...checkAllergies(lines, facts),
    ...checkInteractions(lines, facts),
    ...lines.flatMap((line, i) => [...checkDays(line, i, facts), ...checkDose(line, i), ...checkQuantity(line, i)]),
  ];
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
