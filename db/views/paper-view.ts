import { row, rows, type Db } from '../knex.ts';

export interface PaperTicketRow {
  id: string;
  number: number;
  priority: string;
  state: string;
  day: string;
  roomId: string;
  roomCode: string;
  roomName: string;
  waitingBefore: number;
}

/** The tickets of a visit that lead somewhere, that of the main room first, each with who is called before it. */
export async function listPaperTickets(db: Db, facilityId: string, encounterId: string): Promise<PaperTicketRow[]> {
  return await rows<PaperTicketRow>(
    db,
    `SELECT t.id, t.number, t.priority, t.state, t.day, t.room_id, r.code AS room_code, r.name AS room_name,
            (SELECT count(*)::int FROM queue_tickets AS o
              WHERE o.facility_id = t.facility_id AND o.room_id = t.room_id AND o.day = t.day AND o.state = 'waiting' AND o.id <> t.id
                AND (o.priority_rank, COALESCE(o.returned_after, o.number)) < (t.priority_rank, COALESCE(t.returned_after, t.number))) AS waiting_before
       FROM queue_tickets AS t
       JOIN rooms AS r ON r.facility_id = t.facility_id AND r.id = t.room_id
       JOIN encounters AS e ON e.facility_id = t.facility_id AND e.id = t.encounter_id
      WHERE t.facility_id = :facilityId AND t.encounter_id = :encounterId AND t.state NOT IN ('transferred', 'cancelled')
      ORDER BY t.room_id <> e.room_id, t.taken_at, t.id LIMIT 20`,
    { facilityId, encounterId },
  );
}

export interface PaperPerson {
  id: string;
  number: string | null;
  fullName: string;
  sex: string;
  birthDate: string;
  birthPrecision: string;
  address: string | null;
}

/** The person of a visit as papers name them. */
export async function findPaperPerson(db: Db, facilityId: string, patientId: string): Promise<PaperPerson | undefined> {
  return await row<PaperPerson>(
    db,
    `SELECT p.id, n.number, p.full_name, p.sex, p.birth_date, p.birth_precision,
            NULLIF(concat_ws(', ', p.address_text, (SELECT c.name FROM communes AS c WHERE c.code = p.commune_code ORDER BY c.valid_from DESC LIMIT 1)), '')
              AS address
       FROM patients AS p
       LEFT JOIN facility_patients AS n ON n.patient_id = p.id AND n.facility_id = :facilityId
      WHERE p.id = :patientId`,
    { facilityId, patientId },
  );
}
