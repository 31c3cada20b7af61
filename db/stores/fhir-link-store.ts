import type { WriteTx } from '../doors.ts';
import { rows, type Db } from '../knex.ts';

/** A resource of ours at a destination. */
export interface FhirLink {
  resourceId: string;
  resourceType: string;
  serverId: string;
  versionId: string | null;
  /** Of what was accepted last; null = nothing yet, or only a part. */
  contentHash: string | null;
}

interface Place {
  facilityId: string;
  destinationId: string;
}

/** The links of these resources, by our id. */
export async function listLinks(db: Db, { facilityId, destinationId }: Place, resourceIds: string[]): Promise<Map<string, FhirLink>> {
  const found = await rows<FhirLink>(
    db,
    `SELECT l.resource_id, l.resource_type, l.server_id, l.version_id, l.content_hash FROM fhir_links AS l
      WHERE l.facility_id = :facilityId AND l.destination_id = :destinationId AND l.resource_id = ANY (:resourceIds::uuid[])`,
    { facilityId, destinationId, resourceIds },
  );
  return new Map(found.map((link) => [link.resourceId, link]));
}

export async function saveLinks(tx: WriteTx, { facilityId, destinationId }: Place, links: FhirLink[], acceptedAt: string): Promise<void> {
  if (links.length === 0) return;
  await tx('fhirLinks')
    .insert(links.map((link) => ({ ...link, facilityId, destinationId, acceptedAt })))
    .onConflict(['facilityId', 'destinationId', 'resourceId'])
    .merge();
}

/** The destination does not know these ids any more, or knows others. */
export async function forgetLinks(tx: WriteTx, { facilityId, destinationId }: Place, resourceIds: string[]): Promise<void> {
  await tx('fhirLinks').where({ facilityId, destinationId }).whereIn('resourceId', resourceIds).delete();
}
