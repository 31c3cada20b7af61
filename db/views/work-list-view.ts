import type { Day, Instant } from '../../domain/dates.ts';
import type { Disposition, TicketState } from '../../domain/encounters/visit-state.ts';
import type { WriteTx } from '../doors.ts';
import { row, rows, type Db } from '../knex.ts';
import { CALLING_ORDER, type Ticket } from '../stores/queue-store.ts';

export interface WorkListRow {
  id: string;
  number: number;
  priority: string;
  ticket: TicketState;
  encounterId: string;
  patientId: string;
  fullName: string;
  sex: string;
  birthDate: string;
  birthPrecision: string;
  isOpen: boolean;
  isMainRoom: boolean;
  resultsWaiting: number;
  roomsWaiting: number;
  answeredAt: Instant | null;
  disposition: Disposition | null;
  /** The room somebody was sent on to. */
  movedTo: string | null;
}

/** What one visit waits for: results of reporting desks and rooms that were asked; and when the newest answer came. */
const ANSWERS = `
  SELECT sum(a.results)::int AS results_waiting, sum(a.rooms)::int AS rooms_waiting, max(a.came_at) AS answered_at FROM (
  SELECT count(*) FILTER (WHERE o.state = 'ordered') AS results, 0 AS rooms,
         max(COALESCE((SELECT max(z.approved_at) FROM order_results AS z WHERE z.facility_id = o.facility_id AND z.order_id = o.id), o.performed_at))
           FILTER (WHERE o.state = 'performed') AS came_at
    FROM service_orders AS o
   WHERE o.facility_id = t.facility_id AND o.encounter_id = t.encounter_id AND o.service_group IN ('XN', 'CDHA', 'TDCN')
   UNION ALL
  SELECT 0, count(*) FILTER (WHERE k.concluded_at IS NULL AND k.asked_at IS NOT NULL AND n.state IN ('waiting', 'called', 'in-examination', 'missed')), max(k.concluded_at)
    FROM consultations AS k JOIN queue_tickets AS n ON n.facility_id = k.facility_id AND n.id = k.ticket_id
   WHERE k.facility_id = t.facility_id AND k.encounter_id = t.encounter_id AND e.room_id = t.room_id) AS a`;

/** A room's day with what decides the state of each visit; in calling order, who waits before who was seen. */
export async function listWork(db: Db, room: { facilityId: string; roomId: string; day: Day }, limit: number): Promise<WorkListRow[]> {
  return await rows<WorkListRow>(
    db,
    `SELECT t.id, t.number, t.priority, t.state AS ticket, t.encounter_id, p.id AS patient_id, p.full_name, p.sex, p.birth_date, p.birth_precision,
            e.state IN ('planned', 'in-progress') AS is_open, e.room_id = t.room_id AS is_main_room,
            COALESCE(s.results_waiting, 0) AS results_waiting, COALESCE(s.rooms_waiting, 0) AS rooms_waiting, s.answered_at, c.disposition,
            (SELECT r.code || ' ' || r.name FROM queue_tickets AS n JOIN rooms AS r ON r.facility_id = n.facility_id AND r.id = n.room_id
              WHERE n.facility_id = t.facility_id AND n.transferred_from = t.id LIMIT 1) AS moved_to
       FROM queue_tickets AS t
       JOIN encounters AS e ON e.facility_id = t.facility_id AND e.id = t.encounter_id
       JOIN patients AS p ON p.id = e.patient_id
       LEFT JOIN encounter_closures AS c ON c.facility_id = e.facility_id AND c.encounter_id = e.id AND c.reopened_at IS NULL
       LEFT JOIN LATERAL (${ANSWERS}) AS s ON e.state = 'in-progress' AND t.state IN ('in-examination', 'done')
      WHERE t.facility_id = :facilityId AND t.room_id = :roomId AND t.day = :day AND t.state <> 'cancelled'
      ORDER BY array_position(ARRAY['in-examination', 'called', 'waiting', 'missed', 'transferred', 'done'], t.state), ${CALLING_ORDER}, t.id
      LIMIT :limit`,
    { ...room, limit },
  );
}

/**
 * Who was seen, went away for tests or to a room that was asked, has all answers and was not called since: held until commit, skipping whom another desk is calling
 * this very moment. The best class first, in it the one whose answers have been there longest.
 */
export async function lockNextReturned(tx: WriteTx, room: { facilityId: string; roomId: string; day: Day }): Promise<Ticket | undefined> {
  return await row<Ticket>(
    tx,
    `SELECT t.* FROM queue_tickets AS t
       JOIN encounters AS e ON e.facility_id = t.facility_id AND e.id = t.encounter_id AND e.state = 'in-progress'
       CROSS JOIN LATERAL (${ANSWERS}) AS s
      WHERE t.facility_id = :facilityId AND t.room_id = :roomId AND t.day = :day AND t.state = 'in-examination'
        AND s.results_waiting = 0 AND s.rooms_waiting = 0 AND s.answered_at > t.called_at
      ORDER BY t.priority_rank, s.answered_at, t.number LIMIT 1 FOR UPDATE OF t SKIP LOCKED`,
    room,
  );
}
