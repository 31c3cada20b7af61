import { expect } from 'chai';
import supertest from 'supertest';
import { resetPassword } from '../../../api/administration/create-user.ts';
import { systemCtx } from '../../../api/http/system-context.ts';
import { write, type WriteTx } from '../../../db/doors.ts';
import { rows } from '../../../db/knex.ts';
import type { Facility } from '../../../db/stores/facility-store.ts';
import { aFacility, testApi, type TestApi } from '../../support/api.ts';
import { anAccount, cookieOf, logIn, PASSWORD, refresh, session } from './accounts.ts';

describe('refresh a session', function () {
  this.timeout(120_000);
  let api: TestApi;
  let facility: Facility;

  before(async () => {
    api = await testApi();
    ({ facility } = await aFacility(api));
  });
  beforeEach(() => at('03:00:00'));
  afterEach(() => api.setNow(undefined));

  const at = (time: string) => api.setNow(`2026-11-24T${time}Z`);
  const tokenOf = (response: { body: unknown }): string => (response.body as { accessToken: string }).accessToken;
  async function loggedIn() {
    const account = await anAccount(api, [facility]);
    const response = await logIn(api, account.username).expect(200);
    return { ...account, cookie: cookieOf(response), token: tokenOf(response) };
  }
  const change = async (work: (tx: WriteTx) => Promise<unknown>): Promise<unknown> =>
    await write(systemCtx(api.services, facility.id), 'user.change', work);
  const audited = async (userId: string, action: string): Promise<number> =>
    (
      await rows(api.database.owner, `SELECT 1 FROM audit_events AS a WHERE a.user_id = :userId AND a.action = :action`, {
        userId,
        action,
      })
    ).length;

  it('exchanges the cookie for a new one and a new access token, and keeps neither in clear', async () => {
    const first = await loggedIn();
    at('03:10:00');
    const response = await refresh(api, first.cookie).expect(200);
    expect(cookieOf(response)).to.not.equal(first.cookie);
    await session(api, tokenOf(response)).expect(200);
    expect((response.body as { session: object }).session).to.include({ serverTime: '2026-11-24T03:10:00.000Z' });
    const stored = await rows<{ text: string }>(api.database.owner, `SELECT t::text AS text FROM refresh_tokens AS t`);
    expect(stored.map((one) => one.text).join()).to.not.include(first.cookie.split('=')[1] ?? '-');
  });

  it('answers 401 without a cookie, with one that nobody gave and with an access token in its place', async () => {
    const { token } = await loggedIn();
    await supertest(api.app).post('/api/auth/refresh').expect(401);
    for (const value of ['x', 'a'.repeat(43), token]) await refresh(api, `his-refresh=${value}`).expect(401);
  });

  it('lets the same cookie come twice within ten seconds: a double click, two tabs', async () => {
    const { cookie } = await loggedIn();
    const both = await Promise.all([refresh(api, cookie).expect(200), refresh(api, cookie).expect(200)]);
    at('03:00:10');
    const third = await refresh(api, cookie).expect(200);
    for (const response of [...both, third]) await session(api, tokenOf(response)).expect(200);
  });

  it('ends the whole family when an old cookie comes later, and says so in the audit', async () => {
    const { cookie, id } = await loggedIn();
    const next = await refresh(api, cookie).expect(200);
    at('03:00:10.001');
    const reuse = await refresh(api, cookie).expect(401);
    expect(reuse.body).to.include({ code: 'session_ended' });
    expect(await audited(id, 'session.reuse')).to.equal(1);
    await refresh(api, cookieOf(next)).expect(401);
    await session(api, tokenOf(next)).expect(401);
    expect(await audited(id, 'session.reuse')).to.equal(1);
  });

  it('ends a desk that stood still for an hour, and every desk at the end of the shift', async () => {
    const idle = await loggedIn();
    at('03:59:59');
    const used = await refresh(api, idle.cookie).expect(200);
    at('05:00:00');
    await refresh(api, cookieOf(used)).expect(401);

    at('03:00:00');
    let { cookie } = await loggedIn();
    for (let minute = 50; minute < 12 * 60; minute += 50) {
      api.setNow(new Date(Date.parse('2026-11-24T03:00:00Z') + minute * 60_000).toISOString());
      cookie = cookieOf(await refresh(api, cookie).expect(200));
    }
    at('14:59:59');
    cookie = cookieOf(await refresh(api, cookie).expect(200));
    at('15:00:00');
    await refresh(api, cookie).expect(401);
  });

  it('logs out: cookie and access token end at once, the cookie is taken away, and again is no error', async () => {
    const { cookie, token, id } = await loggedIn();
    await session(api, token).expect(200);
    const out = await supertest(api.app).post('/api/auth/logout').set('Cookie', cookie).expect(204);
    expect((out.headers['set-cookie'] as unknown as string[])[0]).to.match(/^his-refresh=; Path=\/; Expires=Thu, 01 Jan 1970/);
    await session(api, token).expect(401);
    await refresh(api, cookie).expect(401);
    await supertest(api.app).post('/api/auth/logout').set('Cookie', cookie).expect(204);
    await supertest(api.app).post('/api/auth/logout').expect(204);
    expect(await audited(id, 'session.logout')).to.equal(1);
  });

  it('ends only the session of this browser', async () => {
    const { username, cookie } = await loggedIn();
    const other = await logIn(api, username).expect(200);
    await supertest(api.app).post('/api/auth/logout').set('Cookie', cookie).expect(204);
    await session(api, tokenOf(other)).expect(200);
  });

  it('leaves no session alive when a refresh and a log-out meet', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { cookie, token } = await loggedIn();
      const [refreshed] = await Promise.all([refresh(api, cookie), supertest(api.app).post('/api/auth/logout').set('Cookie', cookie)]);
      await session(api, token).expect(401);
      if (refreshed.status !== 200) continue;
      await session(api, tokenOf(refreshed)).expect(401);
      await refresh(api, cookieOf(refreshed)).expect(401);
    }
  });

  it('takes away a role, gives one, and shuts out a disabled account within thirty seconds', async () => {
    const { id, token, cookie } = await loggedIn();
    const permissions = async (): Promise<string[]> =>
      ((await session(api, token).expect(200)).body as { permissions: string[] }).permissions;
    const search = async (status: number) =>
      await supertest(api.app).post('/api/patients/search').set('Authorization', `Bearer ${token}`).send({ query: 'x' }).expect(status);
    expect(await permissions()).to.include('patient.search');
    await search(200);
    await change(async (tx) => await tx('userRoles').where({ userId: id }).delete());
    await change(async (tx) => await tx('userRoles').insert({ id, userId: id, facilityId: facility.id, role: 'facility-administrator' }));
    at('03:00:30');
    await search(403);
    expect(await permissions()).to.include('user.read');

    await change(async (tx) => await tx('users').where({ id }).update({ disabledAt: '2026-11-24T03:00:30Z' }));
    at('03:01:00');
    await session(api, token).expect(401);
    await refresh(api, cookie).expect(401);
  });

  it('ends every session when the password is set anew', async () => {
    const { username, token, cookie } = await loggedIn();
    await session(api, token).expect(200);
    await resetPassword(api.services, { username, password: `${PASSWORD}-mới`, facilityId: facility.id });
    at('03:00:30');
    await session(api, token).expect(401);
    await refresh(api, cookie).expect(401);
    await logIn(api, username).expect(401);
    await logIn(api, username, `${PASSWORD}-mới`).expect(200);
  });
});
