import { auditSubject, read, write, type Ctx } from '../../db/doors.ts';
import { findDoctorAccount, findFacilityAccount, markAccount } from '../../db/stores/national-account-store.ts';
import type { Services } from '../http/context.ts';
import { notFound } from '../http/errors.ts';
import type { LogInTried, TryLogIn } from './national-schemas.ts';
import { releaseWaiting } from './release-waiting.ts';
import { readAccounts, systemOf } from './system-of.ts';

/** Logs in with an account and sends nothing; a good log-in lets go what waited because of a bad one. 404 for a doctor without an account. */
export async function tryLogIn(services: Services, ctx: Ctx, { doctorId }: TryLogIn): Promise<LogInTried> {
  const accounts = await read(ctx, async (tx) => await readAccounts(tx, ctx.facilityId, doctorId));
  if (accounts.facility !== undefined && doctorId !== undefined && accounts.doctor === undefined)
    throw notFound('national_account_not_found');
  const system = systemOf(services, accounts);
  const { class: found } = await system.tryLogIn();
  const works = found === 'accepted';
  return await write(ctx, 'national-account.try', async (tx) => {
    auditSubject(tx, { objectId: doctorId ?? ctx.facilityId });
    const facility = await findFacilityAccount(tx, ctx.facilityId);
    if (works && facility !== undefined) {
      // The facility's own log-in was not part of the doctor's: only what was tried is known to work.
      const doctor = doctorId === undefined ? undefined : await findDoctorAccount(tx, ctx.facilityId, doctorId);
      if (doctorId === undefined) await markAccount(tx, 'nationalFacilityAccounts', facility, undefined);
      else if (doctor !== undefined) await markAccount(tx, 'nationalDoctorAccounts', doctor, undefined);
      await releaseWaiting(tx, ctx, doctorId === undefined ? {} : { doctorId });
    }
    return { source: system.source, class: found, works };
  });
}
