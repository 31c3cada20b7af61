import { InvalidArgumentError, Option, type Command } from 'commander';
import { read, type Ctx } from '../../db/doors.ts';
import { findFacilityByCode } from '../../db/stores/facility-store.ts';
import { listOutbox, type OutboxLine } from '../../db/views/outbox-view.ts';
import { isDay } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import { malformed, notFound } from '../http/errors.ts';
import { systemCtx } from '../http/system-context.ts';
import { getDestination } from '../interop/change-destination.ts';
import { queueVisits, resendRefused } from '../interop/queue-messages.ts';
import { recordConsentByNumber } from '../interop/record-consent.ts';
import type { Runtime } from '../runtime.ts';
import { withRuntime, type Printable } from './command.ts';
import { drainOutbox } from './drain-outbox.ts';

interface Place {
  facility: string;
  destination?: string;
}
interface Patience {
  wait: number;
}

async function ctxOf({ services }: Runtime, code: string): Promise<Ctx> {
  const facility = await findFacilityByCode(services.db, code);
  if (facility === undefined) throw notFound('facility_not_found');
  return systemCtx(services, facility.id);
}

function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('a whole number is expected');
  return Number(text);
}

const ofDestination = ({ destination }: Place): { destination?: string } => (destination === undefined ? {} : { destination });

/** Sending records without a screen; docs/how-to/fhir-sending.md. */
export function outboxCommands(program: Command): void {
  program
    .command('send')
    .description('put closed visits in line for a destination and deliver them now')
    .requiredOption('--facility <code>')
    .option('--destination <name>', 'all unless told')
    .option('--visit <code>', 'one visit by its MA_LK')
    .option('--from <day>', 'YYYY-MM-DD, the first day of closing')
    .option('--until <day>', 'the last day of closing')
    .option('--all', 'every closed visit')
    .option('--again', 'also what the destination took already: it may have lost it')
    .option('--wait <seconds>', 'how long to stay with what could not be delivered at once', wholeNumber, 0)
    .action(withRuntime(send));
  const outbox = program.command('outbox').description('what waits to be sent, what was refused');
  outbox
    .command('list')
    .description('messages with what came back last, newest first')
    .requiredOption('--facility <code>')
    .option('--destination <name>', 'all unless told')
    .option('--state <state>', 'waiting, delivered or refused')
    .option('--limit <count>', 'how many', wholeNumber, 50)
    .action(withRuntime(list));
  outbox
    .command('drain')
    .description('deliver what waits now')
    .requiredOption('--facility <code>')
    .option('--destination <name>', 'all unless told')
    .option('--wait <seconds>', 'how long to stay with what could not be delivered at once', wholeNumber, 0)
    .action(
      withRuntime(async (runtime, options: Place & Patience) => await drain(runtime, await ctxOf(runtime, options.facility), options)),
    );
  outbox
    .command('resend')
    .description('put what was refused in line again')
    .requiredOption('--facility <code>')
    .option('--destination <name>', 'all unless told')
    .option('--id <message>', 'one message')
    .action(
      withRuntime(async (runtime, { id, ...place }: Place & { id?: string }) => {
        const ctx = await ctxOf(runtime, place.facility);
        const resent = await resendRefused(ctx, { ...ofDestination(place), ...(id === undefined ? {} : { id }) });
        return { data: { resent }, lines: [`${resent} in line again`] };
      }),
    );
}

/** What people decided about the sharing of their record. */
export function consentCommands(program: Command): void {
  program
    .command('consent')
    .description('whether a person lets their record be shared')
    .command('record')
    .description('record a decision; from then on it holds, also for what waits')
    .requiredOption('--facility <code>')
    .requiredOption('--patient <number>', 'MA_BN')
    .addOption(new Option('--decision <decision>').choices(['given', 'withdrawn']).makeOptionMandatory())
    .requiredOption('--evidence <words>', 'the number of the signed paper, or how the person told')
    .option('--destination <name>', 'every one unless told')
    .action(
      withRuntime(async (runtime, options: Place & { patient: string; decision: 'given' | 'withdrawn'; evidence: string }) => {
        const { patient: patientNumber, decision, evidence } = options;
        const ctx = await ctxOf(runtime, options.facility);
        const { id } = await recordConsentByNumber(ctx, { ...ofDestination(options), patientNumber, decision, evidence });
        return { data: { id }, lines: [`Recorded: ${decision}`] };
      }),
    );
}

type SendOptions = Place & Patience & { visit?: string; from?: string; until?: string; all?: true; again?: true };

async function send(runtime: Runtime, options: SendOptions): Promise<Printable> {
  const { visit, from, until, all } = options;
  if (visit === undefined && from === undefined && until === undefined && all !== true) throw malformed([error('visits_not_named', '')]);
  for (const [name, day] of Object.entries({ from, until }))
    if (day !== undefined && !isDay(day)) throw malformed([error('day_impossible', name)]);
  const ctx = await ctxOf(runtime, options.facility);
  const which = Object.fromEntries(Object.entries({ visit, from, until }).filter(([, value]) => value !== undefined));
  const queued = await queueVisits(ctx, { ...ofDestination(options), ...which, again: options.again === true });
  const drained = await drain(runtime, ctx, options);
  return { ...drained, data: { queued, ...(drained.data as object) }, lines: [`${queued} visits in line`, ...drained.lines] };
}

async function drain(runtime: Runtime, ctx: Ctx, options: Place & Patience): Promise<Printable> {
  const left = await drainOutbox(runtime, ctx, { ...ofDestination(options), waitSeconds: options.wait });
  const lines = [`${left.tried} tried, ${left.waiting} still waiting, ${left.refused} refused`];
  return { data: left, lines, failed: left.waiting + left.refused > 0 };
}

async function list(runtime: Runtime, options: Place & { state?: string; limit: number }): Promise<Printable> {
  const { state, limit } = options;
  const known = (['waiting', 'delivered', 'refused'] as const).find((one) => one === state);
  if (state !== undefined && known === undefined) throw malformed([error('outbox_state_unknown', 'state')]);
  const ctx = await ctxOf(runtime, options.facility);
  const found = await read(ctx, async (tx) => {
    const of = options.destination === undefined ? {} : { destinationId: (await getDestination(tx, options.destination)).id };
    return await listOutbox(tx, ctx.facilityId, { ...of, ...(known === undefined ? {} : { state: known }), limit });
  });
  return { data: found, lines: found.map(lineOf) };
}

function lineOf({ id, destination, state, attempts, class: kind, httpStatus, issues, encounterId }: OutboxLine): string {
  const said = (issues ?? []).map(({ code, path }) => `${code}${path === '' ? '' : ` (${path})`}`).join(', ');
  return [id, destination, state, `visit ${encounterId}`, `${attempts} tries`, kind ?? '', httpStatus ?? '', said]
    .filter((part) => part !== '')
    .join('  ');
}
