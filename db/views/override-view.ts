import { row, rows, type Db } from '../knex.ts';

export interface OverrideMonth {
  /** Signings, not documents: one of narcotics and ordinary drugs counts once. */
  signings: number;
  overridden: number;
  findings: { issueCode: string; count: number; prescribers: number }[];
}

export interface ListedOverride {
  id: string;
  signedAt: string;
  prescriptionCode: string;
  encounterCode: string;
  prescriberName: string;
  issueCode: string;
  issueParams: Record<string, string | number> | null;
  reason: string;
  knowledgeVersion: string;
  withdrawn: boolean;
}

interface Period {
  from: string;
  until: string;
}

/** How often findings were answered by a reason in a period, by what was found. */
export async function countOverrides(db: Db, facilityId: string, { from, until }: Period): Promise<OverrideMonth> {
  const counts = await row<{ signings: number; overridden: number }>(
    db,
    `SELECT count(DISTINCT p.signing_id)::int AS signings,
            count(DISTINCT p.signing_id) FILTER (WHERE EXISTS (
              SELECT FROM prescription_overrides AS o WHERE o.facility_id = p.facility_id AND o.prescription_id = p.id))::int AS overridden
       FROM prescriptions AS p WHERE p.facility_id = :facilityId AND p.signed_at >= :from AND p.signed_at < :until`,
    { facilityId, from, until },
  );
  const findings = await rows<OverrideMonth['findings'][number]>(
    db,
    `SELECT o.issue_code, count(*)::int AS count, count(DISTINCT p.signed_by)::int AS prescribers
       FROM prescriptions AS p
       JOIN prescription_overrides AS o ON o.facility_id = p.facility_id AND o.prescription_id = p.id
      WHERE p.facility_id = :facilityId AND p.signed_at >= :from AND p.signed_at < :until
      GROUP BY o.issue_code ORDER BY count(*) DESC, o.issue_code LIMIT 100`,
    { facilityId, from, until },
  );
  return { signings: counts?.signings ?? 0, overridden: counts?.overridden ?? 0, findings };
}

/** The reasons of a period, newest first, a page at a time; of one finding when its code is given. */
export async function listOverrides(
  db: Db,
  facilityId: string,
  asked: Period & { issueCode: string | null; limit: number; offset: number },
): Promise<ListedOverride[]> {
  return await rows<ListedOverride>(
    db,
    `SELECT o.id, p.signed_at, p.code AS prescription_code, e.code AS encounter_code, u.full_name AS prescriber_name, o.issue_code, o.issue_params,
            o.reason, p.knowledge_version, w.id IS NOT NULL AS withdrawn
       FROM prescriptions AS p
       JOIN prescription_overrides AS o ON o.facility_id = p.facility_id AND o.prescription_id = p.id
       JOIN encounters AS e ON e.facility_id = p.facility_id AND e.id = p.encounter_id
       JOIN users AS u ON u.id = p.signed_by
       LEFT JOIN prescription_withdrawals AS w ON w.facility_id = p.facility_id AND w.prescription_id = p.id
      WHERE p.facility_id = :facilityId AND p.signed_at >= :from AND p.signed_at < :until
        AND (CAST(:issueCode AS text) IS NULL OR o.issue_code = :issueCode)
      ORDER BY p.signed_at DESC, p.id DESC, o.issue_path, o.id LIMIT :limit OFFSET :offset`,
    { facilityId, ...asked },
  );
}
