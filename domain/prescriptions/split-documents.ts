import { addDays, type Day } from '../dates.ts';
import type { PrescriptionType } from './prescription-code.ts';

export interface DocumentLine {
  prescriptionType: PrescriptionType;
  /** Toxic drugs stand first on the sheet. */
  toxic: boolean;
  days: number;
}
export interface Tranche {
  number: number;
  from: Day;
  /** Last day of the supply. */
  until: Day;
}
export interface LegalDocument<Line> {
  type: PrescriptionType;
  lines: Line[];
  /** Of narcotics that last longer than one tranche; empty otherwise. */
  tranches: Tranche[];
}

/** Narcotics for pain of cancer or AIDS are collected in parts of at most 10 days (TT 26/2025). */
const TRANCHE_DAYS = 10;
const ORDER: readonly PrescriptionType[] = ['c', 'n', 'h', 'y', 't'];

/**
 * The legal documents of one signing: one for each type, ordinary ones first, toxic drugs first within a sheet, else in the order written.
 * Source: TT 26/2025/TT-BYT; docs/legal/prescribing.md#documents
 */
export function splitDocuments<Line extends DocumentLine>(lines: readonly Line[], day: Day): LegalDocument<Line>[] {
  return ORDER.flatMap((type) => {
    const own = lines.filter((line) => line.prescriptionType === type);
    if (own.length === 0) return [];
    const sorted = [...own.filter(({ toxic }) => toxic), ...own.filter(({ toxic }) => !toxic)];
    return [{ type, lines: sorted, tranches: type === 'n' ? tranchesOf(Math.max(...own.map(({ days }) => days)), day) : [] }];
  });
}

function tranchesOf(days: number, day: Day): Tranche[] {
  if (days <= TRANCHE_DAYS) return [];
  return Array.from({ length: Math.ceil(days / TRANCHE_DAYS) }, (_, i) => ({
    number: i + 1,
    from: addDays(day, i * TRANCHE_DAYS),
    until: addDays(day, Math.min((i + 1) * TRANCHE_DAYS, days) - 1),
  }));
}
