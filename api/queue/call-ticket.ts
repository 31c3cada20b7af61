import { auditSubject, write, type WriteTx } from '../../db/doors.ts';
import { insertCharges } from '../../db/stores/charge-store.ts';
import { lockEncounter, updateEncounter, type Encounter } from '../../db/stores/encounter-store.ts';
import { findFacility, findRoom, type Room } from '../../db/stores/facility-store.ts';
import { lockNextTicket, lockTicket, setTicketState, type Ticket } from '../../db/stores/queue-store.ts';
import { findService } from '../../db/stores/service-catalogue-store.ts';
import { findQueueEntry, type QueueEntry } from '../../db/views/queue-view.ts';
import { localDay } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected, Refusal } from '../http/errors.ts';
import type { Call, TicketView } from './queue-schemas.ts';

/** Brings a person into the room: the ticket is called, the examination begins and is charged at the price of the day. */
export async function callTicket(ctx: ApiCtx, roomId: string, call: Call): Promise<TicketView> {
  return await write(ctx, 'queue.call', async (tx) => {
    const room = await findRoom(tx, ctx.facilityId, roomId);
    if (room === undefined) throw notFound('room_not_found');
    const ticket = await chooseTicket(tx, ctx, roomId, call);
    const encounter = await lockEncounter(tx, ctx.facilityId, ticket.encounterId);
    if (encounter === undefined) throw notFound('encounter_not_found');
    await setTicketState(tx, ticket, { state: 'in-examination', calledAt: ctx.now });
    if (encounter.state === 'planned') await beginExamination(tx, ctx, encounter, room);
    auditSubject(tx, { patientId: encounter.patientId, encounterId: encounter.id });
    const entry = await findQueueEntry(tx, ctx.facilityId, ticket.id);
    if (entry === undefined) throw new Error('a called ticket vanished');
    return viewTicket(entry);
  });
}

async function chooseTicket(tx: WriteTx, ctx: ApiCtx, roomId: string, call: Call): Promise<Ticket> {
  if (call.ticketId === undefined) {
    const next = await lockNextTicket(tx, { facilityId: ctx.facilityId, roomId, day: localDay(ctx.now) });
    if (next === undefined) throw new Refusal(404, 'queue_empty', [error('queue_empty', '')]);
    return next;
  }
  const ticket = await lockTicket(tx, { facilityId: ctx.facilityId, roomId }, call.ticketId);
  if (ticket === undefined) throw notFound('ticket_not_found');
  if (ticket.state === 'done') throw conflict('ticket_done');
  return ticket;
}

async function beginExamination(tx: WriteTx, ctx: ApiCtx, encounter: Encounter, room: Room): Promise<void> {
  const facility = await findFacility(tx, ctx.facilityId);
  const service =
    facility === undefined
      ? undefined
      : await findService(tx, room.examinationServiceCode, { facilityClass: facility.priceClass, day: localDay(encounter.startedAt) });
  // Without a price the visit would be given away silently: the administrator must load one first.
  if (service === undefined) throw rejected([error('examination_price_missing', 'roomId', { service: room.examinationServiceCode })]);
  await updateEncounter(tx, encounter, { state: 'in-progress', practitionerId: ctx.actor.userId, examinedAt: ctx.now });
  await insertCharges(tx, encounter, [
    {
      kind: 'examination',
      sourceId: encounter.id,
      costGroup: service.costGroup,
      code: service.code,
      name: service.name,
      unit: service.unit,
      quantity: '1',
      hospitalPrice: service.price,
      insurancePrice: service.price,
      serviceRatio: '100',
      insuranceRatio: '100',
      scope: '1',
      departmentCode: room.departmentCode,
      orderedById: ctx.actor.userId,
      performedById: ctx.actor.userId,
      orderedAt: ctx.now,
      performedAt: ctx.now,
      resultAt: ctx.now,
    },
  ]);
}

export function viewTicket({ patientId, fullName, sex, birthDate, birthPrecision, ...ticket }: QueueEntry): TicketView {
  return { ...ticket, patient: { id: patientId, fullName, sex, birthDate, birthPrecision } };
}
