import type { WriteTx } from '../doors.ts';
import type { Db } from '../knex.ts';

/** The account of a facility at the hub of the ministry; the password is sealed. */
export interface StoredHubAccount {
  facilityId: string;
  id: string;
  version: number;
  baseUrl: string;
  username: string;
  password: Buffer;
  receiverCode: string;
}

export async function insertHubAccount(tx: WriteTx, account: Omit<StoredHubAccount, 'version'>): Promise<void> {
  await tx('hubAccounts').insert(account);
}

/** The account in force, if the facility has one. */
export async function findHubAccount(db: Db, facilityId: string): Promise<StoredHubAccount | undefined> {
  return await db<StoredHubAccount>('hubAccounts')
    .where({ facilityId })
    .whereNull('removedAt' as never)
    .first();
}

/** Ends the account in force; false when there is none. */
export async function removeHubAccount(tx: WriteTx, facilityId: string, at: string): Promise<boolean> {
  return (await tx('hubAccounts').where({ facilityId }).whereNull('removedAt').update({ removedAt: at })) > 0;
}
