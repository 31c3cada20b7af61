import type { Day } from '../../domain/dates.ts';
import { row, rows, type Db } from '../knex.ts';

export interface PastVisitRow {
  encounterId: string;
  code: string;
  facilityCode: string;
  facilityName: string;
  startedAt: string;
  state: 'planned' | 'in-progress' | 'finished' | 'cancelled';
  roomName: string;
  reason: string;
  registeredBy: string;
  registeredDevice: string | null;
  practitionerName: string | null;
  diagnoses: { icdCode: string; name: string }[];
  drugs: { name: string; dosageText: string; days: number }[];
}

/** Visits of a person in the facility the transaction is fenced to, newest first. */
export async function listPastVisits(db: Db, visits: { facilityId: string; patientId: string; limit: number }): Promise<PastVisitRow[]> {
  return await rows<PastVisitRow>(
    db,
    `SELECT e.id AS encounter_id, e.code, f.code AS facility_code, f.name AS facility_name, e.started_at, e.state,
            r.name AS room_name, e.reason, c.full_name AS registered_by, e.created_device AS registered_device,
            u.full_name AS practitioner_name,
            (SELECT COALESCE(json_agg(json_build_object('icdCode', d.icd_code, 'name', d.name) ORDER BY d.rank), '[]')
               FROM diagnoses AS d WHERE d.facility_id = e.facility_id AND d.encounter_id = e.id AND d.retracted_at IS NULL) AS diagnoses,
            (SELECT COALESCE(json_agg(json_build_object('name', l.drug_name, 'dosageText', l.dosage_text, 'days', l.days)
                                      ORDER BY p.signed_at, l.sequence), '[]')
               FROM prescriptions AS p
               JOIN prescription_lines AS l ON l.facility_id = p.facility_id AND l.prescription_id = p.id
              WHERE p.facility_id = e.facility_id AND p.encounter_id = e.id
                AND NOT EXISTS (SELECT 1 FROM prescription_withdrawals AS w WHERE w.facility_id = p.facility_id AND w.prescription_id = p.id)) AS drugs
       FROM encounters AS e
       JOIN facilities AS f ON f.id = e.facility_id
       JOIN rooms AS r ON r.facility_id = e.facility_id AND r.id = e.room_id
       JOIN users AS c ON c.id = e.created_by
       LEFT JOIN users AS u ON u.id = e.practitioner_id
      WHERE e.patient_id = :patientId AND e.facility_id = :facilityId
      ORDER BY e.started_at DESC, e.id DESC LIMIT :limit`,
    visits,
  );
}

/** The newest signed prescription here and its longest line. */
export async function findLastPrescription(
  db: Db,
  facilityId: string,
  patientId: string,
): Promise<{ signedAt: string; days: number } | undefined> {
  return await row<{ signedAt: string; days: number }>(
    db,
    `SELECT p.signed_at, (SELECT max(l.days)::int FROM prescription_lines AS l WHERE l.facility_id = p.facility_id AND l.prescription_id = p.id) AS days
       FROM encounters AS e JOIN prescriptions AS p ON p.facility_id = e.facility_id AND p.encounter_id = e.id
      WHERE e.patient_id = :patientId AND e.facility_id = :facilityId
        AND NOT EXISTS (SELECT 1 FROM prescription_withdrawals AS w WHERE w.facility_id = p.facility_id AND w.prescription_id = p.id)
      ORDER BY p.signed_at DESC, p.id LIMIT 1`,
    { facilityId, patientId },
  );
}

export interface KnowingFacility {
  id: string;
  code: string;
  name: string;
}

/** Facilities other than this one that know the person. */
export async function listKnowingFacilities(db: Db, facilityId: string, patientId: string): Promise<KnowingFacility[]> {
  return await rows<KnowingFacility>(
    db,
    `SELECT f.id, f.code, f.name FROM patients AS p JOIN facilities AS f ON f.code = ANY (p.known_at)
      WHERE p.id = :patientId AND f.id <> :facilityId ORDER BY f.code LIMIT 20`,
    { facilityId, patientId },
  );
}

/** What ties a person to this facility now: an open visit since `since`, and who referred them within a year. */
export async function findRelations(
  db: Db,
  relation: { facilityId: string; patientId: string; openSince: Day; referredSince: Day },
): Promise<{ isTreated: boolean; referredFrom: string[] }> {
  const found = await row<{ isTreated: boolean; referredFrom: string[] }>(
    db,
    `SELECT bool_or(e.state IN ('planned', 'in-progress') AND e.started_at >= :openSince::date) AS is_treated,
            COALESCE(array_agg(DISTINCT e.referred_from) FILTER (WHERE e.referred_from IS NOT NULL), '{}') AS referred_from
       FROM encounters AS e
      WHERE e.patient_id = :patientId AND e.facility_id = :facilityId AND e.started_at >= :referredSince::date AND e.state <> 'cancelled'`,
    relation,
  );
  return { isTreated: found?.isTreated ?? false, referredFrom: found?.referredFrom ?? [] };
}
