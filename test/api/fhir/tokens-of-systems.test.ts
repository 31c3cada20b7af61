import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import supertest from 'supertest';
import { addFhirClient, endFhirClient } from '../../../api/interop/reading/fhir-clients.ts';
import { systemCtx } from '../../../api/http/system-context.ts';
import { row } from '../../../db/knex.ts';
import { aPeer, outcomeCodes, peerJwks } from '../../support/a-peer.ts';
import { aFacility, aUser, type TestApi, testApi } from '../../support/api.ts';

describe('a system that asks for a token', () => {
  let api: TestApi;
  let facilityId: string;
  before(async () => {
    api = await testApi();
    facilityId = (await aFacility(api)).facility.id;
  });

  it('gets one of five minutes for what was registered, and the chain of the facility has the entry', async () => {
    const peer = await aPeer(api, facilityId, { scopes: ['system/Patient.rs', 'system/Observation.r'] });
    const answer = await peer.askToken({ scope: 'system/*.read' });
    expect(answer.status).to.equal(200);
    expect(answer.body).to.include({ token_type: 'bearer', expires_in: 300, scope: 'system/Patient.rs system/Observation.r' });
    expect(answer.headers['cache-control']).to.equal('no-store');
    const entry = await row<{ n: number }>(
      api.database.owner,
      `SELECT count(*)::int AS n FROM audit_events AS a WHERE a.facility_id = :facilityId AND a.payload::jsonb ->> 'userId' = :id AND a.payload::jsonb ->> 'action' = 'fhir.token'`,
      { facilityId, id: peer.clientId },
    );
    expect(entry?.n).to.equal(1);
  });

  it('is refused when the assertion was used before', async () => {
    const peer = await aPeer(api, facilityId);
    const client_assertion = peer.assertion();
    expect((await peer.askToken({ client_assertion })).status).to.equal(200);
    const again = await peer.askToken({ client_assertion });
    expect([again.status, again.body]).to.deep.equal([401, { error: 'invalid_client' }]);
  });

  it('is refused with an assertion that ended, lives too long, is for somebody else or names no run', async () => {
    const peer = await aPeer(api, facilityId);
    const now = Math.floor(Date.now() / 1000);
    const wrong = [
      { exp: now - 60 },
      { exp: now + 600 },
      { aud: 'https://other.example.vn/token' },
      { jti: undefined },
      { sub: facilityId },
      { iss: facilityId, sub: facilityId },
    ];
    for (const changes of wrong) {
      const answer = await peer.askToken({ client_assertion: peer.assertion(changes) });
      expect([answer.status, answer.body], JSON.stringify(changes)).to.deep.equal([401, { error: 'invalid_client' }]);
    }
  });

  it('is refused with a key that was not registered, and with one that is no signature at all', async () => {
    const peer = await aPeer(api, facilityId);
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
    const [head, body] = peer.assertion().split('.');
    const unsigned = `${Buffer.from('{"alg":"none","kid":"first"}').toString('base64url')}.${body}.`;
    for (const client_assertion of [
      peer.assertion({}, { key: privateKey }),
      peer.assertion({}, { kid: 'other' }),
      unsigned,
      `${head}.${body}.AAAA`,
      'x',
    ])
      expect((await peer.askToken({ client_assertion })).status).to.equal(401);
  });

  it('is told what is wrong with a request that is not whole or asks for more than reading', async () => {
    const peer = await aPeer(api, facilityId, { scopes: ['system/Patient.r'] });
    const errorOf = async (form: Record<string, string>) => (await peer.askToken(form)).body as unknown;
    expect(await errorOf({ grant_type: 'password' })).to.deep.equal({ error: 'unsupported_grant_type' });
    expect(await errorOf({ scope: '' })).to.deep.equal({ error: 'invalid_request' });
    for (const scope of ['system/Patient.cruds', 'user/Patient.rs', 'system/Observation.r', 'openid'])
      expect(await errorOf({ scope }), scope).to.deep.equal({ error: 'invalid_scope' });
  });

  it('loses everything in the moment in which its registration ends', async () => {
    const peer = await aPeer(api, facilityId, { name: 'Hệ thống cũ' });
    expect((await peer.get('Patient')).status).to.equal(200);
    await endFhirClient(systemCtx(api.services, facilityId), 'Hệ thống cũ');
    expect((await peer.get('Patient')).status).to.equal(401);
    expect((await peer.askToken()).status).to.equal(401);
  });

  it('holds a token that ends and that is not the one of a person', async () => {
    const peer = await aPeer(api, facilityId);
    const token = await peer.token();
    const user = await aUser(api, (await aFacility(api)).facility, ['doctor']);
    const ask = async (bearer: string, path = '/fhir/Patient') =>
      await supertest(api.app).get(path).set('Authorization', `Bearer ${bearer}`);
    expect((await ask(token)).status).to.equal(200);
    expect((await ask(user.token)).status).to.equal(401);
    expect((await ask(token, '/api/session')).status).to.equal(401);
    api.setNow(new Date(Date.now() + 301_000).toISOString());
    const late = await ask(token);
    api.setNow(undefined);
    expect([late.status, outcomeCodes(late), late.headers['www-authenticate']]).to.deep.equal([401, ['unauthenticated'], 'Bearer']);
  });
});

describe('the registration of a system', () => {
  let api: TestApi;
  before(async () => void (api = await testApi()));

  const refused = async (fields: object): Promise<string[]> => {
    const { facility } = await aFacility(api);
    try {
      await addFhirClient(systemCtx(api.services, facility.id), { name: 'Kho', jwks: peerJwks, scopes: ['system/*.rs'], ...fields });
      return [];
    } catch (cause) {
      return (cause as { issues: { code: string; path: string }[] }).issues.map(({ code, path }) => `${code} ${path}`);
    }
  };

  it('refuses private keys, weak ones, scopes that write and categories that no system may learn', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
    expect(await refused({ jwks: { keys: [privateKey.export({ format: 'jwk' })] } })).to.deep.equal([
      'fhir_client_key_private jwks.keys.0',
    ]);
    expect(await refused({ jwks: { keys: [weak] } })).to.deep.equal(['fhir_client_keys_invalid jwks.keys.0']);
    expect(await refused({ jwks: 'none' })).to.deep.equal(['fhir_client_keys_invalid jwks']);
    expect(await refused({ scopes: ['system/*.cruds'] })).to.deep.equal(['fhir_client_scope_invalid scopes.0']);
    expect(await refused({ permitted: ['hiv'] })).to.deep.equal(['special_category_unknown permitted.0']);
    expect(await refused({})).to.deep.equal([]);
  });
});
