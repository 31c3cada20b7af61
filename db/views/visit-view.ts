import type { Day } from '../../domain/dates.ts';
import { cardsInUse } from '../../domain/insurance/cards-in-use.ts';
import { findTreatmentDays } from '../../domain/insurance/treatment-days.ts';
import type { VisitCoverage, VisitFacility, VisitPatient, VisitPractitioner, VisitRecord } from '../../domain/visits/visit-record.ts';
import type { ReadTx } from '../doors.ts';
import { row, rows } from '../knex.ts';
import { findBill, listCharges } from '../stores/charge-store.ts';
import {
  findClosure,
  findEncounter,
  listCoverages,
  listDiagnoses,
  listObservations,
  type Closure,
  type Encounter,
} from '../stores/encounter-store.ts';
import { findFacility } from '../stores/facility-store.ts';
import { listReductions, supportSourceOf } from '../stores/receipt-store.ts';
import { findFacilityNumber, findPatient, listIdentifiers } from '../stores/patient-store.ts';
import { listPrescriptions } from '../stores/prescription-store.ts';
import { readSettledAt } from './account-view.ts';

/**
 * A closed visit with everything that leaves the facility, in the snapshot of this transaction; undefined while it is open.
 * The one input of claim files and FHIR.
 */
export async function readVisit(tx: ReadTx, facilityId: string, encounterId: string): Promise<VisitRecord | undefined> {
  const encounter = await findEncounter(tx, facilityId, encounterId);
  const closure = encounter === undefined ? undefined : await findClosure(tx, facilityId, encounterId);
  if (encounter === undefined || closure === undefined) return undefined;
  const bill = await findBill(tx, facilityId, closure.id);
  if (bill === undefined) throw new Error('a closed encounter has no bill');
  const otherSourceKind = supportSourceOf(await listReductions(tx, facilityId, encounterId));
  const charges = (await listCharges(tx, facilityId, encounterId)).map((charge) => ({ ...charge, ...present({ otherSourceKind }) }));
  const prescriptions = (await listPrescriptions(tx, facilityId, encounterId)).filter(({ withdrawnAt }) => withdrawnAt === null);
  const observations = await listObservations(tx, facilityId, encounterId);
  const people = [
    closure.closedBy,
    ...charges.flatMap((c) => [c.orderedById, c.performedById]),
    ...prescriptions.map((p) => p.practitionerId),
    ...observations.map((o) => o.practitionerId),
  ];
  return {
    facility: await readFacility(tx, facilityId),
    patient: await readPatient(tx, facilityId, encounter.patientId, closure.closedAt.slice(0, 10)),
    encounter: {
      ...(await readEncounter(tx, encounter, closure)),
      ...present({ paidAt: await readSettledAt(tx, { facilityId, encounterId, closedAt: closure.closedAt }, bill.totals) }),
    },
    coverages: await readCoverages(tx, facilityId, encounterId),
    practitioners: await readPractitioners(
      tx,
      people.filter((id) => id !== undefined),
    ),
    diagnoses: (await listDiagnoses(tx, facilityId, encounterId)).map(({ id, rank, icdCode, icdVersion, name, text }) => ({
      id,
      rank,
      icdCode,
      icdVersion,
      name,
      text,
    })),
    observations: observations.map(({ id, kind, value, takenAt, practitionerId }) => ({ id, kind, value, takenAt, practitionerId })),
    prescriptions: prescriptions.map(({ id, code, type, signedAt, practitionerId, lines }) => ({
      ...{ id, code, type, signedAt, practitionerId },
      lines: lines.map(({ payer: _, toxic: __, ...line }) => line),
    })),
    charges,
    bill,
  };
}

async function readFacility(tx: ReadTx, facilityId: string): Promise<VisitFacility> {
  const facility = await findFacility(tx, facilityId);
  if (facility === undefined) throw new Error('the facility of a visit is gone');
  const { id, code, name, provinceCode, gln, signerNumber, phone, address } = facility;
  return { id, code, name, provinceCode, ...present({ gln, signerNumber, phone, address }) };
}

