import { type Day, localDay, localIso } from '../dates.ts';
import { add, compare, type Decimal, isZero, min, subtract } from '../money.ts';
import type { Bill, BillAmounts, VisitCoverage } from '../visits/visit-record.ts';
import { cardOfAdmission, cardOfCost, type UsedCard } from './card-of-cost.ts';
import { type BenefitRate, decideBenefitRate } from './decide-benefit-rate.ts';
import { getParameter, type InsuranceParameters } from './insurance-parameters.ts';
import { type BillLine, computeLineCost, type LineCost, splitLine } from './split-line.ts';

export type BillCard = UsedCard & Pick<VisitCoverage, 'exemptFrom' | 'cardRate'>;

export interface BillInput {
  /** Of the admission day. */
  parameters: InsuranceParameters;
  /** MA_LOAI_KCB, two digits. */
  careType: string;
  /** MA_DOITUONG_KCB. */
  arrivalCategory: string;
  /** Oldest first; empty = not insured. */
  cards: BillCard[];
  lines: BillLine[];
  /** Co-payment in dong that a person with five continuous years still owes this year; absent = no ceiling applies. */
  copayRemaining?: Decimal;
  /** Drug pick-up only: rate in percent of the visit that prescribed. */
  originalRate?: Decimal;
}

interface WorkLine {
  line: BillLine;
  day: Day;
  card: BillCard | undefined;
  cost: LineCost;
}
type BillRow = Bill['lines'][number];

/**
 * The bill of a visit: one rate per card period, decided over the whole visit, and every line split with it. Amounts in dong with at most 2 places,
 * in the order of the lines given; that order changes no amount, since caps are used up by order time, sequence and id.
 * Throws a RangeError when the installation lacks a parameter.
 * Source: docs/legal/insurance.md#rate, #lines, #exemption, #supply-cap
 */
export function computeBill(input: BillInput): Bill {
  const work = inTime(input.lines).map((line) => prepare(line, input));
  capSupplies(work, input.parameters);
  const insuranceAmount = add('0', ...work.map(({ cost }) => cost.insuranceAmount));

  const rateOf = (card: BillCard | undefined, day: Day) => decide(input, card, day, insuranceAmount);
  const rows = work.map(({ line, cost, card, day }) => row(line, cost, rateOf(card, day).rate));
  const last = work.at(-1);
  const visit = last === undefined ? rateOf(cardOfAdmission(input), input.parameters.day) : rateOf(last.card, last.day);

  const capped = capCopay(rows, input);
  return {
    benefitRate: visit.rate,
    rateReason: capped === rows ? visit.reason : 'copay_ceiling',
    totals: sumAmounts(capped),
    lines: inOrderOf(input.lines, capped),
  };
}

/** By order time, sequence and id; the keys are made once, since a local time costs more than a comparison. */
function inTime(lines: BillLine[]): BillLine[] {
  const keyed = lines.map((line) => ({
    line,
    key: [localIso(line.orderedAt), String(line.sequence).padStart(9, '0'), line.id].join(' '),
  }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ line }) => line);
}

function prepare(line: BillLine, input: BillInput): WorkLine {
  const card = cardOfCost(line.orderedAt, input);
  const cost = computeLineCost(card === undefined ? { ...line, insuranceRatio: '0' } : line);
  return { line, day: localDay(line.orderedAt), card, cost };
}

/**
 * Supplies of one use of a service, that is of one order, count up to 45 base salaries before the card's rate; the rest is the patient's. A supply
 * without an order has the cap for itself.
 */
function capSupplies(work: WorkLine[], { supplyCap }: InsuranceParameters): void {
  const left = new Map<string, Decimal>();
  for (const item of work.filter(({ line }) => line.kind === 'supply')) {
    const name = item.line.orderId ?? item.line.id;
    const available = left.get(name) ?? supplyCap;
    const insuranceAmount = min(item.cost.insuranceAmount, available);
    item.cost = { ...item.cost, insuranceAmount };
    left.set(name, subtract(available, insuranceAmount));
  }
}

function decide(input: BillInput, card: BillCard | undefined, day: Day, insuranceAmount: Decimal): BenefitRate {
  if (card === undefined) return { rate: '0', reason: 'not_insured' };
  const { parameters, arrivalCategory, careType, originalRate } = input;
  const facts = { arrivalCategory, careType, cardRate: card.cardRate, insuranceAmount, exempt: isExempt(card, day), originalRate };
  return decideBenefitRate(facts, parameters);
}

/** The exemption ends with the calendar year in which it began. */
function isExempt({ exemptFrom }: BillCard, day: Day): boolean {
  return exemptFrom !== undefined && exemptFrom <= day && exemptFrom.slice(0, 4) === day.slice(0, 4);
}

function row(line: BillLine, cost: LineCost, benefitRate: Decimal): BillRow {
  return { chargeId: line.id, benefitRate, ...splitLine(line, cost, benefitRate) };
}

/** The facility stops collecting where the yearly ceiling is reached; from there the fund pays. The same array when nothing changed. */
function capCopay(rows: BillRow[], { copayRemaining, arrivalCategory, parameters }: BillInput): BillRow[] {
  if (copayRemaining === undefined || arrivalCategory === '9') return rows;
  const counts = getParameter(parameters.arrivalCategories, 'bhyt.arrival_category', arrivalCategory).copayExemption;
  const total = add('0', ...rows.map((item) => item.copayAmount));
  if (!counts || compare(total, copayRemaining) <= 0) return rows;

  let left = copayRemaining;
  return rows.map((item) => {
    const copayAmount = min(item.copayAmount, left);
    left = subtract(left, copayAmount);
    return relieve(item, copayAmount);
  });
}

/** A line that owes nothing any more is a line at 100 %; the line on which the ceiling falls keeps its rate. */
function relieve(item: BillRow, copayAmount: Decimal): BillRow {
  const relief = subtract(item.copayAmount, copayAmount);
  if (isZero(relief)) return item;
  const benefitRate = isZero(copayAmount) ? '100' : item.benefitRate;
  return { ...item, benefitRate, copayAmount, fundAmount: add(item.fundAmount, relief) };
}

function sumAmounts(rows: BillAmounts[]): BillAmounts {
  const sum = (key: keyof BillAmounts): Decimal => add('0', ...rows.map((item) => item[key]));
  return {
    hospitalAmount: sum('hospitalAmount'),
    insuranceAmount: sum('insuranceAmount'),
    fundAmount: sum('fundAmount'),
    copayAmount: sum('copayAmount'),
    selfPayAmount: sum('selfPayAmount'),
    otherSourceAmount: sum('otherSourceAmount'),
  };
}

function inOrderOf(lines: BillLine[], rows: BillRow[]): BillRow[] {
  const byCharge = new Map(rows.map((item) => [item.chargeId, item]));
  return lines.flatMap((line) => byCharge.get(line.id) ?? []);
}
