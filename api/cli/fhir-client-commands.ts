import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Ctx } from '../../db/doors.ts';
import { listFhirClients } from '../../db/stores/fhir-client-store.ts';
import { findFacilityByCode } from '../../db/stores/facility-store.ts';
import { error } from '../../domain/issue.ts';
import { notFound, rejected } from '../http/errors.ts';
import { systemCtx } from '../http/system-context.ts';
import { addFhirClient, describeClient, endFhirClient } from '../interop/reading/fhir-clients.ts';
import type { Runtime } from '../runtime.ts';
import { withRuntime } from './command.ts';

interface Where {
  facility: string;
}
interface AddOptions extends Where {
  name: string;
  jwksFile: string;
  scope: string[];
  permit?: string[];
  consentRequired?: true;
}

/** Other systems that read records here; docs/how-to/fhir-reading.md. */
export function fhirClientCommands(program: Command): void {
  const client = program.command('fhir-client').description('systems that may read the records of a facility over FHIR');
  client
    .command('add')
    .description('register a system by its public keys; closed visits are indexed from now on, earlier ones by the worker')
    .requiredOption('--facility <code>')
    .requiredOption('--name <name>')
    .requiredOption('--jwks-file <file>', 'its public keys (JWKS)')
    .requiredOption('--scope <scopes...>', "what it may do, such as 'system/*.rs' or system/Patient.r")
    .option('--permit <categories...>', 'special categories of a record that it may be told of')
    .option('--consent-required', 'only records of people who agreed')
    .action(
      withRuntime(async (runtime, options: AddOptions) => {
        const { name, scope: scopes, permit: permitted = [], consentRequired = false } = options;
        const ctx = await facilityCtx(runtime, options);
        const { id } = await addFhirClient(ctx, { name, jwks: readJson(options.jwksFile), scopes, permitted, consentRequired });
        const tokenUrl = `${runtime.services.config.fhirUrl}/token`;
        return { data: { id, tokenUrl }, lines: [`Added ${name}`, `client id: ${id}`, `token address (aud): ${tokenUrl}`] };
      }),
    );
  client
    .command('list')
    .description('list the systems of a facility')
    .requiredOption('--facility <code>')
    .action(
      withRuntime(async (runtime, options: Where) => {
        const found = await listFhirClients(runtime.services.db, (await facilityCtx(runtime, options)).facilityId);
        return { data: found, lines: found.map(describeClient) };
      }),
    );
  client
    .command('remove')
    .description('end the registration of a system at once')
    .requiredOption('--facility <code>')
    .requiredOption('--name <name>')
    .action(
      withRuntime(async (runtime, options: Where & { name: string }) => {
        await endFhirClient(await facilityCtx(runtime, options), options.name);
        return { data: { name: options.name }, lines: [`Removed ${options.name}`] };
      }),
    );
}

async function facilityCtx({ services }: Runtime, { facility: code }: Where): Promise<Ctx> {
  const facility = await findFacilityByCode(services.db, code);
  if (facility === undefined) throw notFound('facility_not_found');
  return systemCtx(services, facility.id);
}

function readJson(file: string): unknown {
  const text = readFileSync(file, 'utf8');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw rejected([error('fhir_client_keys_invalid', 'jwks')]);
  }
}
