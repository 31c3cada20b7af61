import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- What this installation has loaded, by name; written by the owner only.
CREATE TABLE installation (name text PRIMARY KEY, value text NOT NULL);
GRANT SELECT ON installation TO his_app;
`);

export const down = (knex: Knex) => knex.raw(`DROP TABLE installation`);
