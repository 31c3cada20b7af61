import { auditSubject, write, type WriteTx } from '../../db/doors.ts';
import { holdDepot } from '../../db/stores/depot-store.ts';
import {
  addGiven,
  insertDispensing,
  listOrderLines,
  lockDispensingOrder,
  setOrderState,
  type DispensingOrder,
  type OrderLine,
} from '../../db/stores/dispensing-store.ts';
import { findLots, holdPeriod, postMovements } from '../../db/stores/stock-ledger-store.ts';
import { releaseHeld } from '../../db/stores/stock-store.ts';
import { findDispensingHead } from '../../db/views/dispensing-view.ts';
import { dayForPeople, localDay } from '../../domain/dates.ts';
import { error, type Issue } from '../../domain/issue.ts';
import { checkHandOver } from '../../domain/stock/check-hand-over.ts';
import { progressOf } from '../../domain/stock/order-progress.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import { bookAtWindow } from './book-at-window.ts';
import { readDue } from './due-now.ts';
import { holdRest } from './hold-rest.ts';
import { drugOf, readOrder, type ReadOrder } from './read-order.ts';
import type { HandedOver, HandOver } from './dispensing-schemas.ts';

/**
 * Hands drugs over the window: judged once more on what is known now, taken from the lots that were named, noted with who collected.
 * What remains keeps its reservation while the days to collect last.
 */
export async function handOver(ctx: ApiCtx, prescriptionId: string, input: HandOver): Promise<HandedOver> {
  return await write(ctx, 'dispensing.hand-over', async (tx) => {
    const order = await lockOpenOrder(tx, ctx, prescriptionId);
    if ((await holdDepot(tx, ctx.facilityId, input.depotId)) === undefined) throw notFound('depot_not_found');
    const known = await readOrder(tx, order, ctx.now);
    const open = [...unanswered(known.issues, input, known.lines), ...(await judge(tx, ctx, known, input))];
    if (open.length > 0) throw rejected(open);

    await releaseHeld(tx, { facilityId: ctx.facilityId, prescriptionId, at: ctx.now }, 'dispensed');
    const number = await give(tx, ctx, known, input);
    await insertDispensing(tx, {
      ...{ facilityId: ctx.facilityId, id: input.id, orderId: prescriptionId, dispensedAt: ctx.now, dispensedBy: ctx.actor.userId },
      ...{ collectedBy: input.collectedBy, collectorNumber: input.collectorNumber || null, lateReason: input.lateReason || null },
      acceptedWarnings: input.acceptedWarnings,
    });
    const state = await settle(tx, ctx, order);
    auditSubject(tx, { patientId: known.patient.id, encounterId: order.encounterId, objectId: input.id });
    return { id: input.id, number, state };
  });
}

/** The order, held until commit, while something of it can be given. */
async function lockOpenOrder(tx: WriteTx, ctx: ApiCtx, id: string): Promise<DispensingOrder> {
  const order = await lockDispensingOrder(tx, ctx.facilityId, id);
  if (order === undefined) throw notFound('dispensing_not_found');
  if (order.state === 'cancelled') throw conflict('dispensing_cancelled');
  if (order.state === 'done') throw conflict('dispensing_done');
  return order;
}

/** What the safety check says of the lines that go out now and nobody has answered. An error cannot be answered away. */
function unanswered(issues: Issue[], { acceptedWarnings, lines }: HandOver, all: OrderLine[]): Issue[] {
  const going = new Set(lines.map(({ lineId }) => lineId));
  const concerns = (issue: Issue): boolean => {
    const at = /^lines\.(\d+)/.exec(issue.path)?.[1];
    return at === undefined || going.has(all[Number(at)]?.id ?? '');
  };
  const isAccepted = (issue: Issue) => acceptedWarnings.some((one) => one.code === issue.code && one.path === issue.path);
  return issues.filter((issue) => concerns(issue) && (issue.severity === 'error' || (issue.severity === 'warning' && !isAccepted(issue))));
}

async function judge(tx: WriteTx, ctx: ApiCtx, { order, lines }: ReadOrder, input: HandOver): Promise<Issue[]> {
  const head = await findDispensingHead(tx, ctx.facilityId, order.id);
  const lots = await findLots(
    tx,
    ctx.facilityId,
    input.lines.map(({ lotId }) => lotId),
  );
  const ordered = lines.filter((line) => line.ordered);
  const due = await readDue(tx, order, localDay(ctx.now));
  return checkHandOver(input, {
    today: localDay(ctx.now),
    collectUntil: due.collectUntil,
    tranche: due.tranche,
    prescriptionType: head?.prescriptionType ?? '',
    owed: new Map(ordered.map((line) => [line.id, { drugCode: drugOf(line), remaining: due.of(line) }])),
    lots: new Map([...lots].map(([id, lot]) => [id, { ...lot, recalled: lot.recalledAt !== null }])),
  });
}

/** Books what goes over the window into the ledger; a shelf that has not enough stops all of it. */
async function give(tx: WriteTx, ctx: ApiCtx, known: ReadOrder, input: HandOver): Promise<string> {
  const day = localDay(ctx.now);
  const { closed } = await holdPeriod(tx, ctx.facilityId, day);
  if (closed) throw rejected([error('stock_period_closed', 'lines', { month: dayForPeople(day).slice(3) })]);
  const { number, lines } = await bookAtWindow(tx, ctx, { ...input, kind: 'dispense', day, reason: null });
  const shortages = await postMovements(
    tx,
    { facilityId: ctx.facilityId, day, postedAt: ctx.now },
    lines.map(({ id, lotId, quantity }) => ({ depotId: input.depotId, lotId, lineId: id, quantity: `-${quantity}` })),
  );
  const short = shortages.map(({ lineId, available }) => {
    const i = lines.findIndex(({ id }) => id === lineId);
    const drug = known.lines.find(({ id }) => id === input.lines[i]?.lineId)?.drugName ?? '';
    return error('stock_short', `lines.${i}.quantity`, { drug, available });
  });
  if (short.length > 0) throw rejected(short);
  for (const { lineId, quantity } of input.lines) await addGiven(tx, ctx.facilityId, { id: lineId, by: quantity });
  return number;
}

/** Where the order stands now; what remains is held again until the last day to collect. */
async function settle(tx: WriteTx, ctx: ApiCtx, order: DispensingOrder): Promise<'waiting' | 'partial' | 'done'> {
  const owed = (await listOrderLines(tx, ctx.facilityId, order.id)).filter((line) => line.ordered);
  const state = progressOf(owed);
  await setOrderState(tx, order, state);
  await holdRest(tx, ctx, order, owed);
  return state;
}
