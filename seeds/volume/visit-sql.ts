import type { Db } from '../../db/knex.ts';
import { placeId } from './visit-copies.ts';

/** Which visits are multiplied, and how many copies go where. */
export async function layOutPlaces(tx: Db, models: { facilityId: string; encounterId: string }[]): Promise<void> {
  await tx.raw(`CREATE TEMP TABLE volume_models (facility_id uuid, encounter_id uuid) ON COMMIT DROP`);
  await tx('volumeModels').insert(models);
  await tx.raw(`
    CREATE TEMP TABLE volume_model_list ON COMMIT DROP AS
    SELECT f.kind, f.code AS model_code, m.facility_id AS model_facility_id, m.encounter_id AS model_id, e.patient_id AS model_patient_id,
           o.card_id AS model_card_id, p.sex, k.closed_at,
           row_number() OVER (PARTITION BY f.kind ORDER BY k.closed_at, m.encounter_id) - 1 AS place, count(*) OVER (PARTITION BY f.kind) AS models
      FROM volume_models AS m
      JOIN facilities AS f ON f.id = m.facility_id
      JOIN encounters AS e ON e.facility_id = m.facility_id AND e.id = m.encounter_id
      JOIN patients AS p ON p.id = e.patient_id
      JOIN encounter_closures AS k ON k.facility_id = e.facility_id AND k.encounter_id = e.id AND k.reopened_at IS NULL
      JOIN LATERAL (SELECT c.card_id FROM encounter_coverages AS c WHERE c.facility_id = e.facility_id AND c.encounter_id = e.id ORDER BY c.id LIMIT 1) AS o ON true`);
  await tx.raw(`
    CREATE TEMP TABLE volume_names ON COMMIT DROP AS
    SELECT p.sex, array_agg(p.full_name ORDER BY p.id) AS names
      FROM (SELECT a.id, a.sex, a.full_name, row_number() OVER (PARTITION BY a.sex ORDER BY a.id) AS place
              FROM patients AS a WHERE a.known_at && (SELECT array_agg(f.code) FROM facilities AS f WHERE f.code LIKE '148%')) AS p
     WHERE p.place <= 5000 GROUP BY p.sex`);
}

/** Copies in the order in which they were closed, as rows lie that came one after the other. Ids of people are time-ordered like those of the product. */
export const listCopies = `
  CREATE TEMP TABLE volume_copies ON COMMIT DROP AS
  WITH places AS (
    SELECT f.id, f.code, f.prescription_link_code, f.kind, row_number() OVER (PARTITION BY f.kind ORDER BY f.code) - 1 AS place, count(*) OVER (PARTITION BY f.kind) AS places
      FROM facilities AS f WHERE f.code LIKE '148%'
  ), shares AS (
    SELECT p.*, CASE WHEN p.kind = 'commune-station' THEN :visits::int / 2 / p.places
                     WHEN p.place = 0 THEN :visits::int / 6 ELSE :visits::int / 3 / GREATEST(p.places - 1, 1) END AS share FROM places AS p
  ), filled AS (
    -- What the division leaves over goes to the first hospital.
    SELECT s.*, s.share + CASE WHEN s.kind <> 'commune-station' AND s.place = 0 THEN :visits::int - sum(s.share) OVER () ELSE 0 END AS copies FROM shares AS s
  ), numbered AS (
    SELECT f.id AS facility_id, f.code, f.prescription_link_code AS link_code, f.kind, k.k, m.model_code, m.model_facility_id, m.model_id, m.model_patient_id,
           m.model_card_id, m.sex, m.closed_at, row_number() OVER (ORDER BY m.closed_at, m.model_id, f.code, k.k) AS n
      FROM filled AS f
      CROSS JOIN LATERAL generate_series(0, f.copies::int - 1) AS k(k)
      JOIN volume_model_list AS m ON m.kind = f.kind AND m.place = (k.k + f.place * 7) % m.models
  )
  SELECT v.*, (lpad(to_hex(1750000000000 + v.n), 12, '0') || '7' || lpad(to_hex(v.n & 4095), 3, '0') || '8' || left(md5('visitor' || v.n), 15))::uuid AS patient_id,
         w.names[1 + v.n % cardinality(w.names)] AS full_name,
         v.code || to_char(v.closed_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YY') || lpad((row_number() OVER (PARTITION BY v.facility_id ORDER BY v.n))::text, 7, '0') AS encounter_code,
         v.code || lpad((COALESCE(c.last, 0) + row_number() OVER (PARTITION BY v.facility_id ORDER BY v.n))::text, 7, '0') AS patient_number
    FROM numbered AS v
    JOIN volume_names AS w ON w.sex = v.sex
    LEFT JOIN counters AS c ON c.facility_id = v.facility_id AND c.series = 'patient'`;

/** The rooms, tills and books of the models' places, at each place that has copies. */
const places = `(SELECT DISTINCT c.facility_id, c.model_facility_id, c.model_code FROM volume_copies AS c) AS v`;

export const makeRooms = `
  INSERT INTO rooms (facility_id, id, code, name, department_code, examination_service_code)
  SELECT DISTINCT ON (v.facility_id, r.code) v.facility_id, ${placeId('r.code')}, r.code, r.name, r.department_code, r.examination_service_code
    FROM ${places} JOIN rooms AS r ON r.facility_id = v.model_facility_id ORDER BY v.facility_id, r.code, v.model_code`;

export const makeCashDays = `
  INSERT INTO cash_days (facility_id, id, day, closed_at, closed_by)
  SELECT DISTINCT ON (v.facility_id, d.day) v.facility_id, ${placeId('d.day')}, d.day, d.closed_at, d.closed_by
    FROM ${places} JOIN cash_days AS d ON d.facility_id = v.model_facility_id ORDER BY v.facility_id, d.day, v.model_code`;

export const makeShifts = `
  INSERT INTO cashier_shifts (facility_id, id, cashier_id, day, opened_at, closed_at, expected_cash, counted_cash, difference_reason)
  SELECT v.facility_id, ${placeId('s.id')}, s.cashier_id, s.day, s.opened_at, s.closed_at, s.expected_cash, s.counted_cash, s.difference_reason
    FROM ${places} JOIN cashier_shifts AS s ON s.facility_id = v.model_facility_id`;

export const makeBooks = `
  INSERT INTO receipt_books (facility_id, id, kind, series, first_number, last_number, next_number, holder_id, opened_at, opened_by)
  SELECT v.facility_id, ${placeId('b.id')}, b.kind, b.series || '-' || v.model_code, 1, 10000000, 1000000, b.holder_id, b.opened_at, b.opened_by
    FROM ${places} JOIN receipt_books AS b ON b.facility_id = v.model_facility_id`;

export const makeCounters = `
  INSERT INTO counters AS c (facility_id, series, last)
  SELECT v.facility_id, s.series, count(*) FROM volume_copies AS v
    CROSS JOIN LATERAL (VALUES ('patient'), ('encounter:' || to_char(v.closed_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YY'))) AS s(series)
   GROUP BY v.facility_id, s.series
  ON CONFLICT (facility_id, series) DO UPDATE SET last = c.last + excluded.last`;
