import type { Instant } from '../../domain/dates.ts';
import type { CriticalNotice, OrderResult, StoredValue } from '../stores/result-store.ts';
import { rows, type Db } from '../knex.ts';

export type NamedResult = OrderResult & { performedByName: string; enteredByName: string; approvedByName: string | null };

/** Every issue of the results of some orders with the names of who made them, newest first. */
export async function listResults(db: Db, facilityId: string, orderIds: string[]): Promise<NamedResult[]> {
  return await rows<NamedResult>(
    db,
    `SELECT r.*, a.full_name AS performed_by_name, b.full_name AS entered_by_name, c.full_name AS approved_by_name
       FROM order_results AS r
       JOIN users AS a ON a.id = r.performed_by
       JOIN users AS b ON b.id = r.entered_by
       LEFT JOIN users AS c ON c.id = r.approved_by
      WHERE r.facility_id = :facilityId AND r.order_id = ANY (:orderIds::uuid[])
      ORDER BY r.order_id, r.number DESC LIMIT 500`,
    { facilityId, orderIds } as never,
  );
}

export async function listNotices(db: Db, facilityId: string, resultIds: string[]): Promise<(CriticalNotice & { byName: string })[]> {
  return await rows(
    db,
    `SELECT n.*, u.full_name AS by_name FROM critical_notices AS n JOIN users AS u ON u.id = n.by_user
      WHERE n.facility_id = :facilityId AND n.result_id = ANY (:resultIds::uuid[]) ORDER BY n.at, n.id LIMIT 500`,
    { facilityId, resultIds } as never,
  );
}

export type EarlierValue = Pick<StoredValue, 'indicatorCode' | 'comparator' | 'number' | 'text' | 'flag'> & { at: Instant };

/**
 * What was found earlier for the same person and indicators in this facility, newest first: of each order only the issue that
 * counts, approved and not withdrawn. `except` is the order that is looked at.
 */
export async function listEarlierValues(
  db: Db,
  facilityId: string,
  of: { patientId: string; indicatorCodes: string[]; except: string[]; each: number },
): Promise<EarlierValue[]> {
  return await rows<EarlierValue>(
    db,
    `SELECT h.indicator_code, h.comparator, h.number, h.text, h.flag, h.at
       FROM (SELECT v.indicator_code, v.comparator, v.number, v.text, v.flag, COALESCE(r.collected_at, r.performed_at) AS at, v.id,
                    row_number() OVER (PARTITION BY v.indicator_code ORDER BY COALESCE(r.collected_at, r.performed_at) DESC, v.id) AS place
               FROM encounters AS e
               JOIN order_results AS r ON r.facility_id = e.facility_id AND r.encounter_id = e.id
               JOIN result_values AS v ON v.facility_id = r.facility_id AND v.result_id = r.id
              WHERE e.facility_id = :facilityId AND e.patient_id = :patientId AND r.approved_at IS NOT NULL AND r.kind <> 'withdrawal'
                AND NOT v.dropped AND v.indicator_code = ANY (:indicatorCodes::text[]) AND NOT (r.order_id = ANY (:except::uuid[]))
                AND NOT EXISTS (SELECT FROM order_results AS n WHERE n.facility_id = r.facility_id AND n.order_id = r.order_id
                                   AND n.number > r.number AND n.approved_at IS NOT NULL)) AS h
      WHERE h.place <= :each ORDER BY h.indicator_code, h.at DESC, h.id LIMIT 1000`,
    { facilityId, ...of } as never,
  );
}

/** Orders of a service for a person since a moment, in this facility, that were not taken back. */
export async function listOrdersSince(
  db: Db,
  facilityId: string,
  of: { patientId: string; since: Instant; serviceCodes: string[]; except: string[] },
): Promise<{ serviceCode: string; orderedAt: Instant }[]> {
  return await rows(
    db,
    `SELECT o.service_code, o.ordered_at FROM service_orders AS o
       JOIN encounters AS e ON e.facility_id = o.facility_id AND e.id = o.encounter_id
      WHERE o.facility_id = :facilityId AND e.patient_id = :patientId AND o.ordered_at >= :since AND o.state <> 'cancelled'
        AND o.service_code = ANY (:serviceCodes::text[]) AND NOT (o.id = ANY (:except::uuid[])) ORDER BY o.ordered_at DESC, o.id LIMIT 200`,
    { facilityId, ...of } as never,
  );
}

/** The issues that count, of some orders, which nobody of the treating people has seen. */
export async function listUnread(db: Db, facilityId: string, orderIds: string[]): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    `SELECT r.id FROM order_results AS r
      WHERE r.facility_id = :facilityId AND r.order_id = ANY (:orderIds::uuid[]) AND r.approved_at IS NOT NULL
        AND NOT EXISTS (SELECT FROM result_readings AS g WHERE g.facility_id = r.facility_id AND g.result_id = r.id)
      ORDER BY r.id LIMIT 500`,
    { facilityId, orderIds } as never,
  );
  return found.map(({ id }) => id);
}
