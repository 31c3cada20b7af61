import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- When the entry was made, with its shelf locked: orders a card over several lots as it happened, however long a posting waited.
ALTER TABLE stock_movements ADD COLUMN entered_at timestamptz NOT NULL DEFAULT clock_timestamp()`);

// DESTRUCTIVE: the order of entries over several lots is lost.
export const down = (knex: Knex) => knex.raw(`ALTER TABLE stock_movements DROP COLUMN entered_at`);
