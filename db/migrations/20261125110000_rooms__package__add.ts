import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- Services that everybody who is sent to the room gets ordered with the registration.
ALTER TABLE rooms ADD COLUMN package_service_codes text[] NOT NULL DEFAULT '{}';
-- Ordered by the desk as part of a package; the doctor who opens the visit takes the order over, or cancels it.
ALTER TABLE service_orders ADD COLUMN from_package boolean NOT NULL DEFAULT false;
`);

export const down = (knex: Knex) =>
  knex.raw(`
ALTER TABLE service_orders DROP COLUMN from_package;
ALTER TABLE rooms DROP COLUMN package_service_codes;
`);
