import type { Day } from '../../domain/dates.ts';
import type { WriteTx } from '../doors.ts';
import { row, rows, type Db } from '../knex.ts';

export interface ClaimExport {
  facilityId: string;
  id: string;
  version: number;
  day: Day;
  state: 'queued' | 'running' | 'ready' | 'failed';
  total: number;
  included: number;
  fundAmount: string;
  sha256: string | null;
  createdAt: string;
  createdBy: string;
  finishedAt: string | null;
}

export async function insertClaimExport(
  tx: WriteTx,
  claimExport: Pick<ClaimExport, 'facilityId' | 'id' | 'day' | 'createdAt' | 'createdBy'>,
): Promise<void> {
  await tx('claimExports').insert({ ...claimExport, state: 'queued' });
}

export async function findClaimExport(db: Db, facilityId: string, id: string): Promise<ClaimExport | undefined> {
  return await db<ClaimExport>('claimExports').where({ facilityId, id }).first();
}

/** Newest first. */
export async function listClaimExports(db: Db, facilityId: string, day: Day): Promise<ClaimExport[]> {
  return await db<ClaimExport>('claimExports')
    .where({ facilityId, day })
    .orderBy([
      { column: 'createdAt', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(50);
}

export async function updateClaimExport(
  tx: WriteTx,
  claimExport: Pick<ClaimExport, 'facilityId' | 'id'>,
  fields: Partial<Pick<ClaimExport, 'state' | 'total' | 'included' | 'fundAmount' | 'sha256' | 'finishedAt'>>,
): Promise<void> {
  await tx('claimExports').where({ facilityId: claimExport.facilityId, id: claimExport.id }).update(fields);
}

export interface ClaimFile {
  id: string;
  encounterId: string;
  name: string;
  content: Buffer;
  sha256: string;
}

export async function insertClaimFile(tx: WriteTx, claimExport: Pick<ClaimExport, 'facilityId' | 'id'>, file: ClaimFile): Promise<void> {
  // A resumed export meets what it wrote before: the file of an encounter in one export is written once.
  await tx('claimFiles')
    .insert({ ...file, facilityId: claimExport.facilityId, exportId: claimExport.id })
    .onConflict(['facility_id', 'export_id', 'encounter_id'])
    .ignore();
}

/** Files of an export after a name, in order; read page by page so that memory stays flat. */
export async function pageClaimFiles(db: Db, claimExport: Pick<ClaimExport, 'facilityId' | 'id'>, after: string): Promise<ClaimFile[]> {
  return await rows<ClaimFile>(
    db,
    `SELECT f.id, f.encounter_id, f.name, f.content, f.sha256 FROM claim_files AS f
      WHERE f.facility_id = :facilityId AND f.export_id = :exportId AND f.name > :after ORDER BY f.name LIMIT 100`,
    { facilityId: claimExport.facilityId, exportId: claimExport.id, after },
  );
}

/** Encounters closed on the local day after a cursor, in the order of closing. */
export async function pageClosedEncounters(
  db: Db,
  facilityId: string,
  range: { from: string; until: string; after?: string; limit: number },
): Promise<{ encounterId: string; insured: boolean }[]> {
  return await rows<{ encounterId: string; insured: boolean }>(
    db,
    `SELECT c.encounter_id,
            EXISTS (SELECT FROM encounter_coverages AS v JOIN encounters AS e ON e.facility_id = v.facility_id AND e.id = v.encounter_id
                     WHERE v.facility_id = c.facility_id AND v.encounter_id = c.encounter_id AND e.arrival_category <> '9') AS insured
       FROM encounter_closures AS c
      WHERE c.facility_id = :facilityId AND c.reopened_at IS NULL AND c.closed_at >= :from AND c.closed_at < :until
        AND (:after::uuid IS NULL OR (c.closed_at, c.encounter_id) > (SELECT a.closed_at, a.encounter_id FROM encounter_closures AS a
              WHERE a.facility_id = :facilityId AND a.encounter_id = :after::uuid AND a.reopened_at IS NULL))
      ORDER BY c.closed_at, c.encounter_id LIMIT :limit`,
    { facilityId, from: range.from, until: range.until, after: range.after ?? null, limit: range.limit } as never,
  );
}

export async function countClosedInsured(db: Db, facilityId: string, range: { from: string; until: string }): Promise<number> {
  const found = await row<{ count: number }>(
    db,
    `SELECT count(*)::int AS count FROM encounter_closures AS c
      WHERE c.facility_id = :facilityId AND c.reopened_at IS NULL AND c.closed_at >= :from AND c.closed_at < :until
        AND EXISTS (SELECT FROM encounter_coverages AS v JOIN encounters AS e ON e.facility_id = v.facility_id AND e.id = v.encounter_id
                     WHERE v.facility_id = c.facility_id AND v.encounter_id = c.encounter_id AND e.arrival_category <> '9')`,
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
