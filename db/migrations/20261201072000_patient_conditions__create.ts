import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- Diseases that stay with a person over many visits. Part of the person, like an allergy; facility_id says where it was written down, because what
-- tells of HIV is shown there only. A correction is an update that the change log keeps; a mistake is retracted with its reason.
CREATE TABLE patient_conditions (
  id uuid CONSTRAINT patient_conditions_pkey PRIMARY KEY,
  version integer NOT NULL DEFAULT 1,
  patient_id uuid NOT NULL CONSTRAINT patient_conditions_patient_id_fkey REFERENCES patients,
  facility_id uuid NOT NULL CONSTRAINT patient_conditions_facility_id_fkey REFERENCES facilities,
  icd_code text NOT NULL,
  icd_version text NOT NULL,
  name text NOT NULL,
  since text CONSTRAINT patient_conditions_since_check CHECK (since ~ '^\\d{4}(-\\d{2}){0,2}$'),
  note text CONSTRAINT patient_conditions_note_check CHECK (length(note) BETWEEN 1 AND 500),
  recorded_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL CONSTRAINT patient_conditions_recorded_by_fkey REFERENCES users,
  ended_on date,
  retracted_at timestamptz,
  retraction_reason text,
  changed_by uuid CONSTRAINT patient_conditions_changed_by_fkey REFERENCES users,
  CONSTRAINT patient_conditions_retraction_check CHECK ((retracted_at IS NULL) = (retraction_reason IS NULL))
);
CREATE INDEX patient_conditions_patient_id_idx ON patient_conditions (patient_id);
CREATE UNIQUE INDEX patient_conditions_active_key ON patient_conditions (patient_id, icd_code, facility_id) WHERE ended_on IS NULL AND retracted_at IS NULL;
CREATE INDEX patient_conditions_facility_id_idx ON patient_conditions (facility_id);
CREATE INDEX patient_conditions_recorded_by_idx ON patient_conditions (recorded_by);
CREATE INDEX patient_conditions_changed_by_idx ON patient_conditions (changed_by) WHERE changed_by IS NOT NULL;
SELECT track_changes('patient_conditions');
GRANT SELECT, INSERT, UPDATE ON patient_conditions TO his_app;
`);

// DESTRUCTIVE: the long-term conditions that were written down are lost.
export const down = (knex: Knex) => knex.raw(`DROP TABLE patient_conditions`);
