import { closeTestDatabases, prepareTestDatabases } from './support/database.ts';

/** In a run of everything the templates are made before the first test, which would have to wait for them on its own time otherwise. */
export async function mochaGlobalSetup(): Promise<void> {
  if (process.env['HIS_TEST_LANE'] !== undefined) await prepareTestDatabases();
}

/** After the last suite: the database server of the tests stops, so that the process ends by itself. */
export const mochaHooks = {
  async afterAll(this: Mocha.Context): Promise<void> {
    this.timeout(60_000);
    await closeTestDatabases();
  },
};
