import type { DrugEntry } from '../../../api/catalogues/catalogue-schemas.ts';
import type { CheckPrescription, LastPrescription } from '../../../api/prescriptions/prescription-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import type { Decimal } from '../../../domain/money.ts';
import { computeQuantity, dosageTextForPatient } from '../../../domain/prescriptions/dosage.ts';
import { readShortDosage } from '../../../domain/prescriptions/short-dosage.ts';
import type { Dosage } from '../../../domain/visits/visit-record.ts';
import { readDecimal } from '../../lib/format.ts';

export const slots = ['morning', 'noon', 'afternoon', 'evening'] as const;
export const timings = ['after-meal', 'before-meal', 'with-meal', 'bedtime', 'as-needed'] as const;

/** Empty: the insurance for what the facility gives. */
export const payers = ['insurance', 'self-pay', 'programme', 'outside'] as const;

type LineDrug = Pick<DrugEntry, 'code' | 'ingredient' | 'brand' | 'strength' | 'unit' | 'routeName' | 'insuranceCode' | 'price' | 'free'>;

/** One row of the grid, as typed. */
export interface PrescriptionRow {
  id: string;
  drug: LineDrug;
  morning: string;
  noon: string;
  afternoon: string;
  evening: string;
  days: string;
  /** Empty: the computed quantity is taken. */
  quantity: string;
  timing: '' | (typeof timings)[number];
  note: string;
  payer: '' | (typeof payers)[number];
}

export const emptyRow = (drug: LineDrug, days: string): PrescriptionRow => ({
  ...{
    id: newId(),
    drug,
    morning: '',
    noon: '',
    afternoon: '',
    evening: '',
    days,
    quantity: '',
    timing: 'after-meal',
    note: '',
    payer: '',
  },
});

/** What a short code of a dosage typed into the first field changes in the row; undefined when it is none. */
export function partOfShortCode(text: string): Partial<PrescriptionRow> | undefined {
  const short = readShortDosage(text);
  if (short === undefined) return undefined;
  const { days, ...rest } = short;
  return { ...{ morning: '', noon: '', afternoon: '', evening: '' }, ...rest, ...(days === undefined ? {} : { days: String(days) }) };
}

/** The rows of a signed prescription, to be reviewed and signed anew. Price and route are not on it; the check knows them. */
export function rowsOfLines(lines: LastPrescription['lines']): PrescriptionRow[] {
  return lines.map(({ drugCode, drugName, strength, unit, dosage, payer }) => ({
    ...emptyRow(
      { code: drugCode, ingredient: drugName, brand: null, strength, unit, routeName: '', insuranceCode: null, price: null, free: null },
      String(dosage.days),
    ),
    ...Object.fromEntries(slots.map((slot) => [slot, dosage[slot]?.replace('.', ',') ?? ''])),
    timing: dosage.timing ?? '',
    note: dosage.note ?? '',
    payer: payer === 'insurance' ? ('' as const) : payer,
  }));
}

export function dosageOf(row: PrescriptionRow): Dosage {
  const amounts = slots.flatMap((slot) => {
    const amount = readDecimal(row[slot]);
    return amount === undefined ? [] : [[slot, amount] as const];
  });
  return {
    ...Object.fromEntries(amounts),
    days: /^\d{1,3}$/.test(row.days.trim()) ? Number(row.days) : 0,
    ...(row.timing === '' ? {} : { timing: row.timing }),
    ...(row.note.trim() === '' ? {} : { note: row.note.trim() }),
  };
}

/** What will be dispensed: what was typed, or dose times days. */
export const quantityOf = (row: PrescriptionRow): Decimal => readDecimal(row.quantity) ?? computeQuantity(dosageOf(row));

export const dosageWords = (row: PrescriptionRow): string => dosageTextForPatient(dosageOf(row), row.drug);

export function linesOf(rows: PrescriptionRow[]): CheckPrescription['lines'] {
  return rows.map((row) => {
    const { days, ...dosage } = dosageOf(row);
    const typed = readDecimal(row.quantity);
    return {
      ...{ id: row.id, drugCode: row.drug.code, dosage: { ...dosage, days } },
      ...(typed === undefined ? {} : { quantity: typed }),
      ...(row.payer === '' ? {} : { payer: row.payer }),
    };
  });
}
