import { expect } from 'chai';
import supertest from 'supertest';
import { createApp } from '../../../api/app.ts';
import { openPool } from '../../../db/knex.ts';
import { testApi, type TestApi } from '../../support/api.ts';

describe('health', function () {
  this.timeout(60_000);
  let api: TestApi;

  before(async () => {
    api = await testApi();
  });

  it('is live and ready without a token, and tells nothing but that, the time and how the backups stand', async () => {
    expect((await supertest(api.app).get('/health/live').expect(200)).body).to.deep.equal({ status: 'live' });
    api.setNow('2026-11-24T03:00:00Z');
    const ready = await supertest(api.app).get('/health/ready').expect(200);
    expect(ready.body).to.deep.equal({ status: 'ready', serverTime: '2026-11-24T03:00:00.000Z', backup: 'off' });
    expect(ready.headers['cache-control']).to.equal('no-store');
    api.setNow(undefined);
  });

  it('is live and not ready while the database is away', async () => {
    const db = openPool('postgresql://nobody:nothing@127.0.0.1:9/none', { max: 1 });
    const app = createApp({ ...api.services, db });
    await supertest(app).get('/health/live').expect(200);
    expect((await supertest(app).get('/health/ready').expect(503)).body).to.deep.equal({ status: 'unavailable' });
    await db.destroy();
  });

  it('is not ready any more once the server is about to stop, while it still answers', async () => {
    const state = { stopping: false };
    const app = createApp(api.services, { state });
    await supertest(app).get('/health/ready').expect(200);
    state.stopping = true;
    expect((await supertest(app).get('/health/ready').expect(503)).body).to.deep.equal({ status: 'stopping' });
    await supertest(app).get('/health/live').expect(200);
    await supertest(app).get('/api/session').expect(401);
  });

  it('leaves no line in the log: a probe comes every few seconds', async () => {
    const before = api.logLines.length;
    await supertest(api.app).get('/health/ready').expect(200);
    expect(api.logLines.length).to.equal(before);
  });
});
