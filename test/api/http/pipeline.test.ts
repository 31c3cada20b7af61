import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import supertest, { type Response } from 'supertest';
import { createApp } from '../../../api/app.ts';
import { openPool } from '../../../db/knex.ts';
import { newId } from '../../../domain/ids.ts';
import { aPerson } from '../../support/a-registration.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, footprint, refusedWithoutTrace, type Workplace } from '../at-work.ts';

describe('the pipeline of every request', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
  });

  /** A service of the process is away: every use of it fails as a bug would. */
  const broken = () => createApp({ ...api.services, db: undefined as never });
  const get = (path: string) => supertest(api.app).get(path).set('Authorization', `Bearer ${place.reception.token}`);

  describe('answers with', () => {
    let answers: Response[];

    before(async () => {
      answers = [
        await get('/api/session').expect(200),
        await place.reception.post('/patients/search', { q: 1 }).expect(400),
        await supertest(api.app).get('/api/session').expect(401),
        await get(`/api/patients/${newId()}`).expect(404),
        await get('/api/nothing-here').expect(404),
        await supertest(api.app).get('/nothing-here').expect(404),
        await get('/api/patients/%E0%A4%A').expect(400),
        await supertest(broken()).get('/api/session').set('Authorization', `Bearer ${place.reception.token}`).expect(500),
      ];
    });

    it('headers that protect, on good and bad answers alike, and without the name of the software', () => {
      for (const { headers, status } of answers) {
        expect(headers, String(status)).to.not.have.any.keys('x-powered-by', 'server', 'strict-transport-security');
        expect(headers['x-content-type-options']).to.equal('nosniff');
        expect(headers['x-frame-options']).to.equal('SAMEORIGIN');
        expect(headers['referrer-policy']).to.equal('no-referrer');
        expect(headers['content-security-policy']).to.include("default-src 'self'").and.include("frame-ancestors 'none'");
        expect(headers['x-request-id']).to.match(/^[0-9a-f-]{36}$/);
      }
    });

    it('nothing that a browser or a proxy may keep', () => {
      for (const { headers, status } of answers) expect(headers['cache-control'], String(status)).to.equal('no-store');
    });

    it('problem details of one shape, and nothing of a bug but an id', () => {
      for (const response of answers.slice(1)) {
        expect(response.headers['content-type']).to.match(/^application\/problem\+json/);
        const problem = response.body as Record<string, unknown>;
        expect(problem).to.have.all.keys('type', 'title', 'status', 'code', 'issues', 'requestId');
        expect(problem['status']).to.equal(response.status);
        expect(problem['type']).to.equal(`urn:hoa-ban:problem:${String(problem['code'])}`);
        expect(problem['requestId']).to.equal(response.headers['x-request-id']);
        expect(response.text).to.not.match(/at \/|node_modules|TypeError|undefined|SELECT/);
      }
    });
  });

  it('speaks of HTTPS only where browsers come by it', async () => {
    const secure = createApp({ ...api.services, config: { ...api.services.config, secureCookies: true } });
    const response = await supertest(secure).get('/health/live').expect(200);
    expect(response.headers['strict-transport-security']).to.match(/^max-age=31536000/);
  });

  describe('reads a body', () => {
    const post = (text: string, type = 'application/json', path = '/api/patients/search') =>
      supertest(api.app)
        .post(path)
        .set({ Authorization: `Bearer ${place.reception.token}`, 'Content-Type': type, 'Idempotency-Key': randomUUID() })
        .send(text);

    it('that is JSON: broken text, another type and nothing at all are refused', async () => {
      expect(findings(await post('{"query": "a"').expect(400))).to.deep.equal(['malformed@']);
      expect(findings(await post('query=a', 'application/x-www-form-urlencoded').expect(400))).to.deep.equal(['body_missing@']);
      expect(findings(await post('').expect(400))).to.deep.equal(['malformed@query']);
      expect((await post('"text"').expect(400)).body).to.include({ code: 'malformed' });
      await post('[]').expect(400);
      await post('{"query": "a"}', 'application/json; charset=latin1').expect(400);
    });

    it('of 256 kilobytes at the most', async () => {
      const response = await post(JSON.stringify({ query: 'a'.repeat(300_000) })).expect(413);
      expect(response.body).to.include({ code: 'body_too_large' });
      await post(JSON.stringify({ query: 'a'.repeat(200_000) })).expect(400);
    });

    it('only of somebody who may send one: a stranger learns nothing of the shape', async () => {
      await supertest(api.app).post('/api/patients').set('Content-Type', 'application/json').send('{').expect(401);
      await place.doctor.post('/patients', { nonsense: true }).expect(403);
    });

    it('without being led astray by names of the language', async () => {
      const person = JSON.stringify({ id: newId(), ...aPerson() }).slice(1);
      for (const name of ['__proto__', 'constructor', 'toString']) {
        const response = await refusedWithoutTrace(
          api,
          () => post(`{"${name}": {"isAdmin": true}, ${person}`, undefined, '/api/patients'),
          400,
        );
        expect(findings(response)).to.deep.equal([`unknown_field@${name}`]);
      }
      expect(({} as Record<string, unknown>)['isAdmin']).to.equal(undefined);
    });
  });

  describe('of a write', () => {
    it('takes keys of 8 to 255 plain signs', async () => {
      const body = () => ({ id: newId(), ...aPerson() });
      for (const key of ['a'.repeat(7), 'a'.repeat(256), 'with blank', 'khoá-của-tôi'.normalize('NFD').replace(/[^\x20-\x7e]/g, ' ')])
        await refusedWithoutTrace(api, () => place.reception.post('/patients', body(), key), 400);
      for (const key of ['a'.repeat(8), 'b'.repeat(255)]) await place.reception.post('/patients', body(), key).expect(201);
    });

    it('keeps the keys of one person apart from those of another', async () => {
      const key = randomUUID();
      const second = await aWorkplace(api);
      const before = (await footprint(api))['keys'] ?? 0;
      await place.reception.post('/patients', { id: newId(), ...aPerson() }, key).expect(201);
      await second.reception.post('/patients', { id: newId(), ...aPerson() }, key).expect(201);
      expect((await footprint(api))['keys']).to.equal(before + 2);
    });

    it('refuses a key that was used for another address with the same body', async () => {
      const [key, fields] = [randomUUID(), aPerson()];
      const [a, b] = [newId(), newId()];
      for (const id of [a, b]) await place.reception.post('/patients', { id, ...aPerson() }).expect(201);
      await place.reception.put(`/patients/${a}`, { version: 1, ...fields }, key).expect(200);
      await refusedWithoutTrace(api, () => place.reception.put(`/patients/${b}`, { version: 1, ...fields }, key), 422);
    });

    it('does not use up a key that was refused: the corrected form may go out with it', async () => {
      const [key, id] = [randomUUID(), newId()];
      await refusedWithoutTrace(api, () => place.reception.post('/patients', { id, ...aPerson({ phone: '1' }) }, key), 422);
      await place.reception.post('/patients', { id, ...aPerson() }, key).expect(201);
    });
  });

  it('answers in small: gzip and brotli where the browser reads them', async () => {
    for (const encoding of ['gzip', 'br']) {
      const response = await supertest(api.app)
        .get('/api/openapi.json')
        .set('Accept-Encoding', encoding)
        .buffer(true)
        .parse(skip)
        .expect(200);
      expect(response.headers['content-encoding']).to.equal(encoding);
    }
    const plain = await supertest(api.app).get('/api/openapi.json').set('Accept-Encoding', 'identity').expect(200);
    expect(plain.headers['content-encoding']).to.equal(undefined);
  });

  it('knows no other method on an address', async () => {
    await supertest(api.app).delete(`/api/patients/${newId()}`).set('Authorization', `Bearer ${place.reception.token}`).expect(404);
    await supertest(api.app).patch('/api/patients').set('Authorization', `Bearer ${place.reception.token}`).send({}).expect(404);
  });

  it('says 503 and when to come back while the database is away', async () => {
    const away = await testApi();
    const { reception } = await aWorkplace(away);
    await reception.get('/session').expect(200);
    const response = await supertest(createApp({ ...away.services, db: refusingDatabase() }))
      .get('/api/session')
      .set('Authorization', `Bearer ${reception.token}`)
      .expect(503);
    expect(response.body).to.include({ code: 'unavailable' });
    expect(response.headers['retry-after']).to.equal('5');
  });
});

/** A pool whose server is not there. */
function refusingDatabase(): TestApi['services']['db'] {
  return openPool('postgresql://nobody:nothing@127.0.0.1:9/none', { max: 1 });
}

function skip(stream: unknown, done: (error: Error | null, body: null) => void): void {
  (stream as NodeJS.ReadableStream).on('data', () => undefined).on('end', () => done(null, null));
}
