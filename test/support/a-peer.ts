import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import supertest from 'supertest';
import { addFhirClient, type NewFhirClient } from '../../api/interop/reading/fhir-clients.ts';
import { indexVisits } from '../../api/interop/reading/index-visits.ts';
import { systemCtx } from '../../api/http/system-context.ts';
import type { TestApi } from './api.ts';

/** Another system at the door of the read side: it signs with a key of its own and asks with its token. */
export interface APeer {
  clientId: string;
  /** Claims of an assertion as it would sign it now, with changes. */
  assertion(changes?: Record<string, unknown>, options?: { key?: KeyObject; kid?: string }): string;
  askToken(fields?: Record<string, string>): supertest.Test;
  token(scope?: string): Promise<string>;
  get(path: string): Promise<supertest.Response>;
  search(type: string, form: Record<string, string>): Promise<supertest.Response>;
  delete(path: string): Promise<supertest.Response>;
}

const keys = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
export const peerJwks = { keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'first' }] };
const FHIR = 'http://127.0.0.1:8080/fhir';

export async function aPeer(api: TestApi, facilityId: string, fields: Partial<NewFhirClient> = {}): Promise<APeer> {
  const scopes = fields.scopes ?? ['system/*.rs'];
  const ctx = systemCtx(api.services, facilityId);
  const { id: clientId } = await addFhirClient(ctx, { name: `Kho dữ liệu ${randomUUID()}`, jwks: peerJwks, ...fields, scopes });
  const assertion: APeer['assertion'] = (changes = {}, { key = keys.privateKey, kid = 'first' } = {}) => {
    const now = Math.floor(api.services.now().getTime() / 1000);
    const claims = { iss: clientId, sub: clientId, aud: `${FHIR}/token`, jti: randomUUID(), exp: now + 240, iat: now, ...changes };
    return jwt.sign(claims, key, { algorithm: 'ES384', keyid: kid });
  };
  const askToken = (form: Record<string, string> = {}): supertest.Test =>
    supertest(api.app)
      .post('/fhir/token')
      .type('form')
      .send({
        grant_type: 'client_credentials',
        scope: scopes.join(' '),
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion(),
        ...form,
      });
  const token = async (scope = scopes.join(' ')): Promise<string> =>
    ((await askToken({ scope })).body as { access_token: string }).access_token;
  let kept: string | undefined;
  const bearer = async (): Promise<string> => `Bearer ${(kept ??= await token())}`;
  return {
    clientId,
    assertion,
    askToken,
    token,
    get: async (path) =>
      await supertest(api.app)
        .get(`/fhir/${path.replace(`${FHIR}/`, '')}`)
        .set('Authorization', await bearer()),
    search: async (type, form) =>
      await supertest(api.app)
        .post(`/fhir/${type}/_search`)
        .type('form')
        .send(form)
        .set('Authorization', await bearer()),
    delete: async (path) =>
      await supertest(api.app)
        .delete(`/fhir/${path.replace(`${FHIR}/`, '')}`)
        .set('Authorization', await bearer()),
  };
}

/** What the worker would have done by now. */
export const indexed = async (api: TestApi, facilityId: string, encounterIds: string[]): Promise<void> =>
  await indexVisits(api.services, systemCtx(api.services, facilityId), encounterIds);

/** Codes of an OperationOutcome. */
export const outcomeCodes = (response: supertest.Response): string[] =>
  (response.body as { issue?: { details?: { coding?: { code: string }[] } }[] }).issue?.map(
    ({ details }) => details?.coding?.[0]?.code ?? '',
  ) ?? [];
