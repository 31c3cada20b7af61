import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- The medical supplies a facility has, at the price of its tender. The insurer numbers them itself: N, two digits, a point …
CREATE TABLE supply_items (
  facility_id uuid NOT NULL CONSTRAINT supply_items_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  code text NOT NULL CONSTRAINT supply_items_code_check CHECK (code ~ '^N[0-9]{2}[.]'),
  name text NOT NULL,
  unit text NOT NULL,
  maker text,
  -- What the maker prints on the thing itself: MA_HIEU_SP.
  product_mark text,
  unit_price numeric(15,3) NOT NULL CONSTRAINT supply_items_unit_price_check CHECK (unit_price >= 0),
  -- The most that the insurance counts of one unit.
  ceiling_price numeric(15,3) CONSTRAINT supply_items_ceiling_price_check CHECK (ceiling_price >= 0),
  insurance_ratio numeric(5,2) NOT NULL CONSTRAINT supply_items_insurance_ratio_check CHECK (insurance_ratio BETWEEN 0 AND 100),
  -- decision;Gx;Ny;year
  tender text,
  valid_from date NOT NULL,
  valid_to date,
  name_folded text GENERATED ALWAYS AS (fold_words(name)) STORED,
  name_tokens text[] GENERATED ALWAYS AS (string_to_array(fold_words(name), ' ')) STORED,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT supply_items_facility_id_code_valid_from_key UNIQUE (facility_id, code, valid_from),
  CONSTRAINT supply_items_period_check CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
SELECT track_changes('supply_items'), fence_facility('supply_items');
GRANT SELECT, INSERT, UPDATE ON supply_items TO his_app;
-- Drugs and supplies lie in one ledger, told apart by their codes.
ALTER TABLE drugs ADD CONSTRAINT drugs_code_check CHECK (code !~ '^N[0-9]{2}[.]');
`);

// DESTRUCTIVE: the list of supplies with its prices is lost.
export const down = (knex: Knex) => knex.raw(`ALTER TABLE drugs DROP CONSTRAINT drugs_code_check; DROP TABLE supply_items`);
