import type { Instant } from '../../domain/dates.ts';
import type { Issue } from '../../domain/issue.ts';
import { rows, type Db } from '../knex.ts';

/** How sending to one destination stands in one facility. */
export interface DestinationState {
  id: string;
  name: string;
  kind: string;
  waiting: number;
  oldestWaitingAt: Instant | null;
  /** Refused, and nothing newer of the same visit is on its way or has arrived. */
  failed: number;
  deliveredToday: number;
  lastSuccessAt: Instant | null;
  /** Nobody sends there. */
  pausedAt: Instant | null;
  pauseReason: string | null;
  throttledUntil: Instant | null;
  /** This facility does not send there. */
  heldAt: Instant | null;
  holdReason: string | null;
  heldBy: string | null;
  testedAt: Instant | null;
  testIssues: Issue[] | null;
  strategy: string | null;
  atomic: boolean | null;
  /** The facility has no account where one is needed: the simulator of the product answers. */
  simulated: boolean;
}

/** One line per destination in use, of the facility of this transaction. */
export async function listDestinationStates(db: Db, facilityId: string, today: Instant): Promise<DestinationState[]> {
  return await rows<DestinationState>(
    db,
    `SELECT d.id, d.name, d.kind, d.paused_at, d.pause_reason, d.throttled_until, d.tested_at, d.test_issues, d.strategy, d.atomic,
            w.waiting, w.oldest_waiting_at, f.failed, s.delivered_today, l.last_success_at, h.held_at, h.reason AS hold_reason, u.full_name AS held_by,
            CASE d.kind WHEN 'health-book' THEN NOT EXISTS (SELECT FROM portal_accounts AS p WHERE p.facility_id = :facilityId AND p.removed_at IS NULL)
                        WHEN 'health-check-hub' THEN NOT EXISTS (SELECT FROM hub_accounts AS p WHERE p.facility_id = :facilityId AND p.removed_at IS NULL)
                        ELSE false END AS simulated
       FROM destinations AS d
       CROSS JOIN LATERAL (SELECT count(*)::int AS waiting, min(o.created_at) AS oldest_waiting_at FROM outbox AS o
                            WHERE o.facility_id = :facilityId AND o.destination_id = d.id AND o.state = 'waiting') AS w
       CROSS JOIN LATERAL (SELECT count(*)::int AS failed FROM outbox AS o
                            WHERE o.facility_id = :facilityId AND o.destination_id = d.id AND o.state = 'refused'
                              AND NOT EXISTS (SELECT FROM outbox AS n
                                               WHERE n.facility_id = o.facility_id AND (n.encounter_id = o.encounter_id OR n.health_check_id = o.health_check_id)
                                                 AND n.destination_id = o.destination_id AND n.created_at > o.created_at)) AS f
       CROSS JOIN LATERAL (SELECT count(*)::int AS delivered_today FROM outbox AS o
                            WHERE o.facility_id = :facilityId AND o.destination_id = d.id AND o.state = 'delivered' AND o.delivered_at >= :today) AS s
       CROSS JOIN LATERAL (SELECT max(o.delivered_at) AS last_success_at FROM outbox AS o
                            WHERE o.facility_id = :facilityId AND o.destination_id = d.id AND o.state = 'delivered') AS l
       LEFT JOIN outbox_holds AS h ON h.facility_id = :facilityId AND h.destination_id = d.id AND h.released_at IS NULL
       LEFT JOIN users AS u ON u.id = h.held_by
      WHERE d.removed_at IS NULL ORDER BY d.name LIMIT 50`,
    { facilityId, today },
  );
}
