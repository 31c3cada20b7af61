import type { FormRows } from '../../domain/settlement/form-layouts.ts';
import type { FormLine } from '../../domain/settlement/form-cells.ts';
import type { Proof } from '../../domain/settlement/prove-totals.ts';
import type { SettlementTotals } from '../../domain/settlement/settlement-totals.ts';
import { enqueue, takeNumber, type WriteTx } from '../doors.ts';
import { row, rows, type Db } from '../knex.ts';

/** `settled`: by NAM_QT and THANG_QT; `paid`: by the day of NGAY_TTOAN. */
export type SettlementBasis = 'settled' | 'paid';

export interface SettlementReport {
  facilityId: string;
  id: string;
  version: number;
  /** `YYYY-MM`. */
  month: string;
  number: number;
  basis: SettlementBasis;
  preview: boolean;
  state: 'queued' | 'running' | 'ready' | 'failed';
  frozenAt: string | null;
  total: number;
  done: number;
  simulated: number;
  unbalanced: number;
  unnamedCare: number;
  totals: SettlementTotals | null;
  proofs: Proof[] | null;
  sha256: string | null;
  createdAt: string;
  createdBy: string;
  finishedAt: string | null;
}

type ReportKey = Pick<SettlementReport, 'facilityId' | 'id'>;

/** The next report of a month, waiting for the worker; the reports of a facility are made one after the other. */
export async function insertSettlementReport(
  tx: WriteTx,
  report: Pick<SettlementReport, 'facilityId' | 'id' | 'month' | 'basis' | 'preview' | 'createdAt' | 'createdBy'>,
): Promise<void> {
  const { facilityId, id, month } = report;
  const number = await takeNumber(tx, facilityId, `settlement-${month}`);
  await tx('settlementReports').insert({ ...report, number, state: 'queued' });
  await enqueue(tx, 'make-settlement', { facilityId, reportId: id }, { queue: `settlement:${facilityId}`, key: id });
}

export async function findSettlementReport(db: Db, facilityId: string, id: string): Promise<SettlementReport | undefined> {
  return await db<SettlementReport>('settlementReports').where({ facilityId, id }).first();
}

/** Holds it until commit. */
export async function lockSettlementReport(tx: WriteTx, facilityId: string, id: string): Promise<SettlementReport | undefined> {
  return await tx<SettlementReport>('settlementReports').where({ facilityId, id }).forNoKeyUpdate().first();
}

/** Of a month, the newest first. */
export async function listSettlementReports(db: Db, facilityId: string, month: string): Promise<SettlementReport[]> {
  return await db<SettlementReport>('settlementReports').where({ facilityId, month }).orderBy('number', 'desc').limit(100);
}

export async function updateSettlementReport(
  tx: WriteTx,
  { facilityId, id }: ReportKey,
  { totals, proofs, ...fields }: Partial<Omit<SettlementReport, 'facilityId' | 'id' | 'version'>>,
): Promise<void> {
  const documents = {
    ...(totals === undefined ? {} : { totals: JSON.stringify(totals) }),
    ...(proofs === undefined ? {} : { proofs: JSON.stringify(proofs) }),
  };
  await tx('settlementReports')
    .where({ facilityId, id })
    .update({ ...fields, ...documents });
}

export type LineList = Exclude<FormRows, 'summary' | 'visits'>;

export interface SettlementLineRow {
  list: LineList;
  /** From 1 in its list. */
  position: number;
  encounterId: string | null;
  line: FormLine;
}

/** A report that is made again meets the lines it wrote before: the same claims give the same lines. */
export async function insertSettlementLines(
  tx: WriteTx,
  { facilityId, id }: ReportKey,
  lines: readonly SettlementLineRow[],
): Promise<void> {
  if (lines.length === 0) return;
  await tx('settlementLines')
    .insert(lines.map(({ line, ...place }) => ({ ...place, facilityId, reportId: id, line: JSON.stringify(line) })))
    .onConflict(['facility_id', 'report_id', 'list', 'position'])
    .ignore();
}

/** Lines of a list after a position, with whose visit each is. */
export async function pageSettlementLines(
  db: Db,
  { facilityId, id }: ReportKey,
  { list, after, limit }: { list: LineList; after: number; limit: number },
): Promise<(SettlementLineRow & { patientId: string | null })[]> {
  return await rows(
    db,
    `SELECT l.list, l.position, l.encounter_id, e.patient_id, l.line FROM settlement_lines AS l
       LEFT JOIN encounters AS e ON e.facility_id = l.facility_id AND e.id = l.encounter_id
      WHERE l.facility_id = :facilityId AND l.report_id = :id AND l.list = :list AND l.position > :after ORDER BY l.position LIMIT :limit`,
    { facilityId, id, list, after, limit },
  );
}

export interface SettlementHanding {
  facilityId: string;
  id: string;
  version: number;
  month: string;
  reportId: string;
  handedInAt: string;
  handedInBy: string;
}

export async function insertHanding(tx: WriteTx, handing: Omit<SettlementHanding, 'version'>): Promise<void> {
  await tx('settlementHandings').insert(handing);
}

/** What is noted as handed in for a month, with the name of who noted it. */
export async function findHanding(
  db: Db,
  facilityId: string,
  month: string,
): Promise<(SettlementHanding & { handedInByName: string }) | undefined> {
  return await row(
    db,
    `SELECT h.facility_id, h.id, h.version, h.month, h.report_id, h.handed_in_at, h.handed_in_by, u.full_name AS handed_in_by_name
       FROM settlement_handings AS h JOIN users AS u ON u.id = h.handed_in_by
      WHERE h.facility_id = :facilityId AND h.month = :month AND h.withdrawn_at IS NULL`,
    { facilityId, month },
  );
}

/** Takes the note back; false when the report is not noted. */
export async function withdrawHanding(
  tx: WriteTx,
  { facilityId, id }: ReportKey,
  by: { withdrawnAt: string; withdrawnBy: string; withdrawalReason: string },
): Promise<boolean> {
  return (await tx('settlementHandings').where({ facilityId, reportId: id }).whereNull('withdrawnAt').update(by)) > 0;
}
