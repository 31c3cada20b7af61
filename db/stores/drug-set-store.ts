import type { LinePayer } from './prescription-store.ts';
import type { Dosage } from '../../domain/visits/visit-record.ts';
import type { WriteTx } from '../doors.ts';
import type { Db } from '../knex.ts';

export interface DrugSetLine {
  drugCode: string;
  dosage: Dosage;
  payer: LinePayer | null;
}

export interface DrugSet {
  facilityId: string;
  id: string;
  version: number;
  /** Null: shared in the facility. */
  ownerId: string | null;
  name: string;
  lines: DrugSetLine[];
  savedBy: string;
  savedAt: string;
  closedAt: string | null;
}

/** The sets of one person, then those the facility shares, by name. */
export async function listDrugSets(db: Db, facilityId: string, ownerId: string): Promise<DrugSet[]> {
  return await db<DrugSet>('drugSets')
    .where({ facilityId })
    .where((scope) => {
      scope.whereNull('ownerId').orWhere({ ownerId });
    })
    .whereNull('closedAt')
    .orderBy([{ column: 'ownerId', nulls: 'last' }, { column: 'name' }, { column: 'id' }])
    .limit(200);
}

/** Holds the set until commit. */
export async function lockDrugSet(tx: WriteTx, facilityId: string, id: string): Promise<DrugSet | undefined> {
  return await tx<DrugSet>('drugSets').where({ facilityId, id }).whereNull('closedAt').forNoKeyUpdate().first();
}

export async function insertDrugSet(tx: WriteTx, set: Omit<DrugSet, 'version'>): Promise<void> {
  await tx('drugSets').insert({ ...set, lines: JSON.stringify(set.lines) });
}

/** Changes the locked set and returns its new version. */
export async function updateDrugSet(tx: WriteTx, set: Omit<DrugSet, 'version'>): Promise<number> {
  const { facilityId, id, ...fields } = set;
  const [updated] = await tx<{ version: number }>('drugSets')
    .where({ facilityId, id } as never)
    .update({ ...fields, lines: JSON.stringify(fields.lines) } as never)
    .returning('version');
  if (updated === undefined) throw new Error('a locked set vanished');
  return updated.version;
}
