import { healthBookScopeAt } from '../../domain/claims/health-book.ts';
import { localDay, type Instant } from '../../domain/dates.ts';
import { row, type Db } from '../knex.ts';
import { readParameters } from '../stores/code-catalogue-store.ts';

/** Whether a visit goes to the health book by itself, as its facility decided for the day. */
export async function goesToHealthBook(
  db: Db,
  { facilityId, encounterId, at }: { facilityId: string; encounterId: string; at: Instant },
): Promise<boolean> {
  const visit = await row<{ facilityCode: string; insured: boolean }>(
    db,
    `SELECT f.code AS facility_code,
            e.arrival_category <> '9' AND EXISTS (SELECT FROM encounter_coverages AS c WHERE c.facility_id = e.facility_id AND c.encounter_id = e.id) AS insured
       FROM encounters AS e JOIN facilities AS f ON f.id = e.facility_id WHERE e.facility_id = :facilityId AND e.id = :encounterId`,
    { facilityId, encounterId },
  );
  if (visit === undefined) return false;
  const scope = healthBookScopeAt(await readParameters(db, 'health_book.'), visit.facilityCode, localDay(at));
  return scope === 'every' || (scope === 'uninsured' && !visit.insured);
}
