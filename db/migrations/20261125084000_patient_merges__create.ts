import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- Two records of one person brought together; what was moved is kept, so that undoing restores exactly it.
CREATE TABLE patient_merges (
  id uuid PRIMARY KEY,
  survivor_id uuid NOT NULL CONSTRAINT patient_merges_survivor_id_fkey REFERENCES patients,
  loser_id uuid NOT NULL CONSTRAINT patient_merges_loser_id_fkey REFERENCES patients,
  reason text NOT NULL,
  merged_at timestamptz NOT NULL,
  merged_by uuid NOT NULL CONSTRAINT patient_merges_merged_by_fkey REFERENCES users,
  -- Rows of the person by table; rows of a facility stand in patient_merge_moves.
  moved jsonb NOT NULL,
  undone_at timestamptz,
  undone_by uuid CONSTRAINT patient_merges_undone_by_fkey REFERENCES users,
  undo_reason text,
  CONSTRAINT patient_merges_other_check CHECK (survivor_id <> loser_id),
  CONSTRAINT patient_merges_undo_check CHECK ((undone_at IS NULL) = (undo_reason IS NULL))
);
CREATE UNIQUE INDEX patient_merges_standing_key ON patient_merges (loser_id) WHERE undone_at IS NULL;
CREATE INDEX patient_merges_loser_id_idx ON patient_merges (loser_id);
CREATE INDEX patient_merges_survivor_id_idx ON patient_merges (survivor_id);
CREATE INDEX patient_merges_merged_at_idx ON patient_merges (merged_at DESC, id DESC);
CREATE INDEX patient_merges_merged_by_idx ON patient_merges (merged_by);
CREATE INDEX patient_merges_undone_by_idx ON patient_merges (undone_by);

-- A row of this facility that followed the survivor, and when it went back.
CREATE TABLE patient_merge_moves (
  facility_id uuid NOT NULL CONSTRAINT patient_merge_moves_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  merge_id uuid NOT NULL CONSTRAINT patient_merge_moves_merge_id_fkey REFERENCES patient_merges,
  table_name text NOT NULL,
  row_id uuid NOT NULL,
  restored_at timestamptz,
  PRIMARY KEY (facility_id, id)
);
CREATE INDEX patient_merge_moves_merge_id_idx ON patient_merge_moves (merge_id);
SELECT track_changes('patient_merges');
SELECT track_changes('patient_merge_moves');
SELECT fence_facility('patient_merge_moves');
GRANT SELECT, INSERT, UPDATE ON patient_merges, patient_merge_moves TO his_app;

-- After a merge a person may have two numbers in a facility, and both are found.
ALTER TABLE facility_patients DROP CONSTRAINT facility_patients_facility_id_patient_id_key;
CREATE INDEX facility_patients_facility_id_patient_id_idx ON facility_patients (facility_id, patient_id);
`);

// DESTRUCTIVE: which records were brought together, and so the way back, is lost.
export const down = (knex: Knex) =>
  knex.raw(`
DROP INDEX facility_patients_facility_id_patient_id_idx;
ALTER TABLE facility_patients ADD CONSTRAINT facility_patients_facility_id_patient_id_key UNIQUE (facility_id, patient_id);
DROP TABLE patient_merge_moves, patient_merges;
`);
