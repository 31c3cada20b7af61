import type { ClinicalParent, ClinicalPlace, ClinicalRecord, ClinicalRole, ClinicalStay } from '../../domain/visits/clinical-record.ts';
import type { Instant } from '../../domain/dates.ts';
import type { Role } from '../../domain/permissions.ts';
import type { VisitPractitioner } from '../../domain/visits/visit-record.ts';
import type { ReadTx } from '../doors.ts';
import { groupRows } from '../group-rows.ts';
import { row, rows } from '../knex.ts';
import { present } from '../present.ts';

interface RoomRow {
  encounterId: string;
  id: string;
  code: string;
  name: string;
  departmentCode: string;
  closedAt: Instant | null;
  calledAt: Instant | null;
  finishedAt: Instant | null;
}

type Places = Pick<ClinicalRecord, 'departments' | 'places' | 'stays' | 'parent'>;

/** The rooms that saw the person of each visit, those of its appointments, and the facility above; by visit. */
export async function readPlaces(tx: ReadTx, facilityId: string, encounterIds: string[]): Promise<Map<string, Places>> {
  const parent = await row<ClinicalParent>(
    tx,
    `SELECT p.code, p.name FROM facilities AS f JOIN facilities AS p ON p.id = f.parent_id WHERE f.id = :facilityId`,
    { facilityId },
  );
  const stays = groupRows(await readStays(tx, facilityId, encounterIds), ({ encounterId }) => encounterId);
  const booked = groupRows(await readBookedRooms(tx, facilityId, encounterIds), ({ encounterId }) => encounterId);
  return new Map(
    encounterIds.map((id) => {
      const seenIn = stays.get(id) ?? [];
      const places = new Map([...seenIn, ...(booked.get(id) ?? [])].map((one) => [one.id, toPlace(one)]));
      const codes = [...new Set([...places.values()].flatMap(({ departmentCode }) => departmentCode ?? []))];
      return [
        id,
        {
          ...present({ parent }),
          departments: codes.map((code) => ({ code })),
          places: [...places.values()],
          stays: seenIn.map(toStay),
        },
      ];
    }),
  );
}

const toPlace = ({ id, code, name, departmentCode, closedAt }: RoomRow): ClinicalPlace => ({
  ...{ id, code, name, kind: 'room', isClosed: closedAt !== null },
  ...(departmentCode === '' ? {} : { departmentCode }),
});

/** A ticket that was put back and finished before it was called again has no span to tell. */
function toStay({ id, calledAt, finishedAt }: RoomRow): ClinicalStay {
  const isSpan = calledAt !== null && finishedAt !== null && Date.parse(finishedAt) >= Date.parse(calledAt);
  return { placeId: id, ...(isSpan ? { from: calledAt, until: finishedAt } : {}) };
}

/** Rooms whose ticket is done, and the main room in any case. */
async function readStays(tx: ReadTx, facilityId: string, encounterIds: string[]): Promise<RoomRow[]> {
  return await rows<RoomRow>(
    tx,
    `SELECT e.id AS encounter_id, r.id, r.code, r.name, r.department_code, r.closed_at, s.called_at, s.finished_at
       FROM encounters AS e
       JOIN LATERAL (
         SELECT t.room_id, min(t.called_at) AS called_at, max(t.finished_at) AS finished_at FROM queue_tickets AS t
          WHERE t.facility_id = e.facility_id AND t.encounter_id = e.id AND t.state = 'done' GROUP BY t.room_id
         UNION ALL
         SELECT e.room_id, NULL, NULL WHERE NOT EXISTS (
           SELECT FROM queue_tickets AS q WHERE q.facility_id = e.facility_id AND q.encounter_id = e.id AND q.room_id = e.room_id AND q.state = 'done')
       ) AS s ON true
       JOIN rooms AS r ON r.facility_id = e.facility_id AND r.id = s.room_id
      WHERE e.facility_id = :facilityId AND e.id = ANY (CAST(:encounterIds AS uuid[]))
      ORDER BY s.called_at NULLS LAST, r.code LIMIT :limit`,
    { facilityId, encounterIds, limit: 50 * encounterIds.length } as never,
  );
}

async function readBookedRooms(tx: ReadTx, facilityId: string, encounterIds: string[]): Promise<RoomRow[]> {
  return await rows<RoomRow>(
    tx,
    `SELECT e.id AS encounter_id, r.id, r.code, r.name, r.department_code, r.closed_at, NULL AS called_at, NULL AS finished_at
       FROM encounters AS e
       JOIN appointments AS a ON a.facility_id = e.facility_id AND (a.from_encounter_id = e.id OR a.encounter_id = e.id)
       JOIN rooms AS r ON r.facility_id = a.facility_id AND r.id = a.room_id
      WHERE e.facility_id = :facilityId AND e.id = ANY (CAST(:encounterIds AS uuid[])) ORDER BY r.code, a.id LIMIT :limit`,
    { facilityId, encounterIds, limit: 50 * encounterIds.length } as never,
  );
}

/** People by id. Who works at another facility is known here by the id of their account: a staff number is one of that facility. */
export async function readPractitioners(tx: ReadTx, facilityId: string, ids: string[]): Promise<Map<string, VisitPractitioner>> {
  const found = await rows<{ id: string; fullName: string; licence: string | null; staffNumber: string | null }>(
    tx,
    `SELECT u.id, u.full_name, u.licence,
            CASE WHEN EXISTS (SELECT FROM user_roles AS r WHERE r.user_id = u.id AND r.facility_id = :facilityId) THEN u.staff_number END AS staff_number
       FROM users AS u WHERE u.id = ANY (CAST(:ids AS uuid[])) ORDER BY u.id LIMIT :limit`,
    { facilityId, ids, limit: ids.length } as never,
  );
  return new Map(
    found.map(({ id, fullName, licence, staffNumber }) => [id, { id, fullName, staffNumber: staffNumber ?? id, ...present({ licence }) }]),
  );
}

/** What people do at this facility; by person. */
export async function readRoles(tx: ReadTx, facilityId: string, userIds: string[]): Promise<Map<string, ClinicalRole[]>> {
  const found = await rows<{ id: string; practitionerId: string; role: Role }>(
    tx,
    `SELECT r.id, r.user_id AS practitioner_id, r.role FROM user_roles AS r
      WHERE r.facility_id = :facilityId AND r.user_id = ANY (CAST(:userIds AS uuid[])) ORDER BY r.user_id, r.role LIMIT :limit`,
    { facilityId, userIds, limit: 20 * userIds.length } as never,
  );
  return groupRows(
    found.map((one) => ({ ...one, placeIds: [] })),
    ({ practitionerId }) => practitionerId,
  );
}
