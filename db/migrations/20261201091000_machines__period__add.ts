import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- The maker's serial number, and from when to when the machine works here; open where it is not known.
ALTER TABLE machines ADD COLUMN serial text, ADD COLUMN used_from date, ADD COLUMN used_to date,
  ADD CONSTRAINT machines_period_check CHECK (used_to >= used_from)`);

// DESTRUCTIVE: serial numbers and periods of machines are lost.
export const down = (knex: Knex) => knex.raw(`ALTER TABLE machines DROP COLUMN serial, DROP COLUMN used_from, DROP COLUMN used_to`);
