import { closeTestDatabases } from './support/database.ts';

/** After the last suite: the database server of the tests stops, so that the process ends by itself. */
export const mochaHooks = {
  async afterAll(this: Mocha.Context): Promise<void> {
    this.timeout(60_000);
    await closeTestDatabases();
  },
};
