import type { Instant } from '../../domain/dates.ts';
import type { Span } from '../../domain/peers/search-instant.ts';
import { rows, type Db } from '../knex.ts';
import { COLUMNS, type FhirResourceRow } from '../stores/fhir-resource-store.ts';

/** What somebody looks for; what is absent does not narrow. */
export interface ResourceSearch {
  types: string[];
  ids?: string[];
  subjectId?: string;
  /** One of these; a number without a system is looked for in all. */
  identifiers?: { system: string | null; value: string }[];
  updated: Span;
}

/** The last row of the page before. */
export interface Place {
  lastUpdated: Instant;
  id: string;
}

/** A page of what is found, what changed longest ago first: who goes on from the last page misses nothing that changes meanwhile. */
export async function searchResources(
  db: Db,
  facilityId: string,
  search: ResourceSearch,
  { after, limit }: { after: Place | undefined; limit: number },
): Promise<FhirResourceRow[]> {
  const { types, ids, subjectId, identifiers, updated } = search;
  const conditions = [
    'r.facility_id = :facilityId',
    types.length === 1 ? 'r.resource_type = :type' : 'r.resource_type = ANY (:types::text[])',
    ...(ids === undefined ? [] : ['r.id = ANY (:ids::uuid[])']),
    ...(subjectId === undefined ? [] : ['r.subject_id = :subjectId']),
    ...(identifiers === undefined ? [] : [BY_IDENTIFIER]),
    ...(updated.from === undefined ? [] : ['r.last_updated >= :from']),
    ...(updated.until === undefined ? [] : ['r.last_updated < :until']),
    ...(after === undefined ? [] : ['(r.last_updated, r.id) > (:afterTime::timestamptz, :afterId::uuid)']),
  ];
  return await rows<FhirResourceRow>(
    db,
    `SELECT ${COLUMNS} FROM fhir_resources AS r WHERE ${conditions.join(' AND ')} ORDER BY r.last_updated, r.id LIMIT :limit`,
    {
      ...{ facilityId, limit, types, type: types[0] ?? '', ids: ids ?? [], subjectId: subjectId ?? null },
      ...{ systems: identifiers?.map(({ system }) => system) ?? [], values: identifiers?.map(({ value }) => value) ?? [] },
      ...{ from: updated.from ?? null, until: updated.until ?? null, afterTime: after?.lastUpdated ?? null, afterId: after?.id ?? null },
    } as never,
  );
}

const BY_IDENTIFIER = `r.id IN (
  SELECT i.resource_id FROM unnest(:systems::text[], :values::text[]) AS w (system, value)
    JOIN fhir_identifiers AS i ON i.facility_id = :facilityId AND i.value = w.value AND (w.system IS NULL OR i.system = w.system))`;

/** Visits after `after` that hold something of these types that changed since then, in the order of their ids; and which resources those are. */
export async function pageVisits(
  db: Db,
  facilityId: string,
  { types, since, after, limit }: { types: string[]; since: Instant | null; after: string; limit: number },
): Promise<FhirResourceRow[]> {
  return await rows<FhirResourceRow>(
    db,
    `WITH page AS (
       SELECT r.encounter_id FROM fhir_resources AS r
        WHERE r.facility_id = :facilityId AND r.encounter_id > :after AND r.resource_type = ANY (:types::text[])
          AND (:since::timestamptz IS NULL OR r.last_updated >= :since)
        GROUP BY r.encounter_id ORDER BY r.encounter_id LIMIT :limit)
     SELECT ${COLUMNS} FROM page AS p
       JOIN fhir_resources AS r ON r.facility_id = :facilityId AND r.encounter_id = p.encounter_id AND r.resource_type = ANY (:types::text[])
        AND (:since::timestamptz IS NULL OR r.last_updated >= :since)
      ORDER BY r.encounter_id, r.id`,
    { facilityId, types, after, limit, since } as never,
  );
}

export interface AccessRow {
  id: string;
  at: Instant;
  userId: string;
  action: string;
  /** Of the system that read, where it was no person. */
  systemName: string | null;
}

/** A page of who opened the record of a person at this facility, oldest first; or one entry of it. */
export async function listAccess(
  db: Db,
  facilityId: string,
  { patientId, ids, at, after, limit }: { patientId: string; ids?: string[]; at: Span; after: string | undefined; limit: number },
): Promise<AccessRow[]> {
  return await rows<AccessRow>(
    db,
    `SELECT a.id, a.at, a.user_id, a.action, c.name AS system_name
       FROM access_events AS a
       LEFT JOIN fhir_clients AS c ON c.id = a.user_id AND c.facility_id = a.facility_id
      WHERE a.facility_id = :facilityId AND a.patient_id = :patientId
        AND (:ids::uuid[] IS NULL OR a.id = ANY (:ids::uuid[]))
        AND (:from::timestamptz IS NULL OR a.at >= :from) AND (:until::timestamptz IS NULL OR a.at < :until)
        AND (:after::uuid IS NULL OR a.id > :after)
      ORDER BY a.id LIMIT :limit`,
    { facilityId, patientId, ids: ids ?? null, from: at.from ?? null, until: at.until ?? null, after: after ?? null, limit } as never,
  );
}

/** Whose record an entry of the log of access is about. */
export async function findAccessPatient(db: Db, facilityId: string, id: string): Promise<string | undefined> {
  const [found] = await rows<{ patientId: string | null }>(
    db,
    `SELECT a.patient_id FROM access_events AS a WHERE a.facility_id = :facilityId AND a.id = :id`,
    { facilityId, id },
  );
  return found?.patientId ?? undefined;
}

/** The person behind the visit that a Patient is made from. */
export async function findVisitPatient(db: Db, facilityId: string, encounterId: string): Promise<string | undefined> {
  const [found] = await rows<{ patientId: string }>(
    db,
    `SELECT e.patient_id FROM encounters AS e WHERE e.facility_id = :facilityId AND e.id = :encounterId`,
    { facilityId, encounterId },
  );
  return found?.patientId;
}
