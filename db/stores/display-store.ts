import type { WriteTx } from '../doors.ts';
import type { Db } from '../knex.ts';

export interface Display {
  facilityId: string;
  id: string;
  version: number;
  name: string;
  mode: 'numbers' | 'initials';
  /** SHA-256 of the key. */
  keyHash: Buffer;
  createdAt: string;
  createdBy: string;
  renewedAt: string | null;
}

/** Far more than a facility has walls. */
export const MOST_DISPLAYS = 100;

export async function insertDisplay(tx: WriteTx, display: Omit<Display, 'version' | 'renewedAt'>): Promise<void> {
  await tx('displays').insert(display);
}

export async function updateDisplay(
  tx: WriteTx,
  display: Pick<Display, 'facilityId' | 'id'>,
  fields: Partial<Pick<Display, 'keyHash' | 'mode' | 'renewedAt'>>,
): Promise<void> {
  await tx('displays').where({ facilityId: display.facilityId, id: display.id }).update(fields);
}

export async function lockDisplay(tx: WriteTx, facilityId: string, id: string): Promise<Display | undefined> {
  return await tx<Display>('displays').where({ facilityId, id }).forUpdate().first();
}

export async function listDisplays(db: Db, facilityId: string): Promise<Display[]> {
  return await db<Display>('displays')
    .where({ facilityId })
    .orderBy([{ column: 'name' }, { column: 'id' }])
    .limit(MOST_DISPLAYS);
}

export async function findDisplayByKey(db: Db, facilityId: string, keyHash: Buffer): Promise<Display | undefined> {
  return await db<Display>('displays').where({ facilityId, keyHash }).first();
}
