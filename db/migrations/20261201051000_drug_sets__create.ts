import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- Drugs that are often prescribed together: personal with an owner, shared in the facility without one. Lines are drug code, dosage and payer.
CREATE TABLE drug_sets (
  facility_id uuid NOT NULL CONSTRAINT drug_sets_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  owner_id uuid CONSTRAINT drug_sets_owner_id_fkey REFERENCES users,
  name text NOT NULL CONSTRAINT drug_sets_name_check CHECK (length(name) BETWEEN 1 AND 100),
  lines jsonb NOT NULL CONSTRAINT drug_sets_lines_check CHECK (jsonb_typeof(lines) = 'array' AND jsonb_array_length(lines) BETWEEN 1 AND 20),
  saved_by uuid NOT NULL CONSTRAINT drug_sets_saved_by_fkey REFERENCES users,
  saved_at timestamptz NOT NULL,
  closed_at timestamptz,
  CONSTRAINT drug_sets_pkey PRIMARY KEY (facility_id, id)
);
CREATE UNIQUE INDEX drug_sets_shared_key ON drug_sets (facility_id, name) WHERE owner_id IS NULL AND closed_at IS NULL;
CREATE UNIQUE INDEX drug_sets_own_key ON drug_sets (facility_id, owner_id, name) WHERE owner_id IS NOT NULL AND closed_at IS NULL;
CREATE INDEX drug_sets_owner_id_idx ON drug_sets (owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX drug_sets_saved_by_idx ON drug_sets (saved_by);
SELECT track_changes('drug_sets');
SELECT fence_facility('drug_sets');
GRANT SELECT, INSERT, UPDATE ON drug_sets TO his_app;
`);

// DESTRUCTIVE: the sets that facilities and doctors made are lost.
export const down = (knex: Knex) => knex.raw(`DROP TABLE drug_sets`);
