import { cardsInUse } from '../../domain/insurance/cards-in-use.ts';
import { findTreatmentDays } from '../../domain/insurance/treatment-days.ts';
import { present } from '../present.ts';
import type { VisitCoverage, VisitFacility, VisitPatient, VisitPractitioner, VisitRecord } from '../../domain/visits/visit-record.ts';
import type { ReadTx } from '../doors.ts';
import { rows } from '../knex.ts';
import { findBills, listChargesOf } from '../stores/charge-store.ts';
import {
  findClosures,
  findEncounters,
  listCoveragesOf,
  listDiagnosesOf,
  listObservationsOf,
  type Closure,
  type Coverage,
  type Encounter,
} from '../stores/encounter-store.ts';
import { findFacility } from '../stores/facility-store.ts';
import { listPrescriptionsOf } from '../stores/prescription-store.ts';
import { listReceiptsOf, listReductionsOf, supportSourceOf } from '../stores/receipt-store.ts';
import { settledAtOf } from './account-view.ts';
import { readPatients } from './visit-patient-view.ts';

/**
 * A closed visit with everything that leaves the facility, in the snapshot of this transaction; undefined while it is open.
 * The one input of claim files and FHIR.
 */
export async function readVisit(tx: ReadTx, facilityId: string, encounterId: string): Promise<VisitRecord | undefined> {
  return (await readVisits(tx, facilityId, [encounterId]))[0];
}

/** The same of a page of visits in the order asked, those that are open left out: as many questions as for one. */
export async function readVisits(tx: ReadTx, facilityId: string, encounterIds: string[]): Promise<VisitRecord[]> {
  const parts = await readParts(tx, facilityId, encounterIds);
  const patients = await readPatients(tx, facilityId, [...parts.heads.values()]);
  const practitioners = await readPractitioners(
    tx,
    [...parts.heads.keys()].flatMap((id) => peopleOf(parts, id)),
  );
  return encounterIds.flatMap((id) => {
    const head = parts.heads.get(id);
    const patient = patients.get(id);
    if (head === undefined || patient === undefined) return [];
    const own = new Set(peopleOf(parts, id));
    return [assemble(parts, { head, patient, practitioners: practitioners.filter((one) => own.has(one.id)) })];
  });
}

interface Head {
  encounter: Encounter;
  closure: Closure;
}
type Parts = Awaited<ReturnType<typeof readParts>>;

/** Everything that hangs on the visits that are closed. */
async function readParts(tx: ReadTx, facilityId: string, encounterIds: string[]) {
  const closures = new Map((await findClosures(tx, facilityId, encounterIds)).map((one) => [one.encounterId, one]));
  const heads = new Map<string, Head>();
  for (const encounter of await findEncounters(tx, facilityId, [...closures.keys()])) {
    const closure = closures.get(encounter.id);
    if (closure !== undefined) heads.set(encounter.id, { encounter, closure });
  }
  const ids = [...heads.keys()];
  return {
    heads,
    facility: await readFacility(tx, facilityId),
    departments: await readDepartments(tx, facilityId, [...new Set([...heads.values()].map(({ encounter }) => encounter.roomId))]),
    bills: await findBills(
      tx,
      facilityId,
      [...heads.values()].map(({ closure }) => closure.id),
    ),
    charges: await listChargesOf(tx, facilityId, ids),
    prescriptions: await listPrescriptionsOf(tx, facilityId, ids),
    observations: await listObservationsOf(tx, facilityId, ids),
    diagnoses: await listDiagnosesOf(tx, facilityId, ids),
    coverages: await listCoveragesOf(tx, facilityId, ids),
    receipts: await listReceiptsOf(tx, facilityId, ids),
    reductions: await listReductionsOf(tx, facilityId, ids),
  };
}

const inForce = ({ prescriptions }: Parts, id: string) => (prescriptions.get(id) ?? []).filter(({ withdrawnAt }) => withdrawnAt === null);

/** Everybody who is named in a visit. */
const peopleOf = (parts: Parts, id: string): string[] =>
  [
    parts.heads.get(id)?.closure.closedBy,
    ...(parts.charges.get(id) ?? []).flatMap((charge) => [charge.orderedById, charge.performedById]),
    ...inForce(parts, id).map((one) => one.practitionerId),
    ...(parts.observations.get(id) ?? []).map((one) => one.practitionerId),
  ].filter((person) => person !== undefined);

