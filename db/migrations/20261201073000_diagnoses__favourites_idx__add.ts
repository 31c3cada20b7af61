import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- The newest diagnoses of one doctor, counted each time the desk is opened.
CREATE INDEX diagnoses_favourites_idx ON diagnoses (facility_id, recorded_by, recorded_at DESC) WHERE retracted_at IS NULL;
`);

export const down = (knex: Knex) => knex.raw(`DROP INDEX diagnoses_favourites_idx`);
