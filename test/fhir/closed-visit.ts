import type { Ctx } from '../../db/doors.ts';
import { write } from '../../db/doors.ts';
import { insertBill, insertCharges } from '../../db/stores/charge-store.ts';
import {
  insertClosure,
  insertDiagnoses,
  insertEncounter,
  findEncounter,
  replaceObservations,
  type Encounter,
} from '../../db/stores/encounter-store.ts';
import { insertFacility, insertRoom } from '../../db/stores/facility-store.ts';
import { queueVisit } from '../../db/stores/outbox-store.ts';
import { admitToFacility, insertPatient } from '../../db/stores/patient-store.ts';
import { insertPrescription } from '../../db/stores/prescription-store.ts';
import { insertUser } from '../../db/stores/user-store.ts';
import type { WriteTx } from '../../db/doors.ts';
import { derivedId, newId } from '../../domain/ids.ts';
import type { VisitRecord } from '../../domain/visits/visit-record.ts';
import { aVisit } from '../support/a-visit.ts';

/** The people and places of the invented visits, once a database. */
export async function insertPeople(ctx: Ctx): Promise<void> {
  const { facility, patient, practitioners } = aVisit();
  await write(ctx, 'test.seed', async (tx) => {
    await insertFacility(tx, {
      ...facility,
      kind: 'hospital',
      level: 'basic',
      formerTier: 'district',
      points: null,
      priceClass: 'class-2',
      prescriptionLinkCode: '14009',
      gln: facility.gln ?? null,
      communeCode: null,
      address: facility.address ?? null,
      phone: facility.phone ?? null,
      signerNumber: null,
      parentId: null,
      isDemo: true,
    });
    for (const { id, fullName, licence, staffNumber } of practitioners) {
      const username = staffNumber.toLowerCase();
      await insertUser(tx, { id, username, fullName, licence: licence ?? null, staffNumber, passwordHash: 'none', isDemo: true });
    }
    await insertRoom(tx, facility.id, {
      id: roomId,
      code: 'P1',
      name: 'Phòng 1',
      departmentCode: 'K01',
      examinationServiceCode: '02.03',
      packageServiceCodes: [],
    });
  });
  await insertPerson(ctx, patient.id);
}

/** One more person like the one of the invented visit, known to its facility. */
export async function insertPerson(ctx: Ctx, id = newId()): Promise<string> {
  const { facility, patient } = aVisit();
  await write(ctx, 'test.seed', async (tx) => {
    await insertPatient(tx, { ...patientRow(patient), id, isDemo: true });
    await admitToFacility(tx, { facilityId: facility.id, facilityCode: facility.code, patientId: id, rowId: newId(), at: ctx.now });
  });
  return id;
}

const roomId = '01940000-0000-7000-8000-000000000061';

export function patientRow(patient: VisitRecord['patient']) {
  const { fullName, sex, birthDate, birthPrecision, ethnicityCode, occupationCode, nationalityCode } = patient;
  return {
    ...{ fullName, sex, birthDate, birthPrecision, ethnicityCode, occupationCode, nationalityCode },
    birthTime: null,
    phone: patient.phone ?? null,
    communeCode: null,
    addressText: patient.address.text,
    guardianName: null,
    guardianPhone: null,
    unidentified: false,
    motherId: null,
  };
}

/** Stores a closed, uninsured visit of that person and puts it in line for every destination. */
export async function insertClosedVisit(
  ctx: Ctx,
  changes: { reason?: string; icdCode?: string; patientId?: string } = {},
): Promise<string> {
  const visit = aVisit();
  const id = newId();
  await write(ctx, 'test.close', async (tx) => {
    const encounter = await insertVisitOf(tx, ctx, {
      ...{ id, reason: changes.reason ?? visit.encounter.reason, patientId: changes.patientId ?? visit.patient.id },
    });
    await insertFindings(tx, encounter, changes.icdCode ?? 'J02.9');
    await closeVisit(tx, encounter, ctx.now);
    await queueVisit(tx, { facilityId: ctx.facilityId, patientId: encounter.patientId, encounterId: id, at: ctx.now });
  });
  return id;
}

async function insertVisitOf(
  tx: WriteTx,
  ctx: Ctx,
  { id, reason, patientId }: { id: string; reason: string; patientId: string },
): Promise<Encounter> {
  const { encounter } = aVisit();
  await insertEncounter(tx, {
    facilityId: ctx.facilityId,
    id,
    code: `14009.${id}`,
    patientId,
    roomId,
    state: 'finished',
    class: 'ambulatory',
    careType: '01',
    arrivalCategory: '9',
    reason,
    referredFrom: null,
    referralNumber: null,
    slipId: null,
    arrivalReason: null,
    startedAt: encounter.startedAt,
    createdBy: encounter.practitionerId,
  });
  const stored = await findEncounter(tx, ctx.facilityId, id);
  if (stored === undefined) throw new Error('the encounter was not stored');
  return stored;
}

async function insertFindings(tx: WriteTx, encounter: Encounter, icdCode: string): Promise<void> {
  const { facilityId, id: encounterId } = encounter;
  const visit = aVisit();
  const own = <T extends { id: string }>(row: T): T => ({ ...row, id: derivedId(encounterId, row.id) });
  const observations = visit.observations.map((one) => ({ ...own(one), facilityId, encounterId }));
  await replaceObservations(tx, encounter, observations, encounter.startedAt);
  const by = { recordedBy: visit.encounter.practitionerId, recordedAt: encounter.startedAt };
  await insertDiagnoses(
    tx,
    visit.diagnoses.slice(0, 1).map((one) => ({ ...own(one), ...by, facilityId, encounterId, icdCode })),
  );
  for (const prescription of visit.prescriptions) {
    const lines = prescription.lines.map((line) => ({ ...own(line), dosageForm: 'Viên nang', payer: 'insurance' as const, toxic: false }));
    const code = `${encounterId.replaceAll('-', '').slice(-12)}-c`;
    const signed = { ...own(prescription), code, signingId: prescription.id, tranches: [], weightKg: null, guardianName: null };
    await insertPrescription(tx, encounter, { ...signed, advice: null, knowledgeVersion: 'test', lines, overrides: [] });
  }
}

async function closeVisit(tx: WriteTx, encounter: Encounter, at: string): Promise<void> {
  const { facilityId, id: encounterId } = encounter;
  const visit = aVisit();
  const { outcome, dischargeType, finalDiagnosis, practitionerId: closedBy } = visit.encounter;
  const [examination] = visit.charges;
  if (examination === undefined) throw new Error('the invented visit has no charge');
  const { id: _, sequence: __, ...charge } = examination;
  await insertCharges(tx, encounter, [{ ...charge, sourceId: encounterId }]);
  const id = newId();
  const closure = { facilityId, id, encounterId, closedAt: at, closedBy, outcome, dischargeType, finalDiagnosis };
  await insertClosure(tx, { ...closure, advice: null, followUpOn: null, referredTo: null, disposition: 'home', leftRoomsReason: null });
  const amounts = {
    hospitalAmount: '39800',
    insuranceAmount: '0',
    fundAmount: '0',
    copayAmount: '0',
    selfPayAmount: '39800',
    otherSourceAmount: '0',
  };
  const chargeId = derivedId(facilityId, 'charge', charge.kind, encounterId);
  await insertBill(tx, encounter, id, {
    benefitRate: '0',
    rateReason: 'not_insured',
    totals: amounts,
    lines: [{ chargeId, benefitRate: '0', ...amounts }],
  });
}
