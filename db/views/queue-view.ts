import type { Day } from '../../domain/dates.ts';
import { CALLING_ORDER, type TicketStateName } from '../stores/queue-store.ts';
import { row, rows, type Db } from '../knex.ts';

export interface RoomState {
  id: string;
  code: string;
  name: string;
  departmentCode: string;
  examinationServiceCode: string;
  waiting: number;
  /** How many the room was done with today, and the median time from the call to that. */
  served: number;
  medianSeconds: number | null;
  lastCalledNumber: number | null;
}

/** What a room served today and how long it took: from the last call until it was done with the person. */
const serviceOfToday = `
  SELECT count(*)::int AS served,
         percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM t.finished_at - t.called_at)::float8) AS median_seconds
    FROM queue_tickets AS t
   WHERE t.facility_id = r.facility_id AND t.room_id = r.id AND t.day = :day AND t.state IN ('done', 'transferred')
     AND t.called_at IS NOT NULL AND t.finished_at IS NOT NULL`;

/** The rooms of the facility with how many wait today. */
export async function listRooms(db: Db, facilityId: string, day: Day): Promise<RoomState[]> {
  return await rows<RoomState>(
    db,
    `SELECT r.id, r.code, r.name, r.department_code, r.examination_service_code,
            (SELECT count(*)::int FROM queue_tickets AS t
              WHERE t.facility_id = r.facility_id AND t.room_id = r.id AND t.day = :day AND t.state = 'waiting') AS waiting,
            s.served, s.median_seconds,
            (SELECT t.number FROM queue_tickets AS t
              WHERE t.facility_id = r.facility_id AND t.room_id = r.id AND t.day = :day AND t.called_at IS NOT NULL
              ORDER BY t.called_at DESC, t.id LIMIT 1) AS last_called_number
       FROM rooms AS r CROSS JOIN LATERAL (${serviceOfToday}) AS s
      WHERE r.facility_id = :facilityId AND r.closed_at IS NULL ORDER BY r.code, r.id LIMIT 200`,
    { facilityId, day },
  );
}

export interface QueueEntry {
  id: string;
  number: number;
  priority: string;
  state: TicketStateName;
  timesCalled: number;
  encounterId: string;
  takenAt: string;
  patientId: string;
  fullName: string;
  sex: string;
  birthDate: string;
  birthPrecision: string;
}

const entry = `
  SELECT t.id, t.number, t.priority, t.state, t.times_called, t.encounter_id, t.taken_at,
         p.id AS patient_id, p.full_name, p.sex, p.birth_date, p.birth_precision
    FROM queue_tickets AS t
    JOIN encounters AS e ON e.facility_id = t.facility_id AND e.id = t.encounter_id
    JOIN patients AS p ON p.id = e.patient_id`;

/** A room's day: who is inside, who waits in calling order, who is done. */
export async function listQueue(db: Db, facilityId: string, room: { roomId: string; day: Day }, limit: number): Promise<QueueEntry[]> {
  return await rows<QueueEntry>(
    db,
    `${entry} WHERE t.facility_id = :facilityId AND t.room_id = :roomId AND t.day = :day
        AND t.state NOT IN ('transferred', 'cancelled')
      ORDER BY array_position(ARRAY['in-examination', 'called', 'waiting', 'missed', 'done'], t.state), ${CALLING_ORDER}, t.id LIMIT :limit`,
    { facilityId, ...room, limit },
  );
}

export async function findQueueEntry(db: Db, facilityId: string, ticketId: string): Promise<QueueEntry | undefined> {
  return await row<QueueEntry>(db, `${entry} WHERE t.facility_id = :facilityId AND t.id = :ticketId`, { facilityId, ticketId });
}

/** One room of today, as the person with a new ticket wants to know it. */
export async function findRoomLoad(
  db: Db,
  room: { facilityId: string; roomId: string; day: Day },
): Promise<Pick<RoomState, 'waiting' | 'served' | 'medianSeconds'>> {
  const found = await row<Pick<RoomState, 'waiting' | 'served' | 'medianSeconds'>>(
    db,
    `SELECT (SELECT count(*)::int FROM queue_tickets AS t
              WHERE t.facility_id = r.facility_id AND t.room_id = r.id AND t.day = :day AND t.state = 'waiting') AS waiting,
            s.served, s.median_seconds
       FROM rooms AS r CROSS JOIN LATERAL (${serviceOfToday}) AS s WHERE r.facility_id = :facilityId AND r.id = :roomId`,
    room,
  );
  if (found === undefined) throw new Error('a room vanished');
  return found;
}
