import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- Only supplies: the order they were used with, their tender and mark. What is used with one order is one package.
ALTER TABLE charge_lines
  ADD COLUMN supply jsonb,
  ADD CONSTRAINT charge_lines_supply_check CHECK (supply IS NULL OR kind = 'supply')`);

// DESTRUCTIVE: which order supplies were used with is lost.
export const down = (knex: Knex) => knex.raw(`ALTER TABLE charge_lines DROP COLUMN supply`);
