import type { WriteTx } from '../../db/doors.ts';
import { cancelCharge, findChargeOf, insertCharges, listCharges } from '../../db/stores/charge-store.ts';
import { updateEncounter, type Encounter } from '../../db/stores/encounter-store.ts';
import { findFacility, type Room } from '../../db/stores/facility-store.ts';
import { adoptPackageOrders } from '../../db/stores/order-store.ts';
import { readInsuranceParameters } from '../../db/stores/parameter-store.ts';
import type { Ticket } from '../../db/stores/queue-store.ts';
import { findService, type ServiceEntry } from '../../db/stores/service-catalogue-store.ts';
import { countExaminations, hasRecordsSince } from '../../db/views/examination-view.ts';
import { addDays, localDay, startOfDay } from '../../domain/dates.ts';
import { examRatioAt } from '../../domain/insurance/exam-ratio.ts';
import { error } from '../../domain/issue.ts';
import type { Decimal } from '../../domain/money.ts';
import type { ChargeLine } from '../../domain/visits/visit-record.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, rejected } from '../http/errors.ts';

/** A person in a room: the locked ticket, its visit and the room. */
export interface Inside {
  ticket: Ticket;
  encounter: Encounter;
  room: Room;
}

/** The first call opens the visit; each room charges its examination once, however often it calls. */
export async function beginExamination(tx: WriteTx, ctx: ApiCtx, inside: Inside): Promise<void> {
  if ((await findExamination(tx, inside)) !== undefined) return;
  const service = await findExaminationService(tx, ctx, inside);
  const ratio = await nextRatio(tx, ctx, inside.encounter);
  if (inside.encounter.state === 'planned') {
    await updateEncounter(tx, inside.encounter, { state: 'in-progress', practitionerId: ctx.actor.userId, examinedAt: ctx.now });
    await adoptPackageOrders(tx, inside.encounter, ctx.actor.userId);
  }
  await insertCharges(tx, inside.encounter, [
    {
      kind: 'examination',
      sourceId: inside.ticket.id,
      // Missed and called again: the first charge was cancelled and stays so.
      ...(inside.ticket.timesCalled === 0 ? {} : { round: inside.ticket.timesCalled }),
      ...{ costGroup: service.costGroup, code: service.code, name: service.name, unit: service.unit, quantity: '1' },
      ...{ hospitalPrice: service.price, insurancePrice: service.insurancePrice, serviceRatio: ratio, insuranceRatio: '100', scope: '1' },
      departmentCode: inside.room.departmentCode,
      ...{ orderedById: ctx.actor.userId, performedById: ctx.actor.userId },
      ...{ orderedAt: ctx.now, performedAt: ctx.now, resultAt: ctx.now },
    },
  ]);
}

/** Takes back the examination of somebody who was called and did not come; refused once something was recorded. */
export async function undoExamination(tx: WriteTx, ctx: ApiCtx, { ticket, encounter }: Omit<Inside, 'room'>): Promise<void> {
  const begun = await findExamination(tx, { ticket, encounter });
  if (begun === undefined) return;
  const { orderedById: userId, orderedAt: since } = begun.charge;
  const written = encounter.practitionerId === userId && (encounter.history !== null || encounter.arrivalDiagnosis !== null);
  if (written || (await hasRecordsSince(tx, ctx.facilityId, { encounterId: encounter.id, userId, since })))
    throw conflict('examination_recorded');
  await cancelCharge(tx, encounter, begun.sourceId, ctx.now);
  const others = (await listCharges(tx, ctx.facilityId, encounter.id)).filter(({ kind }) => kind === 'examination');
  if (others.length === 0) await updateEncounter(tx, encounter, { state: 'planned', practitionerId: null, examinedAt: null });
}

/** The ticket's examination in force. Before rooms charged by ticket, the visit itself was the source of its one examination. */
async function findExamination(
  tx: WriteTx,
  { ticket, encounter }: Omit<Inside, 'room'>,
): Promise<{ charge: ChargeLine; sourceId: string } | undefined> {
  const calledBefore = ticket.calledAt !== null && ticket.timesCalled === 0;
  const sourceId = calledBefore ? encounter.id : ticket.id;
  const charge = await findChargeOf(tx, encounter, sourceId);
  return charge === undefined ? undefined : { charge, sourceId };
}

/** Without a price the visit would be given away silently: the administrator must load one first. */
async function findExaminationService(tx: WriteTx, ctx: ApiCtx, { encounter, room }: Inside): Promise<ServiceEntry> {
  const facility = await findFacility(tx, ctx.facilityId);
  const day = localDay(encounter.startedAt);
  const service =
    facility === undefined
      ? undefined
      : await findService(tx, room.examinationServiceCode, { facilityId: facility.id, facilityClass: facility.priceClass, day });
  if (service === undefined) throw rejected([error('examination_price_missing', 'roomId', { service: room.examinationServiceCode })]);
  return service;
}

/** docs/legal/insurance.md#exams: all examinations of the day count, those of an earlier visit too. */
async function nextRatio(tx: WriteTx, ctx: ApiCtx, encounter: Encounter): Promise<Decimal> {
  const day = localDay(ctx.now);
  const of = { patientId: encounter.patientId, from: startOfDay(day), until: startOfDay(addDays(day, 1)) };
  const before = await countExaminations(tx, ctx.facilityId, of);
  return examRatioAt(before + 1, await readInsuranceParameters(tx, localDay(encounter.startedAt)));
}
