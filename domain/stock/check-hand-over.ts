import { dayForPeople, type Day } from '../dates.ts';
import { error, type Issue } from '../issue.ts';
import { add, compare, places, type Decimal } from '../money.ts';
import type { OpenTranche } from './tranche-window.ts';

/** What goes over the window: so many units of a lot for a line of the prescription. */
export interface HandOverLine {
  lineId: string;
  lotId: string;
  quantity: Decimal;
}

export interface HandOver {
  lines: HandOverLine[];
  lateReason?: string | undefined;
  collectorNumber?: string | undefined;
}

export interface HandOverFacts {
  today: Day;
  collectUntil: Day;
  prescriptionType: string;
  /** The tranche that is open, of a sheet that has some: `remaining` is what is left of it. */
  tranche?: OpenTranche | 'lapsed' | undefined;
  /** What the window still owes, by line; the drug is the substitute where there is one. */
  owed: ReadonlyMap<string, { drugCode: string; remaining: Decimal }>;
  lots: ReadonlyMap<string, { drugCode: string; lotNumber: string; expiresOn: Day; recalled: boolean }>;
}

/** Forms II and III carry the identity number of who collects. */
const CONTROLLED = new Set(['n', 'h']);
/** A citizen card has 12 digits, the older card 9; passports letters and digits. */
const COLLECTOR_NUMBER = /^(\d{12}|\d{9}|[A-Z]\d{7,8})$/;

/**
 * Everything that speaks against handing this over: too late without a reason, no collector of a controlled drug, more than is owed,
 * a lot that is another drug's, expired or recalled. Interactions and allergies are judged apart.
 * Source: TT 26/2025/TT-BYT art. 12; docs/legal/pharmacy.md#control
 */
export function checkHandOver(handOver: HandOver, facts: HandOverFacts): Issue[] {
  return [
    ...checkLate(handOver, facts),
    ...checkCollector(handOver, facts),
    ...handOver.lines.flatMap((line, i) => [...checkQuantity(line, i, { handOver, facts }), ...checkLot(line, i, facts)]),
  ];
}

function checkLate({ lateReason }: HandOver, { today, collectUntil }: HandOverFacts): Issue[] {
  if (today <= collectUntil || (lateReason ?? '') !== '') return [];
  return [error('dispensing_late_reason', 'lateReason', { day: dayForPeople(collectUntil) })];
}

function checkCollector({ collectorNumber = '' }: HandOver, { prescriptionType }: HandOverFacts): Issue[] {
  if (collectorNumber === '') return CONTROLLED.has(prescriptionType) ? [error('collector_number_missing', 'collectorNumber')] : [];
  return COLLECTOR_NUMBER.test(collectorNumber) ? [] : [error('collector_number_format', 'collectorNumber')];
}

function checkQuantity(line: HandOverLine, i: number, { handOver, facts }: { handOver: HandOver; facts: HandOverFacts }): Issue[] {
  const path = `lines.${i}.quantity`;
  const owed = facts.owed.get(line.lineId);
  if (owed === undefined) return [error('dispensing_line_unknown', `lines.${i}.lineId`)];
  if (compare(line.quantity, '0') <= 0) return [error('stock_quantity_not_positive', path)];
  if (places(line.quantity) > 3) return [error('stock_places', path, { max: 3 })];
  // Several lots may serve one line: together they must not give more than is owed, told once at the last of them.
  const same = handOver.lines.filter(({ lineId }) => lineId === line.lineId);
  const together = add('0', ...same.map(({ quantity }) => quantity));
  if (same.at(-1) !== line || compare(together, owed.remaining) <= 0) return [];
  if (facts.tranche === 'lapsed') return [error('dispensing_tranche_lapsed', path)];
  if (facts.tranche === undefined) return [error('dispensing_too_much', path, { max: owed.remaining })];
  const { number, of } = facts.tranche;
  return [error('dispensing_tranche_limit', path, { n: number, of, max: owed.remaining })];
}

function checkLot(line: HandOverLine, i: number, { lots, owed, today }: HandOverFacts): Issue[] {
  const path = `lines.${i}.lotId`;
  const lot = lots.get(line.lotId);
  const wanted = owed.get(line.lineId)?.drugCode;
  if (lot === undefined) return [error('stock_lot_not_found', path)];
  if (wanted !== undefined && lot.drugCode !== wanted) return [error('dispensing_lot_wrong', path, { lot: lot.lotNumber })];
  if (lot.recalled) return [error('dispensing_lot_recalled', path, { lot: lot.lotNumber })];
  if (lot.expiresOn >= today) return [];
  return [error('dispensing_lot_expired', path, { lot: lot.lotNumber, day: dayForPeople(lot.expiresOn) })];
}
