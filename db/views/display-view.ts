import type { Day } from '../../domain/dates.ts';
import { CALLING_ORDER } from '../stores/queue-store.ts';
import { rows, type Db } from '../knex.ts';

interface Shown {
  number: number;
  /** Null unless names were asked for. */
  fullName: string | null;
}

export interface DisplayRoom {
  id: string;
  code: string;
  name: string;
  waiting: number;
  called: (Shown & { times: number; at: string }) | null;
  next: Shown[];
}

export interface DisplayDesk {
  desk: string;
  series: string;
  number: number;
  times: number;
  at: string;
}

/** What hangs on the wall of the waiting hall: per room whom it called and the next three. Names are read only when a screen shows initials. */
export async function listDisplayRooms(db: Db, facilityId: string, at: { day: Day; names: boolean }): Promise<DisplayRoom[]> {
  const found = await rows<DisplayRoom>(
    db,
    `SELECT r.id, r.code, r.name,
            (SELECT count(*)::int FROM queue_tickets AS t
              WHERE t.facility_id = r.facility_id AND t.room_id = r.id AND t.day = :day AND t.state = 'waiting') AS waiting,
            (SELECT json_build_object('number', t.number, 'fullName', ${nameOf}, 'times', t.times_called, 'at', t.called_at)
               FROM queue_tickets AS t
              WHERE t.facility_id = r.facility_id AND t.room_id = r.id AND t.day = :day AND t.state IN ('called', 'in-examination')
              ORDER BY t.called_at DESC, t.id LIMIT 1) AS called,
            (SELECT COALESCE(json_agg(json_build_object('number', n.number, 'fullName', n.full_name)), '[]') FROM (
              SELECT t.number, ${nameOf} AS full_name FROM queue_tickets AS t
               WHERE t.facility_id = r.facility_id AND t.room_id = r.id AND t.day = :day AND t.state = 'waiting'
               ORDER BY ${CALLING_ORDER} LIMIT 3) AS n) AS next
       FROM rooms AS r WHERE r.facility_id = :facilityId AND r.closed_at IS NULL ORDER BY r.code, r.id LIMIT 200`,
    { facilityId, ...at },
  );
  return found.map((room) => ({ ...room, called: room.called && { ...room.called, at: new Date(room.called.at).toISOString() } }));
}

const nameOf = `CASE WHEN :names THEN (SELECT p.full_name FROM encounters AS e JOIN patients AS p ON p.id = e.patient_id
  WHERE e.facility_id = t.facility_id AND e.id = t.encounter_id) END`;

/** The desks of the reception that have somebody, the latest call of each. */
export async function listDisplayDesks(db: Db, facilityId: string, day: Day): Promise<DisplayDesk[]> {
  return await rows<DisplayDesk>(
    db,
    `SELECT DISTINCT ON (t.desk) t.desk, t.series, t.number, t.times_called AS times, t.called_at AS at
       FROM desk_tickets AS t WHERE t.facility_id = :facilityId AND t.day = :day AND t.state = 'called'
      ORDER BY t.desk, t.called_at DESC, t.id LIMIT 50`,
    { facilityId, day },
  );
}
