import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- Another strength is another number of tablets, taken another way: both as the doctor said.
ALTER TABLE drug_substitutions
  ADD COLUMN quantity numeric(10,3) NOT NULL CONSTRAINT drug_substitutions_quantity_check CHECK (quantity > 0),
  ADD COLUMN usage text NOT NULL`);

// DESTRUCTIVE: how the substitutes are to be taken is lost.
export const down = (knex: Knex) => knex.raw(`ALTER TABLE drug_substitutions DROP COLUMN usage, DROP COLUMN quantity`);
