import { error, information, type Issue, warning } from '../issue.ts';
import { add, compare, type Decimal, divide, isZero, multiply } from '../money.ts';
import { computeDailyQuantity } from './dosage.ts';
import { type Amount, contentOf, type DailyLimit, readLimit } from './drug-amounts.ts';
import type { DrugLine, PrescribingDrug, PrescribingFacts, PrescribingPerson } from './prescribing-facts.ts';

/** Beyond this share of the maximum a slip is likelier than intent: a reason is asked for. */
const FAR_OVER = '1.5';
/** Liver damage begins near the maximum of paracetamol, so it has no margin (docs/legal/prescribing.md#doses). */
const NO_MARGIN = 'N02BE01';
const CHILD_MONTHS = 12 * 12;
const SMALL_CHILD_MONTHS = 72;
const BANNED_UNDER = /^cấm <(\d+) tuổi$/;
const AVOIDED_UNDER = /^hạn chế <(\d+) tuổi$/;

/**
 * What is taken in a day against the maximum of the catalogue: over every line of the draft and every earlier line that still acts, ingredient by
 * ingredient. Above the maximum warns, above 1.5 times (paracetamol: above it) is an error that a reason answers. Under 12 years the limit by
 * weight counts as well, if there is one. What cannot be computed is said, never passed over. Alerts inform; they compute no dose to give.
 * Source: docs/legal/prescribing.md#doses
 */
export function checkDoses(lines: DrugLine[], facts: PrescribingFacts): Issue[] {
  const totals = totalsByIngredient(lines, facts);
  return lines.flatMap((line, i) => {
    const drug = facts.drugs.get(line.drugCode);
    return drug === undefined
      ? []
      : [...checkLimits(line, drug, { path: `lines.${i}.dosage`, totals, facts }), ...checkAge(drug, i, facts)];
  });
}

interface At {
  path: string;
  totals: Map<string, Decimal>;
  facts: PrescribingFacts;
}

function checkLimits(line: DrugLine, drug: PrescribingDrug, at: At): Issue[] {
  const limits = limitsOf(drug, at.facts.person);
  const weighs = limits.some(({ per }) => per === 'kg-day');
  const isChild = at.facts.person.ageMonths < CHILD_MONTHS;
  if (weighs && at.facts.person.weightKg === null)
    return [
      isChild
        ? warning('dose_weight_missing', at.path, { drug: drug.name })
        : information('dose_not_checked', at.path, { drug: drug.name }),
    ];
  if (limits.length === 0 || isZero(computeDailyQuantity(line.dosage))) return [];
  const shares = limits.map((limit) => shareOf(limit, line, drug, at));
  if (shares.some((share) => share === undefined)) return [information('dose_not_checked', at.path, { drug: drug.name })];
  return verdict(
    drug,
    shares.filter((share) => share !== undefined).reduce((worst, share) => (compare(share, worst) > 0 ? share : worst), '0'),
    at,
  );
}

function verdict(drug: PrescribingDrug, share: Decimal, { path }: At): Issue[] {
  if (compare(share, '1') <= 0) return [];
  const percent = Number(multiply(share, '100')).toFixed(0);
  const bound = drug.ingredients[0]?.atcCodes.includes(NO_MARGIN) === true ? '1' : FAR_OVER;
  const params = { drug: drug.name, percent };
  return [compare(share, bound) > 0 ? error('dose_far_over_max', path, params) : warning('dose_over_max', path, params)];
}

/** A limit of the catalogue: for a child the one by weight besides the adult's; words about an age are no amount. */
function limitsOf({ maxDailyDose, paediatricLimit }: PrescribingDrug, { ageMonths }: PrescribingPerson): DailyLimit[] {
  const texts = ageMonths < CHILD_MONTHS ? [maxDailyDose, paediatricLimit] : [maxDailyDose];
  return texts.flatMap((text) => (text === null ? [] : (readLimit(text) ?? [])));
}

/** How much of the limit a day takes: 1 = all of it; undefined when the strength does not tell an amount. */
function shareOf(limit: DailyLimit, line: DrugLine, drug: PrescribingDrug, { totals, facts }: At): Decimal | undefined {
  const bound =
    limit.per === 'kg-day'
      ? multiply(limit.amount, facts.person.weightKg ?? '0')
      : limit.per === 'week'
        ? divide(limit.amount, '7')
        : limit.amount;
  if (limit.unit === 'unit') return divide(computeDailyQuantity(line.dosage), bound);
  const content = firstContent(drug);
  if (content?.unit !== limit.unit || isZero(bound)) return undefined;
  return divide(totals.get(keyOf(drug, 0)) ?? '0', bound);
}

const firstContent = (drug: PrescribingDrug): Amount | undefined => contentOf(drug.strength, drug.unit)?.[0];

/** Systemic and local use are two things; the substance is told by its first code. */
function keyOf(drug: PrescribingDrug, i: number): string {
  const ingredient = drug.ingredients[i];
  return `${drug.systemic ? 'systemic' : 'local'} ${ingredient?.atcCodes[0] ?? ingredient?.name ?? drug.code}`;
}

function totalsByIngredient(lines: DrugLine[], facts: PrescribingFacts): Map<string, Decimal> {
  const totals = new Map<string, Decimal>();
  const taken = [...lines.map(({ drugCode, dosage }) => ({ drugCode, dailyQuantity: computeDailyQuantity(dosage) })), ...facts.open];
  for (const { drugCode, dailyQuantity } of taken) {
    const drug = facts.drugs.get(drugCode);
    const content = drug === undefined ? undefined : contentOf(drug.strength, drug.unit);
    if (drug === undefined || content === undefined) continue;
    content.slice(0, drug.ingredients.length).forEach(({ amount }, i) => {
      const key = keyOf(drug, i);
      totals.set(key, add(totals.get(key) ?? '0', multiply(amount, dailyQuantity)));
    });
  }
  return totals;
}

function checkAge(drug: PrescribingDrug, i: number, { person }: PrescribingFacts): Issue[] {
  const text = drug.paediatricLimit ?? '';
  const banned = yearsOf(BANNED_UNDER, text);
  const avoided = yearsOf(AVOIDED_UNDER, text);
  const path = `lines.${i}`;
  if (banned !== undefined && person.ageMonths < banned * 12)
    return [error('age_contraindicated', path, { drug: drug.name, years: banned })];
  if (avoided !== undefined && person.ageMonths < avoided * 12)
    return [warning('age_restricted', path, { drug: drug.name, years: avoided })];
  return [];
}

function yearsOf(form: RegExp, text: string): number | undefined {
  const found = form.exec(text);
  return found === null ? undefined : Number(found[1]);
}

/** What the law wants on the prescription of a small child: weight and who came with it (TT 26/2025 Đ6). */
export function checkSmallChild(facts: PrescribingFacts): Issue[] {
  const { ageMonths, weightKg, hasGuardian } = facts.person;
  if (ageMonths >= SMALL_CHILD_MONTHS) return [];
  return [...(weightKg === null ? [error('child_weight_missing', '')] : []), ...(hasGuardian ? [] : [error('child_guardian_missing', '')])];
}
