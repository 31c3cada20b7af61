import { auditSubject, enqueue, write } from '../../db/doors.ts';
import { insertBill, listCharges } from '../../db/stores/charge-store.ts';
import { insertClosure, listDiagnoses, updateEncounter } from '../../db/stores/encounter-store.ts';
import { queueVisit } from '../../db/stores/outbox-store.ts';
import { finishTickets } from '../../db/stores/queue-store.ts';
import { derivedId } from '../../domain/ids.ts';
import { errorsOf } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import { computeEncounterBill } from '../http/encounter-bill.ts';
import { rejected } from '../http/errors.ts';
import { lockInProgress } from '../http/lock-encounter.ts';
import { billView } from './bill-of.ts';
import { bookFollowUp } from './book-follow-up.ts';
import type { CloseAnswer, CloseEncounter } from './encounter-schemas.ts';
import { judgeClosing } from './judge-closing.ts';

/** Ends a visit: the shares are computed and stored, the ticket is done, and the record waits to leave. */
export async function closeEncounter(ctx: ApiCtx, encounterId: string, input: CloseEncounter): Promise<CloseAnswer> {
  return await write(ctx, 'encounter.close', async (tx) => {
    const encounter = await lockInProgress(tx, ctx, encounterId, input.version);
    const diagnoses = await listDiagnoses(tx, ctx.facilityId, encounterId);
    const { issues, ...ending } = await judgeClosing(tx, ctx, { encounter, diagnoses, input });
    if (errorsOf(issues).length > 0) throw rejected(issues);

    const charges = await listCharges(tx, ctx.facilityId, encounterId);
    const bill = await computeEncounterBill(tx, encounter, charges);
    const version = await updateEncounter(tx, encounter, { state: 'finished', practitionerId: ctx.actor.userId });
    const closureId = derivedId(ctx.facilityId, 'closure', encounterId, String(version));
    await insertClosure(tx, {
      ...{ facilityId: ctx.facilityId, id: closureId, encounterId, closedAt: ctx.now, closedBy: ctx.actor.userId },
      ...{ outcome: input.outcome, dischargeType: input.dischargeType, advice: input.advice || null },
      finalDiagnosis: diagnoses.map((one) => one.text).join('; '),
      ...{ disposition: ending.disposition, followUpOn: input.followUpOn ?? null, referredTo: ending.referredTo },
      leftRoomsReason: ending.openRooms.length > 0 ? (input.leaveRooms ?? null) : null,
    });
    await insertBill(tx, encounter, closureId, bill);
    await finishTickets(tx, { facilityId: ctx.facilityId, encounterId }, ctx.now);
    await bookFollowUp(tx, ctx, encounter, input.followUpOn);
    await queueVisit(tx, { facilityId: ctx.facilityId, patientId: encounter.patientId, encounterId, at: ctx.now });
    await enqueue(tx, 'check-claim', { facilityId: ctx.facilityId, encounterId });
    auditSubject(tx, { patientId: encounter.patientId, encounterId, objectId: closureId });
    return { version, bill: billView(encounterId, charges, bill, true), issues };
  });
}
