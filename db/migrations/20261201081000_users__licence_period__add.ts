import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- From when to when the licence holds; open where the licence does not say.
ALTER TABLE users ADD COLUMN licence_from date, ADD COLUMN licence_until date,
  ADD CONSTRAINT users_licence_period_check CHECK (licence_from <= licence_until);
`);

// DESTRUCTIVE: the periods of the licences are lost.
export const down = (knex: Knex) => knex.raw(`ALTER TABLE users DROP COLUMN licence_until, DROP COLUMN licence_from`);
