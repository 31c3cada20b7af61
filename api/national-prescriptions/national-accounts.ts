import { auditSubject, read, write, type Ctx, type WriteTx } from '../../db/doors.ts';
import { findFacility } from '../../db/stores/facility-store.ts';
import {
  endDoctorAccount,
  endFacilityAccount,
  findFacilityAccount,
  insertDoctorAccount,
  insertFacilityAccount,
  listDoctorAccounts,
} from '../../db/stores/national-account-store.ts';
import { isDoctorAt } from '../../db/stores/user-store.ts';
import { error, errorsOf, warning, type Issue } from '../../domain/issue.ts';
import { notFound, rejected } from '../http/errors.ts';
import { seal } from '../http/seal.ts';
import type { Secrets } from '../secrets.ts';
import type { AccountSet, EndAccount, NationalAccountsView, NewDoctorAccount, NewFacilityAccount } from './national-schemas.ts';
import { releaseWaiting } from './release-waiting.ts';

/** Sets the account of a facility in place of an earlier one. The password is sealed and never shown again; what waits for the account goes. */
export async function setFacilityAccount(ctx: Ctx, secrets: Secrets, input: NewFacilityAccount): Promise<AccountSet> {
  const issues = checkAddress(input.baseUrl);
  if (errorsOf(issues).length > 0) throw rejected(errorsOf(issues));
  const { facilityId, now: setAt } = ctx;
  return await write(ctx, 'national-account.facility.set', async (tx) => {
    auditSubject(tx, { objectId: input.id });
    await endFacilityAccount(tx, { facilityId }, ctx.now);
    await insertFacilityAccount(tx, {
      ...{ facilityId, id: input.id, baseUrl: input.baseUrl.replace(/\/+$/, '') },
      ...{ password: seal(secrets, input.id, input.password), setAt, setBy: ctx.actor.userId },
    });
    await releaseWaiting(tx, ctx);
    return { id: input.id, issues };
  });
}

/** Ends the account: from now on the simulator answers, so what waits goes there, marked. */
export async function endFacility(ctx: Ctx, { id }: EndAccount): Promise<{ ended: boolean }> {
  return await write(ctx, 'national-account.facility.end', async (tx) => {
    if (!(await endFacilityAccount(tx, { facilityId: ctx.facilityId, id }, ctx.now))) throw notFound('national_account_not_found');
    auditSubject(tx, { objectId: id });
    await releaseWaiting(tx, ctx);
    return { ended: true };
  });
}

/** Sets the account of a doctor who works here; what waits for it goes. 404 for anybody else. */
export async function setDoctorAccount(ctx: Ctx, secrets: Secrets, userId: string, input: NewDoctorAccount): Promise<AccountSet> {
  const { facilityId, now: setAt } = ctx;
  return await write(ctx, 'national-account.doctor.set', async (tx) => {
    await refuseStranger(tx, facilityId, userId);
    auditSubject(tx, { objectId: userId });
    await endDoctorAccount(tx, { facilityId, userId }, ctx.now);
    await insertDoctorAccount(tx, {
      ...{ facilityId, id: input.id, userId, linkCode: input.linkCode },
      ...{ password: seal(secrets, input.id, input.password), setAt, setBy: ctx.actor.userId },
    });
    await releaseWaiting(tx, ctx, { doctorId: userId });
    return { id: input.id, issues: [] };
  });
}

/** Ends the account of a doctor: their prescriptions stay lawful and wait until there is one again. */
export async function endDoctor(ctx: Ctx, userId: string, { id }: EndAccount): Promise<{ ended: boolean }> {
  return await write(ctx, 'national-account.doctor.end', async (tx) => {
    if (!(await endDoctorAccount(tx, { facilityId: ctx.facilityId, userId, id }, ctx.now))) throw notFound('national_account_not_found');
    auditSubject(tx, { objectId: userId });
    return { ended: true };
  });
}

/** What may be shown of the accounts: where, whose, since when, and whether one was refused. */
export async function showNationalAccounts(ctx: Ctx): Promise<NationalAccountsView> {
  return await read(ctx, async (tx) => {
    const facility = await findFacility(tx, ctx.facilityId);
    if (facility === undefined) throw notFound('facility_not_found');
    const account = await findFacilityAccount(tx, ctx.facilityId);
    return {
      facilityLinkCode: facility.prescriptionLinkCode,
      facility:
        account === undefined
          ? null
          : {
              id: account.id,
              baseUrl: account.baseUrl,
              setAt: account.setAt,
              stoppedAt: account.stoppedAt,
              stoppedClass: account.stoppedClass,
            },
      doctors: await listDoctorAccounts(tx, ctx.facilityId),
    };
  });
}

async function refuseStranger(tx: WriteTx, facilityId: string, userId: string): Promise<void> {
  if (!(await isDoctorAt(tx, facilityId, userId))) throw notFound('national_doctor_not_found');
}

function checkAddress(text: string): Issue[] {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) return [error('base_url_invalid', 'baseUrl')];
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return [error('base_url_invalid', 'baseUrl')];
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return url.protocol === 'http:' && !isLocal ? [warning('base_url_unencrypted', 'baseUrl')] : [];
}
