import { auditSubject, openRecord, read, write } from '../../db/doors.ts';
import { listAttachments } from '../../db/stores/attachment-store.ts';
import { findEncounter } from '../../db/stores/encounter-store.ts';
import { listOrders, type ServiceOrder } from '../../db/stores/order-store.ts';
import { findResult, insertReadings } from '../../db/stores/result-store.ts';
import { listResultInbox } from '../../db/views/result-state-view.ts';
import { listEarlierValues, listUnread, type EarlierValue } from '../../db/views/result-view.ts';
import { findWork } from '../../db/views/result-work-view.ts';
import { addDays, localDay, startOfDay } from '../../domain/dates.ts';
import { deskOfGroup, groupsOfDesk, workStateOf } from '../../domain/results/result-desks.ts';
import { showValue } from '../../domain/results/show-value.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound } from '../http/errors.ts';
import type { EncounterResults, ReadResults, ResultInbox } from './result-schemas.ts';
import { showResults, type ShownResult } from './show-results.ts';

const POINTS = 6;

/** What was asked for in a visit and what came of it; only what is approved is shown. The opening is logged. */
export async function viewEncounterResults(ctx: ApiCtx, encounterId: string): Promise<EncounterResults> {
  return await read(ctx, async (tx) => {
    const encounter = await findEncounter(tx, ctx.facilityId, encounterId);
    if (encounter === undefined) throw notFound('encounter_not_found');
    await openRecord(tx, ctx, { patientId: encounter.patientId, encounterId });
    const orders = (await listOrders(tx, ctx.facilityId, encounterId)).filter(
      ({ serviceGroup, state }) => deskOfGroup(serviceGroup) !== undefined && state !== 'cancelled',
    );
    const orderIds = orders.map(({ id }) => id);
    const shown = (await showResults(tx, ctx.facilityId, orderIds)).filter(({ approvedAt }) => approvedAt !== null);
    const unread = new Set(await listUnread(tx, ctx.facilityId, orderIds));
    const codes = [...new Set(shown.flatMap(({ values }) => values.map(({ indicatorCode }) => indicatorCode)))].filter(
      (code) => code !== 'KQ',
    );
    const of = { patientId: encounter.patientId, indicatorCodes: codes, except: orderIds, each: POINTS };
    const earlier = codes.length === 0 ? [] : await listEarlierValues(tx, ctx.facilityId, of);
    const attachments = await listAttachments(tx, ctx.facilityId, orderIds);
    const items: EncounterResults['items'] = [];
    for (const order of orders) {
      const issues = shown.filter(({ orderId }) => orderId === order.id);
      items.push({
        ...{ orderId: order.id, serviceName: order.serviceName, serviceGroup: order.serviceGroup, urgent: order.urgent },
        state: await stateOf(tx, ctx, order),
        issues,
        trends: trendsOf(issues[0], earlier),
        isUnread: issues[0] !== undefined && unread.has(issues[0].id),
        needsAcknowledgement: issues[0]?.isCritical === true && issues[0].acknowledged === null,
        attachments: attachments.filter(({ orderId }) => orderId === order.id),
      });
    }
    return { waiting: orders.filter(({ state }) => state === 'ordered').length, items };
  });
}

async function stateOf(
  tx: Parameters<typeof findWork>[0],
  ctx: ApiCtx,
  order: ServiceOrder,
): Promise<EncounterResults['items'][number]['state']> {
  const desk = deskOfGroup(order.serviceGroup) ?? 'laboratory';
  const row = await findWork(tx, ctx.facilityId, { groups: groupsOfDesk(desk), orderId: order.id });
  return workStateOf({
    state: order.state,
    hasReceivedSample: desk === 'imaging' || (row?.receivedAt ?? null) !== null,
    hasDraft: row?.hasDraft ?? false,
  });
}

/** The way of each number of the issue that counts, oldest first. */
function trendsOf(current: ShownResult | undefined, earlier: EarlierValue[]): EncounterResults['items'][number]['trends'] {
  return (current?.values ?? []).flatMap(({ indicatorCode }) => {
    const points = earlier
      .filter((value) => value.indicatorCode === indicatorCode)
      .map((value) => ({ at: value.at, shown: showValue(value), flag: value.flag }))
      .reverse();
    return points.length === 0 ? [] : [{ indicatorCode, points }];
  });
}

/** Notes which results a treating person has seen: they are no longer new on anybody's list. */
export async function readResults(ctx: ApiCtx, encounterId: string, { resultIds }: ReadResults): Promise<{ count: number }> {
  return await write(ctx, 'result.read', async (tx) => {
    const encounter = await findEncounter(tx, ctx.facilityId, encounterId);
    if (encounter === undefined) throw notFound('encounter_not_found');
    for (const id of resultIds) {
      const result = await findResult(tx, ctx.facilityId, id);
      if (result?.encounterId !== encounterId || result.approvedAt === null) throw notFound('result_not_found');
    }
    const count = await insertReadings(tx, { facilityId: ctx.facilityId, readBy: ctx.actor.userId, readAt: ctx.now }, resultIds);
    auditSubject(tx, { patientId: encounter.patientId, encounterId });
    return { count };
  });
}

const INBOX_DAYS = 7;

/** Visits that wait for results or have something new for a doctor: in examination, or of the last week when something was left. */
export async function viewInbox(ctx: ApiCtx): Promise<ResultInbox> {
  const since = startOfDay(addDays(localDay(ctx.now), -INBOX_DAYS));
  return { items: await read(ctx, async (tx) => await listResultInbox(tx, ctx.facilityId, since)) };
}
