import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- The prices a facility charges, as the decision of its province or board lists them. A list begins on a day and may end on one; of several that have a
-- code the one that began last counts. Nothing of a list is ever changed: a new decision is a new list.
CREATE TABLE price_lists (
  facility_id uuid NOT NULL CONSTRAINT price_lists_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  decision_number text NOT NULL,
  decided_on date NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  end_reason text,
  file_name text NOT NULL,
  file_sha256 text NOT NULL,
  imported_by uuid NOT NULL CONSTRAINT price_lists_imported_by_fkey REFERENCES users,
  imported_at timestamptz NOT NULL,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT price_lists_period_check CHECK (valid_to IS NULL OR valid_to >= valid_from),
  CONSTRAINT price_lists_end_reason_check CHECK (end_reason IS NULL OR valid_to IS NOT NULL)
);
CREATE INDEX price_lists_imported_by_idx ON price_lists (imported_by);
SELECT track_changes('price_lists'), fence_facility('price_lists');
GRANT SELECT, INSERT, UPDATE ON price_lists TO his_app;

CREATE TABLE price_list_lines (
  facility_id uuid NOT NULL,
  list_id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  group_code text NOT NULL,
  cost_group text NOT NULL,
  unit text NOT NULL,
  hospital_price numeric(15,3) NOT NULL CONSTRAINT price_list_lines_hospital_price_check CHECK (hospital_price >= 0),
  insurance_price numeric(15,3) NOT NULL CONSTRAINT price_list_lines_insurance_price_check CHECK (insurance_price >= 0),
  surgery_class text,
  name_folded text GENERATED ALWAYS AS (fold_words(name)) STORED,
  tokens text[] GENERATED ALWAYS AS (string_to_array(fold_words(name), ' ')) STORED,
  PRIMARY KEY (facility_id, list_id, code),
  CONSTRAINT price_list_lines_facility_id_list_id_fkey FOREIGN KEY (facility_id, list_id) REFERENCES price_lists
);
CREATE INDEX price_list_lines_facility_id_code_idx ON price_list_lines (facility_id, code);
CREATE INDEX price_list_lines_tokens_idx ON price_list_lines USING gin (tokens);
SELECT fence_facility('price_list_lines');
GRANT SELECT, INSERT ON price_list_lines TO his_app;
`);

export const down = (knex: Knex) => knex.raw(`DROP TABLE price_list_lines, price_lists`);
