import type { WriteTx } from '../doors.ts';
import { row, rows, type Db } from '../knex.ts';

export interface BreakGlassGrant {
  facilityId: string;
  id: string;
  patientId: string;
  userId: string;
  reasonCode: 'emergency' | 'unconscious' | 'second-opinion' | 'other';
  reason: string;
  grantedAt: string;
  expiresAt: string;
}

export async function insertBreakGlass(tx: WriteTx, grant: BreakGlassGrant): Promise<void> {
  await tx('breakGlassGrants').insert(grant);
}

/** The grant a person holds at this moment, if any: the one that lasts longest. */
export async function findBreakGlass(
  db: Db,
  held: { facilityId: string; patientId: string; userId: string; at: string },
): Promise<{ expiresAt: string } | undefined> {
  return await row<{ expiresAt: string }>(
    db,
    `SELECT g.expires_at FROM break_glass_grants AS g
      WHERE g.facility_id = :facilityId AND g.patient_id = :patientId AND g.user_id = :userId AND g.expires_at > :at AND g.granted_at <= :at
      ORDER BY g.expires_at DESC, g.id LIMIT 1`,
    held,
  );
}

export interface OpenReview extends BreakGlassGrant {
  userName: string;
  openings: number;
}

/** Grants nobody has looked at, oldest first, with how often the record was opened under each. */
export async function listOpenReviews(db: Db, facilityId: string, limit: number): Promise<OpenReview[]> {
  return await rows<OpenReview>(
    db,
    `SELECT g.facility_id, g.id, g.patient_id, g.user_id, g.reason_code, g.reason, g.granted_at, g.expires_at, u.full_name AS user_name,
            (SELECT count(*)::int FROM access_events AS a
              WHERE a.facility_id = g.facility_id AND a.patient_id = g.patient_id AND a.user_id = g.user_id
                AND a.at BETWEEN g.granted_at AND g.expires_at) AS openings
       FROM break_glass_grants AS g JOIN users AS u ON u.id = g.user_id
      WHERE g.facility_id = :facilityId AND g.reviewed_at IS NULL ORDER BY g.granted_at, g.id LIMIT :limit`,
    { facilityId, limit },
  );
}

export async function lockGrant(
  tx: WriteTx,
  facilityId: string,
  id: string,
): Promise<{ userId: string; patientId: string; reviewedAt: string | null } | undefined> {
  return await tx<BreakGlassGrant & { reviewedAt: string | null }>('breakGlassGrants')
    .where({ facilityId, id })
    .forUpdate()
    .first('userId', 'patientId', 'reviewedAt');
}

export async function setReview(
  tx: WriteTx,
  grant: { facilityId: string; id: string },
  review: { reviewedAt: string; reviewedBy: string; verdict: 'justified' | 'not-justified'; reviewNote: string },
): Promise<void> {
  await tx('breakGlassGrants').where(grant).update(review);
}
