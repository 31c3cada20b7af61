import type { Instant } from '../../domain/dates.ts';
import type { ReadTx, WriteTx } from '../doors.ts';
import { row, rows, type Db } from '../knex.ts';

/** A system that may read over FHIR. */
export interface FhirClient {
  id: string;
  facilityId: string;
  name: string;
  /** Public keys (RFC 7517). */
  jwks: { keys: Record<string, unknown>[] };
  scopes: string[];
  /** Special categories it may be told of. */
  permitted: string[];
  consentRequired: boolean;
  createdAt: Instant;
}

const COLUMNS = 'c.id, c.facility_id, c.name, c.jwks, c.scopes, c.permitted, c.consent_required, c.created_at';

export async function insertFhirClient(tx: WriteTx, client: FhirClient & { createdBy: string }): Promise<void> {
  await tx('fhirClients').insert({ ...client, jwks: JSON.stringify(client.jwks) });
}

export async function listFhirClients(db: Db, facilityId: string): Promise<FhirClient[]> {
  return await rows<FhirClient>(
    db,
    `SELECT ${COLUMNS} FROM fhir_clients AS c WHERE c.facility_id = :facilityId AND c.removed_at IS NULL ORDER BY c.name LIMIT 100`,
    { facilityId },
  );
}

/** A client that is still registered; asked before anything is known of who asks. */
export async function findFhirClient(db: Db, id: string): Promise<FhirClient | undefined> {
  return await row<FhirClient>(db, `SELECT ${COLUMNS} FROM fhir_clients AS c WHERE c.id = :id AND c.removed_at IS NULL`, { id });
}

/** Those of the facilities that somebody reads from. */
export async function findReadFacilities(db: Db, facilityIds: string[]): Promise<string[]> {
  const found = await rows<{ facilityId: string }>(
    db,
    `SELECT DISTINCT c.facility_id FROM fhir_clients AS c
      WHERE c.facility_id = ANY (:facilityIds::uuid[]) AND c.removed_at IS NULL ORDER BY c.facility_id LIMIT :limit`,
    { facilityIds, limit: facilityIds.length } as never,
  );
  return found.map(({ facilityId }) => facilityId);
}

export async function removeFhirClient(
  tx: WriteTx,
  { facilityId, name }: Pick<FhirClient, 'facilityId' | 'name'>,
  at: Instant,
): Promise<boolean> {
  return (await tx('fhirClients').where({ facilityId, name }).whereNull('removedAt').update({ removedAt: at })) === 1;
}

/** Marks an assertion as used; false when it was before. */
export async function useAssertion(tx: WriteTx, assertion: { clientId: string; jti: string; expiresAt: Instant }): Promise<boolean> {
  const used = await tx.raw<{ rowCount: number }>(
    `INSERT INTO fhir_assertions (client_id, jti, expires_at) VALUES (:clientId, :jti, :expiresAt) ON CONFLICT DO NOTHING`,
    assertion,
  );
  return used.rowCount === 1;
}

/** Forgets assertions that have ended and could not be used anyway. */
export async function removeEndedAssertions(tx: ReadTx | Db, before: Instant): Promise<number> {
  return await tx('fhirAssertions').where('expiresAt', '<', before).delete();
}
