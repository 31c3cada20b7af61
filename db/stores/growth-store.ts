import type { GrowthStandard } from '../../domain/encounters/child-growth.ts';
import type { Day } from '../../domain/dates.ts';
import { rows, type Db } from '../knex.ts';

/** The standards for a child of a sex and an age in completed months; none beyond five years. */
export async function findGrowthStandards(
  db: Db,
  { sex, months, day }: { sex: 'male' | 'female'; months: number; day: Day },
): Promise<GrowthStandard[]> {
  return await rows<GrowthStandard>(
    db,
    `SELECT g.indicator, g.l::float8 AS l, g.m::float8 AS m, g.s::float8 AS s FROM growth_standards AS g
      WHERE g.sex = :sex AND g.month = :months AND g.valid_from <= :day AND (g.valid_to IS NULL OR g.valid_to >= :day)
      ORDER BY g.indicator LIMIT 10`,
    { sex, months, day },
  );
}
