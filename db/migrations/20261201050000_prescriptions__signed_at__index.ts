import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- The month's list of reasons reads a facility's prescriptions by the time of signing.
CREATE INDEX prescriptions_signed_at_idx ON prescriptions (facility_id, signed_at, id);
`);

export const down = (knex: Knex) => knex.raw(`DROP INDEX prescriptions_signed_at_idx`);
