import { openRecord, read, type ReadTx } from '../../db/doors.ts';
import { findCode } from '../../db/stores/code-catalogue-store.ts';
import { listConditions } from '../../db/stores/condition-store.ts';
import {
  findClosure,
  findEncounter,
  listCoverages,
  listDiagnoses,
  listObservations,
  listReopenings,
  type Encounter,
} from '../../db/stores/encounter-store.ts';
import { findLastBackground, findSections, listRewrittenSections } from '../../db/stores/examination-store.ts';
import { findGrowthStandards, listGrowthByLength } from '../../db/stores/growth-store.ts';
import { findRoom } from '../../db/stores/facility-store.ts';
import { listOrders } from '../../db/stores/order-store.ts';
import { findFacilityNumber, findPatient, listAllergies } from '../../db/stores/patient-store.ts';
import { listPrescriptions } from '../../db/stores/prescription-store.ts';
import { findReproductiveAnswer } from '../../db/stores/reproductive-state-store.ts';
import { listOpenDesks } from '../../db/stores/result-desk-store.ts';
import { findTicketNumber } from '../../db/stores/queue-store.ts';
import { findPractitioner } from '../../db/stores/user-store.ts';
import { listVisitRooms } from '../../db/views/visit-room-view.ts';
import { listTransmissionsOfVisit } from '../../db/views/transmission-view.ts';
import { localDay, monthsBetween } from '../../domain/dates.ts';
import { GROWTH_UNTIL_MONTHS, lengthIndicatorAt } from '../../domain/encounters/child-growth.ts';
import { reproductiveStateOn } from '../../domain/patients/reproductive-state.ts';
import { deskOfGroup } from '../../domain/results/result-desks.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound } from '../http/errors.ts';
import type { EncounterView } from './encounter-schemas.ts';

/** Everything the doctor's desk shows of a visit; the opening is logged. */
export async function viewEncounter(ctx: ApiCtx, encounterId: string): Promise<EncounterView> {
  return await read(ctx, async (tx) => {
    const encounter = await findEncounter(tx, ctx.facilityId, encounterId);
    if (encounter === undefined) throw notFound('encounter_not_found');
    await openRecord(tx, ctx, { patientId: encounter.patientId, encounterId });
    const { id, version, code, state, startedAt, reason, arrivalCategory, history, arrivalDiagnosis, practitionerId } = encounter;
    return {
      ...{ id, version, code, state, startedAt, reason, arrivalCategory, history, arrivalDiagnosis },
      arrivalCategoryName:
        (await findCode(tx, 'MA_DOITUONG_KCB', { code: arrivalCategory, day: localDay(startedAt) }))?.name ?? arrivalCategory,
      roomName: (await findRoom(tx, ctx.facilityId, encounter.roomId))?.name ?? '',
      ticketNumber: (await findTicketNumber(tx, encounter)) ?? null,
      rooms: await listVisitRooms(tx, ctx.facilityId, encounterId),
      patient: await viewPerson(tx, ctx, encounter.patientId),
      coverage: await viewCoverage(tx, encounter),
      sections: await findSections(tx, ctx.facilityId, encounterId),
      rewrittenSections: await listRewrittenSections(tx, ctx.facilityId, encounterId),
      lastBackground: await findLastBackground(tx, ctx.facilityId, { patientId: encounter.patientId, encounterId, startedAt }),
      ...(await viewVitals(tx, encounter)),
      growth: await viewGrowth(tx, encounter),
      diagnoses: (await listDiagnoses(tx, ctx.facilityId, encounterId)).map(({ id: diagnosisId, icdCode, name, text }) => ({
        id: diagnosisId,
        icdCode,
        name,
        text,
      })),
      orders: await viewOrders(tx, ctx.facilityId, encounterId),
      prescriptions: await viewPrescriptions(tx, ctx.facilityId, encounterId),
      ...(await viewClosure(tx, encounter)),
      reopenings: await listReopenings(tx, ctx.facilityId, encounterId),
      practitionerName: practitionerId === null ? null : ((await findPractitioner(tx, practitionerId))?.fullName ?? null),
      issues: [],
    };
  });
}

