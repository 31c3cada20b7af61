import type { Knex } from 'knex';

const code = (table: string) => `code text NOT NULL CONSTRAINT ${table}_code_check CHECK (code ~ '^[a-z][a-z0-9]{0,11}$')`;

export const up = (knex: Knex) =>
  knex.raw(`
-- Sentences that come with the product; a facility's or a doctor's own under the same code goes first.
CREATE TABLE starter_templates (
  ${code('starter_templates')},
  title text NOT NULL,
  section text NOT NULL CONSTRAINT starter_templates_section_check
    CHECK (section IN ('any', 'history', 'past', 'family', 'general', 'organs', 'results', 'plan')),
  body text NOT NULL,
  valid_from date NOT NULL,
  valid_to date CONSTRAINT starter_templates_valid_to_check CHECK (valid_to >= valid_from),
  source text NOT NULL,
  confidence text NOT NULL CONSTRAINT starter_templates_confidence_check CHECK (confidence IN ('sure', 'likely', 'unsure')),
  CONSTRAINT starter_templates_pkey PRIMARY KEY (code, section, valid_from)
);
GRANT SELECT ON starter_templates TO his_app;

-- Texts a doctor types by code: personal with an owner, shared in the facility without one. Parts are texts by section of the form, or one for any.
CREATE TABLE text_templates (
  facility_id uuid NOT NULL CONSTRAINT text_templates_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  owner_id uuid CONSTRAINT text_templates_owner_id_fkey REFERENCES users,
  ${code('text_templates')},
  title text NOT NULL CONSTRAINT text_templates_title_check CHECK (length(title) BETWEEN 1 AND 100),
  parts jsonb NOT NULL CONSTRAINT text_templates_parts_check CHECK (jsonb_typeof(parts) = 'object' AND parts <> '{}'),
  saved_by uuid NOT NULL CONSTRAINT text_templates_saved_by_fkey REFERENCES users,
  saved_at timestamptz NOT NULL,
  closed_at timestamptz,
  CONSTRAINT text_templates_pkey PRIMARY KEY (facility_id, id)
);
CREATE UNIQUE INDEX text_templates_shared_key ON text_templates (facility_id, code) WHERE owner_id IS NULL AND closed_at IS NULL;
CREATE UNIQUE INDEX text_templates_own_key ON text_templates (facility_id, owner_id, code) WHERE owner_id IS NOT NULL AND closed_at IS NULL;
CREATE INDEX text_templates_owner_id_idx ON text_templates (owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX text_templates_saved_by_idx ON text_templates (saved_by);
SELECT track_changes('text_templates');
SELECT fence_facility('text_templates');
GRANT SELECT, INSERT, UPDATE ON text_templates TO his_app;
`);

// DESTRUCTIVE: the texts that facilities and doctors wrote are lost.
export const down = (knex: Knex) => knex.raw(`DROP TABLE text_templates, starter_templates`);
