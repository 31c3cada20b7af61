import { isOfVolume } from './volume-facilities.ts';

/**
 * The statements that make the people, in order. `i` is the number of the person, 0 to people - 1; every property is drawn from
 * a hash of it, so the same number is the same person in every run. `chance(i, salt)` is even in [0, 1).
 */
const chance = (salt: number, i = 'n.i'): string => `((hashint8extended(${i}, ${salt}) & 9007199254740991) / 9007199254740992.0)`;
/** An even draw from an array. */
const pick = (list: string, salt: number): string => `${list}[1 + floor(${chance(salt)} * cardinality(${list}))::int]`;
/** A draw that thins out: of sixty names the first is given to four in a hundred. */
const pickFirst = (list: string, salt: number): string => `${list}[1 + floor(power(${chance(salt)}, 1.25) * cardinality(${list}))::int]`;

/** Time-ordered, as the ids that the product makes. */
const personId = (i: string): string =>
  `(lpad(to_hex(1700000000000 + ${i}), 12, '0') || '7' || lpad(to_hex(${i} & 4095), 3, '0') || '8' || left(md5(${i}::text), 15))::uuid`;

export const makePeople = `
  INSERT INTO patients (id, full_name, sex, birth_date, birth_precision, phone, commune_code, address_text, ethnicity_code, known_at, is_demo, created_at)
  SELECT ${personId('n.i')},
         ${pick('n.families', 1)} || ' ' || CASE WHEN n.male THEN ${pick('n.male_middle', 2)} ELSE ${pick('n.female_middle', 2)} END
           || ' ' || CASE WHEN n.male THEN ${pickFirst('n.male_given', 3)} ELSE ${pickFirst('n.female_given', 3)} END,
         CASE WHEN n.male THEN 'male' ELSE 'female' END,
         CASE WHEN n.year_only THEN date_trunc('year', n.born)::date ELSE n.born END, CASE WHEN n.year_only THEN 'year' ELSE 'day' END,
         -- Numbers of a series that no operator gives out; some families share one.
         CASE WHEN ${chance(7)} < 0.7 THEN '0990' || lpad((n.i / (CASE WHEN ${chance(8)} < 0.3 THEN 3 ELSE 1 END) % 1000000)::text, 6, '0') END,
         s.commune_code, 'Bản minh họa ' || 1 + floor(${chance(9)} * 12)::int, n.ethnicity_code,
         CASE WHEN ${chance(10)} < 0.4 THEN ARRAY[s.hospital_code, s.code] ELSE ARRAY[s.code] END, true, now() - interval '1 year'
    FROM (SELECT g.i, p.*, ${chance(4, 'g.i')} < 0.48 AS male, d.born,
                 d.born < date '1962-01-01' AND ${chance(6, 'g.i')} < 0.4 AS year_only
            FROM generate_series(0, :people::bigint - 1) AS g(i)
            JOIN volume_peoples AS p ON ${chance(0, 'g.i')} >= p.share_from AND ${chance(0, 'g.i')} < p.share_until
            CROSS JOIN LATERAL (SELECT date '2026-10-31' - floor(power(${chance(5, 'g.i')}, 1.3) * 33000)::int AS born) AS d) AS n
    JOIN volume_stations AS s ON s.place = floor(power(${chance(11)}, 1.1) * 204)::int`;

/** Most citizens have a number; the first three digits are those of no province. */
export const makeIdentifiers = `
  INSERT INTO patient_identifiers (id, patient_id, system, value, valid_from)
  SELECT gen_random_uuid(), n.id, 'citizen-id',
         '099' || ((date_part('year', n.birth_date)::int / 100 - 19) * 2 + (n.sex = 'female')::int) || to_char(n.birth_date, 'YY') || lpad((n.i % 1000000)::text, 6, '0'),
         date '2021-07-01'
    FROM volume_people AS n WHERE ${chance(12)} < 0.85`;

export const makeCards = `
  INSERT INTO insurance_cards (id, patient_id, card_number, valid_from, registered_facility_code)
  SELECT gen_random_uuid(), n.id, (ARRAY['GD4', 'DT2', 'HN2', 'DN4', 'TE1'])[1 + floor(${chance(13)} * 5)::int] || '148' || lpad(n.i::text, 9, '0'),
         date '2026-01-01', n.known_at[cardinality(n.known_at)]
    FROM volume_people AS n WHERE ${chance(14)} < 0.92`;

/** Everybody has a number where they are known; who came lately is spread over three years, more towards today. */
export const makeNumbers = `
  INSERT INTO facility_patients (facility_id, id, patient_id, number, last_visit_at)
  SELECT f.id, gen_random_uuid(), n.id, k.code || lpad(row_number() OVER (PARTITION BY k.code ORDER BY n.i)::text, 7, '0'),
         now() - power(${chance(15)}, 2) * interval '1095 days'
    FROM volume_people AS n CROSS JOIN LATERAL unnest(n.known_at) AS k(code) JOIN facilities AS f ON f.code = k.code`;

export const makeCounters = `
  INSERT INTO counters (facility_id, series, last) SELECT n.facility_id, 'patient', count(*)
    FROM facility_patients AS n JOIN facilities AS f ON f.id = n.facility_id AND ${isOfVolume('f.code')} GROUP BY n.facility_id`;

/** The people just made with their number, for what hangs on them. */
export const listPeople = `
  CREATE TEMP TABLE volume_people ON COMMIT DROP AS
  SELECT g.i, p.id, p.birth_date, p.sex, p.known_at FROM generate_series(0, :people::bigint - 1) AS g(i) JOIN patients AS p ON p.id = ${personId('g.i')}`;
