import type { WriteTx } from '../doors.ts';
import type { Db } from '../knex.ts';

/** The account of a facility at the insurer's portal; the secrets are sealed. */
export interface StoredPortalAccount {
  facilityId: string;
  id: string;
  version: number;
  baseUrl: string;
  username: string;
  passwordDigest: Buffer;
  officerName: string;
  officerNumber: Buffer;
}

export async function insertPortalAccount(tx: WriteTx, account: Omit<StoredPortalAccount, 'version'>): Promise<void> {
  await tx('portalAccounts').insert(account);
}

/** The account in force, if the facility has one. */
export async function findPortalAccount(db: Db, facilityId: string): Promise<StoredPortalAccount | undefined> {
  return await db<StoredPortalAccount>('portalAccounts')
    .where({ facilityId })
    .whereNull('removedAt' as never)
    .first();
}

/** Ends the account in force; false when there is none. */
export async function removePortalAccount(tx: WriteTx, facilityId: string, at: string): Promise<boolean> {
  return (await tx('portalAccounts').where({ facilityId }).whereNull('removedAt').update({ removedAt: at })) > 0;
}
