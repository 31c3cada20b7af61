import type { Day } from '../../domain/dates.ts';
import type { BirthPrecision, IdentifierSystem, Sex } from '../../domain/visits/visit-record.ts';
import { takeNumber, type WriteTx } from '../doors.ts';
import { groupRows } from '../group-rows.ts';
import { row, rows, type Db } from '../knex.ts';

/** A person of the province, as stored. */
export interface Patient {
  id: string;
  version: number;
  fullName: string;
  sex: Sex;
  birthDate: Day;
  birthPrecision: BirthPrecision;
  birthTime: string | null;
  phone: string | null;
  communeCode: string | null;
  addressText: string | null;
  ethnicityCode: string;
  occupationCode: string;
  nationalityCode: string;
  guardianName: string | null;
  guardianPhone: string | null;
  /** Nobody could name the person yet: the name is a label, the birth year an estimate. */
  unidentified: boolean;
  motherId: string | null;
  allergyStatus: 'never-asked' | 'none-known' | 'known';
  mergedInto: string | null;
}

export type PatientFields = Omit<Patient, 'id' | 'version' | 'allergyStatus' | 'mergedInto'>;

const columns = [
  'id',
  'version',
  'fullName',
  'sex',
  'birthDate',
  'birthPrecision',
  'birthTime',
  'phone',
  'communeCode',
  'addressText',
  'ethnicityCode',
  'occupationCode',
  'nationalityCode',
  'guardianName',
  'guardianPhone',
  'unidentified',
  'motherId',
  'allergyStatus',
  'mergedInto',
] as const;

export async function findPatient(db: Db, id: string): Promise<Patient | undefined> {
  return await db<Patient>('patients')
    .where({ id })
    .first(...columns);
}

/** Those of many that are there, in no order. */
export async function findPatients(db: Db, ids: string[]): Promise<Patient[]> {
  return await db<Patient>('patients')
    .whereIn('id', ids)
    .limit(ids.length)
    .select(...columns);
}

/** Holds the person until commit. */
export async function lockPatient(tx: WriteTx, id: string): Promise<Patient | undefined> {
  return await tx<Patient>('patients')
    .where({ id })
    .forNoKeyUpdate()
    .first(...columns);
}

export async function insertPatient(tx: WriteTx, patient: { id: string; isDemo: boolean } & PatientFields): Promise<void> {
  await tx('patients').insert(patient);
}

/** Changes the person that was locked; the caller has compared the version. */
export async function updatePatient(tx: WriteTx, patient: Patient, fields: PatientFields): Promise<void> {
  await tx('patients').where({ id: patient.id }).update(fields);
}

export async function setAllergyStatus(tx: WriteTx, patient: Patient, allergyStatus: Patient['allergyStatus']): Promise<void> {
  if (patient.allergyStatus !== allergyStatus) await tx('patients').where({ id: patient.id }).update({ allergyStatus });
}

export interface Identifier {
  id: string;
  system: IdentifierSystem;
  value: string;
  validFrom: Day;
  validTo: Day | null;
}

export async function listIdentifiers(db: Db, patientId: string): Promise<Identifier[]> {
  const found = (await listIdentifiersOf(db, [patientId])).get(patientId) ?? [];
  return found.map(({ patientId: _, ...identifier }) => identifier);
}

export async function listIdentifiersOf(db: Db, patientIds: string[]): Promise<Map<string, (Identifier & { patientId: string })[]>> {
  const found = await db<Identifier & { patientId: string }>('patientIdentifiers')
    .whereIn('patientId', patientIds)
    .orderBy([{ column: 'system' }, { column: 'validFrom' }, { column: 'id' }])
    .limit(50 * patientIds.length)
    .select('id', 'patientId', 'system', 'value', 'validFrom', 'validTo');
  return groupRows(found as (Identifier & { patientId: string })[], (one) => one.patientId);
}

export async function insertIdentifiers(tx: WriteTx, patientId: string, identifiers: Omit<Identifier, 'validTo'>[]): Promise<void> {
  if (identifiers.length > 0) await tx('patientIdentifiers').insert(identifiers.map((one) => ({ ...one, patientId })));
}

