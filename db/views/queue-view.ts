import type { Day } from '../../domain/dates.ts';
import { row, rows, type Db } from '../knex.ts';

export interface RoomState {
  id: string;
  code: string;
  name: string;
  departmentCode: string;
  examinationServiceCode: string;
  waiting: number;
  lastCalledNumber: number | null;
}

/** The rooms of the facility with how many wait today. */
export async function listRooms(db: Db, facilityId: string, day: Day): Promise<RoomState[]> {
  return await rows<RoomState>(
    db,
    `SELECT r.id, r.code, r.name, r.department_code, r.examination_service_code,
            (SELECT count(*)::int FROM queue_tickets AS t
              WHERE t.facility_id = r.facility_id AND t.room_id = r.id AND t.day = :day AND t.state = 'waiting') AS waiting,
            (SELECT t.number FROM queue_tickets AS t
              WHERE t.facility_id = r.facility_id AND t.room_id = r.id AND t.day = :day AND t.called_at IS NOT NULL
              ORDER BY t.called_at DESC, t.id LIMIT 1) AS last_called_number
       FROM rooms AS r WHERE r.facility_id = :facilityId AND r.closed_at IS NULL ORDER BY r.code, r.id LIMIT 200`,
    { facilityId, day },
  );
}

export interface QueueEntry {
  id: string;
  number: number;
  priority: string;
  state: 'waiting' | 'called' | 'in-examination' | 'done' | 'missed';
  encounterId: string;
  takenAt: string;
  patientId: string;
  fullName: string;
  sex: string;
  birthDate: string;
  birthPrecision: string;
}

const entry = `
  SELECT t.id, t.number, t.priority, t.state, t.encounter_id, t.taken_at,
         p.id AS patient_id, p.full_name, p.sex, p.birth_date, p.birth_precision
    FROM queue_tickets AS t
    JOIN encounters AS e ON e.facility_id = t.facility_id AND e.id = t.encounter_id
    JOIN patients AS p ON p.id = e.patient_id`;

/** A room's day: who is inside, who waits in calling order, who is done. */
export async function listQueue(db: Db, facilityId: string, room: { roomId: string; day: Day }, limit: number): Promise<QueueEntry[]> {
  return await rows<QueueEntry>(
    db,
    `${entry} WHERE t.facility_id = :facilityId AND t.room_id = :roomId AND t.day = :day
      ORDER BY array_position(ARRAY['in-examination', 'called', 'waiting', 'missed', 'done'], t.state), t.priority_rank, t.number, t.id LIMIT :limit`,
    { facilityId, ...room, limit },
  );
}

export async function findQueueEntry(db: Db, facilityId: string, ticketId: string): Promise<QueueEntry | undefined> {
  return await row<QueueEntry>(db, `${entry} WHERE t.facility_id = :facilityId AND t.id = :ticketId`, { facilityId, ticketId });
}