async function viewPerson(tx: ReadTx, ctx: ApiCtx, patientId: string): Promise<EncounterView['patient']> {
  const patient = await findPatient(tx, patientId);
  if (patient === undefined) throw new Error('the patient of a visit is gone');
  const { id, fullName, sex, birthDate, birthPrecision, allergyStatus } = patient;
  return {
    ...{ id, fullName, sex, birthDate, birthPrecision, allergyStatus },
    facilityNumber: (await findFacilityNumber(tx, ctx.facilityId, patientId)) ?? null,
    allergies: await listAllergies(tx, patientId),
    conditions: (await listConditions(tx, ctx.facilityId, patientId)).filter(({ endedOn }) => endedOn === null),
    reproductiveState: reproductiveStateOn(await findReproductiveAnswer(tx, patientId), localDay(ctx.now)),
  };
}

/** A birth year alone tells no months, and so no standard. */
async function viewGrowth(tx: ReadTx, { patientId, startedAt }: Encounter): Promise<EncounterView['growth']> {
  const patient = await findPatient(tx, patientId);
  const none = { byAge: [], byLength: null };
  if (patient === undefined || patient.sex === 'unknown' || patient.birthPrecision === 'year') return none;
  const { sex, birthDate } = patient;
  const day = localDay(startedAt);
  const months = monthsBetween(birthDate, day);
  if (months > GROWTH_UNTIL_MONTHS) return none;
  const indicator = lengthIndicatorAt(months);
  return {
    byAge: await findGrowthStandards(tx, { sex, months, day }),
    byLength: { indicator, table: await listGrowthByLength(tx, { sex, indicator, day }) },
  };
}

async function viewCoverage(tx: ReadTx, encounter: Encounter): Promise<EncounterView['coverage']> {
  const used = (await listCoverages(tx, encounter.facilityId, encounter.id)).at(-1);
  return used === undefined ? null : { cardTail: used.cardNumber.slice(-4), validTo: used.validTo, cardRate: used.cardRate };
}

/** Each order with the desk of this facility that reports it; null for what is noted as done in the room. */
async function viewOrders(tx: ReadTx, facilityId: string, encounterId: string): Promise<EncounterView['orders']> {
  const open = await listOpenDesks(tx, facilityId);
  const orders = await listOrders(tx, facilityId, encounterId);
  return orders.map((order) => ({ ...order, reportedBy: open.find((desk) => desk === deskOfGroup(order.serviceGroup)) ?? null }));
}

async function viewPrescriptions(tx: ReadTx, facilityId: string, encounterId: string): Promise<EncounterView['prescriptions']> {
  const transmissions = new Map((await listTransmissionsOfVisit(tx, facilityId, encounterId)).map((one) => [one.id, one]));
  const prescriptions = await listPrescriptions(tx, facilityId, encounterId);
  return prescriptions.map((one) => ({ ...one, transmission: transmissions.get(one.id) ?? null }));
}

async function viewVitals(tx: ReadTx, encounter: Encounter): Promise<Pick<EncounterView, 'vitals' | 'vitalsTakenAt'>> {
  const observations = await listObservations(tx, encounter.facilityId, encounter.id);
  return {
    vitals: Object.fromEntries(observations.map(({ kind, value }) => [kind, value])),
    vitalsTakenAt:
      observations
        .map((one) => one.takenAt)
        .sort()
        .at(-1) ?? null,
  };
}

async function viewClosure(
  tx: ReadTx,
  encounter: Encounter,
): Promise<Pick<EncounterView, 'endedAt' | 'outcome' | 'dischargeType' | 'disposition' | 'advice'>> {
  const closure = await findClosure(tx, encounter.facilityId, encounter.id);
  return {
    endedAt: closure?.closedAt ?? null,
    outcome: closure?.outcome ?? null,
    dischargeType: closure?.dischargeType ?? null,
    disposition: closure?.disposition ?? null,
    advice: closure?.advice ?? null,
  };
}
