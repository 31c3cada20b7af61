import type { Command } from 'commander';
import type { Ctx } from '../../db/doors.ts';
import { findFacilityByCode } from '../../db/stores/facility-store.ts';
import { newId } from '../../domain/ids.ts';
import type { Issue } from '../../domain/issue.ts';
import { notFound } from '../http/errors.ts';
import { systemCtx } from '../http/system-context.ts';
import { askInsurer } from '../insurance/ask-insurer.ts';
import { JOB_TIMEOUT_MS } from '../http/portal/portal.ts';
import { endPortalAccount, setPortalAccount, showPortalAccount } from '../http/portal/portal-account.ts';
import type { Runtime } from '../runtime.ts';
import { readPassword, withRuntime } from './command.ts';

interface Account {
  facility: string;
  baseUrl: string;
  username: string;
  officerName: string;
  officerNumber: string;
}
interface Card {
  facility: string;
  number: string;
  fullName: string;
  birthDate: string;
}

async function ctxOf({ services }: Runtime, code: string): Promise<Ctx> {
  const facility = await findFacilityByCode(services.db, code);
  if (facility === undefined) throw notFound('facility_not_found');
  return systemCtx(services, facility.id);
}

const say = (issue: Issue): string => `${issue.severity}: ${issue.code}${issue.path === '' ? '' : ` (${issue.path})`}`;

export function portalCommands(program: Command): void {
  const portal = program.command('portal').description("account of a facility at the insurer's portal; without one a simulator answers");
  portal
    .command('set')
    .description('set the account; the password is read from standard input and never shown again')
    .requiredOption('--facility <code>')
    .requiredOption('--base-url <url>', 'https://…')
    .requiredOption('--username <name>')
    .requiredOption('--officer-name <name>', 'of the officer who asks')
    .requiredOption('--officer-number <number>', '12-digit identity number of that officer')
    .action(
      withRuntime(async (runtime, { facility, ...account }: Account) => {
        const ctx = await ctxOf(runtime, facility);
        const { warnings } = await setPortalAccount(ctx, runtime.services.secrets, { ...account, password: await readPassword() });
        return { data: { facility, warnings }, lines: [`Set the account of ${facility}`, ...warnings.map(say)] };
      }),
    );
  portal
    .command('show')
    .description('what may be shown of the account')
    .requiredOption('--facility <code>')
    .action(
      withRuntime(async (runtime, { facility }: { facility: string }) => {
        const account = await showPortalAccount(await ctxOf(runtime, facility));
        return { data: account, lines: [`${account.baseUrl}  ${account.username}  ${account.officerName}`] };
      }),
    );
  portal
    .command('remove')
    .description('end the account: from now on the simulator answers')
    .requiredOption('--facility <code>')
    .action(
      withRuntime(async (runtime, { facility }: { facility: string }) => {
        await endPortalAccount(await ctxOf(runtime, facility));
        return { data: { facility }, lines: [`Removed the account of ${facility}`] };
      }),
    );
  testCommand(portal);
}

function testCommand(portal: Command): void {
  portal
    .command('test')
    .description('ask about a card and say what came back; nothing is kept')
    .requiredOption('--facility <code>')
    .requiredOption('--number <number>', 'a card you may ask about')
    .requiredOption('--full-name <name>')
    .requiredOption('--birth-date <day>', 'dd/MM/yyyy or yyyy')
    .action(
      withRuntime(async (runtime, { facility, number, fullName, birthDate }: Card) => {
        const ctx = await ctxOf(runtime, facility);
        const typed = { number, fullName, birthDate: birthDate.split('/').reverse().join('-') };
        const question = { id: newId(), patientId: null, number, fullName, birthDate, typed };
        const { source, state, resultCode, verdict, sentence } = await askInsurer(runtime.services, ctx, question, JOB_TIMEOUT_MS);
        return {
          data: { source, state, resultCode, verdict, sentence },
          lines: [`${source}: ${resultCode ?? 'no answer'}  ${verdict}  ${sentence.code}`],
          failed: state === 'not-answered',
        };
      }),
    );
}
