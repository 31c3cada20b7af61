import type { Day } from '../../domain/dates.ts';
import type { Indicator, ReferenceRange } from '../../domain/results/indicator.ts';
import type { WriteTx } from '../doors.ts';
import { row, rows, type Db } from '../knex.ts';

/** A range with where it comes from: `facility`, or how far the catalogue's can be trusted. */
export type KnownRange = ReferenceRange & { indicatorCode: string; origin: string };

const inForce = (table: string): string => `${table}.valid_from <= :day AND (${table}.valid_to IS NULL OR ${table}.valid_to >= :day)`;

/** Which specimen a service needs and what it reports; undefined when the catalogue does not know the service. */
export async function findLabService(
  db: Db,
  serviceCode: string,
  day: Day,
): Promise<{ specimen: string; indicatorCodes: string[] } | undefined> {
  return await row(
    db,
    `SELECT s.specimen, s.indicator_codes FROM lab_services AS s WHERE s.service_code = :serviceCode AND ${inForce('s')}
      ORDER BY s.valid_from DESC LIMIT 1`,
    { serviceCode, day },
  );
}

/** The indicators of the codes, in the order of the codes. */
export async function listIndicators(db: Db, codes: string[], day: Day): Promise<Indicator[]> {
  const found = await rows<Indicator>(
    db,
    `SELECT i.code, i.name, i.loinc, i.unit, i.ucum, i.value_kind, i.decimals, i.choices FROM lab_indicators AS i
      WHERE i.code = ANY (:codes::text[]) AND ${inForce('i')} ORDER BY i.code LIMIT 100`,
    { codes, day } as never,
  );
  return codes.flatMap((code) => found.filter((one) => one.code === code));
}

/** The ranges that hold in this laboratory on a day: its own where it has any for an indicator, else the catalogue's. */
export async function listRanges(db: Db, facilityId: string, codes: string[], day: Day): Promise<KnownRange[]> {
  const columns = (table: string) =>
    `${table}.indicator_code, ${table}.sex, ${table}.age_from_days, ${table}.age_until_days, ${table}.low, ${table}.high, ${table}.high_open,
     ${table}.critical_low, ${table}.critical_high, ${table}.normal_choice`;
  return await rows<KnownRange>(
    db,
    `WITH own AS (SELECT ${columns('f')}, 'facility' AS origin FROM facility_ranges AS f
                   WHERE f.facility_id = :facilityId AND f.indicator_code = ANY (:codes::text[]) AND ${inForce('f')})
     SELECT o.* FROM own AS o
     UNION ALL
     SELECT ${columns('c')}, c.confidence AS origin FROM lab_ranges AS c
      WHERE c.indicator_code = ANY (:codes::text[]) AND ${inForce('c')}
        AND NOT EXISTS (SELECT FROM own AS o WHERE o.indicator_code = c.indicator_code)
     ORDER BY indicator_code, age_from_days, sex LIMIT 1000`,
    { facilityId, codes, day } as never,
  );
}

export type NewFacilityRange = ReferenceRange & {
  facilityId: string;
  id: string;
  indicatorCode: string;
  validFrom: Day;
  source: string;
  setBy: string;
};

/**
 * Ends the facility's ranges of an indicator before a day and puts others in their place from that day on. What would have begun on that day or later ends
 * before it began: it never holds.
 */
export async function replaceFacilityRanges(
  tx: WriteTx,
  of: { facilityId: string; indicatorCode: string },
  change: { lastDay: Day; ranges: NewFacilityRange[] },
): Promise<void> {
  await tx('facilityRanges').where(of).whereNull('validTo').update({ validTo: change.lastDay });
  await tx('facilityRanges').insert(change.ranges);
}

/** All indicators of a day, by name. */
export async function listAllIndicators(db: Db, day: Day): Promise<Indicator[]> {
  return await rows<Indicator>(
    db,
    `SELECT i.code, i.name, i.loinc, i.unit, i.ucum, i.value_kind, i.decimals, i.choices FROM lab_indicators AS i
      WHERE ${inForce('i')} ORDER BY i.name, i.code LIMIT 1000`,
    { day },
  );
}

/** A range of the facility with the days on which it holds. */
export type DatedRange = ReferenceRange & { indicatorCode: string; validFrom: Day; source: string };

/** The facility's own ranges that hold on a day or will later. */
export async function listOwnRanges(db: Db, facilityId: string, day: Day): Promise<DatedRange[]> {
  return await rows<DatedRange>(
    db,
    `SELECT f.indicator_code, f.sex, f.age_from_days, f.age_until_days, f.low, f.high, f.high_open, f.critical_low, f.critical_high, f.normal_choice,
            f.valid_from, f.source
       FROM facility_ranges AS f
      WHERE f.facility_id = :facilityId AND (f.valid_to IS NULL OR (f.valid_to >= :day AND f.valid_to >= f.valid_from))
      ORDER BY f.indicator_code, f.valid_from, f.age_from_days, f.sex, f.id LIMIT 5000`,
    { facilityId, day },
  );
}
