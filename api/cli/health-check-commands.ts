import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Ctx } from '../../db/doors.ts';
import { findFacilityByCode } from '../../db/stores/facility-store.ts';
import { error, type Issue } from '../../domain/issue.ts';
import { malformed, notFound } from '../http/errors.ts';
import { systemCtx } from '../http/system-context.ts';
import { endHubAccount, setHubAccount } from '../interop/hub/hub-account.ts';
import { queueHealthChecks } from '../interop/hub/queue-health-checks.ts';
import type { Runtime } from '../runtime.ts';
import { readPassword, withRuntime } from './command.ts';

interface Place {
  facility: string;
}

interface Account extends Place {
  baseUrl: string;
  username: string;
  receiver: string;
}

async function ctxOf({ services }: Runtime, code: string): Promise<Ctx> {
  const facility = await findFacilityByCode(services.db, code);
  if (facility === undefined) throw notFound('facility_not_found');
  return systemCtx(services, facility.id);
}

const say = (issue: Issue): string => `${issue.severity}: ${issue.code}${issue.path === '' ? '' : ` (${issue.path})`}`;

/** Health checks to the hub of the ministry; docs/legal/health-checks.md. */
export function healthCheckCommands(program: Command): void {
  const healthCheck = program.command('health-check').description('records of health checks, to the hub of the ministry');
  healthCheck
    .command('send')
    .description('put the records of a file in line; what stands here already with this content is not sent again')
    .argument('<file>', 'a JSON array of records')
    .requiredOption('--facility <code>')
    .option('--again', 'also what stands here already: it may have been lost, or the simulator answered')
    .action(
      withRuntime(async (runtime, file: string, { facility, again }: Place & { again?: true }) => {
        const done = await queueHealthChecks(await ctxOf(runtime, facility), readJson(file), { again: again === true });
        return { data: done, lines: [`${done.queued} in line, ${done.known} known already`, ...done.warnings.map(say)] };
      }),
    );
  accountCommands(healthCheck);
}

function accountCommands(healthCheck: Command): void {
  healthCheck
    .command('set-account')
    .description('set the account of a facility at the hub; the password is read from standard input. Without one a simulator answers')
    .requiredOption('--facility <code>')
    .requiredOption('--base-url <url>', 'https://…')
    .requiredOption('--username <name>')
    .requiredOption('--receiver <code>', 'whom the envelope names as receiver, as the ministry said')
    .action(
      withRuntime(async (runtime, { facility, baseUrl, username, receiver: receiverCode }: Account) => {
        const account = { baseUrl, username, receiverCode, password: await readPassword() };
        const { warnings } = await setHubAccount(await ctxOf(runtime, facility), runtime.services.secrets, account);
        return { data: { facility, warnings }, lines: [`Set the account of ${facility}`, ...warnings.map(say)] };
      }),
    );
  healthCheck
    .command('remove-account')
    .description('end the account: from now on the simulator answers')
    .requiredOption('--facility <code>')
    .action(
      withRuntime(async (runtime, { facility }: Place) => {
        await endHubAccount(await ctxOf(runtime, facility));
        return { data: { facility }, lines: [`Removed the account of ${facility}`] };
      }),
    );
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch {
    // A fault of the file, and its words could quote the record.
    throw malformed([error('health_check_file_unreadable', '')]);
  }
}
