import type { Instant } from '../../domain/dates.ts';
import type { WriteTx } from '../doors.ts';
import type { Db } from '../knex.ts';

/** The account that payments by code go to. */
export interface StoredBankAccount {
  facilityId: string;
  id: string;
  bankBin: string;
  bankName: string;
  accountNumber: string;
  accountName: string;
  setAt: Instant;
  setBy: string;
}

/** The account in force, if the facility has one. */
export async function findBankAccount(db: Db, facilityId: string): Promise<StoredBankAccount | undefined> {
  return await db<StoredBankAccount>('bankAccounts')
    .where({ facilityId })
    .whereNull('removedAt' as never)
    .first();
}

/** Takes the place of the account in force, which stays on file. */
export async function replaceBankAccount(tx: WriteTx, account: StoredBankAccount): Promise<void> {
  await tx('bankAccounts').where({ facilityId: account.facilityId }).whereNull('removedAt').update({ removedAt: account.setAt });
  await tx('bankAccounts').insert(account);
}
