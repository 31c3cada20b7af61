import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- Since when it waits again after a refusal; tries of before do not count.
ALTER TABLE outbox ADD COLUMN reopened_at timestamptz;
`);

// DESTRUCTIVE: when refused messages were put in line again is lost.
export const down = (knex: Knex) => knex.raw(`ALTER TABLE outbox DROP COLUMN reopened_at`);
