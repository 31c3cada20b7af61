import type { Disposition } from '../../domain/encounters/visit-state.ts';
import type { Verification } from '../../domain/insurance/read-portal-answer.ts';
import type { VitalKind } from '../../domain/visits/visit-record.ts';
import type { WriteTx } from '../doors.ts';
import { groupRows } from '../group-rows.ts';
import { rows, type Db } from '../knex.ts';

export interface Encounter {
  facilityId: string;
  id: string;
  version: number;
  code: string;
  patientId: string;
  roomId: string;
  state: 'planned' | 'in-progress' | 'finished' | 'cancelled';
  class: 'ambulatory' | 'inpatient' | 'emergency' | 'day';
  careType: string;
  arrivalCategory: string;
  reason: string;
  referredFrom: string | null;
  referralNumber: string | null;
  slipId: string | null;
  /** Why the category is another than the proposed one. */
  arrivalReason: string | null;
  startedAt: string;
  practitionerId: string | null;
  examinedAt: string | null;
  history: string | null;
  arrivalDiagnosis: string | null;
  createdBy: string;
}

export async function insertEncounter(
  tx: WriteTx,
  encounter: Omit<Encounter, 'version' | 'practitionerId' | 'examinedAt' | 'history' | 'arrivalDiagnosis'>,
): Promise<void> {
  await tx('encounters').insert(encounter);
}

export async function findEncounter(db: Db, facilityId: string, id: string): Promise<Encounter | undefined> {
  return await db<Encounter>('encounters').where({ facilityId, id }).first();
}

/** Those of many that are there, in no order. */
export async function findEncounters(db: Db, facilityId: string, ids: string[]): Promise<Encounter[]> {
  return await db<Encounter>('encounters').where({ facilityId }).whereIn('id', ids).limit(ids.length);
}

/** Holds the encounter until commit, so that two desks cannot write into a visit that is being closed. */
export async function lockEncounter(tx: WriteTx, facilityId: string, id: string): Promise<Encounter | undefined> {
  return await tx<Encounter>('encounters').where({ facilityId, id }).forNoKeyUpdate().first();
}

/** Writes to the locked encounter and returns its new version. */
export async function updateEncounter(
  tx: WriteTx,
  encounter: Encounter,
  fields: Partial<
    Pick<
      Encounter,
      'state' | 'roomId' | 'practitionerId' | 'examinedAt' | 'history' | 'arrivalDiagnosis' | 'arrivalCategory' | 'arrivalReason'
    >
  >,
): Promise<number> {
  const [updated] = await tx<Encounter>('encounters')
    .where({ facilityId: encounter.facilityId, id: encounter.id })
    .update(fields)
    .returning('version');
  if (updated === undefined) throw new Error('a locked encounter vanished');
  return updated.version;
}

/** A change of something that hangs on the encounter is a change of the encounter: raises its version. */
export async function touchEncounter(tx: WriteTx, encounter: Encounter): Promise<number> {
  return await updateEncounter(tx, encounter, { state: encounter.state });
}

export interface Coverage {
  facilityId: string;
  id: string;
  encounterId: string;
  cardId: string;
  usedFrom: string;
  cardNumber: string;
  validFrom: string;
  validTo: string | null;
  registeredFacilityCode: string;
  areaCode: string | null;
  fiveYearDate: string | null;
  exemptFrom: string | null;
  cardRate: string;
  /** Order of use when two begin at the same moment. */
  sequence: number;
  verification: Verification;
  eligibilityCheckId: string | null;
  reason: string | null;
}

export async function insertCoverage(tx: WriteTx, coverage: Coverage): Promise<void> {
  await tx('encounterCoverages').insert(coverage);
}

/** Cards used in the visit, oldest first. */
export async function listCoverages(db: Db, facilityId: string, encounterId: string): Promise<Coverage[]> {
  return (await listCoveragesOf(db, facilityId, [encounterId])).get(encounterId) ?? [];
}

export async function listCoveragesOf(db: Db, facilityId: string, encounterIds: string[]): Promise<Map<string, Coverage[]>> {
  const found = await db<Coverage>('encounterCoverages')
    .where({ facilityId })
    .whereIn('encounterId', encounterIds)
    .orderBy([{ column: 'usedFrom' }, { column: 'sequence' }, { column: 'id' }])
    .limit(50 * encounterIds.length);
  return groupRows(found, (one) => one.encounterId);
}

/** What the insurer said of a used card; the facts of the card itself stay as they were used. */
export async function verifyCoverage(
  tx: WriteTx,
  coverage: Pick<Coverage, 'facilityId' | 'id'>,
  fields: Pick<Coverage, 'verification' | 'eligibilityCheckId' | 'cardNumber' | 'cardRate'>,
): Promise<void> {
  await tx('encounterCoverages').where({ facilityId: coverage.facilityId, id: coverage.id }).update(fields);
}

export interface Observation {
  facilityId: string;
  id: string;
  encounterId: string;
  kind: VitalKind;
  value: string;
  takenAt: string;
  practitionerId: string;
}

/** Vitals in force, one of a kind. */
export async function listObservations(db: Db, facilityId: string, encounterId: string): Promise<Observation[]> {
  return (await listObservationsOf(db, facilityId, [encounterId])).get(encounterId) ?? [];
}

