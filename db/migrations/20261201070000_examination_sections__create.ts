import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- One part of the examination form as it was written; another text replaces it and leaves it on file. The history itself stays in encounters.
CREATE TABLE examination_sections (
  facility_id uuid NOT NULL CONSTRAINT examination_sections_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  kind text NOT NULL CONSTRAINT examination_sections_kind_check CHECK (kind IN ('past', 'family', 'general', 'organs', 'results', 'plan')),
  body text NOT NULL CONSTRAINT examination_sections_body_check CHECK (length(body) BETWEEN 1 AND 5000),
  written_at timestamptz NOT NULL,
  written_by uuid NOT NULL CONSTRAINT examination_sections_written_by_fkey REFERENCES users,
  replaced_at timestamptz,
  replaced_by uuid CONSTRAINT examination_sections_replaced_by_fkey REFERENCES users,
  CONSTRAINT examination_sections_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT examination_sections_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters (facility_id, id),
  CONSTRAINT examination_sections_replaced_check CHECK ((replaced_at IS NULL) = (replaced_by IS NULL))
);
CREATE UNIQUE INDEX examination_sections_kind_key ON examination_sections (facility_id, encounter_id, kind) WHERE replaced_at IS NULL;
CREATE INDEX examination_sections_encounter_id_idx ON examination_sections (facility_id, encounter_id, written_at);
CREATE INDEX examination_sections_written_by_idx ON examination_sections (written_by);
CREATE INDEX examination_sections_replaced_by_idx ON examination_sections (replaced_by) WHERE replaced_by IS NOT NULL;
SELECT track_changes('examination_sections');
SELECT fence_facility('examination_sections');
GRANT SELECT, INSERT, UPDATE ON examination_sections TO his_app;
`);

// DESTRUCTIVE: the sections that were written are lost; history and provisional diagnosis stay.
export const down = (knex: Knex) => knex.raw(`DROP TABLE examination_sections`);
