import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- What was answered about pregnancy and breastfeeding, each time it was asked; the newest counts while it holds.
CREATE TABLE reproductive_states (
  id uuid CONSTRAINT reproductive_states_pkey PRIMARY KEY,
  patient_id uuid NOT NULL CONSTRAINT reproductive_states_patient_id_fkey REFERENCES patients,
  pregnant boolean NOT NULL,
  due_on date,
  breastfeeding boolean NOT NULL,
  asked_at timestamptz NOT NULL,
  asked_by uuid NOT NULL CONSTRAINT reproductive_states_asked_by_fkey REFERENCES users,
  CONSTRAINT reproductive_states_due_on_check CHECK (due_on IS NULL OR pregnant)
);
CREATE INDEX reproductive_states_patient_id_idx ON reproductive_states (patient_id, asked_at DESC);
CREATE INDEX reproductive_states_asked_by_idx ON reproductive_states (asked_by);
SELECT track_changes('reproductive_states');
GRANT SELECT, INSERT ON reproductive_states TO his_app;

-- Which substances the group pairs of the interaction list speak of.
CREATE TABLE interaction_group_members (
  group_code text NOT NULL,
  side text NOT NULL CONSTRAINT interaction_group_members_side_check CHECK (side IN ('a', 'b')),
  name text NOT NULL,
  atc_code text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL CONSTRAINT interaction_group_members_confidence_check CHECK (confidence IN ('sure', 'likely', 'unsure')),
  CONSTRAINT interaction_group_members_pkey PRIMARY KEY (group_code, side, atc_code, valid_from),
  CONSTRAINT interaction_group_members_valid_to_check CHECK (valid_to >= valid_from)
);
CREATE INDEX interaction_group_members_atc_code_idx ON interaction_group_members (atc_code);
GRANT SELECT ON interaction_group_members TO his_app;
`);

export const down = (knex: Knex) => knex.raw(`DROP TABLE interaction_group_members, reproductive_states`);
