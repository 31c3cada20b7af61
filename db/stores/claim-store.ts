import type { Day } from '../../domain/dates.ts';
import type { WriteTx } from '../doors.ts';
import { row, rows, type Db } from '../knex.ts';

export interface ClaimExport {
  facilityId: string;
  id: string;
  version: number;
  /** Local days, both included. */
  fromDay: Day;
  untilDay: Day;
  state: 'queued' | 'running' | 'ready' | 'failed';
  total: number;
  /** Visits looked at so far; `resumedFrom` of them before this try began. */
  done: number;
  resumedFrom: number;
  included: number;
  fundAmount: string;
  sha256: string | null;
  /** Whose key signs; null = the files are not signed. */
  signingKeyId: string | null;
  createdAt: string;
  createdBy: string;
  /** Of this try. */
  startedAt: string | null;
  finishedAt: string | null;
}

export async function insertClaimExport(
  tx: WriteTx,
  claimExport: Pick<ClaimExport, 'facilityId' | 'id' | 'fromDay' | 'untilDay' | 'createdAt' | 'createdBy'>,
): Promise<void> {
  await tx('claimExports').insert({ ...claimExport, state: 'queued' });
}

export async function findClaimExport(db: Db, facilityId: string, id: string): Promise<ClaimExport | undefined> {
  return await db<ClaimExport>('claimExports').where({ facilityId, id }).first();
}

/** Exports of just these days, newest first. */
export async function listClaimExports(db: Db, facilityId: string, days: { from: Day; until: Day }): Promise<ClaimExport[]> {
  return await db<ClaimExport>('claimExports')
    .where({ facilityId, fromDay: days.from, untilDay: days.until })
    .orderBy([
      { column: 'createdAt', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(50);
}

export async function updateClaimExport(
  tx: WriteTx,
  claimExport: Pick<ClaimExport, 'facilityId' | 'id'>,
  fields: Partial<Omit<ClaimExport, 'facilityId' | 'id' | 'version' | 'fromDay' | 'untilDay' | 'createdAt' | 'createdBy'>>,
): Promise<void> {
  await tx('claimExports').where({ facilityId: claimExport.facilityId, id: claimExport.id }).update(fields);
}

export interface ClaimFile {
  id: string;
  encounterId: string;
  name: string;
  content: Buffer;
  sha256: string;
  fundAmount: string;
}

export async function insertClaimFiles(
  tx: WriteTx,
  claimExport: Pick<ClaimExport, 'facilityId' | 'id'>,
  files: readonly ClaimFile[],
): Promise<void> {
  if (files.length === 0) return;
  // A resumed export meets what it wrote before: the file of an encounter in one export is written once.
  await tx('claimFiles')
    .insert(files.map((file) => ({ ...file, facilityId: claimExport.facilityId, exportId: claimExport.id })))
    .onConflict(['facility_id', 'export_id', 'encounter_id'])
    .ignore();
}

/** Those of the visits that have a file in the export already. */
export async function findWritten(
  db: Db,
  claimExport: Pick<ClaimExport, 'facilityId' | 'id'>,
  encounterIds: string[],
): Promise<Set<string>> {
  const found = await db<{ facilityId: string; exportId: string; encounterId: string }>('claimFiles')
    .where({ facilityId: claimExport.facilityId, exportId: claimExport.id })
    .whereIn('encounterId', encounterIds)
    .limit(encounterIds.length)
    .select('encounterId');
  return new Set(found.map(({ encounterId }) => encounterId));
}

/** How many files an export holds and what they ask of the fund. */
export async function sumClaimFiles(
  db: Db,
  claimExport: Pick<ClaimExport, 'facilityId' | 'id'>,
): Promise<{ included: number; fundAmount: string }> {
  const found = await row<{ included: number; fundAmount: string }>(
    db,
    `SELECT count(*)::int AS included, COALESCE(sum(f.fund_amount), 0) AS fund_amount FROM claim_files AS f
      WHERE f.facility_id = :facilityId AND f.export_id = :exportId`,
    { facilityId: claimExport.facilityId, exportId: claimExport.id },
  );
  return found ?? { included: 0, fundAmount: '0' };
}

export type PackedFile = Pick<ClaimFile, 'name' | 'content' | 'encounterId'>;

/** Files of an export after a name, in order; read page by page so that memory stays flat. */
export async function pageClaimFiles(db: Db, claimExport: Pick<ClaimExport, 'facilityId' | 'id'>, after: string): Promise<PackedFile[]> {
  return await rows<PackedFile>(
    db,
    `SELECT f.name, f.content, f.encounter_id FROM claim_files AS f
      WHERE f.facility_id = :facilityId AND f.export_id = :exportId AND f.name > :after ORDER BY f.name LIMIT 100`,
    { facilityId: claimExport.facilityId, exportId: claimExport.id, after },
  );
}

const INSURED = `EXISTS (SELECT FROM encounter_coverages AS v JOIN encounters AS e ON e.facility_id = v.facility_id AND e.id = v.encounter_id
                          WHERE v.facility_id = c.facility_id AND v.encounter_id = c.encounter_id AND e.arrival_category <> '9')`;

export interface ClosedEncounter {
  encounterId: string;
  closedAt: string;
}

/** Encounters closed in a half-open range after one of them, in the order of closing. */
export async function pageClosedEncounters(
  db: Db,
  facilityId: string,
  range: { from: string; until: string; after?: ClosedEncounter; onlyInsured: boolean; limit: number },
): Promise<ClosedEncounter[]> {
  const { after, ...rest } = range;
  return await rows<ClosedEncounter>(
    db,
    `SELECT c.encounter_id, c.closed_at FROM encounter_closures AS c
      WHERE c.facility_id = :facilityId AND c.reopened_at IS NULL AND c.closed_at >= :from AND c.closed_at < :until
        AND (NOT :onlyInsured OR ${INSURED})
        AND (CAST(:afterId AS uuid) IS NULL OR (c.closed_at, c.encounter_id) > (CAST(:afterAt AS timestamptz), CAST(:afterId AS uuid)))
      ORDER BY c.closed_at, c.encounter_id LIMIT :limit`,
    { facilityId, ...rest, afterId: after?.encounterId ?? null, afterAt: after?.closedAt ?? null } as never,
  );
}

export async function countClosed(db: Db, facilityId: string, range: { from: string; until: string }): Promise<number> {
  const found = await row<{ count: number }>(
    db,
    `SELECT count(*)::int AS count FROM encounter_closures AS c
      WHERE c.facility_id = :facilityId AND c.reopened_at IS NULL AND c.closed_at >= :from AND c.closed_at < :until`,
    { facilityId, ...range },
  );
  return found?.count ?? 0;
}

export async function countClosedInsured(db: Db, facilityId: string, range: { from: string; until: string }): Promise<number> {
  const found = await row<{ count: number }>(
    db,
    `SELECT count(*)::int AS count FROM encounter_closures AS c
      WHERE c.facility_id = :facilityId AND c.reopened_at IS NULL AND c.closed_at >= :from AND c.closed_at < :until AND ${INSURED}`,
    { facilityId, ...range },
  );
  return found?.count ?? 0;
}

/** How many claim files were ever made of a visit. */
export async function countClaimFiles(db: Db, facilityId: string, encounterId: string): Promise<number> {
  const found = await row<{ count: number }>(
    db,
    `SELECT count(*)::int AS count FROM claim_files AS f WHERE f.facility_id = :facilityId AND f.encounter_id = :encounterId`,
    { facilityId, encounterId },
  );
  return found?.count ?? 0;
}
