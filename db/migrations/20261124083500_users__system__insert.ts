import type { Knex } from 'knex';

/** The system itself as the author of what jobs and the command line write; nobody can log in as it. */
export const up = (knex: Knex) =>
  knex.raw(`
ALTER TABLE users DISABLE TRIGGER log_change; -- there is no facility yet whose log could carry it
INSERT INTO users (id, username, full_name, password_hash, disabled_at)
VALUES ('00000000-0000-7000-8000-000000000001', 'system', 'Hoa Ban HIS', '-', now());
ALTER TABLE users ENABLE TRIGGER log_change;
`);

export const down = (knex: Knex) =>
  knex.raw(`
ALTER TABLE users DISABLE TRIGGER log_change;
DELETE FROM users WHERE id = '00000000-0000-7000-8000-000000000001';
ALTER TABLE users ENABLE TRIGGER log_change;
`);
