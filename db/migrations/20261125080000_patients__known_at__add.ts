import type { Knex } from 'knex';

/**
 * Which facilities know a person: their codes stand in the person's row, so that the own people are found by one index and the
 * rest of the record knows where to ask. Only a facility's own rows are visible to it, so this cannot be looked up.
 */
export const up = (knex: Knex) =>
  knex.raw(`
ALTER TABLE patients ADD COLUMN known_at text[] NOT NULL DEFAULT '{}';
-- A desk elsewhere that meets the person changes nothing of what this desk sees: no new version.
DROP TRIGGER bump_version ON patients;
CREATE TRIGGER bump_version BEFORE UPDATE ON patients FOR EACH ROW
  WHEN (OLD.known_at IS NOT DISTINCT FROM NEW.known_at) EXECUTE FUNCTION bump_version();
`);

export const down = (knex: Knex) =>
  knex.raw(`
DROP TRIGGER bump_version ON patients;
CREATE TRIGGER bump_version BEFORE UPDATE ON patients FOR EACH ROW EXECUTE FUNCTION bump_version();
ALTER TABLE patients DROP COLUMN known_at;
`);
