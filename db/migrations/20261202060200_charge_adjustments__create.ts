import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- A charge that was put right by hand: what it was, what it became, who, when and why. Only grows.
CREATE TABLE charge_adjustments (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  charge_line_id uuid NOT NULL,
  before jsonb NOT NULL,
  after jsonb NOT NULL,
  reason text NOT NULL,
  adjusted_at timestamptz NOT NULL,
  adjusted_by uuid NOT NULL CONSTRAINT charge_adjustments_adjusted_by_fkey REFERENCES users,
  CONSTRAINT charge_adjustments_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT charge_adjustments_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters,
  CONSTRAINT charge_adjustments_charge_line_id_fkey FOREIGN KEY (facility_id, charge_line_id) REFERENCES charge_lines
);
CREATE INDEX charge_adjustments_encounter_id_idx ON charge_adjustments (facility_id, encounter_id, adjusted_at);
CREATE INDEX charge_adjustments_charge_line_id_idx ON charge_adjustments (facility_id, charge_line_id);
CREATE INDEX charge_adjustments_adjusted_by_idx ON charge_adjustments (adjusted_by);
SELECT track_changes('charge_adjustments');
SELECT fence_facility('charge_adjustments');
GRANT SELECT, INSERT ON charge_adjustments TO his_app;
`);

// DESTRUCTIVE: why charges are what they are is lost.
export const down = (knex: Knex) => knex.raw(`DROP TABLE charge_adjustments`);