function assemble(
  parts: Parts,
  { head, patient, practitioners }: { head: Head; patient: VisitPatient; practitioners: VisitPractitioner[] },
): VisitRecord {
  const { encounter, closure } = head;
  const bill = parts.bills.get(closure.id);
  if (bill === undefined) throw new Error('a closed encounter has no bill');
  const reductions = parts.reductions.get(encounter.id) ?? [];
  const otherSourceKind = supportSourceOf(reductions);
  const paidAt = settledAtOf({ receipts: parts.receipts.get(encounter.id) ?? [], reductions }, closure.closedAt, bill.totals);
  return {
    facility: { ...parts.facility },
    patient,
    encounter: { ...toEncounter(head, parts.departments.get(encounter.roomId)), ...present({ paidAt }) },
    coverages: toCoverages(parts.coverages.get(encounter.id) ?? []),
    practitioners,
    diagnoses: (parts.diagnoses.get(encounter.id) ?? []).map(({ id, rank, icdCode, icdVersion, name, text }) => ({
      ...{ id, rank, icdCode, icdVersion, name, text },
    })),
    observations: (parts.observations.get(encounter.id) ?? []).map(({ id, kind, value, takenAt, practitionerId }) => ({
      ...{ id, kind, value, takenAt, practitionerId },
    })),
    prescriptions: inForce(parts, encounter.id).map(({ id, code, type, signedAt, practitionerId, lines }) => ({
      ...{ id, code, type, signedAt, practitionerId },
      lines: lines.map(({ payer: _, toxic: __, ...line }) => line),
    })),
    charges: (parts.charges.get(encounter.id) ?? []).map((charge) => ({ ...charge, ...present({ otherSourceKind }) })),
    bill,
  };
}

async function readFacility(tx: ReadTx, facilityId: string): Promise<VisitFacility> {
  const facility = await findFacility(tx, facilityId);
  if (facility === undefined) throw new Error('the facility of a visit is gone');
  const { id, code, name, provinceCode, gln, signerNumber, phone, address } = facility;
  return { id, code, name, provinceCode, ...present({ gln, signerNumber, phone, address }) };
}

async function readDepartments(tx: ReadTx, facilityId: string, roomIds: string[]): Promise<Map<string, string>> {
  const found = await rows<{ id: string; departmentCode: string }>(
    tx,
    `SELECT r.id, r.department_code FROM rooms AS r WHERE r.facility_id = :facilityId AND r.id = ANY (CAST(:roomIds AS uuid[])) ORDER BY r.id LIMIT :limit`,
    { facilityId, roomIds, limit: roomIds.length } as never,
  );
  return new Map(found.map(({ id, departmentCode }) => [id, departmentCode]));
}

function toEncounter({ encounter, closure }: Head, departmentCode: string | undefined): VisitRecord['encounter'] {
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
    departmentCodes: departmentCode === undefined ? [] : [departmentCode],
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

const toCoverages = (coverages: Coverage[]): VisitCoverage[] =>
  cardsInUse(coverages).map((used) => ({
    id: used.cardId,
    cardNumber: used.cardNumber,
    validFrom: used.validFrom,
    registeredFacilityCode: used.registeredFacilityCode,
    cardRate: used.cardRate,
    verification: used.verification,
    ...present({ validTo: used.validTo, areaCode: used.areaCode, fiveYearDate: used.fiveYearDate, exemptFrom: used.exemptFrom }),
  }));

async function readPractitioners(tx: ReadTx, ids: string[]): Promise<VisitPractitioner[]> {
  const found = await rows<{ id: string; fullName: string; licence: string | null; staffNumber: string | null }>(
    tx,
    `SELECT u.id, u.full_name, u.licence, u.staff_number FROM users AS u WHERE u.id = ANY (:ids::uuid[]) ORDER BY u.id LIMIT :limit`,
    { ids: [...new Set(ids)], limit: ids.length } as never,
  );
  return found.map(({ id, fullName, licence, staffNumber }) => ({ id, fullName, staffNumber: staffNumber ?? id, ...present({ licence }) }));
}
