import express, { type Request, type Response, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { OperationOutcome, Resource } from '@medplum/fhirtypes';
import { findFhirClient } from '../../../db/stores/fhir-client-store.ts';
import { unauthenticated } from '../../http/authenticate.ts';
import type { PublicCtx, Services } from '../../http/context.ts';
import { Refusal, refusalOf } from '../../http/errors.ts';
import { describeBug } from '../../http/mount-routes.ts';
import { verifyClientToken } from './client-token.ts';
import { operationOutcome } from './operation-outcome.ts';
import { type Need, type PeerCtx, requireScopes } from './peer-context.ts';

export interface PeerHttp {
  request: Request;
  response: Response;
  /** Of the address, or of the form where names are kept out of it. */
  query: Record<string, unknown>;
}

interface Common {
  method: 'get' | 'post' | 'delete';
  /** Below /fhir. */
  path: string;
  summary: string;
  /** What is answered: FHIR unless told. Refusals of `oauth` are those of RFC 6749, all others an OperationOutcome. */
  speaks?: 'oauth' | 'json' | 'file';
  /** Parameters come as a form, in the body. */
  form?: true;
  /** Shows a person's record: the opening must be logged or the request fails. */
  opens?: 'patient';
}

/** A door of the read side: for nobody in particular, or for a registered system whose token reaches what the request needs. */
export type PeerRoute = Common &
  (
    | { access: 'public'; handle(ctx: PublicCtx, http: PeerHttp): Promise<Answer> }
    | { access: 'system'; needs(params: Record<string, string>): Need[]; handle(ctx: PeerCtx, http: PeerHttp): Promise<Answer> }
  );

/** A body, with its status where it is not 200; undefined when the handler answered itself. */
export type Answer = { body: Resource | object; status?: number } | undefined;

const FHIR_JSON = 'application/fhir+json';
/** A whole hospital system sits behind one address: this only stops a flood. */
const FLOOD = { windowMs: 60_000, limit: 1200, legacyHeaders: false };

/** The read side below /fhir: every door behind the same pipeline, and refusals as FHIR says them. */
export function peerRouter(routes: PeerRoute[], services: Services): Router {
  const router = Router();
  router.use(rateLimit({ ...FLOOD, handler: (_, response) => sendOutcome(response, new Refusal(429, 'too_many_requests')) }));
  for (const route of routes)
    router[route.method](route.path, async (request, response) => await respond(route, services, request, response));
  router.use((request: Request, response: Response) => {
    const reads = ['GET', 'HEAD'].includes(request.method);
    sendOutcome(response, reads ? new Refusal(404, 'not_found') : new Refusal(405, 'fhir_read_only'));
  });
  return router;
}

async function respond(route: PeerRoute, services: Services, request: Request, response: Response): Promise<void> {
  response.locals['route'] = `${route.method.toUpperCase()} /fhir${route.path}`;
  response.setHeader('Cache-Control', 'no-store');
  try {
    const answer = await run(route, services, request, response);
    if (answer !== undefined) send(route, response, answer);
  } catch (thrown) {
    const refusal = refusalOf(thrown);
    const requestId = response.locals['requestId'] as string;
    if (refusal === undefined)
      services.log.error({ requestId, route: response.locals['route'] as unknown, error: describeBug(thrown) }, 'unexpected error');
    if (response.headersSent) response.destroy();
    else sendOutcome(response, refusal ?? new Refusal(500, 'internal_error'), route.speaks === 'oauth');
  }
}

/** Who, may they, what do they ask, do it: in this order. */
async function run(route: PeerRoute, services: Services, request: Request, response: Response): Promise<Answer> {
  const requestId = response.locals['requestId'] as string;
  const now = services.now().toISOString();
  if (route.access === 'public') {
    const query = route.form ? await readForm(request, response) : (request.query as Record<string, unknown>);
    refuseFormat(route, request, query);
    return await route.handle({ services, requestId, now }, { request, response, query });
  }
  const ctx = await authenticate(services, request, { requestId, now });
  response.locals['userId'] = ctx.client.id;
  response.locals['facilityId'] = ctx.facilityId;
  requireScopes(ctx, route.needs(request.params as Record<string, string>));
  const query = { ...(request.query as Record<string, unknown>), ...(route.form ? await readForm(request, response) : {}) };
  refuseFormat(route, request, query);
  const answer = await route.handle(ctx, { request, response, query });
  if (route.opens !== undefined && ctx.opened !== true) throw new Error(`${route.path} showed a record without logging it`);
  return answer;
}

async function authenticate(services: Services, request: Request, at: { requestId: string; now: string }): Promise<PeerCtx> {
  const header = request.get('Authorization') ?? '';
  const token = header.startsWith('Bearer ') ? header.slice('Bearer '.length) : '';
  const claims = verifyClientToken(token, { key: services.secrets.accessTokenKey, now: services.now() });
  // Asked each time, so that a registration that ends ends now.
  const client = claims === undefined ? undefined : await findFhirClient(services.db, claims.clientId);
  if (claims === undefined || client === undefined || client.facilityId !== claims.facilityId) throw unauthenticated();
  const { id: userId, facilityId } = client;
  return { ...at, services, db: services.db, actor: { userId, facilityId }, facilityId, client, scopes: claims.scopes };
}

const parseForm = express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 50 });

async function readForm(request: Request, response: Response): Promise<Record<string, unknown>> {
  await new Promise<void>((done, fail) => parseForm(request, response, (cause?: Error) => (cause === undefined ? done() : fail(cause))));
  return (request.body as Record<string, unknown> | undefined) ?? {};
}

/** JSON is all we speak; who insists on something else is told so. */
function refuseFormat(route: PeerRoute, request: Request, query: Record<string, unknown>): void {
  if (route.speaks !== undefined) return;
  const format = query['_format'];
  const isJson = format === undefined || (typeof format === 'string' && ['json', 'application/json', FHIR_JSON].includes(format));
  if (!isJson || request.accepts([FHIR_JSON, 'application/json']) === false) throw new Refusal(406, 'fhir_format_unknown');
}

function send(route: PeerRoute, response: Response, { body, status = 200 }: NonNullable<Answer>): void {
  const { meta } = body as Resource;
  if (meta?.versionId !== undefined) response.setHeader('ETag', `W/"${meta.versionId}"`);
  if (meta?.lastUpdated !== undefined) response.setHeader('Last-Modified', new Date(meta.lastUpdated).toUTCString());
  response
    .status(status)
    .type(route.speaks === undefined ? FHIR_JSON : 'application/json')
    .send(JSON.stringify(body));
}

function sendOutcome(response: Response, refusal: Refusal, isOAuth = false): void {
  const { status } = refusal;
  if (status === 503 || status === 429) response.setHeader('Retry-After', '10');
  if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  response.setHeader('Cache-Control', 'no-store');
  const body: OperationOutcome | { error: string } = isOAuth ? { error: refusal.code } : operationOutcome(refusal);
  response
    .status(status)
    .type(isOAuth ? 'application/json' : FHIR_JSON)
    .send(JSON.stringify(body));
}
