import type { Day, Instant } from '../../domain/dates.ts';
import { isSensitiveDiagnosis } from '../../domain/records/sensitive-diagnosis.ts';
import type { ClinicalAllergy, ClinicalCondition, ClinicalScreening } from '../../domain/visits/clinical-findings.ts';
import type { ClinicalAppointment, ClinicalRecord, ClinicalRelatedPerson } from '../../domain/visits/clinical-record.ts';
import type { VisitRecord } from '../../domain/visits/visit-record.ts';
import type { ReadTx } from '../doors.ts';
import { groupRows } from '../group-rows.ts';
import { rows } from '../knex.ts';
import { present } from '../present.ts';

type Person = Pick<
  ClinicalRecord,
  'person' | 'relatedPeople' | 'appointments' | 'allergyStatus' | 'allergies' | 'conditions' | 'screenings'
>;

/** KET_QUA_DTRI. Source: QĐ 130/QĐ-BYT as amended */
const DIED = '5';

/** What is known of the person of each visit beyond the visit; by visit. */
export async function readPersons(tx: ReadTx, facilityId: string, visits: readonly VisitRecord[]): Promise<Map<string, Person>> {
  const ids = [...new Set(visits.map(({ patient }) => patient.id))];
  const encounterIds = visits.map(({ encounter }) => encounter.id);
  const heads = new Map((await readHeads(tx, ids)).map((one) => [one.id, one]));
  const replaced = groupRows(await readReplaced(tx, facilityId, ids), ({ survivorId }) => survivorId);
  const allergies = groupRows(await readAllergies(tx, ids), ({ patientId }) => patientId);
  const conditions = groupRows(await readConditions(tx, facilityId, ids), ({ patientId }) => patientId);
  const appointments = groupRows(await readAppointments(tx, facilityId, encounterIds), ({ ofEncounterId }) => ofEncounterId);
  const screenings = groupRows(await readScreenings(tx, visits), ({ encounterId }) => encounterId);
  return new Map(
    visits.map((visit) => {
      const { patient, encounter } = visit;
      const head = heads.get(patient.id);
      return [
        encounter.id,
        {
          person: {
            ...(encounter.outcome === DIED ? { death: {} } : {}),
            replaced: (replaced.get(patient.id) ?? []).map(({ survivorId: _, ...one }) => one),
          },
          relatedPeople: relatedPeople(visit, head),
          allergyStatus: head?.allergyStatus ?? 'never-asked',
          allergies: (allergies.get(patient.id) ?? []).map(({ patientId: _, ...one }) => one),
          conditions: (conditions.get(patient.id) ?? []).map(({ patientId: _, ...one }) => one),
          appointments: (appointments.get(encounter.id) ?? []).map(({ ofEncounterId: _, ...one }) => one),
          screenings: (screenings.get(encounter.id) ?? []).flatMap(toScreenings),
        },
      ];
    }),
  );
}

interface Head {
  id: string;
  allergyStatus: Person['allergyStatus'];
  motherId: string | null;
  motherName: string | null;
}

async function readHeads(tx: ReadTx, patientIds: string[]): Promise<Head[]> {
  return await rows<Head>(
    tx,
    `SELECT p.id, p.allergy_status, m.id AS mother_id, m.full_name AS mother_name
       FROM patients AS p LEFT JOIN patients AS m ON m.id = p.mother_id
      WHERE p.id = ANY (CAST(:patientIds AS uuid[])) ORDER BY p.id LIMIT :limit`,
    { patientIds, limit: patientIds.length } as never,
  );
}

/** The mother by her name alone: her numbers are in a record of her own, which nobody opened. */
function relatedPeople({ patient }: VisitRecord, head: Head | undefined): ClinicalRelatedPerson[] {
  const { guardian } = patient;
  const mother = { id: `mother-${patient.id}`, fullName: head?.motherName ?? '', relation: 'mother' as const };
  const stands = { id: `guardian-${patient.id}`, ...guardian, fullName: guardian?.fullName ?? '', relation: 'guardian' as const };
  return [mother, stands].filter(({ fullName }) => fullName.trim() !== '');
}

/** Records of people that were merged into these: only those that this facility knew, each with its number here, which went to the survivor. */
export async function readReplaced(
  tx: ReadTx,
  facilityId: string,
  patientIds: string[],
): Promise<{ survivorId: string; id: string; facilityNumber: string; fullName: string }[]> {
  return await rows(
    tx,
    `SELECT p.merged_into AS survivor_id, p.id, min(f.number) AS facility_number, p.full_name
       FROM patients AS p
       LEFT JOIN patient_merges AS m ON m.loser_id = p.id AND m.undone_at IS NULL
       LEFT JOIN patient_merge_moves AS v
         ON v.facility_id = :facilityId AND v.merge_id = m.id AND v.table_name = 'facility_patients' AND v.restored_at IS NULL
       JOIN facility_patients AS f ON f.facility_id = :facilityId AND (f.patient_id = p.id OR f.id = v.row_id)
      WHERE p.merged_into = ANY (CAST(:patientIds AS uuid[])) GROUP BY p.merged_into, p.id, p.full_name ORDER BY p.id LIMIT :limit`,
    { facilityId, patientIds, limit: 20 * patientIds.length } as never,
  );
}

