import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- What the list said when the thing was given. What the card makes of it stands in scope and insurance_ratio, and is taken anew
-- when the card or the payer changes.
ALTER TABLE charge_lines
  ADD COLUMN listed_in_scope boolean,
  ADD COLUMN listed_ratio numeric(5,2);
-- Nobody changed these rows: an installation learns a column, which is no entry of anybody's history.
ALTER TABLE charge_lines DISABLE TRIGGER log_change;
UPDATE charge_lines AS c SET
  listed_in_scope = c.scope = '1',
  listed_ratio = COALESCE(
    (SELECT f.insurance_ratio
       FROM prescription_lines AS l
       JOIN formulary_items AS f ON f.facility_id = l.facility_id AND f.drug_code = l.drug_code
      WHERE l.facility_id = c.facility_id AND l.id = c.source_id AND c.kind = 'drug'
        AND f.valid_from <= (c.ordered_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
      ORDER BY f.valid_from DESC LIMIT 1),
    c.insurance_ratio);
ALTER TABLE charge_lines ENABLE TRIGGER log_change;
ALTER TABLE charge_lines
  ALTER COLUMN listed_in_scope SET NOT NULL,
  ALTER COLUMN listed_ratio SET NOT NULL,
  ADD CONSTRAINT charge_lines_listed_ratio_check CHECK (listed_ratio >= 0 AND listed_ratio <= 100);
`);

export const down = (knex: Knex) =>
  knex.raw(`
ALTER TABLE charge_lines DROP COLUMN listed_ratio, DROP COLUMN listed_in_scope;
`);
