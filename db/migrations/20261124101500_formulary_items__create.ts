import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- The drugs a facility has, at the price of its tender. A drug without a row here is bought outside by the patient.
CREATE TABLE formulary_items (
  facility_id uuid NOT NULL CONSTRAINT formulary_items_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  drug_code text NOT NULL,
  unit_price numeric(15,3) NOT NULL CONSTRAINT formulary_items_unit_price_check CHECK (unit_price >= 0),
  registration_number text,
  -- decision;Gx;Ny;year
  tender text,
  insurance_ratio numeric(5,2) NOT NULL CONSTRAINT formulary_items_insurance_ratio_check CHECK (insurance_ratio BETWEEN 0 AND 100),
  valid_from date NOT NULL,
  valid_to date,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT formulary_items_facility_id_drug_code_valid_from_key UNIQUE (facility_id, drug_code, valid_from),
  CONSTRAINT formulary_items_period_check CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
SELECT track_changes('formulary_items'), fence_facility('formulary_items');
GRANT SELECT, INSERT, UPDATE ON formulary_items TO his_app;
`);

export const down = (knex: Knex) => knex.raw(`DROP TABLE formulary_items`);
