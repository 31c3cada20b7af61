import type { Instant } from '../../domain/dates.ts';
import type { WriteTx } from '../doors.ts';
import { rows, type Db } from '../knex.ts';

/** What a file of an export holds so far; the digest once it is whole. */
export interface ExportFile {
  bytes: number;
  count: number;
  sha256?: string;
}

export interface FhirExport {
  facilityId: string;
  id: string;
  version: number;
  clientId: string;
  state: 'queued' | 'running' | 'ready' | 'failed' | 'removed';
  /** The address that was asked. */
  request: string;
  types: string[];
  since: Instant | null;
  transactionTime: Instant | null;
  /** Visits of the facility, and how many of them have been passed. */
  total: number;
  done: number;
  /** The visit that the files end with. */
  afterEncounter: string | null;
  files: Record<string, ExportFile>;
  createdAt: Instant;
  finishedAt: Instant | null;
  expiresAt: Instant | null;
}

type New = Pick<FhirExport, 'facilityId' | 'id' | 'clientId' | 'request' | 'types' | 'since' | 'createdAt'>;

export async function insertFhirExport(tx: WriteTx, fhirExport: New): Promise<void> {
  await tx('fhirExports').insert({ ...fhirExport, state: 'queued' });
}

export async function findFhirExport(db: Db, facilityId: string, id: string): Promise<FhirExport | undefined> {
  return await db<FhirExport>('fhirExports').where({ facilityId, id }).first();
}

/** The one that is being made, if there is one. */
export async function findRunningExport(db: Db, facilityId: string): Promise<FhirExport | undefined> {
  return await db<FhirExport>('fhirExports').where({ facilityId }).whereIn('state', ['queued', 'running']).first();
}

type Change = Partial<Omit<FhirExport, keyof New | 'version'>>;

/** Notes how far it is; false when it was taken back meanwhile. */
export async function updateFhirExport(
  tx: WriteTx,
  { facilityId, id }: Pick<FhirExport, 'facilityId' | 'id'>,
  change: Change,
): Promise<boolean> {
  const { files, ...rest } = change;
  const fields = { ...rest, ...(files === undefined ? {} : { files: JSON.stringify(files) }) };
  return (await tx('fhirExports').where({ facilityId, id }).whereNot({ state: 'removed' }).update(fields)) === 1;
}

/** Exports whose time is over. */
export async function listEndedExports(db: Db, facilityId: string, now: Instant): Promise<FhirExport[]> {
  return await db<FhirExport>('fhirExports')
    .where({ facilityId })
    .whereIn('state', ['ready', 'failed'])
    .where('expiresAt', '<=', now)
    .orderBy('id')
    .limit(100);
}

/** How many visits the index of a facility knows. */
export async function countIndexedVisits(db: Db, facilityId: string): Promise<number> {
  const [found] = await rows<{ count: number }>(
    db,
    `SELECT count(*)::int AS count FROM fhir_resources AS r WHERE r.facility_id = :facilityId AND r.resource_type = 'Encounter'`,
    { facilityId },
  );
  return found?.count ?? 0;
}
