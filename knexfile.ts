import { migrationSource } from './db/migrate.ts';

/** For the knex command line against a database of your own; `npm start` and the tests migrate by themselves. */
export default {
  client: 'pg',
  connection: process.env['DATABASE_URL'],
  migrations: { migrationSource },
};
