import type { Instant } from '../../domain/dates.ts';
import { enqueue, type WriteTx } from '../doors.ts';
import { row, rows, type Db } from '../knex.ts';
import { findReadFacilities } from './fhir-client-store.ts';

/** Where a resource is made from, and since when it is as it is. */
export interface FhirResourceRow {
  id: string;
  resourceType: string;
  subjectId: string | null;
  encounterId: string;
  lastUpdated: Instant;
}

export interface IndexedResource extends Omit<FhirResourceRow, 'lastUpdated'> {
  special: number;
  digest: string;
  identifiers: { system: string; value: string }[];
}

/** Asks for a closed visit to be made readable to others, where there are any. */
export async function enqueueIndexing(
  tx: WriteTx,
  { facilityId, encounterId }: { facilityId: string; encounterId: string },
): Promise<void> {
  if ((await findReadFacilities(tx, [facilityId])).length === 0) return;
  await enqueue(tx, 'index-visit', { facilityId, encounterId }, { queue: `fhir-index:${facilityId}`, key: `fhir-index:${encounterId}` });
}

/**
 * Holds everybody else who notes changes until this transaction ends: who then takes the time has a moment before which nothing will appear any more.
 */
export async function lockIndex(tx: WriteTx, facilityId: string): Promise<void> {
  await tx.raw(`SELECT pg_advisory_xact_lock(hashtextextended('fhir-index:' || :facilityId, 0))`, { facilityId });
}

/**
 * Notes what visits are made of, each resource once. What did not change keeps its time; what several visits share goes to these unless it stands in one that
 * tells less; what these visits had and have no more is forgotten.
 */
export async function saveResources(
  tx: WriteTx,
  { facilityId, encounterIds, at }: { facilityId: string; encounterIds: string[]; at: Instant },
  resources: readonly IndexedResource[],
): Promise<void> {
  const ids = resources.map(({ id }) => id);
  await tx.raw(
    `WITH gone AS (SELECT r.id FROM fhir_resources AS r
                    WHERE r.facility_id = :facilityId AND r.encounter_id = ANY (:encounterIds::uuid[]) AND NOT r.id = ANY (:ids::uuid[])),
          numbers AS (DELETE FROM fhir_identifiers AS i WHERE i.facility_id = :facilityId AND i.resource_id IN (SELECT g.id FROM gone AS g) RETURNING 1)
     DELETE FROM fhir_resources AS r WHERE r.facility_id = :facilityId AND r.id IN (SELECT g.id FROM gone AS g)
        AND (SELECT count(*) FROM numbers) >= 0`,
    { facilityId, encounterIds, ids } as never,
  );
  const changed = await rows<{ id: string }>(
    tx,
    `INSERT INTO fhir_resources AS r (facility_id, id, resource_type, subject_id, encounter_id, special, digest, last_updated)
     SELECT :facilityId, n.id, n."resourceType", n."subjectId", n."encounterId", n.special, n.digest, :at
       FROM jsonb_to_recordset(:resources::jsonb)
         AS n (id uuid, "resourceType" text, "subjectId" uuid, "encounterId" uuid, special smallint, digest text)
     ON CONFLICT (facility_id, id) DO UPDATE
        SET subject_id = EXCLUDED.subject_id, encounter_id = EXCLUDED.encounter_id, special = EXCLUDED.special, digest = EXCLUDED.digest,
            last_updated = CASE WHEN EXCLUDED.digest = r.digest THEN r.last_updated ELSE EXCLUDED.last_updated END
      WHERE (r.encounter_id = EXCLUDED.encounter_id AND r.digest <> EXCLUDED.digest)
         OR (r.encounter_id = EXCLUDED.encounter_id AND r.special <> EXCLUDED.special)
         OR (r.encounter_id <> EXCLUDED.encounter_id AND r.special >= EXCLUDED.special)
     RETURNING r.id`,
    { facilityId, at, resources: JSON.stringify(resources.map(({ identifiers: _, ...one }) => one)) },
  );
  await saveIdentifiers(tx, facilityId, resources, new Set(changed.map(({ id }) => id)));
}

async function saveIdentifiers(
  tx: WriteTx,
  facilityId: string,
  resources: readonly IndexedResource[],
  changed: Set<string>,
): Promise<void> {
  const found = resources.filter(({ id }) => changed.has(id));
  const numbers = found.flatMap(({ id, identifiers }) => identifiers.map(({ system, value }) => ({ id, system, value })));
  const given = { facilityId, ids: found.map(({ id }) => id), numbers: JSON.stringify(numbers) } as never;
  const wanted = `jsonb_to_recordset(:numbers::jsonb) AS n (id uuid, system text, value text)`;
  await tx.raw(
    `DELETE FROM fhir_identifiers AS i WHERE i.facility_id = :facilityId AND i.resource_id = ANY (:ids::uuid[])
        AND NOT EXISTS (SELECT FROM ${wanted} WHERE n.id = i.resource_id AND n.system = i.system AND n.value = i.value)`,
    given,
  );
  await tx.raw(
    `INSERT INTO fhir_identifiers (facility_id, resource_id, system, value)
     SELECT :facilityId, n.id, n.system, n.value FROM ${wanted} ON CONFLICT DO NOTHING`,
    given,
  );
}

export async function findResourceRow(
  db: Db,
  { facilityId, type, id }: { facilityId: string; type: string; id: string },
): Promise<FhirResourceRow | undefined> {
  return await row<FhirResourceRow>(
    db,
    `SELECT ${COLUMNS} FROM fhir_resources AS r WHERE r.facility_id = :facilityId AND r.id = :id AND r.resource_type = :type`,
    { facilityId, type, id },
  );
}

export const COLUMNS = 'r.id, r.resource_type, r.subject_id, r.encounter_id, r.last_updated';

/** Asks for all closed visits of a facility that are not indexed yet, or for those closed since then whether they are or not. */
export async function enqueueFacility(tx: WriteTx, facilityId: string, closedSince?: Instant): Promise<void> {
  const payload = { facilityId, ...(closedSince === undefined ? {} : { closedSince }) };
  const key = `fhir-index:${facilityId}${closedSince === undefined ? '' : ':recent'}`;
  await enqueue(tx, 'index-facility', payload, { queue: `fhir-index:${facilityId}`, key });
}

/** Closed visits that nobody has indexed yet, or all that were closed since then, in the order of their ids. */
export async function listToIndex(
  db: Db,
  facilityId: string,
  { after, limit, closedSince }: { after: string; limit: number; closedSince?: Instant | undefined },
): Promise<string[]> {
  const found = await rows<{ encounterId: string }>(
    db,
    `SELECT k.encounter_id FROM encounter_closures AS k
      WHERE k.facility_id = :facilityId AND k.reopened_at IS NULL AND k.encounter_id > :after
        AND CASE WHEN :closedSince::timestamptz IS NOT NULL THEN k.closed_at >= :closedSince
                 ELSE NOT EXISTS (SELECT FROM fhir_resources AS r WHERE r.facility_id = k.facility_id AND r.encounter_id = k.encounter_id) END
      ORDER BY k.encounter_id LIMIT :limit`,
    { facilityId, after, limit, closedSince: closedSince ?? null },
  );
  return found.map(({ encounterId }) => encounterId);
}
