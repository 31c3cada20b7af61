import { add, compare, isZero, multiply, roundUp, type Decimal } from '../money.ts';
import type { Dosage } from '../visits/visit-record.ts';

const SLOTS = [
  ['morning', 'sáng'],
  ['noon', 'trưa'],
  ['afternoon', 'chiều'],
  ['evening', 'tối'],
] as const;
const TIMINGS = {
  'before-meal': 'trước ăn',
  'after-meal': 'sau ăn',
  'with-meal': 'trong bữa ăn',
  bedtime: 'trước khi ngủ',
  'as-needed': 'khi cần',
} as const satisfies Record<NonNullable<Dosage['timing']>, string>;

/** What is taken in a day, in dispensing units; `0` when the dosage is only told in words. */
export function computeDailyQuantity(dosage: Dosage): Decimal {
  return add(...intakes(dosage).map((intake) => intake.quantity));
}

/**
 * What to dispense, in dispensing units: a day's amount times the days, rounded up to a whole unit because half a vial is
 * dispensed as one. `0` when the dosage is only told in words.
 * Source: docs/legal/prescribing.md#dosage
 */
export function computeQuantity(dosage: Dosage): Decimal {
  return roundUp(multiply(computeDailyQuantity(dosage), String(dosage.days)));
}

/** `Uống, sáng 1 viên, tối 1 viên, sau ăn, trong 5 ngày`, then the note. Source: docs/legal/prescribing.md#dosage */
export function dosageTextForPatient(dosage: Dosage, drug: { routeName: string; unit: string }): string {
  const unit = drug.unit.toLowerCase();
  const parts = [
    drug.routeName,
    ...intakes(dosage).map(({ slot, quantity }) => `${slot} ${withComma(quantity)} ${unit}`),
    ...(dosage.timing === undefined ? [] : [TIMINGS[dosage.timing]]),
    `trong ${dosage.days} ngày`,
  ];
  return note(parts.join(', '), dosage.note);
}

/**
 * The dose of the claim files: equal intakes as `2 viên/lần * 2 lần/ngày * 5 ngày [4 viên/ngày]`, unequal ones by time of day as
 * `Sáng: 3 viên, Tối: 1 viên [4 viên/ngày]`; words alone when nothing is counted. Decimals with a dot, as all numbers there.
 * Source: QĐ 4750/QĐ-BYT, table 2; docs/legal/prescribing.md#dosage
 */
export function dosageTextForInsurance(dosage: Dosage, drug: { unit: string }): string {
  const unit = drug.unit.toLowerCase();
  const taken = intakes(dosage);
  const first = taken[0];
  if (first === undefined) return dosage.note ?? '';
  const daily = `[${computeDailyQuantity(dosage)} ${unit}/ngày]`;
  if (taken.every(({ quantity }) => compare(quantity, first.quantity) === 0)) {
    return `${first.quantity} ${unit}/lần * ${taken.length} lần/ngày * ${dosage.days} ngày ${daily}`;
  }
  return `${taken.map(({ slot, quantity }) => `${capital(slot)}: ${quantity} ${unit}`).join(', ')} ${daily}`;
}

/** The advice of the claim files: how to take it, without the amounts. */
export function instructionText(dosage: Dosage, drug: { routeName: string }): string {
  return note([drug.routeName, ...(dosage.timing === undefined ? [] : [TIMINGS[dosage.timing]])].join(', '), dosage.note);
}

function intakes(dosage: Dosage): { slot: string; quantity: Decimal }[] {
  return SLOTS.flatMap(([key, slot]) => {
    const quantity = dosage[key];
    return quantity === undefined || isZero(quantity) ? [] : [{ slot, quantity }];
  });
}

/** People write half a tablet `0,5`. */
const withComma = (quantity: Decimal): string => quantity.replace('.', ',');
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const note = (text: string, words: string | undefined): string => (words === undefined || words === '' ? text : `${text}. ${words}`);
