import type { SendClass } from '../../domain/prescriptions/national-state.ts';
import type { WriteTx } from '../doors.ts';
import { rows, type Db } from '../knex.ts';

interface StoredAccount {
  facilityId: string;
  id: string;
  /** Sealed. */
  password: Buffer;
  setAt: string;
  setBy: string;
  stoppedAt: string | null;
  stoppedClass: SendClass | null;
}
/** The account of a facility at the national prescription system. */
export interface FacilityAccount extends StoredAccount {
  baseUrl: string;
}
/** The account of a doctor at the national prescription system, as used at one facility. */
export interface DoctorAccount extends StoredAccount {
  userId: string;
  linkCode: string;
}
type New<T> = Omit<T, 'stoppedAt' | 'stoppedClass'>;

export async function insertFacilityAccount(tx: WriteTx, account: New<FacilityAccount>): Promise<void> {
  await tx('nationalFacilityAccounts').insert(account);
}

/** The account in force, if the facility has one. */
export async function findFacilityAccount(db: Db, facilityId: string): Promise<FacilityAccount | undefined> {
  return await db<FacilityAccount>('nationalFacilityAccounts')
    .where({ facilityId })
    .whereNull('removedAt' as never)
    .first();
}

/** Ends the account in force; false when there is none, or it is another one. */
export async function endFacilityAccount(tx: WriteTx, which: { facilityId: string; id?: string }, at: string): Promise<boolean> {
  return (await tx('nationalFacilityAccounts').where(which).whereNull('removedAt').update({ removedAt: at })) > 0;
}

export async function insertDoctorAccount(tx: WriteTx, account: New<DoctorAccount>): Promise<void> {
  await tx('nationalDoctorAccounts').insert(account);
}

export async function findDoctorAccount(db: Db, facilityId: string, userId: string): Promise<DoctorAccount | undefined> {
  return await db<DoctorAccount>('nationalDoctorAccounts')
    .where({ facilityId, userId })
    .whereNull('removedAt' as never)
    .first();
}

export async function endDoctorAccount(
  tx: WriteTx,
  which: { facilityId: string; userId: string; id?: string },
  at: string,
): Promise<boolean> {
  return (await tx('nationalDoctorAccounts').where(which).whereNull('removedAt').update({ removedAt: at })) > 0;
}

type AccountTable = 'nationalFacilityAccounts' | 'nationalDoctorAccounts';

/** Notes why nothing is tried with an account, or that it works (`undefined`). */
export async function markAccount(
  tx: WriteTx,
  table: AccountTable,
  { facilityId, id }: Pick<StoredAccount, 'facilityId' | 'id'>,
  stopped: { at: string; class: SendClass } | undefined,
): Promise<void> {
  await tx(table)
    .where({ facilityId, id })
    .update({ stoppedAt: stopped?.at ?? null, stoppedClass: stopped?.class ?? null });
}

export interface DoctorLine {
  userId: string;
  doctorName: string;
  licence: string | null;
  linkCode: string | null;
  accountId: string | null;
  setAt: string | null;
  stoppedAt: string | null;
  stoppedClass: SendClass | null;
}

/** The doctors of a facility with what may be shown of their accounts, by name. */
export async function listDoctorAccounts(db: Db, facilityId: string): Promise<DoctorLine[]> {
  return await rows<DoctorLine>(
    db,
    `SELECT u.id AS user_id, u.full_name AS doctor_name, u.licence, a.link_code, a.id AS account_id, a.set_at, a.stopped_at, a.stopped_class
       FROM users AS u
       LEFT JOIN national_doctor_accounts AS a ON a.facility_id = :facilityId AND a.user_id = u.id AND a.removed_at IS NULL
      WHERE u.disabled_at IS NULL
        AND EXISTS (SELECT 1 FROM user_roles AS r WHERE r.user_id = u.id AND r.facility_id = :facilityId AND r.role = 'doctor')
      ORDER BY u.full_name, u.id LIMIT 300`,
    { facilityId },
  );
}
