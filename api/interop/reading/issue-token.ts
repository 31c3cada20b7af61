import { z } from 'zod';
import { auditSubject, write, type Ctx } from '../../../db/doors.ts';
import { useAssertion } from '../../../db/stores/fhir-client-store.ts';
import { grantScopes } from '../../../domain/peers/smart-scopes.ts';
import type { PublicCtx } from '../../http/context.ts';
import { Refusal } from '../../http/errors.ts';
import { proveClient, type Proven } from './client-assertion.ts';
import { issueClientToken, TOKEN_SECONDS } from './client-token.ts';

const Form = z.object({
  grant_type: z.string(),
  scope: z.string().min(1).max(4000),
  client_assertion_type: z.literal('urn:ietf:params:oauth:client-assertion-type:jwt-bearer'),
  client_assertion: z.string().min(1).max(8000),
});

export interface TokenAnswer {
  access_token: string;
  token_type: 'bearer';
  expires_in: number;
  scope: string;
}

/**
 * A token for a system that proved who it is by its key. An assertion works once. Every token given stands in the audit chain of the facility.
 * Source: SMART App Launch 2.0, backend services; RFC 6749 §5.2 (codes of refusals)
 */
export async function issueToken({ services, requestId, now }: PublicCtx, form: unknown): Promise<TokenAnswer> {
  const parsed = Form.safeParse(form);
  if (!parsed.success) throw new Refusal(400, 'invalid_request');
  const { grant_type: grant, scope, client_assertion: assertion } = parsed.data;
  if (grant !== 'client_credentials') throw new Refusal(400, 'unsupported_grant_type');
  const proven = await proveClient(services, assertion, `${services.config.fhirUrl}/token`);
  if (proven === undefined) {
    services.log.warn({ requestId }, 'client refused');
    throw new Refusal(401, 'invalid_client');
  }
  const { client } = proven;
  const scopes = grantScopes(scope.split(' '), client.scopes);
  if (scopes.length === 0) throw new Refusal(400, 'invalid_scope');
  const { facilityId } = client;
  await spend({ db: services.db, actor: { userId: client.id, facilityId }, facilityId, requestId, now }, proven);
  const token = issueClientToken(client, scopes, { key: services.secrets.accessTokenKey, now: services.now() });
  return { access_token: token, token_type: 'bearer', expires_in: TOKEN_SECONDS, scope: scopes.join(' ') };
}

async function spend(ctx: Ctx, { client, jti, expiresAt }: Proven): Promise<void> {
  await write(ctx, 'fhir.token', async (tx) => {
    auditSubject(tx, { objectId: client.id });
    if (!(await useAssertion(tx, { clientId: client.id, jti, expiresAt }))) throw new Refusal(401, 'invalid_client');
  });
}
