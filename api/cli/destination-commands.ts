import { readFileSync } from 'node:fs';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Ctx } from '../../db/doors.ts';
import { listFacilityIds } from '../../db/stores/facility-store.ts';
import { errorsOf, type Issue } from '../../domain/issue.ts';
import { addDestination, addHealthBook, addHealthCheckHub, type NewCredentials } from '../interop/add-destination.ts';
import { pauseDestination, renewKey, resumeDestination, setNaming, showPublicKeys } from '../interop/change-destination.ts';
import { listDestinations } from '../interop/list-destinations.ts';
import { removeDestination } from '../interop/remove-destination.ts';
import type { KeyAlgorithm } from '../interop/signing-keys.ts';
import { testDestination } from '../interop/test-destination.ts';
import { notFound } from '../http/errors.ts';
import { systemCtx } from '../http/system-context.ts';
import type { Runtime } from '../runtime.ts';
import { readPassword, withRuntime, type Printable } from './command.ts';

/** Destinations belong to the installation; their changes stand in the audit of its first facility. */
async function installationCtx({ services }: Runtime): Promise<Ctx> {
  const [first] = await listFacilityIds(services.db);
  if (first === undefined) throw notFound('facility_not_found');
  return systemCtx(services, first);
}

const say = (issue: Issue): string => `${issue.severity}: ${issue.code}${issue.path === '' ? '' : ` (${issue.path})`}`;

const strategies = ['auto', 'client-ids', 'conditional'] as const;
type Naming = (typeof strategies)[number];
const strategyOption = (): Option =>
  new Option('--strategy <strategy>', 'how resources are named there; auto: as its CapabilityStatement says').choices(strategies);

function entries(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError('a number above zero is expected');
  return Number(text);
}

interface Named {
  name: string;
}

interface NewOptions extends Named {
  baseUrl: string;
  systemFamily?: string;
  strategy?: Naming;
  entryLimit?: number;
  permit?: string[];
  consentRequired?: true;
  token?: true;
  auth?: NewCredentials['kind'] | 'none';
  tokenUrl?: string;
  clientId?: string;
  scope?: string;
  algorithm: KeyAlgorithm;
  keyFile?: string;
  keyId?: string;
}

/** Where records leave to; docs/how-to/fhir-sending.md. */
export function destinationCommands(program: Command): void {
  const destination = program.command('destination').description('servers that records are sent to');
  addCommand(destination);
  destination.command('list').description('list the destinations').action(withRuntime(list));
  named(destination, 'test', 'log in, ask a destination what it can do, and say what would not work').action(withRuntime(test));
  named(destination, 'remove', 'send nothing more to a destination; what was sent stays on record').action(
    withRuntime(async (runtime, { name }: Named) => {
      await removeDestination(await installationCtx(runtime), name);
      return { data: { name }, lines: [`Removed ${name}`] };
    }),
  );
  named(destination, 'add-health-book', 'send visits to the health book through the insurer’s gateway; health_book.visits says which')
    .option('--consent-required', 'only records of people who agreed')
    .action(
      withRuntime(async (runtime, { name, consentRequired }: Named & { consentRequired?: true }) => {
        const { id } = await addHealthBook(await installationCtx(runtime), name, consentRequired === true);
        return { data: { id }, lines: [`Added ${name}`] };
      }),
    );
  named(destination, 'add-health-check-hub', 'send health checks to the hub of the ministry; docs/legal/health-checks.md')
    .option('--permit <categories...>', 'special categories of a record that it may be told of')
    .option('--consent-required', 'only records of people who agreed')
    .action(
      withRuntime(async (runtime, { name, permit, consentRequired }: Named & { permit?: string[]; consentRequired?: true }) => {
        const hub = { name, permitted: permit ?? [], consentRequired: consentRequired === true };
        const { id } = await addHealthCheckHub(await installationCtx(runtime), hub);
        return { data: { id }, lines: [`Added ${name}`] };
      }),
    );
  changeCommands(destination);
  keyCommands(destination);
}

const named = (destination: Command, verb: string, what: string): Command =>
  destination.command(verb).description(what).requiredOption('--name <name>');

function addCommand(destination: Command): void {
  named(destination, 'add', 'send every visit that is closed from now on to a FHIR R4 server')
    .requiredOption('--base-url <url>', 'http:// or https://')
    .option('--system-family <family>', 'code systems and identifiers the server speaks')
    .addOption(strategyOption())
    .option('--entry-limit <count>', 'the most entries of one transaction', entries)
    .addOption(
      new Option('--auth <kind>', 'how we show who we are; a token or secret is read from standard input').choices([
        ...['none', 'bearer', 'client-secret', 'private-key'],
      ]),
    )
    .option('--permit <categories...>', 'special categories of a record that it may be told of')
    .option('--consent-required', 'only records of people who agreed')
    .option('--token', 'the same as --auth bearer')
    .option('--token-url <url>', 'token server, to the letter')
    .option('--client-id <id>', 'as the destination registered us')
    .option('--scope <scope>', 'rights to ask for; default system/*.cruds')
    .addOption(new Option('--algorithm <name>', 'of the signing key').choices(['RS384', 'ES384']).default('RS384'))
    .option('--key-file <file>', 'a private key in PEM; without one a key is made here')
    .option('--key-id <id>', 'name of that key where it is registered already')
    .action(withRuntime(add));
}

