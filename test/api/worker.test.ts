import { expect } from 'chai';
import { row } from '../../db/knex.ts';
import { startWorker } from '../../api/worker.ts';
import { newId } from '../../domain/ids.ts';
import { aFacility, aUser, testApi, type TestApi } from '../support/api.ts';
import { localDay } from '../../domain/dates.ts';

describe('the worker', function () {
  this.timeout(60_000);
  let api: TestApi;
  const connections = async (): Promise<number> => {
    const found = await row<{ count: number }>(
      api.database.owner,
      `SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = 'hoa-ban-his-jobs' AND datname = current_database()`,
    );
    return found?.count ?? 0;
  };

  before(async () => {
    api = await testApi();
  });

  it('runs what a request left for it', async () => {
    const { facility } = await aFacility(api);
    const officer = await aUser(api, facility, ['insurance-officer']);
    const worker = await startWorker(api.services, api.database.appUrl);
    const id = newId();
    await officer.post('/claim-exports', { id, day: localDay(new Date()) }).expect(202);
    let state = '';
    for (let tries = 0; tries < 200 && state !== 'ready'; tries += 1) {
      await new Promise((done) => setTimeout(done, 50));
      state = ((await officer.get(`/claim-exports/${id}`).expect(200)).body as { state: string }).state;
    }
    await worker.stop();
    expect(state).to.equal('ready');
    expect(await connections()).to.equal(0);
  });

  it('lives through a database that ends its connections, and goes on', async () => {
    const worker = await startWorker(api.services, api.database.appUrl);
    const ended = await row<{ count: number }>(
      api.database.owner,
      `SELECT count(pg_terminate_backend(pid))::int AS count FROM pg_stat_activity
        WHERE application_name = 'hoa-ban-his-jobs' AND datname = current_database()`,
    );
    expect(ended?.count).to.be.greaterThan(0);
    for (let tries = 0; tries < 200 && (await connections()) === 0; tries += 1) await new Promise((done) => setTimeout(done, 50));
    expect(await connections()).to.be.greaterThan(0);
    await worker.stop();
    expect(api.logLines.some((line) => line.includes('job connection lost'))).to.equal(true);
  });
});