export async function listObservationsOf(db: Db, facilityId: string, encounterIds: string[]): Promise<Map<string, Observation[]>> {
  const found = await db<Observation>('observations')
    .where({ facilityId })
    .whereIn('encounterId', encounterIds)
    .whereNull('supersededAt' as never)
    .orderBy('kind')
    .limit(50 * encounterIds.length)
    .select('facilityId', 'id', 'encounterId', 'kind', 'value', 'takenAt', 'practitionerId');
  return groupRows(found as Observation[], (one) => one.encounterId);
}

/** New values take the place of those of the same kind; the old ones stay. */
export async function replaceObservations(tx: WriteTx, encounter: Encounter, observations: Observation[], at: string): Promise<void> {
  const kinds = observations.map(({ kind }) => kind);
  await tx('observations')
    .where({ facilityId: encounter.facilityId, encounterId: encounter.id })
    .whereIn('kind', kinds)
    .whereNull('supersededAt')
    .update({ supersededAt: at });
  await tx('observations').insert(observations);
}

export interface Diagnosis {
  facilityId: string;
  id: string;
  encounterId: string;
  rank: number;
  icdCode: string;
  icdVersion: string;
  name: string;
  text: string;
  recordedBy: string;
  recordedAt: string;
}

export async function listDiagnoses(db: Db, facilityId: string, encounterId: string): Promise<Diagnosis[]> {
  return (await listDiagnosesOf(db, facilityId, [encounterId])).get(encounterId) ?? [];
}

export async function listDiagnosesOf(db: Db, facilityId: string, encounterIds: string[]): Promise<Map<string, Diagnosis[]>> {
  const found = await db<Diagnosis>('diagnoses')
    .where({ facilityId })
    .whereIn('encounterId', encounterIds)
    .whereNull('retractedAt' as never)
    .orderBy([{ column: 'rank' }, { column: 'id' }])
    .limit(20 * encounterIds.length)
    .select('facilityId', 'id', 'encounterId', 'rank', 'icdCode', 'icdVersion', 'name', 'text', 'recordedBy', 'recordedAt');
  return groupRows(found as Diagnosis[], (one) => one.encounterId);
}

/** Retracts a diagnosis; it stays with who and when. */
export async function retractDiagnoses(tx: WriteTx, facilityId: string, ids: string[], by: { userId: string; at: string }): Promise<void> {
  if (ids.length > 0) await tx('diagnoses').where({ facilityId }).whereIn('id', ids).update({ retractedAt: by.at, retractedBy: by.userId });
}

export async function insertDiagnoses(tx: WriteTx, diagnoses: Diagnosis[]): Promise<void> {
  if (diagnoses.length > 0) await tx('diagnoses').insert(diagnoses);
}

export async function changeDiagnosis(
  tx: WriteTx,
  diagnosis: Pick<Diagnosis, 'facilityId' | 'id'>,
  fields: Pick<Diagnosis, 'rank' | 'text'>,
): Promise<void> {
  await tx('diagnoses').where({ facilityId: diagnosis.facilityId, id: diagnosis.id }).update(fields);
}

export interface Closure {
  facilityId: string;
  id: string;
  encounterId: string;
  closedAt: string;
  closedBy: string;
  outcome: string;
  dischargeType: string;
  finalDiagnosis: string;
  advice: string | null;
  followUpOn: string | null;
  referredTo: string | null;
  disposition: Disposition;
  /** Why the visit ended though another room had not finished with the person. */
  leftRoomsReason: string | null;
}

export async function insertClosure(tx: WriteTx, closure: Closure): Promise<void> {
  await tx('encounterClosures').insert(closure);
}

/** The closing in force, if the encounter is closed. */
export async function findClosure(db: Db, facilityId: string, encounterId: string): Promise<Closure | undefined> {
  return (await findClosures(db, facilityId, [encounterId]))[0];
}

/** The closings in force of those that are closed, in no order. */
export async function findClosures(db: Db, facilityId: string, encounterIds: string[]): Promise<Closure[]> {
  return await db<Closure>('encounterClosures')
    .where({ facilityId })
    .whereIn('encounterId', encounterIds)
    .whereNull('reopenedAt' as never)
    .limit(encounterIds.length);
}

/** Who opened a closed visit again, when and why. */
export interface Reopening {
  reopenedAt: string;
  reopenedBy: string;
  reopenReason: string;
}

/** Ends the closing in force of the locked encounter; it stays on file. Returns its id. */
export async function reopenClosure(tx: WriteTx, encounter: Encounter, reopening: Reopening): Promise<string> {
  const [reopened] = await tx<Closure>('encounterClosures')
    .where({ facilityId: encounter.facilityId, encounterId: encounter.id })
    .whereNull('reopenedAt' as never)
    .update(reopening as never)
    .returning('id');
  if (reopened === undefined) throw new Error('a closed encounter has no closing');
  return reopened.id;
}

/** The closings that were taken back, latest first, with who did it. */
export async function listReopenings(
  db: Db,
  facilityId: string,
  encounterId: string,
): Promise<(Pick<Reopening, 'reopenedAt' | 'reopenReason'> & { closedAt: string; reopenedByName: string })[]> {
  return await rows(
    db,
    `SELECT c.closed_at, c.reopened_at, c.reopen_reason, u.full_name AS reopened_by_name
       FROM encounter_closures AS c
       JOIN users AS u ON u.id = c.reopened_by
      WHERE c.facility_id = :facilityId AND c.encounter_id = :encounterId AND c.reopened_at IS NOT NULL
      ORDER BY c.reopened_at DESC, c.id DESC LIMIT 50`,
    { facilityId, encounterId },
  );
}
