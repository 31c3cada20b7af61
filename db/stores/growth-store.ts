import type { GrowthIndicator, GrowthStandard, LengthIndicator, LengthStandard } from '../../domain/encounters/child-growth.ts';
import type { Day } from '../../domain/dates.ts';
import { rows, type Db } from '../knex.ts';

type Sex = 'male' | 'female';

/** The standards for a child of a sex and an age in completed months; none beyond five years. */
export async function findGrowthStandards(db: Db, { sex, months, day }: { sex: Sex; months: number; day: Day }): Promise<GrowthStandard[]> {
  return await rows<GrowthStandard>(
    db,
    `SELECT g.indicator, g.l::float8 AS l, g.m::float8 AS m, g.s::float8 AS s FROM growth_standards AS g
      WHERE g.sex = :sex AND g.month = :months AND g.valid_from <= :day AND (g.valid_to IS NULL OR g.valid_to >= :day)
      ORDER BY g.indicator LIMIT 10`,
    { sex, months, day },
  );
}

/** What children of a sex weigh by their length or height, in its order. */
export async function listGrowthByLength(
  db: Db,
  { sex, indicator, day }: { sex: Sex; indicator: LengthIndicator; day: Day },
): Promise<LengthStandard[]> {
  return await rows<LengthStandard>(
    db,
    `SELECT g.length_cm AS length, g.l::float8 AS l, g.m::float8 AS m, g.s::float8 AS s FROM growth_by_length AS g
      WHERE g.sex = :sex AND g.indicator = :indicator AND g.valid_from <= :day AND (g.valid_to IS NULL OR g.valid_to >= :day)
      ORDER BY g.length_cm LIMIT 100`,
    { sex, indicator, day },
  );
}

/** The curve of an indicator from birth to five years. */
export async function listGrowthCurve(
  db: Db,
  { sex, indicator, day }: { sex: Sex; indicator: GrowthIndicator; day: Day },
): Promise<(Omit<GrowthStandard, 'indicator'> & { month: number })[]> {
  return await rows(
    db,
    `SELECT g.month, g.l::float8 AS l, g.m::float8 AS m, g.s::float8 AS s FROM growth_standards AS g
      WHERE g.sex = :sex AND g.indicator = :indicator AND g.valid_from <= :day AND (g.valid_to IS NULL OR g.valid_to >= :day)
      ORDER BY g.month LIMIT 100`,
    { sex, indicator, day },
  );
}
