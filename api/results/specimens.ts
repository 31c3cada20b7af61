import { auditSubject, write, type WriteTx } from '../../db/doors.ts';
import { findLabService } from '../../db/stores/lab-catalogue-store.ts';
import { lockOrder, type ServiceOrder } from '../../db/stores/order-store.ts';
import {
  findSpecimenOfOrder,
  insertSpecimen,
  listSpecimenOrderIds,
  lockSpecimen,
  updateSpecimen,
  type Specimen,
} from '../../db/stores/specimen-store.ts';
import { findEncounter, type Encounter } from '../../db/stores/encounter-store.ts';
import { localDay, localTime } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import { deskOfGroup } from '../../domain/results/result-desks.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, Refusal, rejected } from '../http/errors.ts';
import { lockOpen } from '../http/lock-encounter.ts';
import { findLastResult } from '../../db/stores/result-store.ts';
import type { ReceiveSpecimen, RejectSpecimen, SpecimenAnswer, TakeSpecimen } from './result-schemas.ts';

/** Takes one sample for orders of a visit and numbers it; the laboratory receives at once what it takes itself. */
export async function takeSpecimen(ctx: ApiCtx, input: TakeSpecimen): Promise<SpecimenAnswer> {
  return await write(ctx, 'specimen.take', async (tx) => {
    const encounter = await lockOpen(tx, ctx, input.encounterId);
    const orders = await lockForSample(tx, ctx, encounter, input.orderIds);
    const takenAt = new Date(input.takenAt ?? ctx.now).toISOString();
    const latest =
      orders
        .map(({ orderedAt }) => orderedAt)
        .sort()
        .at(-1) ?? '';
    if (takenAt > ctx.now || takenAt < latest) throw rejected([error('specimen_time_outside', 'takenAt')]);
    const kind = input.kind || (await kindFor(tx, orders));
    const received = input.received ? { receivedAt: ctx.now, receivedBy: ctx.actor.userId } : { receivedAt: null, receivedBy: null };
    const { id } = input;
    const made = { facilityId: ctx.facilityId, id, encounterId: encounter.id, kind, takenAt, takenBy: ctx.actor.userId, ...received };
    const number = await insertSpecimen(tx, made, { day: localDay(ctx.now), orderIds: input.orderIds });
    auditSubject(tx, { patientId: encounter.patientId, encounterId: encounter.id, objectId: id });
    return { id, number, kind, takenAt, receivedAt: received.receivedAt, encounterId: encounter.id, orderIds: input.orderIds };
  });
}

/** The laboratory receives a sample by the number on its label. */
export async function receiveSpecimen(ctx: ApiCtx, { number }: ReceiveSpecimen): Promise<SpecimenAnswer> {
  return await write(ctx, 'specimen.receive', async (tx) => {
    const specimen = await lockSpecimen(tx, { facilityId: ctx.facilityId, number });
    if (specimen === undefined) throw notFound('specimen_not_found');
    if (specimen.rejectedAt !== null) throw conflict('specimen_already_rejected', 'number');
    if (specimen.receivedAt !== null) throw alreadyReceived(specimen.receivedAt);
    const orderIds = await listSpecimenOrderIds(tx, specimen);
    const encounter = await findEncounter(tx, ctx.facilityId, specimen.encounterId);
    if (encounter === undefined) throw new Error('a sample without its visit');
    await refuseUseless(tx, encounter, orderIds);
    await updateSpecimen(tx, specimen, { receivedAt: ctx.now, receivedBy: ctx.actor.userId });
    auditSubject(tx, { patientId: encounter.patientId, encounterId: encounter.id, objectId: specimen.id });
    return answerOf({ ...specimen, receivedAt: ctx.now }, orderIds);
  });
}

/** Sends a sample back with the reason; its orders wait for another one. What was already reported from it stays. */
export async function rejectSpecimen(ctx: ApiCtx, specimenId: string, input: RejectSpecimen): Promise<SpecimenAnswer> {
  return await write(ctx, 'specimen.reject', async (tx) => {
    const specimen = await lockSpecimen(tx, { facilityId: ctx.facilityId, id: specimenId });
    if (specimen === undefined) throw notFound('specimen_not_found');
    if (specimen.rejectedAt !== null) throw conflict('specimen_already_rejected');
    const orderIds = await listSpecimenOrderIds(tx, specimen);
    for (const orderId of orderIds) {
      if ((await findLastResult(tx, ctx.facilityId, orderId)) !== undefined) throw conflict('specimen_has_results');
    }
    await updateSpecimen(tx, specimen, { rejectedAt: ctx.now, rejectedBy: ctx.actor.userId, rejectReason: input.reason });
    auditSubject(tx, { encounterId: specimen.encounterId, objectId: specimen.id, reason: 'rejected' });
    return answerOf(specimen, orderIds);
  });
}

const answerOf = ({ id, number, kind, takenAt, receivedAt, encounterId }: Specimen, orderIds: string[]): SpecimenAnswer => ({
  ...{ id, number, kind, takenAt, receivedAt, encounterId, orderIds },
});

/** Says when it was received: whoever scans twice learns that the first scan counted. */
const alreadyReceived = (at: string): Refusal =>
  new Refusal(409, 'specimen_already_received', [error('specimen_already_received', 'number', { at: localTime(at) })]);

async function lockForSample(tx: WriteTx, ctx: ApiCtx, encounter: Encounter, orderIds: string[]): Promise<ServiceOrder[]> {
  const orders: ServiceOrder[] = [];
  for (const [i, id] of orderIds.entries()) {
    const order = await lockOrder(tx, encounter, id);
    if (order === undefined || deskOfGroup(order.serviceGroup) !== 'laboratory') throw notFound('order_not_found');
    if (order.state !== 'ordered') throw conflict(order.state === 'performed' ? 'result_already_approved' : 'result_order_cancelled');
    if ((await findSpecimenOfOrder(tx, ctx.facilityId, id)) !== undefined) throw conflict('specimen_exists', `orderIds.${i}`);
    orders.push(order);
  }
  return orders;
}

/** A sample of orders that are all cancelled, or of a visit that is over, is not worked on. */
async function refuseUseless(tx: WriteTx, encounter: Encounter, orderIds: string[]): Promise<void> {
  if (encounter.state === 'finished' || encounter.state === 'cancelled') throw conflict('result_encounter_closed');
  const states = await Promise.all(orderIds.map(async (id) => (await lockOrder(tx, encounter, id))?.state));
  if (states.every((state) => state === 'cancelled')) throw conflict('result_order_cancelled');
}

async function kindFor(tx: WriteTx, orders: ServiceOrder[]): Promise<string> {
  for (const { serviceCode, orderedAt } of orders) {
    const service = await findLabService(tx, serviceCode, localDay(orderedAt));
    if (service !== undefined) return service.specimen;
  }
  return '';
}
