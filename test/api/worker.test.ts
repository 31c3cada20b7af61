import { expect } from 'chai';
import { row } from '../../db/knex.ts';
import { startWorker } from '../../api/worker.ts';
import { newId } from '../../domain/ids.ts';
import { aFacility, aUser, testApi, type TestApi } from '../support/api.ts';
import { localDay } from '../../domain/dates.ts';

describe('the worker', function () {
  this.timeout(60_000);
  let api: TestApi;
  /** How many are left; a connection that was closed leaves the list of the database a moment later. */
  const leftOver = async (): Promise<number> => {
    for (let tries = 0; tries < 100 && (await connections()) > 0; tries += 1) await new Promise((done) => setTimeout(done, 50));
    return await connections();
  };
  const connections = async (): Promise<number> => {
    const found = await row<{ count: number }>(
      api.database.owner,
      `SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = 'hoa-ban-his-jobs' AND datname = current_database()`,
    );
    return found?.count ?? 0;
  };

  /** Asks for an export and waits until the worker has made it. */
  const exportThroughWorker = async (): Promise<string> => {
    const { facility } = await aFacility(api);
    const officer = await aUser(api, facility, ['insurance-officer']);
    const id = newId();
    const day = localDay(new Date());
    await officer.post('/claim-exports', { id, from: day, until: day }).expect(202);
    for (let tries = 0; tries < 400; tries += 1) {
      await new Promise((done) => setTimeout(done, 50));
      const { state } = (await officer.get(`/claim-exports/${id}`).expect(200)).body as { state: string };
      if (state === 'ready') return state;
    }
    return 'never made';
  };

  before(async () => {
    api = await testApi();
  });

  it('runs what a request left for it, and leaves no connection behind', async () => {
    const worker = await startWorker(api.services, api.database.appUrl);
    expect(await exportThroughWorker()).to.equal('ready');
    await worker.stop();
    expect(await leftOver()).to.equal(0);
  });

  it('lives through a database that ends all its connections, and goes on working', async () => {
    const worker = await startWorker(api.services, api.database.appUrl);
    for (let round = 0; round < 3; round += 1) {
      for (let tries = 0; tries < 100 && (await connections()) === 0; tries += 1) await new Promise((done) => setTimeout(done, 50));
      const ended = await row<{ count: number }>(
        api.database.owner,
        `SELECT count(pg_terminate_backend(pid))::int AS count FROM pg_stat_activity
          WHERE application_name = 'hoa-ban-his-jobs' AND datname = current_database()`,
      );
      expect(ended?.count).to.be.greaterThan(0);
      expect(await exportThroughWorker()).to.equal('ready');
    }
    await worker.stop();
    expect(await leftOver()).to.equal(0);
  });
});
