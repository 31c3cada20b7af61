import type { IcdEntry } from '../../domain/catalogues/check-diagnosis.ts';
import type { Day, Instant } from '../../domain/dates.ts';
import type { Db } from '../knex.ts';
import { rows } from '../knex.ts';
import { findIcdEntries } from '../stores/icd-catalogue-store.ts';

/** So many diagnoses tell what a doctor uses; older ones tell of another season. */
const NEWEST = 500;

/** What a doctor diagnosed most since a moment, among the newest; what the list of the day no longer has is left out. */
export async function listFavouriteDiagnoses(
  db: Db,
  facilityId: string,
  of: { userId: string; since: Instant; day: Day; limit: number },
): Promise<IcdEntry[]> {
  const counted = await rows<{ icdCode: string }>(
    db,
    `SELECT d.icd_code FROM (
       SELECT n.icd_code FROM diagnoses AS n
        WHERE n.facility_id = :facilityId AND n.recorded_by = :userId AND n.recorded_at >= :since AND n.retracted_at IS NULL
        ORDER BY n.recorded_at DESC LIMIT :newest) AS d
      GROUP BY d.icd_code ORDER BY count(*) DESC, d.icd_code LIMIT :limit`,
    { facilityId, userId: of.userId, since: of.since, limit: of.limit, newest: NEWEST },
  );
  const codes = counted.map(({ icdCode }) => icdCode);
  const entries = codes.length === 0 ? new Map<string, IcdEntry>() : await findIcdEntries(db, codes, of.day);
  return codes.flatMap((code) => entries.get(code) ?? []);
}
