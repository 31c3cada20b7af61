import { auditSubject, write } from '../../db/doors.ts';
import { listCoverages, listDiagnoses, lockEncounter } from '../../db/stores/encounter-store.ts';
import { findFacility } from '../../db/stores/facility-store.ts';
import { insertOrderPrint } from '../../db/stores/order-print-store.ts';
import { listOrders } from '../../db/stores/order-store.ts';
import { findUser } from '../../db/stores/user-store.ts';
import { findPaperPerson } from '../../db/views/paper-view.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound } from '../http/errors.ts';
import type { NewOrderPrint, OrderPrintAnswer } from './order-schemas.ts';

/** Notes that an order sheet, a label or a result sheet is printed and gives its head; from the second time on it is a marked copy. */
export async function printOrder(ctx: ApiCtx, encounterId: string, input: NewOrderPrint): Promise<OrderPrintAnswer> {
  return await write(ctx, 'order.print', async (tx) => {
    const encounter = await lockEncounter(tx, ctx.facilityId, encounterId);
    if (encounter === undefined) throw notFound('encounter_not_found');
    const facility = await findFacility(tx, ctx.facilityId);
    const person = await findPaperPerson(tx, ctx.facilityId, encounter.patientId);
    if (facility === undefined || person === undefined) throw new Error('a visit without its facility or person');
    const print = { ...input, facilityId: ctx.facilityId, encounterId, printedAt: ctx.now, printedBy: ctx.actor.userId };
    const copy = await insertOrderPrint(tx, print);
    auditSubject(tx, { patientId: encounter.patientId, encounterId, objectId: input.subjectId });
    const lastOrder = (await listOrders(tx, ctx.facilityId, encounterId)).filter(({ state }) => state !== 'cancelled').at(-1);
    const diagnoses = await listDiagnoses(tx, ctx.facilityId, encounterId);
    return {
      ...{ id: input.id, kind: input.kind, copy, printedAt: ctx.now },
      printedByName: (await findUser(tx, ctx.actor.userId))?.fullName ?? '',
      facility,
      encounterCode: encounter.code,
      orderedByName: lastOrder === undefined ? null : ((await findUser(tx, lastOrder.orderedBy))?.fullName ?? null),
      diagnosis: diagnoses.map(({ icdCode, name }) => `${icdCode} ${name}`).join('; ') || encounter.arrivalDiagnosis,
      patient: person,
      cardNumber: (await listCoverages(tx, ctx.facilityId, encounterId)).at(-1)?.cardNumber ?? null,
    };
  });
}
