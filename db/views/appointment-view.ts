import type { Day } from '../../domain/dates.ts';
import { rows, type Db } from '../knex.ts';
import type { Appointment } from '../stores/appointment-store.ts';

export interface AppointmentPerson {
  patientId: string;
  patientNumber: string | null;
  fullName: string;
  sex: string;
  birthDate: string;
  birthPrecision: string;
  phone: string | null;
}

export type AppointmentEntry = AppointmentPerson &
  Pick<Appointment, 'id' | 'roomId' | 'day' | 'time' | 'reason' | 'state' | 'fromEncounterId' | 'encounterId'> & {
    roomCode: string;
    roomName: string;
  };

const entry = `
  SELECT a.id, a.patient_id, n.number AS patient_number, p.full_name, p.sex, p.birth_date, p.birth_precision, p.phone,
         a.room_id, r.code AS room_code, r.name AS room_name, a.day, a.time, a.reason, a.state, a.from_encounter_id, a.encounter_id
    FROM appointments AS a
    JOIN patients AS p ON p.id = a.patient_id
    JOIN rooms AS r ON r.facility_id = a.facility_id AND r.id = a.room_id
    LEFT JOIN facility_patients AS n ON n.facility_id = a.facility_id AND n.patient_id = a.patient_id`;

/** The appointments of a day, by time; those without one come last. */
export async function listAppointments(db: Db, facilityId: string, day: Day, limit: number): Promise<AppointmentEntry[]> {
  return await rows<AppointmentEntry>(
    db,
    `${entry} WHERE a.facility_id = :facilityId AND a.day = :day ORDER BY a.time NULLS LAST, p.full_name, a.id LIMIT :limit`,
    { facilityId, day, limit },
  );
}

/**
 * Who should have come back and did not: day passed, never arrived, not cancelled, no later visit here, and not dead as far as any
 * closing in this facility says (outcomes 5 and 8 of the table of treatment results).
 */
export async function listFollowUps(
  db: Db,
  facilityId: string,
  asked: { from: Day; to: Day; today: Day; limit: number },
): Promise<AppointmentEntry[]> {
  return await rows<AppointmentEntry>(
    db,
    `${entry}
      WHERE a.facility_id = :facilityId AND a.day BETWEEN :from AND :to AND a.day < :today AND a.state IN ('booked', 'missed')
        AND NOT EXISTS (SELECT FROM encounters AS e WHERE e.facility_id = a.facility_id AND e.patient_id = a.patient_id
                           AND e.started_at > a.booked_at AND e.state <> 'cancelled' AND e.id IS DISTINCT FROM a.from_encounter_id)
        AND NOT EXISTS (SELECT FROM encounters AS e
                          JOIN encounter_closures AS c ON c.facility_id = e.facility_id AND c.encounter_id = e.id AND c.reopened_at IS NULL
                         WHERE e.facility_id = a.facility_id AND e.patient_id = a.patient_id AND c.outcome IN ('5', '8'))
      ORDER BY a.day, p.full_name, a.id LIMIT :limit`,
    { facilityId, ...asked },
  );
}