async function readPatient(tx: ReadTx, facilityId: string, patientId: string, day: Day): Promise<VisitPatient> {
  const patient = await findPatient(tx, patientId);
  if (patient === undefined) throw new Error('the patient of a visit is gone');
  const identifiers = await listIdentifiers(tx, patientId);
  const place = await row<{
    communeName: string | null;
    provinceCode: string | null;
    provinceName: string | null;
    nationalityIso: string | null;
  }>(
    tx,
    `SELECT c.name AS commune_name, c.province_code, p.name AS province_name,
            (SELECT n.attributes ->> 'iso_alpha2' FROM code_entries AS n WHERE n.code_table = 'nationalities' AND n.code = :nationality
              ORDER BY n.valid_from DESC LIMIT 1) AS nationality_iso
       FROM (SELECT 1) AS one
       LEFT JOIN LATERAL (SELECT * FROM communes AS a WHERE a.code = :commune AND a.valid_from <= :day ORDER BY a.valid_from DESC LIMIT 1) AS c ON true
       LEFT JOIN LATERAL (SELECT * FROM provinces AS b WHERE b.code = c.province_code AND b.valid_from <= :day ORDER BY b.valid_from DESC LIMIT 1) AS p ON true`,
    { commune: patient.communeCode ?? '', nationality: patient.nationalityCode, day },
  );
  const { fullName, sex, birthDate, birthPrecision, birthTime, phone, guardianName, guardianPhone } = patient;
  return {
    id: patient.id,
    version: patient.version,
    facilityNumber: (await findFacilityNumber(tx, facilityId, patientId)) ?? '',
    fullName,
    sex,
    birthDate,
    birthPrecision,
    identifiers: identifiers.map(({ system, value, validFrom, validTo }) => ({
      system,
      value,
      from: validFrom,
      ...(validTo === null ? {} : { until: validTo }),
    })),
    address: {
      text: patient.addressText ?? [place?.communeName, place?.provinceName].filter((part) => part != null).join(', '),
      provinceCode: place?.provinceCode ?? '',
      communeCode: patient.communeCode ?? '',
      ...present({ communeName: place?.communeName, provinceName: place?.provinceName }),
    },
    ethnicityCode: patient.ethnicityCode,
    occupationCode: patient.occupationCode,
    nationalityCode: patient.nationalityCode,
    nationalityIso: place?.nationalityIso ?? (patient.nationalityCode === '000' ? 'VN' : ''),
    ...present({ birthTime, phone }),
    ...(guardianName === null ? {} : { guardian: { fullName: guardianName, ...present({ phone: guardianPhone }) } }),
  };
}

async function readEncounter(tx: ReadTx, encounter: Encounter, closure: Closure): Promise<VisitRecord['encounter']> {
  const room = await row<{ departmentCode: string }>(
    tx,
    `SELECT r.department_code FROM rooms AS r WHERE r.facility_id = :facilityId AND r.id = :roomId`,
    {
      facilityId: encounter.facilityId,
      roomId: encounter.roomId,
    },
  );
  return {
    id: encounter.id,
    version: encounter.version,
    code: encounter.code,
    recordNumber: encounter.code,
    careType: encounter.careType,
    class: encounter.class,
    arrivalCategory: encounter.arrivalCategory,
    startedAt: encounter.startedAt,
    endedAt: closure.closedAt,
    reason: encounter.reason,
    // Who was seen once and sent home rarely has another provisional diagnosis than the final one.
    arrivalDiagnosis: encounter.arrivalDiagnosis ?? closure.finalDiagnosis,
    finalDiagnosis: closure.finalDiagnosis,
    departmentCodes: room === undefined ? [] : [room.departmentCode],
    outcome: closure.outcome,
    dischargeType: closure.dischargeType,
    treatmentDays: findTreatmentDays(encounter.careType, encounter.startedAt, closure.closedAt) ?? 0,
    practitionerId: closure.closedBy,
    ...present({
      advice: closure.advice,
      followUpOn: closure.followUpOn,
      referredTo: closure.referredTo,
      referredFrom: encounter.referredFrom,
      referralNumber: encounter.referralNumber,
    }),
  };
}

async function readCoverages(tx: ReadTx, facilityId: string, encounterId: string): Promise<VisitCoverage[]> {
  return cardsInUse(await listCoverages(tx, facilityId, encounterId)).map((used) => ({
    id: used.cardId,
    cardNumber: used.cardNumber,
    validFrom: used.validFrom,
    registeredFacilityCode: used.registeredFacilityCode,
    cardRate: used.cardRate,
    verification: used.verification,
    ...present({ validTo: used.validTo, areaCode: used.areaCode, fiveYearDate: used.fiveYearDate, exemptFrom: used.exemptFrom }),
  }));
}

async function readPractitioners(tx: ReadTx, ids: string[]): Promise<VisitPractitioner[]> {
  const found = await rows<{ id: string; fullName: string; licence: string | null; staffNumber: string | null }>(
    tx,
    `SELECT u.id, u.full_name, u.licence, u.staff_number FROM users AS u WHERE u.id = ANY (:ids::uuid[]) ORDER BY u.id LIMIT 200`,
    { ids: [...new Set(ids)] } as never,
  );
  return found.map(({ id, fullName, licence, staffNumber }) => ({ id, fullName, staffNumber: staffNumber ?? id, ...present({ licence }) }));
}

/** The fields that have a value: absent is absent, never null. */
function present<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}
