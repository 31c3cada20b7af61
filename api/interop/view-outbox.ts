import { read, type Ctx } from '../../db/doors.ts';
import { listDestinationStates, type DestinationState } from '../../db/views/destination-state-view.ts';
import { listFailed, listFailures, type OutboxCause } from '../../db/views/outbox-failure-view.ts';
import { localDay, startOfDay } from '../../domain/dates.ts';
import { fieldOfPath } from '../../fhir-mappings/field-of-path.ts';
import type { FailedMessages, OutboxFailures, OutboxSummary } from './outbox-schemas.ts';

const MOST_CAUSES = 50;
const MOST_MESSAGES = 50;

/** How each destination stands for this facility. */
export async function viewOutbox(ctx: Ctx): Promise<OutboxSummary> {
  const states = await read(ctx, async (tx) => await listDestinationStates(tx, ctx.facilityId, startOfDay(localDay(ctx.now))));
  return { destinations: states.map((state) => ({ ...state, stopped: stopOf(state, ctx.now), test: testOf(state) })) };
}

type Line = OutboxSummary['destinations'][number];

function stopOf(state: DestinationState, now: string): Line['stopped'] {
  const { heldAt, holdReason, heldBy, pausedAt, pauseReason, throttledUntil } = state;
  if (heldAt !== null) return { by: 'facility', at: heldAt, reason: holdReason ?? '', name: heldBy ?? '' };
  if (pausedAt !== null) return { by: 'installation', at: pausedAt, reason: pauseReason ?? '' };
  return throttledUntil !== null && throttledUntil > now ? { by: 'receiver', until: throttledUntil } : null;
}

const testOf = ({ testedAt: at, testIssues, strategy, atomic }: DestinationState): Line['test'] =>
  at === null ? null : { at, issues: testIssues ?? [], strategy, atomic };

/** What came back, grouped by cause, with the field that mends it. */
export async function viewFailures(ctx: Ctx): Promise<OutboxFailures> {
  const found = await read(ctx, async (tx) => await listFailures(tx, ctx.facilityId, MOST_CAUSES));
  return { causes: found.map((one) => ({ ...one, field: fieldOfPath(one.path) ?? null, listed: mayBeListed(one) })) };
}

/** The messages of a cause, oldest first. */
export async function viewFailed(ctx: Ctx, cause: OutboxCause): Promise<FailedMessages> {
  if (!mayBeListed(cause)) return { items: [] };
  return { items: await read(ctx, async (tx) => await listFailed(tx, ctx.facilityId, { cause, limit: MOST_MESSAGES })) };
}

/** Who watches over the line is not told whose record is sensitive. */
const mayBeListed = ({ code }: Pick<OutboxCause, 'code'>): boolean => code !== 'special_category_withheld';
