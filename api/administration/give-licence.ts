import { auditSubject, write } from '../../db/doors.ts';
import { listWorkplaces } from '../../db/stores/session-store.ts';
import { findUserByName, setLicence } from '../../db/stores/user-store.ts';
import { isDay } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import type { Licence } from '../../domain/users/licence.ts';
import { notFound, rejected } from '../http/errors.ts';
import type { Services } from '../http/context.ts';
import { systemCtx } from '../http/system-context.ts';

/** Sets a person's practice licence with its period; what was done before stays as it was done. */
export async function giveLicence(services: Services, username: string, licence: Licence): Promise<{ id: string }> {
  const days = [licence.licenceFrom, licence.licenceUntil].filter((day) => day !== null);
  if (!days.every(isDay)) throw rejected([error('day_impossible', 'period')]);
  const user = await findUserByName(services.db, username);
  const [workplace] = user === undefined ? [] : await listWorkplaces(services.db, user.id);
  if (user === undefined || workplace === undefined) throw notFound('user_not_found');
  return await write(systemCtx(services, workplace.id), 'user.licence', async (tx) => {
    await setLicence(tx, user, licence);
    auditSubject(tx, { objectId: user.id });
    return { id: user.id };
  });
}
