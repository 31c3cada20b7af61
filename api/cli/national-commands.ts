import type { Command } from 'commander';
import type { Ctx } from '../../db/doors.ts';
import { findFacilityByCode } from '../../db/stores/facility-store.ts';
import { findUserByName } from '../../db/stores/user-store.ts';
import { newId } from '../../domain/ids.ts';
import { notFound } from '../http/errors.ts';
import { systemCtx } from '../http/system-context.ts';
import {
  endDoctor,
  endFacility,
  setDoctorAccount,
  setFacilityAccount,
  showNationalAccounts,
} from '../national-prescriptions/national-accounts.ts';
import { NewDoctorAccount, NewFacilityAccount } from '../national-prescriptions/national-schemas.ts';
import { tryLogIn } from '../national-prescriptions/try-log-in.ts';
import type { Runtime } from '../runtime.ts';
import { readPassword, withRuntime, type Printable } from './command.ts';

interface Place {
  facility: string;
}
interface Whose extends Place {
  username?: string;
}

async function ctxOf({ services }: Runtime, code: string): Promise<Ctx> {
  const facility = await findFacilityByCode(services.db, code);
  if (facility === undefined) throw notFound('facility_not_found');
  return systemCtx(services, facility.id);
}

async function userIdOf({ services }: Runtime, username: string): Promise<string> {
  const user = await findUserByName(services.db, username);
  if (user === undefined) throw notFound('national_doctor_not_found');
  return user.id;
}

/** Accounts at the national prescription system; docs/how-to/national-prescriptions.md. */
export function nationalCommands(program: Command): void {
  const national = program.command('national').description('accounts at the national prescription system; without one a simulator answers');
  setCommands(national);
  national.command('show').description('what may be shown of the accounts').requiredOption('--facility <code>').action(withRuntime(show));
  national
    .command('test')
    .description('log in and say whether it works; nothing is sent')
    .requiredOption('--facility <code>')
    .option('--username <name>', 'a doctor; else the facility logs in')
    .action(withRuntime(test));
  national
    .command('end')
    .description('end the account of a doctor, or of the facility: then the simulator answers')
    .requiredOption('--facility <code>')
    .option('--username <name>', 'a doctor; else the facility')
    .action(withRuntime(end));
}

function setCommands(national: Command): void {
  national
    .command('facility')
    .description('set the account of a facility; the password is read from standard input and never shown again')
    .requiredOption('--facility <code>')
    .requiredOption('--base-url <url>', 'https://…')
    .action(
      withRuntime(async (runtime, { facility, baseUrl }: Place & { baseUrl: string }) => {
        const input = NewFacilityAccount.parse({ id: newId(), baseUrl, password: await readPassword() });
        const { issues } = await setFacilityAccount(await ctxOf(runtime, facility), runtime.services.secrets, input);
        const lines = [`Set the account of ${facility}`, ...issues.map(({ severity, code }) => `${severity}: ${code}`)];
        return { data: { facility, issues }, lines };
      }),
    );
  national
    .command('doctor')
    .description('set the account of a doctor; the password is read from standard input and never shown again')
    .requiredOption('--facility <code>')
    .requiredOption('--username <name>')
    .requiredOption('--link-code <code>', 'as the operator of the system gave it')
    .action(
      withRuntime(async (runtime, { facility, username, linkCode }: Place & { username: string; linkCode: string }) => {
        const input = NewDoctorAccount.parse({ id: newId(), linkCode, password: await readPassword() });
        const userId = await userIdOf(runtime, username);
        await setDoctorAccount(await ctxOf(runtime, facility), runtime.services.secrets, userId, input);
        return { data: { facility, username }, lines: [`Set the account of ${username} at ${facility}`] };
      }),
    );
}

async function show(runtime: Runtime, { facility }: Place): Promise<Printable> {
  const found = await showNationalAccounts(await ctxOf(runtime, facility));
  const place = found.facility;
  const state = (stopped: string | null) => (stopped === null ? '' : `  stopped: ${stopped}`);
  return {
    data: found,
    lines: [
      `${found.facilityLinkCode}  ${place === null ? 'simulator' : `${place.baseUrl}${state(place.stoppedClass)}`}`,
      ...found.doctors.map((one) => `${one.doctorName}  ${one.linkCode ?? '–'}${state(one.stoppedClass)}`),
    ],
  };
}

async function test(runtime: Runtime, { facility, username }: Whose): Promise<Printable> {
  const whose = username === undefined ? {} : { doctorId: await userIdOf(runtime, username) };
  const tried = await tryLogIn(runtime.services, await ctxOf(runtime, facility), whose);
  return { data: tried, lines: [`${tried.source}: ${tried.class}`], failed: !tried.works };
}

async function end(runtime: Runtime, { facility, username }: Whose): Promise<Printable> {
  const ctx = await ctxOf(runtime, facility);
  const userId = username === undefined ? undefined : await userIdOf(runtime, username);
  const found = await showNationalAccounts(ctx);
  const id = userId === undefined ? found.facility?.id : found.doctors.find((one) => one.userId === userId)?.accountId;
  if (id == null) throw notFound('national_account_not_found');
  const data = userId === undefined ? await endFacility(ctx, { id }) : await endDoctor(ctx, userId, { id });
  return { data, lines: [`Ended the account of ${username ?? facility}`] };
}
