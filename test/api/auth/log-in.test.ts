import { expect } from 'chai';
import supertest from 'supertest';
import type { LoginAnswer } from '../../../api/auth/auth-schemas.ts';
import { createUser } from '../../../api/administration/create-user.ts';
import { hashPassword } from '../../../api/http/password.ts';
import { rows } from '../../../db/knex.ts';
import type { Facility } from '../../../db/stores/facility-store.ts';
import { aFacility, codesOf, testApi, type TestApi } from '../../support/api.ts';
import { anAccount, logIn, PASSWORD, session } from './accounts.ts';

describe('log in', function () {
  this.timeout(120_000);
  let api: TestApi;
  let facility: Facility;

  before(async () => {
    api = await testApi();
    ({ facility } = await aFacility(api));
  });
  afterEach(() => api.setNow(undefined));

  it('gives a short access token, a session and a cookie that no script reads', async () => {
    const { username, id } = await anAccount(api, [facility], ['doctor']);
    const response = await logIn(api, username).expect(200);
    const answer = response.body as Extract<LoginAnswer, { kind: 'session' }>;
    expect(answer).to.include({ kind: 'session', expiresInSeconds: 900 });
    expect(answer.session.user).to.deep.equal({ id, username, fullName: 'Người Thử Nghiệm' });
    expect(answer.session.roles).to.deep.equal(['doctor']);
    expect(answer.session.permissions).to.include('encounter.close').and.to.not.include('patient.write');
    const [cookie] = response.headers['set-cookie'] as unknown as string[];
    expect(cookie).to.match(/^his-refresh=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    await session(api, answer.accessToken).expect(200);
  });

  it('gives a person the same key for drafts each time and everybody another, and keeps it out of the log and the session’s view', async () => {
    const [one, two] = [await anAccount(api, [facility]), await anAccount(api, [facility])];
    const answerOf = async (username: string) => (await logIn(api, username).expect(200)).body as Extract<LoginAnswer, { kind: 'session' }>;
    const { draftKey, accessToken } = await answerOf(one.username);
    expect(Buffer.from(draftKey, 'base64url')).to.have.length(32);
    expect((await answerOf(one.username)).draftKey).to.equal(draftKey);
    expect((await answerOf(two.username)).draftKey).to.not.equal(draftKey);
    expect((await session(api, accessToken).expect(200)).text).to.not.include(draftKey);
    expect(api.logLines.join('\n')).to.not.include(draftKey);
  });

  it('binds the cookie to the host over HTTPS', async () => {
    const secure = await testApi(api.database);
    secure.services.config.secureCookies = true;
    const { username } = await anAccount(secure, [facility]);
    const response = await logIn(secure, username).expect(200);
    expect((response.headers['set-cookie'] as unknown as string[])[0]).to.match(
      /^__Host-his-refresh=.*; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
  });

  it('answers the same to a wrong password, an unknown account, a disabled account and a password that is too long', async () => {
    const { username } = await anAccount(api, [facility]);
    const disabled = await anAccount(api, [facility]);
    await disable(disabled.id);
    const bodies: object[] = [];
    for (const [name, password] of [
      [username, 'sai mật khẩu 2026'],
      ['khong.co.ai', PASSWORD],
      [disabled.username, PASSWORD],
      [username, 'a'.repeat(73)],
      [username, 'a\u0000b'],
      ["' OR 1=1 --", PASSWORD],
    ] as const) {
      const response = await logIn(api, name, password).expect(401);
      expect(response.headers['set-cookie']).to.equal(undefined);
      bodies.push({ ...(response.body as object), requestId: '' });
    }
    for (const body of bodies) expect(body).to.deep.equal(bodies[0]);
    expect(bodies[0]).to.include({ code: 'wrong_credentials' });
  });

  it('does the same work whether the account is there or not', async () => {
    // What the processor did, not what the clock says: others may be at work on this machine.
    const time = async (username: string, password: string): Promise<number> => {
      const started = process.cpuUsage();
      await logIn(api, username, password).expect(401);
      const { user, system } = process.cpuUsage(started);
      return user + system;
    };
    const median = async (work: () => Promise<number>): Promise<number> =>
      [await work(), await work(), await work()].sort((a, b) => a - b)[1] ?? 0;
    const { username } = await anAccount(api, [facility]);
    await time('ai.do', 'sai'); // the first one also makes the decoy
    const known = await median(async () => await time(username, 'sai'));
    const unknown = await median(async () => await time('ai.do', 'sai'));
    const tooLong = await median(async () => await time(username, 'a'.repeat(100)));
    expect(unknown / known).to.be.within(0.4, 2.5);
    expect(tooLong / known).to.be.within(0.4, 2.5);
  });

  it('takes the same letters from another keyboard, and a name in capitals with blanks', async () => {
    const { username } = await anAccount(api, [facility], ['reception'], PASSWORD.normalize('NFD'));
    await logIn(api, ` ${username.toUpperCase()} `, PASSWORD.normalize('NFC')).expect(200);
    await logIn(api, username, PASSWORD.normalize('NFD')).expect(200);
    await logIn(api, username, PASSWORD.toLowerCase()).expect(401);
  });

  it('never takes a password for another that begins with the same 72 bytes', async () => {
    const { id, username } = await anAccount(api, [facility]);
    const passwordHash = await hashPassword(`Aa1-${'ộ'.repeat(22)}xx`, 10); // 72 bytes
    await change(id, { passwordHash });
    await logIn(api, username, `Aa1-${'ộ'.repeat(22)}xx`).expect(200);
    await logIn(api, username, `Aa1-${'ộ'.repeat(22)}xxy`).expect(401);
    const tooLong = { username: 'dai', fullName: 'Dài', password: `Aa1-${'ộ'.repeat(23)}`, roles: [], facilityCode: facility.code };
    const refusal: unknown = await createUser(api.services, tooLong).catch((cause: unknown) => cause);
    expect(refusal).to.include({ status: 422, code: 'password_too_long' });
  });

  it('asks where to work when there are several places, and takes only one of these', async () => {
    const second = (await aFacility(api)).facility;
    const foreign = (await aFacility(api)).facility;
    const { username } = await anAccount(api, [facility, second]);
    const asked = await logIn(api, username).expect(200);
    const answer = asked.body as Extract<LoginAnswer, { kind: 'choose-facility' }>;
    expect(answer.kind).to.equal('choose-facility');
    expect(answer.facilities.map((one) => one.id)).to.have.members([facility.id, second.id]);
    expect(asked.headers['set-cookie']).to.equal(undefined);
    const chosen = await logIn(api, username, PASSWORD, { facilityId: second.id }).expect(200);
    expect((chosen.body as { session: { facility: object } }).session.facility).to.include({ id: second.id });
    const refused = await logIn(api, username, PASSWORD, { facilityId: foreign.id }).expect(403);
    expect(refused.body).to.include({ code: 'no_workplace' });
  });

  it('lets nobody in who works nowhere', async () => {
    const { username, id } = await anAccount(api, [facility]);
    await api.database.owner.transaction(async (tx) => {
      await tx.raw(
        `SELECT set_config('app.facility_id', ?, true), set_config('app.user_id', ?, true), set_config('app.action', 'test', true)`,
        [facility.id, id],
      );
      await tx('userRoles').where({ userId: id }).delete();
    });
    expect((await logIn(api, username).expect(403)).body).to.include({ code: 'no_workplace' });
  });

  it('refuses what is no log-in', async () => {
    for (const [body, code] of [
      [{ username: 'a' }, 'malformed'],
      [{ username: '', password: 'x' }, 'malformed'],
      [{ username: 'a', password: 'x', role: 'doctor' }, 'unknown_field'],
      [{ username: ['a'], password: 'x' }, 'malformed'],
      [{ username: 'a\u0000', password: 'x' }, 'malformed'],
    ] as const) {
      expect(codesOf(await supertest(api.app).post('/api/auth/login').send(body).expect(400))).to.include(code);
    }
  });

  describe('with wrong passwords', () => {
    it('locks the account at the tenth within ten minutes, also for the right one, and opens it ten minutes later', async () => {
      const { username, id } = await anAccount(api, [facility]);
      const at = (now: string) => api.setNow(`2026-11-24T${now}Z`);
      for (let i = 1; i <= 9; i += 1) {
        at(`03:0${i}:00`);
        await logIn(api, username, 'sai').expect(401);
      }
      at('03:09:30');
      const tenth = await logIn(api, username, 'sai').expect(429);
      expect(tenth.body).to.deep.include({ code: 'account_locked' });
      expect((tenth.body as { issues: unknown[] }).issues).to.deep.equal([
        { code: 'account_locked', path: '', severity: 'error', params: { minutes: 10 } },
      ]);
      at('03:19:29');
      await logIn(api, username).expect(429);
      at('03:19:31');
      await logIn(api, username).expect(200);
      const audited = await rows(
        api.database.owner,
        `SELECT 1 FROM audit_events AS a WHERE a.action = 'session.locked' AND a.user_id = :id`,
        { id },
      );
      expect(audited).to.have.length(1);
    });

    it('counts anew after the window and after a right one', async () => {
      const { username } = await anAccount(api, [facility]);
      const fail = async (times: number): Promise<void> => {
        for (let i = 0; i < times; i += 1) await logIn(api, username, 'sai').expect(401);
      };
      api.setNow('2026-11-24T03:00:00Z');
      await fail(9);
      api.setNow('2026-11-24T03:10:01Z');
      await fail(9);
      await logIn(api, username).expect(200);
      await fail(9);
      await logIn(api, username).expect(200);
    });

    it('locks a name that nobody has in the same way', async () => {
      const statuses: number[] = [];
      for (let i = 0; i < 11; i += 1) statuses.push((await logIn(api, 'khong.co.that', 'sai')).status);
      expect(statuses).to.deep.equal([...Array.from({ length: 9 }, () => 401), 429, 429]);
    });

    it('gives parallel guesses no more tries: the right one at the end of a crowd stays outside', async () => {
      const { username } = await anAccount(api, [facility]);
      const guesses = [...Array.from({ length: 60 }, (_, i) => `sai ${i}`), PASSWORD];
      const answers = await Promise.all(guesses.map(async (guess) => (await logIn(api, username, guess)).status));
      expect(answers.at(-1)).to.equal(429);
      expect(answers.filter((status) => status === 401).length).to.equal(9);
      await logIn(api, username).expect(429);
    });
  });

  async function change(id: string, fields: object): Promise<void> {
    await api.database.owner.transaction(async (tx) => {
      await tx.raw(
        `SELECT set_config('app.facility_id', ?, true), set_config('app.user_id', ?, true), set_config('app.action', 'test', true)`,
        [facility.id, id],
      );
      await tx('users').where({ id }).update(fields);
    });
  }
  const disable = async (id: string): Promise<void> => await change(id, { disabledAt: new Date().toISOString() });
});
