import type { EarlierClaim } from '../../domain/claims/checks/claim-check.ts';
import { localMinute } from '../../domain/dates.ts';
import { groupRows } from '../group-rows.ts';
import { rows, type Db } from '../knex.ts';

/** Licences that the staff list has, each with its days. */
export async function readLicences(db: Db, licences: string[]): Promise<Map<string, { from: string | null; until: string | null }>> {
  const found = await rows<{ licence: string; licenceFrom: string | null; licenceUntil: string | null }>(
    db,
    `SELECT u.licence, u.licence_from, u.licence_until FROM users AS u WHERE u.licence = ANY (:licences) ORDER BY u.licence, u.id LIMIT :limit`,
    { licences, limit: Math.max(200, 2 * licences.length) } as never,
  );
  return new Map(found.map(({ licence, licenceFrom, licenceUntil }) => [licence, { from: licenceFrom, until: licenceUntil }]));
}

/** The other insured visits of a person here that touch the time of a visit, by visit; one without any is absent. */
export async function readNeighbours(
  db: Db,
  facilityId: string,
  visits: { encounterId: string; patientId: string; from: string; until: string }[],
): Promise<Map<string, EarlierClaim[]>> {
  const found = await rows<{ visitId: string; code: string; cardNumber: string; startedAt: string; closedAt: string }>(
    db,
    `SELECT q.visit_id, n.code, n.card_number, n.started_at, n.closed_at
       FROM unnest(CAST(:ids AS uuid[]), CAST(:patients AS uuid[]), CAST(:froms AS timestamptz[]), CAST(:untils AS timestamptz[]))
         AS q(visit_id, patient_id, began_at, ended_at)
       CROSS JOIN LATERAL (
         SELECT e.id, e.code, v.card_number, e.started_at, k.closed_at
           FROM encounters AS e
           JOIN encounter_closures AS k ON k.facility_id = e.facility_id AND k.encounter_id = e.id AND k.reopened_at IS NULL
           JOIN LATERAL (SELECT o.card_number FROM encounter_coverages AS o
                          WHERE o.facility_id = e.facility_id AND o.encounter_id = e.id ORDER BY o.id LIMIT 1) AS v ON true
          WHERE e.facility_id = :facilityId AND e.patient_id = q.patient_id AND e.id <> q.visit_id AND e.arrival_category <> '9'
            AND e.started_at < q.ended_at AND k.closed_at > q.began_at
          ORDER BY e.started_at, e.id LIMIT 20) AS n
      ORDER BY q.visit_id, n.started_at, n.id LIMIT :limit`,
    {
      facilityId,
      ids: visits.map(({ encounterId }) => encounterId),
      patients: visits.map(({ patientId }) => patientId),
      froms: visits.map(({ from }) => from),
      untils: visits.map(({ until }) => until),
      limit: 20 * visits.length,
    } as never,
  );
  const groups = groupRows(found, ({ visitId }) => visitId);
  return new Map([...groups].map(([id, own]) => [id, own.map(toEarlierClaim)]));
}

const toEarlierClaim = (found: { code: string; cardNumber: string; startedAt: string; closedAt: string }): EarlierClaim => ({
  ...{ key: found.code, cardNumber: found.cardNumber, admittedAt: localMinute(found.startedAt), endedAt: localMinute(found.closedAt) },
  ...{ principalDisease: '', hospitalAmount: '0', fundAmount: '0' },
});
