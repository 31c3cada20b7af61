import { auditSubject, write, type WriteTx } from '../../db/doors.ts';
import { insertBill, listCharges } from '../../db/stores/charge-store.ts';
import { findCode } from '../../db/stores/code-catalogue-store.ts';
import {
  insertClosure,
  listCoverages,
  listDiagnoses,
  listObservations,
  updateEncounter,
  type Diagnosis,
  type Encounter,
} from '../../db/stores/encounter-store.ts';
import { listOrders } from '../../db/stores/order-store.ts';
import { queueVisit } from '../../db/stores/outbox-store.ts';
import { finishTickets } from '../../db/stores/queue-store.ts';
import { findPractitioner } from '../../db/stores/user-store.ts';
import { listVisitRooms } from '../../db/views/visit-room-view.ts';
import { localDay } from '../../domain/dates.ts';
import { cardsInUse } from '../../domain/insurance/cards-in-use.ts';
import { checkClosure, type ClosureFacts } from '../../domain/encounters/check-closure.ts';
import { openRoomsOf } from '../../domain/encounters/open-rooms.ts';
import { dispositionOf } from '../../domain/encounters/visit-state.ts';
import { derivedId } from '../../domain/ids.ts';
import { error, errorsOf, type Issue } from '../../domain/issue.ts';
import { checkLicencePeriod } from '../../domain/users/licence.ts';
import type { ApiCtx } from '../http/context.ts';
import { computeEncounterBill } from '../http/encounter-bill.ts';
import { rejected } from '../http/errors.ts';
import { lockInProgress } from '../http/lock-encounter.ts';
import { billView } from './bill-of.ts';
import { bookFollowUp } from './book-follow-up.ts';
import type { CloseAnswer, CloseEncounter } from './encounter-schemas.ts';

/** Ends a visit: the shares are computed and stored, the ticket is done, and the record waits to leave. */
export async function closeEncounter(ctx: ApiCtx, encounterId: string, input: CloseEncounter): Promise<CloseAnswer> {
  return await write(ctx, 'encounter.close', async (tx) => {
    const encounter = await lockInProgress(tx, ctx, encounterId, input.version);
    const diagnoses = await listDiagnoses(tx, ctx.facilityId, encounterId);
    const openRooms = openRoomsOf(await listVisitRooms(tx, ctx.facilityId, encounterId));
    const rooms = { openRooms, leaveRooms: input.leaveRooms };
    const issues = [...(await judgeClosure(tx, ctx, { encounter, diagnoses, rooms })), ...(await judgeCodes(tx, ctx, input))];
    if (errorsOf(issues).length > 0) throw rejected(issues);

    const charges = await listCharges(tx, ctx.facilityId, encounterId);
    const bill = await computeEncounterBill(tx, encounter, charges);
    const version = await updateEncounter(tx, encounter, { state: 'finished', practitionerId: ctx.actor.userId });
    const closureId = derivedId(ctx.facilityId, 'closure', encounterId, String(version));
    await insertClosure(tx, {
      facilityId: ctx.facilityId,
      id: closureId,
      encounterId,
      closedAt: ctx.now,
      closedBy: ctx.actor.userId,
      outcome: input.outcome,
      dischargeType: input.dischargeType,
      finalDiagnosis: diagnoses.map((one) => one.text).join('; '),
      advice: input.advice || null,
      disposition: input.disposition ?? dispositionOf(input),
      followUpOn: input.followUpOn ?? null,
      referredTo: input.referredTo ?? null,
      leftRoomsReason: openRooms.length > 0 ? (input.leaveRooms ?? null) : null,
    });
    await insertBill(tx, encounter, closureId, bill);
    await finishTickets(tx, { facilityId: ctx.facilityId, encounterId }, ctx.now);
    await bookFollowUp(tx, ctx, encounter, input.followUpOn);
    await queueVisit(tx, { facilityId: ctx.facilityId, patientId: encounter.patientId, encounterId, at: ctx.now });
    auditSubject(tx, { patientId: encounter.patientId, encounterId, objectId: closureId });
    return { version, bill: billView(encounterId, charges, bill, true), issues };
  });
}

interface Closing {
  encounter: Encounter;
  diagnoses: Diagnosis[];
  rooms: Pick<ClosureFacts, 'openRooms' | 'leaveRooms'>;
}

async function judgeClosure(tx: WriteTx, ctx: ApiCtx, { encounter, diagnoses, rooms }: Closing): Promise<Issue[]> {
  const orders = await listOrders(tx, ctx.facilityId, encounter.id);
  const observations = await listObservations(tx, ctx.facilityId, encounter.id);
  const cards = encounter.arrivalCategory === '9' ? [] : cardsInUse(await listCoverages(tx, ctx.facilityId, encounter.id));
  const practitioner = await findPractitioner(tx, ctx.actor.userId);
  const issues = checkClosure({
    ...rooms,
    insured: cards.length > 0,
    verifications: cards.map((card) => card.verification),
    diagnoses: diagnoses.length,
    openOrders: orders.filter((order) => order.state === 'ordered').length,
    weightKnown: observations.some((one) => one.kind === 'weight'),
    practitionerLicensed: practitioner?.licence != null,
  });
  return [...issues, ...checkLicencePeriod(practitioner, localDay(ctx.now))];
}

async function judgeCodes(tx: WriteTx, ctx: ApiCtx, input: CloseEncounter): Promise<Issue[]> {
  const day = localDay(ctx.now);
  const outcome = await findCode(tx, 'KET_QUA_DTRI', { code: input.outcome, day });
  const discharge = await findCode(tx, 'MA_LOAI_RV', { code: input.dischargeType, day });
  return [
    ...(outcome === undefined ? [error('code_unknown', 'outcome')] : []),
    ...(discharge === undefined ? [error('code_unknown', 'dischargeType')] : []),
    // Day 1 of a follow-up is tomorrow: an appointment in the past is a slip.
    ...(input.followUpOn !== undefined && input.followUpOn <= day ? [error('follow_up_in_past', 'followUpOn')] : []),
  ];
}