async function add(runtime: Runtime, options: NewOptions): Promise<Printable> {
  const { name, baseUrl, systemFamily, strategy, entryLimit } = options;
  const credentials = await credentialsOf(options);
  const { id, warnings } = await addDestination(await installationCtx(runtime), runtime.services.secrets, {
    name,
    baseUrl,
    ...(systemFamily === undefined ? {} : { systemFamily }),
    ...(strategy === undefined || strategy === 'auto' ? {} : { strategy }),
    ...(entryLimit === undefined ? {} : { entryLimit }),
    ...(credentials === undefined ? {} : { credentials }),
    permitted: options.permit ?? [],
    consentRequired: options.consentRequired === true,
  });
  return { data: { id, warnings }, lines: [`Added ${name}`, ...warnings.map(say)] };
}

async function credentialsOf(options: NewOptions): Promise<NewCredentials | undefined> {
  const { auth = options.token === true ? 'bearer' : 'none', tokenUrl = '', clientId = '', scope, algorithm, keyFile, keyId } = options;
  const rights = scope === undefined ? {} : { scope };
  if (auth === 'none') return undefined;
  if (auth === 'bearer') return { kind: 'bearer', token: await readPassword() };
  if (auth === 'client-secret') return { kind: 'client-secret', tokenUrl, clientId, ...rights, secret: await readPassword() };
  const key = keyFile === undefined ? {} : { keyPem: readFileSync(keyFile, 'utf8') };
  return { kind: 'private-key', tokenUrl, clientId, ...rights, algorithm, ...key, ...(keyId === undefined ? {} : { keyId }) };
}

async function list(runtime: Runtime): Promise<Printable> {
  const found = await listDestinations(await installationCtx(runtime), runtime.services.secrets);
  const lines = found.map((one) =>
    [one.name, one.kind, one.baseUrl, one.systemFamily, one.strategy ?? 'auto', one.credentials, one.pauseReason ?? '']
      .join('  ')
      .trimEnd(),
  );
  return { data: found, lines };
}

async function test(runtime: Runtime, { name }: Named): Promise<Printable> {
  const found = await testDestination(await installationCtx(runtime), runtime.services, name);
  const ready = found.strategy === undefined ? [] : [`${name} is ready: ${found.strategy}`];
  return { data: found, lines: [...ready, ...found.issues.map(say)], failed: errorsOf(found.issues).length > 0 };
}

function changeCommands(destination: Command): void {
  named(destination, 'pause', 'hold everything that waits for a destination')
    .requiredOption('--reason <words>')
    .action(
      withRuntime(async (runtime, { name, reason }: Named & { reason: string }) => {
        await pauseDestination(await installationCtx(runtime), name, reason);
        return { data: { name }, lines: [`Paused ${name}`] };
      }),
    );
  named(destination, 'resume', 'let a destination go again').action(
    withRuntime(async (runtime, { name }: Named) => {
      await resumeDestination(await installationCtx(runtime), name);
      return { data: { name }, lines: [`Resumed ${name}`] };
    }),
  );
  named(destination, 'set', 'say how a destination names resources and how many it takes at once')
    .addOption(strategyOption().makeOptionMandatory())
    .option('--entry-limit <count>', 'the most entries of one transaction; else what the product takes for it', entries)
    .action(
      withRuntime(async (runtime, { name, strategy, entryLimit }: Named & { strategy: Naming; entryLimit?: number }) => {
        const naming = { strategy: strategy === 'auto' ? null : strategy, entryLimit: entryLimit ?? null };
        await setNaming(await installationCtx(runtime), name, naming);
        return { data: { name, ...naming }, lines: [`Set ${name}`] };
      }),
    );
}

function keyCommands(destination: Command): void {
  const print = (keys: object): Printable => ({ data: keys, lines: [JSON.stringify(keys, null, 2)] });
  named(destination, 'jwks', 'print the public keys that the token server is to know us by').action(
    withRuntime(async (runtime, { name }: Named) =>
      print(await showPublicKeys(await installationCtx(runtime), runtime.services.secrets, name)),
    ),
  );
  named(destination, 'renew-key', 'sign with a new key from now on; prints it beside the one before').action(
    withRuntime(async (runtime, { name }: Named) => print(await renewKey(await installationCtx(runtime), runtime.services.secrets, name))),
  );
}
