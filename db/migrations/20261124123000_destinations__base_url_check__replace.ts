import type { Knex } from 'knex';

// The first text of the check held a question mark, which the query builder takes for a parameter: it refused every address.
export const up = (knex: Knex) =>
  knex.raw(`
ALTER TABLE destinations
  DROP CONSTRAINT destinations_base_url_check,
  ADD CONSTRAINT destinations_base_url_check CHECK (base_url ~ '^(http|https)://');
`);

// DESTRUCTIVE for use: the earlier check refuses every address again, so rows that exist are not looked at.
export const down = (knex: Knex) =>
  knex.raw(`
ALTER TABLE destinations
  DROP CONSTRAINT destinations_base_url_check,
  ADD CONSTRAINT destinations_base_url_check CHECK (base_url ~ '^https$1://') NOT VALID;
`);
