import type { WriteTx } from '../doors.ts';
import type { Db } from '../knex.ts';

/** The key of a facility; the key itself is sealed. */
export interface StoredSigningKey {
  facilityId: string;
  id: string;
  version: number;
  privateKey: Buffer;
  certificate: string;
  subject: string;
  validFrom: string;
  validTo: string;
  demo: boolean;
  setAt: string;
  setBy: string;
}

export async function insertSigningKey(tx: WriteTx, key: Omit<StoredSigningKey, 'version'>): Promise<void> {
  await tx('signingKeys').insert(key);
}

/** The key in force, if the facility has one. */
export async function findSigningKey(db: Db, facilityId: string): Promise<StoredSigningKey | undefined> {
  return await db<StoredSigningKey>('signingKeys')
    .where({ facilityId })
    .whereNull('removedAt' as never)
    .first();
}

/** Whose keys they are, ended ones too, by key. */
export async function findKeySubjects(
  db: Db,
  facilityId: string,
  ids: string[],
): Promise<Map<string, Pick<StoredSigningKey, 'subject' | 'demo'>>> {
  const found = await db<StoredSigningKey>('signingKeys')
    .where({ facilityId })
    .whereIn('id', ids)
    .limit(ids.length)
    .select('id', 'subject', 'demo');
  return new Map(found.map(({ id, subject, demo }) => [id, { subject, demo }]));
}

/** Ends the key in force; false when there is none. */
export async function removeSigningKey(tx: WriteTx, facilityId: string, at: string): Promise<boolean> {
  return (await tx('signingKeys').where({ facilityId }).whereNull('removedAt').update({ removedAt: at })) > 0;
}
