import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- Screens in waiting halls and kiosks: who holds the key may look, or take a number. Only a digest of the key is kept.
CREATE TABLE displays (
  facility_id uuid NOT NULL CONSTRAINT displays_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  name text NOT NULL,
  mode text NOT NULL CONSTRAINT displays_mode_check CHECK (mode IN ('numbers', 'initials')),
  key_hash bytea NOT NULL,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL CONSTRAINT displays_created_by_fkey REFERENCES users,
  renewed_at timestamptz,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT displays_key_hash_key UNIQUE (facility_id, key_hash)
);
CREATE INDEX displays_created_by_idx ON displays (created_by);
SELECT track_changes('displays', 'key_hash');
SELECT fence_facility('displays');
GRANT SELECT, INSERT, UPDATE ON displays TO his_app;
`);

// DESTRUCTIVE: every screen and kiosk needs a new key.
export const down = (knex: Knex) => knex.raw(`DROP TABLE displays`);
