import type { Day } from '../../domain/dates.ts';
import type { Role } from '../../domain/permissions.ts';
import type { Licence } from '../../domain/users/licence.ts';
import type { WriteTx } from '../doors.ts';
import { row, rows, type Db } from '../knex.ts';
import type { Account } from './session-store.ts';

export interface NewUser {
  id: string;
  username: string;
  fullName: string;
  passwordHash: string;
  licence: string | null;
  /** From when to when the licence holds; open when it does not say. */
  licenceFrom?: Day | null;
  licenceUntil?: Day | null;
  staffNumber: string | null;
  isDemo: boolean;
}

export async function insertUser(tx: WriteTx, user: NewUser): Promise<void> {
  await tx('users').insert(user);
}

export async function grantRoles(tx: WriteTx, grants: { id: string; userId: string; facilityId: string; role: Role }[]): Promise<void> {
  await tx('userRoles').insert(grants).onConflict(['user_id', 'facility_id', 'role']).ignore();
}

/** An account that is not disabled. */
export async function findUser(db: Db, id: string): Promise<Account | undefined> {
  return await db('users').where({ id }).whereNull('disabledAt').first('id', 'username', 'fullName', 'passwordHash', 'sessionVersion');
}

export async function findUserByName(db: Db, username: string): Promise<(Account & { version: number }) | undefined> {
  return await db('users').where({ username }).first('id', 'version', 'username', 'fullName', 'passwordHash', 'sessionVersion');
}

/** Sets a password and ends every session of the person. */
export async function setPassword(tx: WriteTx, user: { id: string }, passwordHash: string): Promise<void> {
  await tx('users')
    .where({ id: user.id })
    .update({ passwordHash, sessionVersion: tx.raw('session_version + 1') });
}

/** Sets the practice licence of a person and from when to when it holds. */
export async function setLicence(tx: WriteTx, user: { id: string }, licence: Licence): Promise<void> {
  await tx('users')
    .where({ id: user.id })
    .update({ ...licence });
}

export interface Practitioner extends Licence {
  id: string;
  fullName: string;
  staffNumber: string | null;
}

export async function findPractitioner(db: Db, id: string): Promise<Practitioner | undefined> {
  return await db('users').where({ id }).first('id', 'fullName', 'licence', 'licenceFrom', 'licenceUntil', 'staffNumber');
}

const DOCTORS = `SELECT u.id, u.full_name FROM users AS u JOIN user_roles AS r ON r.user_id = u.id
  WHERE r.facility_id = :facilityId AND r.role = 'doctor' AND u.licence IS NOT NULL`;

/** True for somebody who works as a doctor at the facility and has a licence. */
export async function isDoctorAt(db: Db, facilityId: string, userId: string): Promise<boolean> {
  return (await row(db, `${DOCTORS} AND u.id = :userId`, { facilityId, userId })) !== undefined;
}

/** The licensed doctors of a facility, by name. */
export async function listDoctors(db: Db, facilityId: string): Promise<{ id: string; fullName: string }[]> {
  return await rows(db, `${DOCTORS} ORDER BY u.full_name, u.id LIMIT 300`, { facilityId });
}

/** Who takes money at a facility, by name. */
export async function listCashiers(db: Db, facilityId: string): Promise<{ id: string; fullName: string }[]> {
  return await rows(
    db,
    `SELECT DISTINCT u.id, u.full_name FROM users AS u JOIN user_roles AS r ON r.user_id = u.id
      WHERE r.facility_id = :facilityId AND r.role IN ('cashier', 'cashier-head') AND u.disabled_at IS NULL ORDER BY u.full_name, u.id LIMIT 100`,
    { facilityId },
  );
}