/** A number that is no longer right stays, with the day it ended. */
export async function endIdentifiers(tx: WriteTx, ids: string[], validTo: Day): Promise<void> {
  if (ids.length > 0)
    await tx('patientIdentifiers')
      .whereIn('id', ids)
      .update({ validTo: tx.raw('GREATEST(valid_from, ?::date)', [validTo]) });
}

export interface Allergy {
  id: string;
  substance: string;
  atcCode: string | null;
  reaction: string | null;
}

/** The person that a facility knows by this number. */
export async function findPatientByNumber(db: Db, facilityId: string, number: string): Promise<{ id: string } | undefined> {
  return await row<{ id: string }>(
    db,
    `SELECT n.patient_id AS id FROM facility_patients AS n WHERE n.facility_id = :facilityId AND n.number = :number`,
    { facilityId, number },
  );
}

/** Also those of the record this one was merged into: a visit that has not followed yet must see every allergy. */
export async function listAllergies(db: Db, patientId: string): Promise<Allergy[]> {
  return await db<Allergy>('allergies')
    .where((own) => {
      own
        .where({ patientId } as never)
        .orWhere('patientId' as never, '=', db('patients').where({ id: patientId }).select('mergedInto') as never);
    })
    .whereNull('retractedAt' as never)
    .orderBy([{ column: 'substance' }, { column: 'id' }])
    .limit(100)
    .select('id', 'substance', 'atcCode', 'reaction');
}

export async function insertAllergy(
  tx: WriteTx,
  patientId: string,
  allergy: Allergy & { recordedBy: string; recordedAt: string },
): Promise<void> {
  await tx('allergies').insert({ ...allergy, patientId });
}

/** The person's number in this facility, given at the first visit; also notes the visit, which ranks own people first. */
export async function admitToFacility(
  tx: WriteTx,
  visit: { facilityId: string; facilityCode: string; patientId: string; rowId: string; at: string },
): Promise<string> {
  const { facilityId, patientId, at } = visit;
  const known = await row<{ number: string }>(
    tx,
    `UPDATE facility_patients SET last_visit_at = :at WHERE facility_id = :facilityId AND id = (
       SELECT f.id FROM facility_patients AS f WHERE f.facility_id = :facilityId AND f.patient_id = :patientId
        ORDER BY f.last_visit_at DESC NULLS LAST, f.number LIMIT 1) RETURNING number`,
    { facilityId, patientId, at },
  );
  if (known !== undefined) return known.number;
  const number = `${visit.facilityCode}${String(await takeNumber(tx, facilityId, 'patient')).padStart(7, '0')}`;
  await tx('facilityPatients').insert({ facilityId, id: visit.rowId, patientId, number, lastVisitAt: at });
  await noteKnownAt(tx, patientId, visit.facilityCode);
  return number;
}

/** Other facilities, and the search of this one, see from the person's row who knows them. */
async function noteKnownAt(tx: WriteTx, patientId: string, facilityCode: string): Promise<void> {
  await tx.raw(
    `UPDATE patients SET known_at = known_at || :facilityCode::text WHERE id = :patientId AND NOT known_at @> ARRAY[:facilityCode::text]`,
    { patientId, facilityCode },
  );
}

/** The number in use; after a merge a person may have two, and the one of the latest visit goes on. */
export async function findFacilityNumber(db: Db, facilityId: string, patientId: string): Promise<string | undefined> {
  return (await findFacilityNumbers(db, facilityId, [patientId])).get(patientId);
}

/** The same of many people; who has no number here is absent. */
export async function findFacilityNumbers(db: Db, facilityId: string, patientIds: string[]): Promise<Map<string, string>> {
  const found = await rows<{ patientId: string; number: string }>(
    db,
    `SELECT DISTINCT ON (n.patient_id) n.patient_id, n.number FROM facility_patients AS n
      WHERE n.facility_id = :facilityId AND n.patient_id = ANY (CAST(:patientIds AS uuid[]))
      ORDER BY n.patient_id, n.last_visit_at DESC NULLS LAST, n.number LIMIT :limit`,
    { facilityId, patientIds, limit: patientIds.length } as never,
  );
  return new Map(found.map(({ patientId, number }) => [patientId, number]));
}
