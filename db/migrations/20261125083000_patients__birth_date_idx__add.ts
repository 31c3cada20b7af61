import type { Knex } from 'knex';

/** Likely duplicates are looked for among those born on the day, wherever, and among those of the commune born in the year. */
export const up = (knex: Knex) =>
  knex.raw(`CREATE INDEX patients_birth_date_idx ON patients (birth_date, commune_code) WHERE merged_into IS NULL`);

export const down = (knex: Knex) => knex.raw(`DROP INDEX patients_birth_date_idx`);
