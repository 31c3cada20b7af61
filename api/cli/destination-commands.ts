import type { Command } from 'commander';
import type { Ctx } from '../../db/doors.ts';
import { listFacilityIds } from '../../db/stores/facility-store.ts';
import { errorsOf, type Issue } from '../../domain/issue.ts';
import { addDestination } from '../interop/add-destination.ts';
import { listDestinations } from '../interop/list-destinations.ts';
import { removeDestination } from '../interop/remove-destination.ts';
import { testDestination } from '../interop/test-destination.ts';
import { notFound } from '../http/errors.ts';
import { systemCtx } from '../http/system-context.ts';
import type { Runtime } from '../runtime.ts';
import { readPassword, withRuntime } from './command.ts';

/** Destinations belong to the installation; their changes stand in the audit of its first facility. */
async function installationCtx({ services }: Runtime): Promise<Ctx> {
  const [first] = await listFacilityIds(services.db);
  if (first === undefined) throw notFound('facility_not_found');
  return systemCtx(services, first);
}

const say = (issue: Issue): string => `${issue.severity}: ${issue.code}${issue.path === '' ? '' : ` (${issue.path})`}`;

export function destinationCommands(program: Command): void {
  const destination = program.command('destination').description('servers that records are sent to');
  destination
    .command('add')
    .description('send every visit that is closed from now on to a FHIR R4 server')
    .requiredOption('--name <name>')
    .requiredOption('--base-url <url>', 'http:// or https://')
    .option('--system-family <family>', 'code systems and identifiers the server speaks')
    .option('--token', 'read a bearer token from standard input')
    .action(
      withRuntime(async (runtime, options: { name: string; baseUrl: string; systemFamily?: string; token?: true }) => {
        const { id, warnings } = await addDestination(await installationCtx(runtime), runtime.services.secrets, {
          name: options.name,
          baseUrl: options.baseUrl,
          ...(options.systemFamily === undefined ? {} : { systemFamily: options.systemFamily }),
          ...(options.token === true ? { bearerToken: await readPassword() } : {}),
        });
        return { data: { id, warnings }, lines: [`Added ${options.name}`, ...warnings.map(say)] };
      }),
    );
  destination
    .command('list')
    .description('list the destinations')
    .action(
      withRuntime(async (runtime) => {
        const found = await listDestinations(await installationCtx(runtime));
        return {
          data: found,
          lines: found.map((one) => `${one.name}  ${one.kind}  ${one.baseUrl}  ${one.systemFamily}${one.paused ? '  paused' : ''}`),
        };
      }),
    );
  destination
    .command('test')
    .description('ask a destination what it can do and say what would not work')
    .requiredOption('--name <name>')
    .action(
      withRuntime(async (runtime, options: { name: string }) => {
        const issues = await testDestination(await installationCtx(runtime), runtime.services.secrets, options.name);
        return {
          data: issues,
          lines: issues.length === 0 ? [`${options.name} is ready`] : issues.map(say),
          failed: errorsOf(issues).length > 0,
        };
      }),
    );
  destination
    .command('remove')
    .description('send nothing more to a destination; what was sent stays on record')
    .requiredOption('--name <name>')
    .action(
      withRuntime(async (runtime, options: { name: string }) => {
        await removeDestination(await installationCtx(runtime), options.name);
        return { data: { name: options.name }, lines: [`Removed ${options.name}`] };
      }),
    );
}
