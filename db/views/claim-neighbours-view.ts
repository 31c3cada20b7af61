import type { EarlierClaim } from '../../domain/claims/checks/claim-check.ts';
import { localMinute } from '../../domain/dates.ts';
import { rows, type Db } from '../knex.ts';

/** Licences that the staff list has, each with its days. */
export async function readLicences(db: Db, licences: string[]): Promise<Map<string, { from: string | null; until: string | null }>> {
  const found = await rows<{ licence: string; licenceFrom: string | null; licenceUntil: string | null }>(
    db,
    `SELECT u.licence, u.licence_from, u.licence_until FROM users AS u WHERE u.licence = ANY (:licences) ORDER BY u.licence, u.id LIMIT 200`,
    { licences } as never,
  );
  return new Map(found.map(({ licence, licenceFrom, licenceUntil }) => [licence, { from: licenceFrom, until: licenceUntil }]));
}

/** The other insured visits of a person here that touch the time of a visit. */
export async function readNeighbours(
  db: Db,
  facilityId: string,
  visit: { encounterId: string; patientId: string; from: string; until: string },
): Promise<EarlierClaim[]> {
  const found = await rows<{ code: string; cardNumber: string; startedAt: string; closedAt: string }>(
    db,
    `SELECT e.code, v.card_number, e.started_at, k.closed_at
       FROM encounters AS e
       JOIN encounter_closures AS k ON k.facility_id = e.facility_id AND k.encounter_id = e.id AND k.reopened_at IS NULL
       JOIN LATERAL (SELECT o.card_number FROM encounter_coverages AS o
                      WHERE o.facility_id = e.facility_id AND o.encounter_id = e.id ORDER BY o.id LIMIT 1) AS v ON true
      WHERE e.facility_id = :facilityId AND e.patient_id = :patientId AND e.id <> :encounterId AND e.arrival_category <> '9'
        AND e.started_at < :until AND k.closed_at > :from
      ORDER BY e.started_at, e.id LIMIT 20`,
    { facilityId, ...visit },
  );
  return found.map(({ code, cardNumber, startedAt, closedAt }) => ({
    ...{ key: code, cardNumber, admittedAt: localMinute(startedAt), endedAt: localMinute(closedAt) },
    ...{ principalDisease: '', hospitalAmount: '0', fundAmount: '0' },
  }));
}
