import type { Dosage } from '../visits/visit-record.ts';

export type ShortDosage = Partial<Record<'morning' | 'noon' | 'afternoon' | 'evening', string>> & Pick<Partial<Dosage>, 'days' | 'timing'>;

const FORM = /^(\d+(?:[.,]\d+)?)?((?:-\d+(?:[.,]\d+)?){1,3})(?:[x*/](\d{1,3}))?([tsbnk])?$/i;
const SLOTS = {
  2: ['morning', 'evening'],
  3: ['morning', 'noon', 'evening'],
  4: ['morning', 'noon', 'afternoon', 'evening'],
} as const;
const TIMINGS = { t: 'before-meal', s: 'after-meal', b: 'with-meal', n: 'bedtime', k: 'as-needed' } as const;

/**
 * The short code of a dosage: `1-1` morning and evening, `1-1-1` morning, noon and evening, `1-0-1-1` all four; then `x5` days; then one letter when it
 * is taken: t(rước ăn), s(au ăn), b(ữa ăn), n(gủ), k(hi cần). `1-1x5s` = one in the morning, one in the evening, five days, after meals. Amounts in
 * dispensing units, a comma or a dot for halves. Undefined for anything else. Source: docs/legal/prescribing.md#dosage
 */
export function readShortDosage(text: string): ShortDosage | undefined {
  const found = FORM.exec(text.trim());
  if (found === null) return undefined;
  const amounts = [found[1] ?? '0', ...(found[2] ?? '').split('-').slice(1)];
  const slots = SLOTS[amounts.length as keyof typeof SLOTS];
  const letter = found[4]?.toLowerCase() as keyof typeof TIMINGS | undefined;
  return {
    ...Object.fromEntries(slots.map((slot, i) => [slot, (amounts[i] ?? '0').replace('.', ',')])),
    ...(found[3] === undefined ? {} : { days: Number(found[3]) }),
    ...(letter === undefined ? {} : { timing: TIMINGS[letter] }),
  };
}
