import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import { askPeer } from '../../api/interop/send-bundle.ts';
import { newSigningKey, publicKeys, readSigningKey, type KeyAlgorithm } from '../../api/interop/signing-keys.ts';
import { clientTokens } from '../../api/interop/tokens.ts';
import { startFhirServer, type TestFhirServer } from '../support/fhir-server.ts';
import { startTokenServer, type TokenServer } from '../support/token-server.ts';

describe('tokens for a destination', () => {
  let server: TokenServer;
  let peer: TestFhirServer;
  let clock: number;
  const now = (): Date => new Date(clock);

  beforeEach(async () => {
    server = await startTokenServer();
    peer = await startFhirServer();
    clock = Date.now();
  });
  afterEach(async () => {
    await server.close();
    await peer.close();
  });

  const byKey = (algorithm: KeyAlgorithm, changes: { tokenUrl?: string } = {}) => {
    const key = newSigningKey(algorithm);
    server.keys = publicKeys([key]).keys;
    const credentials = {
      kind: 'private-key' as const,
      tokenUrl: server.tokenUrl,
      clientId: 'client-1',
      scope: 'system/*.cruds',
      keys: [key],
    };
    return clientTokens({ ...credentials, ...changes }, now);
  };

  for (const algorithm of ['RS384', 'ES384'] as const) {
    it(`are given for an assertion signed with ${algorithm}`, async () => {
      expect(await byKey(algorithm).current()).to.equal(server.given[0]);
      const [claims] = server.assertions;
      expect(claims).to.include({ iss: 'client-1', sub: 'client-1', aud: server.tokenUrl });
      expect(Number(claims?.exp) - Number(claims?.iat)).to.be.at.most(300);
      expect(claims?.jti).to.match(/^[0-9a-f-]{36}$/);
    });
  }

  it('are kept until a minute before they end', async () => {
    server.lifeSeconds = 300;
    const tokens = byKey('ES384');
    const first = await tokens.current();
    clock += 239_000;
    expect(await tokens.current()).to.equal(first);
    clock += 1_000;
    expect(await tokens.current()).to.equal(server.given[1]);
  });

  it('are not given to a key that is not registered, or for another address', async () => {
    const tokens = byKey('ES384');
    server.keys = publicKeys([newSigningKey('ES384')]).keys;
    expect(await tokens.current()).to.deep.include({ class: 'auth', httpStatus: 400 });
    expect(await byKey('ES384', { tokenUrl: server.tokenUrl.replace('/token', '//token') }).current()).to.deep.include({ class: 'auth' });
  });

  it('are given for a secret', async () => {
    server.secret = 'only-for-this-test';
    const credentials = { kind: 'client-secret' as const, tokenUrl: server.tokenUrl, clientId: 'client-1', scope: 'system/*.cruds' };
    expect(await clientTokens({ ...credentials, secret: 'only-for-this-test' }, now).current()).to.equal(server.given[0]);
    expect(await clientTokens({ ...credentials, secret: 'another' }, now).current()).to.deep.include({ class: 'auth' });
  });

  it('are taken anew once when the server refuses one before its time, and never more often', async () => {
    const tokens = byKey('ES384');
    await tokens.current();
    peer.requiredToken = 'the next one';
    expect(await askPeer({ baseUrl: peer.baseUrl, tokens }, 'metadata')).to.include({ status: 401 });
    expect(server.given).to.have.length(2);
    peer.requiredToken = undefined;
    expect(await askPeer({ baseUrl: peer.baseUrl, tokens }, 'metadata')).to.include({ status: 200 });
  });

  it('are asked for again when the token server is away', async () => {
    const tokens = byKey('ES384');
    await server.close();
    expect(await tokens.current()).to.deep.include({ class: 'transport' });
    server = await startTokenServer();
  });

  it('are signed with a key made elsewhere when it fits, under the name it is registered by', () => {
    const pem = (modulusLength: number): string =>
      generateKeyPairSync('rsa', { modulusLength }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const key = pem(2048);
    expect(readSigningKey(key, 'RS384', 'key-1')?.keyId).to.equal('key-1');
    expect(readSigningKey(key, 'ES384')).to.equal(undefined);
    expect(readSigningKey(pem(1024), 'RS384')).to.equal(undefined);
    expect(readSigningKey('no key', 'RS384')).to.equal(undefined);
  });

  it('never publish the private part of a key', () => {
    const [published] = publicKeys([newSigningKey('RS384')]).keys;
    expect(published).to.have.all.keys('kty', 'n', 'e', 'kid', 'alg', 'use', 'key_ops');
    expect(publicKeys([newSigningKey('ES384')]).keys[0]).to.not.have.property('d');
  });
});
