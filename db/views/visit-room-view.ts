import type { TicketState } from '../../domain/encounters/visit-state.ts';
import { rows, type Db } from '../knex.ts';

/** A room of a visit: its number, what it was asked, and what its doctor found. */
export interface VisitRoom {
  ticketId: string;
  roomId: string;
  roomCode: string;
  roomName: string;
  number: number;
  state: TicketState;
  /** The room in which the visit is concluded. */
  isMain: boolean;
  question: string | null;
  askedByName: string | null;
  findings: string | null;
  conclusion: string | null;
  concludedAt: string | null;
  concludedByName: string | null;
}

/** The rooms of a visit, the main one first; whom a room sent on or took back is not there any more. */
export async function listVisitRooms(db: Db, facilityId: string, encounterId: string): Promise<VisitRoom[]> {
  return await rows<VisitRoom>(
    db,
    `SELECT t.id AS ticket_id, t.room_id, r.code AS room_code, r.name AS room_name, t.number, t.state, e.room_id = t.room_id AS is_main,
            k.question, a.full_name AS asked_by_name, k.findings, k.conclusion, k.concluded_at, d.full_name AS concluded_by_name
       FROM queue_tickets AS t
       JOIN encounters AS e ON e.facility_id = t.facility_id AND e.id = t.encounter_id
       JOIN rooms AS r ON r.facility_id = t.facility_id AND r.id = t.room_id
       LEFT JOIN consultations AS k ON k.facility_id = t.facility_id AND k.ticket_id = t.id
       LEFT JOIN users AS a ON a.id = k.asked_by
       LEFT JOIN users AS d ON d.id = k.concluded_by
      WHERE t.facility_id = :facilityId AND t.encounter_id = :encounterId AND t.state NOT IN ('transferred', 'cancelled')
      ORDER BY e.room_id <> t.room_id, t.taken_at, t.id LIMIT 50`,
    { facilityId, encounterId },
  );
}
