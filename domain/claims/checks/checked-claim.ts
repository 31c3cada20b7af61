import { daysBetween, type Day, isDay } from '../../dates.ts';
import { type Decimal, decimal } from '../../money.ts';
import type { ClaimRow, ClaimTables, TableCode } from '../claim-definitions.ts';
import type { ClaimContext } from './claim-check.ts';

/** One row as the rules read it: values without blanks around them, numbers as exact decimals. */
export class CheckedRow {
  readonly table: TableCode;
  /** From 1. */
  readonly place: number;
  readonly raw: ClaimRow;
  readonly #texts = new Map<string, string>();

  constructor(table: TableCode, place: number, raw: ClaimRow) {
    this.table = table;
    this.place = place;
    this.raw = raw;
  }

  text(name: string): string {
    let text = this.#texts.get(name);
    if (text === undefined) this.#texts.set(name, (text = (this.raw[name] ?? '').trim()));
    return text;
  }

  has(name: string): boolean {
    return this.text(name) !== '';
  }

  /** The items of a list joined by `;`, without blanks around them; none for an empty value. */
  list(name: string): string[] {
    const text = this.text(name);
    return text === '' ? [] : text.split(';').map((item) => item.trim());
  }

  /** What is no number counts as nothing, so that one slip does not hide the others: rule GEN-006 reports it. */
  amount(name: string): Decimal {
    const text = this.text(name);
    return /^-?\d+(\.\d+)?$/.test(text) ? decimal(text) : '0';
  }

  /** The day of a `yyyymmdd…` value; undefined when it is none. */
  day(name: string): Day | undefined {
    return dayOf(this.text(name));
  }

  /** True when the value is one of those given. */
  is(name: string, ...values: readonly string[]): boolean {
    return values.includes(this.text(name));
  }
}

/** A claim with what is known beside it. */
export class CheckedClaim {
  readonly tables: ClaimTables;
  readonly context: ClaimContext;
  /** The row of table 1; an empty row when there is none. */
  readonly summary: CheckedRow;
  readonly #rows = new Map<TableCode, readonly CheckedRow[]>();

  constructor(tables: ClaimTables, context: ClaimContext) {
    this.tables = tables;
    this.context = context;
    this.summary = this.rows('XML1')[0] ?? new CheckedRow('XML1', 1, {});
  }

  /** The rows of some tables; four hundred rules ask for them, most of them for those of one. */
  rows(...codes: readonly TableCode[]): readonly CheckedRow[] {
    const [code, ...others] = codes;
    if (code === undefined) return [];
    return others.length === 0 ? this.#rowsOf(code) : codes.flatMap((one) => this.#rowsOf(one));
  }

  #rowsOf(code: TableCode): readonly CheckedRow[] {
    let rows = this.#rows.get(code);
    if (rows === undefined) this.#rows.set(code, (rows = (this.tables[code] ?? []).map((row, i) => new CheckedRow(code, i + 1, row))));
    return rows;
  }

  has(code: TableCode): boolean {
    return this.rows(code).length > 0;
  }

  /** True when a claim stands here at all, and not only a check-in. */
  get isClaim(): boolean {
    return this.has('XML1');
  }

  get isInsured(): boolean {
    return this.isClaim && !this.summary.is('MA_DOITUONG_KCB', '9');
  }

  get admittedOn(): Day | undefined {
    return this.summary.day('NGAY_VAO');
  }

  get endedOn(): Day | undefined {
    return this.summary.day('NGAY_RA');
  }

  get isInpatient(): boolean {
    return this.summary.is('MA_LOAI_KCB', '03', '04', '09');
  }

  /** Completed years at admission; undefined when a day is missing. */
  get age(): number | undefined {
    const birth = this.summary.text('NGAY_SINH').slice(0, 8);
    const entry = this.summary.text('NGAY_VAO').slice(0, 8);
    return /^\d{8}$/.test(birth) && /^\d{8}$/.test(entry) ? Math.floor((Number(entry) - Number(birth)) / 10_000) : undefined;
  }

  /** Days from birth to admission; undefined when the day of birth is not known. */
  get ageInDays(): number | undefined {
    const birth = this.summary.day('NGAY_SINH');
    return birth === undefined || this.admittedOn === undefined ? undefined : daysBetween(birth, this.admittedOn);
  }

  /** Every code of a disease in table 1, principal first, in capitals. */
  get diseases(): string[] {
    return [this.summary.text('MA_BENH_CHINH'), ...this.summary.list('MA_BENH_KT')].filter(Boolean).map((code) => code.toUpperCase());
  }
}

/** The day of a `yyyymmdd…` text; undefined when it is none. Source: docs/legal/insurance.md#checks */
export function dayOf(text: string): Day | undefined {
  const day = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
  return /^\d{8}/.test(text) && isDay(day) ? day : undefined;
}

/** True for a real `yyyymmdd`. Source: docs/legal/insurance.md#checks */
export const isClaimDay = (text: string): boolean => /^\d{8}$/.test(text) && dayOf(text) !== undefined;

/** True for a real `yyyymmddHHMM`. Source: docs/legal/insurance.md#checks */
export const isClaimMinute = (text: string): boolean => dayOf(text) !== undefined && /^\d{8}([01]\d|2[0-3])[0-5]\d$/.test(text);

/** Whole minutes between two `yyyymmddHHMM`; undefined when one is none. Source: docs/legal/insurance.md#checks */
export function minutesBetween(from: string, until: string): number | undefined {
  const [start, end] = [minuteOf(from), minuteOf(until)];
  return start === undefined || end === undefined ? undefined : end - start;
}

function minuteOf(text: string): number | undefined {
  const day = dayOf(text);
  if (day === undefined || !isClaimMinute(text)) return undefined;
  return daysBetween('2000-01-01', day) * 1440 + Number(text.slice(8, 10)) * 60 + Number(text.slice(10, 12));
}