/** Also those taken back: a peer that has one must hear of it. */
async function readAllergies(tx: ReadTx, patientIds: string[]): Promise<(ClinicalAllergy & { patientId: string })[]> {
  const found = await rows<
    Omit<ClinicalAllergy, 'atcCode' | 'reaction'> & { patientId: string; atcCode: string | null; reaction: string | null }
  >(
    tx,
    `SELECT a.patient_id, a.id, a.substance, a.atc_code, a.reaction, a.recorded_at, a.recorded_by AS recorded_by_id, a.retracted_at IS NOT NULL AS is_retracted
       FROM allergies AS a WHERE a.patient_id = ANY (CAST(:patientIds AS uuid[])) ORDER BY a.recorded_at, a.id LIMIT :limit`,
    { patientIds, limit: 200 * patientIds.length } as never,
  );
  return found.map(({ atcCode, reaction, ...one }) => ({ ...one, ...present({ atcCode, reaction }) }));
}

interface ConditionRow extends Omit<ClinicalCondition, 'note' | 'since' | 'endedOn'> {
  patientId: string;
  facilityId: string;
  note: string | null;
  since: string | null;
  endedOn: Day | null;
}

/** What tells of HIV only where it was written down, and not at all when that was a mistake. */
async function readConditions(
  tx: ReadTx,
  facilityId: string,
  patientIds: string[],
): Promise<(ClinicalCondition & { patientId: string })[]> {
  const found = await rows<ConditionRow>(
    tx,
    `SELECT c.patient_id, c.facility_id, c.id, c.icd_code, c.icd_version, c.name, c.note, c.since, c.ended_on, c.recorded_at,
            c.recorded_by AS recorded_by_id, c.retracted_at IS NOT NULL AS is_retracted
       FROM patient_conditions AS c WHERE c.patient_id = ANY (CAST(:patientIds AS uuid[])) ORDER BY c.recorded_at, c.id LIMIT :limit`,
    { patientIds, limit: 200 * patientIds.length } as never,
  );
  return found
    .filter((one) => !isSensitiveDiagnosis(one.icdCode) || (one.facilityId === facilityId && !one.isRetracted))
    .map(({ facilityId: _, note, since, endedOn, ...one }) => ({ ...one, ...present({ note, since, endedOn }) }));
}

interface AppointmentRow extends Omit<ClinicalAppointment, 'time' | 'cancelReason'> {
  ofEncounterId: string;
  time: string | null;
  cancelReason: string | null;
}

/** Those that a visit keeps and those that it made. */
async function readAppointments(
  tx: ReadTx,
  facilityId: string,
  encounterIds: string[],
): Promise<(ClinicalAppointment & { ofEncounterId: string })[]> {
  const found = await rows<AppointmentRow>(
    tx,
    `SELECT e.id AS of_encounter_id, a.id, a.day, a.time, a.room_id AS place_id, a.reason, a.state, a.booked_at, a.cancel_reason
       FROM encounters AS e
       JOIN appointments AS a ON a.facility_id = e.facility_id AND (a.from_encounter_id = e.id OR a.encounter_id = e.id)
      WHERE e.facility_id = :facilityId AND e.id = ANY (CAST(:encounterIds AS uuid[])) ORDER BY a.day, a.id LIMIT :limit`,
    { facilityId, encounterIds, limit: 50 * encounterIds.length } as never,
  );
  return found.map(({ time, cancelReason, ...one }) => ({ ...one, ...present({ time, cancelReason }) }));
}

interface StateRow {
  encounterId: string;
  id: string;
  pregnant: boolean;
  breastfeeding: boolean;
  askedAt: Instant;
  askedBy: string;
}

/** The newest answer that was given during the visit. */
async function readScreenings(tx: ReadTx, visits: readonly VisitRecord[]): Promise<StateRow[]> {
  return await rows<StateRow>(
    tx,
    `SELECT DISTINCT ON (v.encounter_id) v.encounter_id, s.id, s.pregnant, s.breastfeeding, s.asked_at, s.asked_by
       FROM unnest(CAST(:ids AS uuid[]), CAST(:patients AS uuid[]), CAST(:from AS timestamptz[]), CAST(:until AS timestamptz[]))
         AS v(encounter_id, patient_id, started_at, ended_at)
       JOIN reproductive_states AS s ON s.patient_id = v.patient_id AND s.asked_at >= v.started_at AND s.asked_at <= v.ended_at
      ORDER BY v.encounter_id, s.asked_at DESC, s.id DESC LIMIT :limit`,
    {
      ids: visits.map(({ encounter }) => encounter.id),
      patients: visits.map(({ patient }) => patient.id),
      from: visits.map(({ encounter }) => encounter.startedAt),
      until: visits.map(({ encounter }) => encounter.endedAt),
      limit: visits.length,
    } as never,
  );
}

function toScreenings({ id, pregnant, breastfeeding, askedAt: takenAt, askedBy: practitionerId }: StateRow): ClinicalScreening[] {
  const common = { category: 'social-history' as const, takenAt, practitionerId };
  return [
    { ...common, id: `pregnant-${id}`, loinc: '82810-3', name: 'Đang mang thai', value: { isTrue: pregnant } },
    { ...common, id: `breastfeeding-${id}`, loinc: '63895-7', name: 'Đang cho con bú', value: { isTrue: breastfeeding } },
  ];
}
