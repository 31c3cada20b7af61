import type { Knex } from 'knex';

// Says the same in plainer words; databases made before the first text of the check was mended still refuse every address.
export const up = (knex: Knex) =>
  knex.raw(`
ALTER TABLE destinations
  DROP CONSTRAINT destinations_base_url_check,
  ADD CONSTRAINT destinations_base_url_check CHECK (base_url ~ '^(http|https)://');
`);

// Rows that exist are not looked at: the earlier check may refuse them.
export const down = (knex: Knex) =>
  knex.raw(`
ALTER TABLE destinations
  DROP CONSTRAINT destinations_base_url_check,
  ADD CONSTRAINT destinations_base_url_check CHECK (base_url ~ '^http(s|)://') NOT VALID;
`);
