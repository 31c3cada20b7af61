import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`INSERT INTO name_words (word) SELECT DISTINCT t.word FROM patients AS p CROSS JOIN LATERAL unnest(p.name_tokens) AS t(word)`);

// Nothing to take back: the table goes with the migration before.
export const down = async () => undefined;
