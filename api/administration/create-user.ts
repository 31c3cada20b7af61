import { auditSubject, write } from '../../db/doors.ts';
import { findFacilityByCode } from '../../db/stores/facility-store.ts';
import { findUserByName, grantRoles, insertUser, setPassword } from '../../db/stores/user-store.ts';
import { derivedId, newId } from '../../domain/ids.ts';
import type { Role } from '../../domain/permissions.ts';
import { checkPassword } from '../../domain/users/check-password.ts';
import { hashPassword } from '../http/password.ts';
import type { Services } from '../http/context.ts';
import { notFound, rejected } from '../http/errors.ts';
import { systemCtx } from '../http/system-context.ts';

export interface UserInput {
  id?: string;
  username: string;
  fullName: string;
  password: string;
  licence?: string;
  staffNumber?: string;
  isDemo?: boolean;
  facilityCode: string;
  roles: Role[];
}

/** A person with a password and their roles at one facility. */
export async function createUser(services: Services, input: UserInput): Promise<{ id: string }> {
  const issues = checkPassword(input.password);
  if (issues.length > 0) throw rejected(issues);
  const facility = await findFacilityByCode(services.db, input.facilityCode);
  if (facility === undefined) throw notFound('facility_not_found');
  const id = input.id ?? newId();
  const passwordHash = await hashPassword(input.password, services.config.bcryptCost);
  return await write(systemCtx(services, facility.id), 'user.create', async (tx) => {
    await insertUser(tx, {
      id,
      username: input.username.trim().toLowerCase(),
      fullName: input.fullName.normalize('NFC').trim(),
      passwordHash,
      licence: input.licence ?? null,
      staffNumber: input.staffNumber ?? null,
      isDemo: input.isDemo ?? false,
    });
    await grantRoles(
      tx,
      input.roles.map((role) => ({ id: derivedId('role', id, facility.id, role), userId: id, facilityId: facility.id, role })),
    );
    auditSubject(tx, { objectId: id });
    return { id };
  });
}

/** Gives a person further roles, perhaps at another facility. */
export async function grantUserRoles(
  services: Services,
  input: { username: string; facilityCode: string; roles: Role[] },
): Promise<{ id: string }> {
  const user = await findUserByName(services.db, input.username);
  if (user === undefined) throw notFound('user_not_found');
  const facility = await findFacilityByCode(services.db, input.facilityCode);
  if (facility === undefined) throw notFound('facility_not_found');
  return await write(systemCtx(services, facility.id), 'user.grant', async (tx) => {
    await grantRoles(
      tx,
      input.roles.map((role) => ({ id: derivedId('role', user.id, facility.id, role), userId: user.id, facilityId: facility.id, role })),
    );
    auditSubject(tx, { objectId: user.id });
    return { id: user.id };
  });
}

/** Sets a password and ends every session of the person. */
export async function resetPassword(
  services: Services,
  input: { username: string; password: string; facilityId: string },
): Promise<{ id: string }> {
  const issues = checkPassword(input.password);
  if (issues.length > 0) throw rejected(issues);
  const user = await findUserByName(services.db, input.username.trim().toLowerCase());
  if (user === undefined) throw notFound('user_not_found');
  const passwordHash = await hashPassword(input.password, services.config.bcryptCost);
  return await write(systemCtx(services, input.facilityId), 'user.password', async (tx) => {
    await setPassword(tx, user, passwordHash);
    auditSubject(tx, { objectId: user.id });
    return { id: user.id };
  });
}
