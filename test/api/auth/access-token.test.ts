import { expect } from 'chai';
import jwt from 'jsonwebtoken';
import supertest from 'supertest';
import { aFacility, aUser, testApi, type TestApi } from '../../support/api.ts';
import { anAccount, cookieOf, logIn, session } from './accounts.ts';

type Claims = Record<string, string | number>;

describe('an access token', function () {
  this.timeout(60_000);
  let api: TestApi;
  let good: string;
  let claims: Claims;
  let key: string;

  before(async () => {
    api = await testApi();
    const { facility } = await aFacility(api);
    good = (await aUser(api, facility, ['doctor'])).token;
    claims = JSON.parse(Buffer.from(good.split('.')[1] ?? '', 'base64url').toString('utf8')) as Claims;
    key = api.services.secrets.accessTokenKey;
  });
  afterEach(() => api.setNow(undefined));

  const signed = (changes: Claims = {}, options: { key?: string; algorithm?: jwt.Algorithm; without?: string } = {}): string => {
    const payload = { ...claims, ...changes };
    if (options.without !== undefined) delete payload[options.without];
    return jwt.sign(payload, options.key ?? key, { algorithm: options.algorithm ?? 'HS256', noTimestamp: options.without === 'iat' });
  };
  const base64 = (value: object): string => Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');

  it('opens the door as it was issued, and signed again in the same way', async () => {
    await session(api, good).expect(200);
    await session(api, signed()).expect(200);
  });

  it('carries ids and times, and no name, role or facility code', () => {
    expect(Object.keys(claims)).to.have.members(['sub', 'fid', 'fam', 'sv', 'typ', 'iat', 'exp', 'iss', 'aud']);
    expect(Number(claims['exp']) - Number(claims['iat'])).to.equal(900);
  });

  const forged: [string, () => string][] = [
    ['without a signature', () => `${base64({ alg: 'none', typ: 'JWT' })}.${base64(claims)}.`],
    ['that says none and keeps a signature', () => `${base64({ alg: 'none', typ: 'JWT' })}.${base64(claims)}.${good.split('.')[2]}`],
    ['signed with another algorithm of the same key', () => signed({}, { algorithm: 'HS512' })],
    ['signed with another key', () => signed({}, { key: 'z'.repeat(43) })],
    ['of another issuer', () => signed({ iss: 'somebody-else' })],
    ['for another audience', () => signed({ aud: 'another-api' })],
    ['without an end', () => signed({}, { without: 'exp' })],
    ['without a beginning', () => signed({}, { without: 'iat' })],
    ['without a family', () => signed({}, { without: 'fam' })],
    ['that is no access token', () => signed({ typ: 'refresh' })],
    ['of another user', () => signed({ sub: '01940000-0000-7000-8000-0000000000ff' })],
    ['for another facility', () => signed({ fid: '01940000-0000-7000-8000-0000000000ff' })],
    ['of an earlier state of the account', () => signed({ sv: Number(claims['sv']) - 1 })],
    ['of a family that is not there', () => signed({ fam: '01940000-0000-7000-8000-0000000000ff' })],
    ['that ended', () => signed({ iat: 1_700_000_000, exp: 1_700_000_900 })],
    ['whose content was changed', () => `${good.split('.')[0]}.${base64({ ...claims, sv: 2 })}.${good.split('.')[2]}`],
    ['that is none', () => 'x.y.z'],
    ['that is empty', () => ''],
  ];
  for (const [what, make] of forged) {
    it(`is refused: one ${what}`, async () => {
      const response = await session(api, make()).expect(401);
      expect(response.body).to.include({ code: 'unauthenticated' });
    });
  }

  it('ends fifteen minutes after it was issued, to the second', async () => {
    api.setNow(new Date((Number(claims['exp']) - 1) * 1000).toISOString());
    await session(api, good).expect(200);
    api.setNow(new Date(Number(claims['exp']) * 1000).toISOString());
    await session(api, good).expect(401);
  });

  it('cannot be replaced by the refresh cookie, nor come by address or cookie', async () => {
    const { facility } = await aFacility(api);
    const { username } = await anAccount(api, [facility]);
    const cookie = cookieOf(await logIn(api, username).expect(200));
    await session(api, cookie.split('=')[1] ?? '').expect(401);
    await supertest(api.app).get('/api/session').set('Cookie', cookie).expect(401);
    await supertest(api.app).get(`/api/session?access_token=${good}`).expect(401);
    await supertest(api.app).get('/api/session').set('Authorization', `Basic ${good}`).expect(401);
  });
});
