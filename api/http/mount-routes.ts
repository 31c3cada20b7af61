import { createHmac, randomUUID } from 'node:crypto';
import express, { type Request, type Response, type Router } from 'express';
import type { z } from 'zod';
import { error } from '../../domain/issue.ts';
import { authenticate } from './authenticate.ts';
import type { ApiCtx, PublicCtx, Services } from './context.ts';
import { answered, type Route } from './define-route.ts';
import { forbidden, malformed, Refusal, refusalOf, sendProblem } from './errors.ts';

const BODY_LIMIT = '256kb';
/** What a month's file of a commune station holds; larger ones are read from the command line. */
const FILE_LIMIT = '16mb';

/** Puts the routes on a router, each behind the same pipeline. */
export function mountRoutes(router: Router, routes: Route[], services: Services): void {
  for (const route of routes) router[route.method](route.path, (request, response) => respond(route, services, request, response));
}

async function respond(route: Route, services: Services, request: Request, response: Response): Promise<void> {
  const requestId = response.locals['requestId'] as string;
  response.locals['route'] = `${route.method.toUpperCase()} ${route.path}`;
  response.setHeader('Cache-Control', 'no-store');
  try {
    await run(route, services, request, response, requestId);
  } catch (thrown) {
    answerError(thrown, response, services, requestId);
  }
}

/** Who, may they, what do they ask, do it, say only what the schema says: in this order. */
async function run(route: Route, services: Services, request: Request, response: Response, requestId: string): Promise<void> {
  const ctx = await context(route, services, request, response, requestId);
  if (route.body !== undefined) await readBody(route.takesFile ? parseFile : parseJson, request, response);
  const input = {
    params: parse(route.params, request.params, 'params'),
    query: parse(route.query, request.query, 'query'),
    body: parse(route.body, request.body as unknown, ''),
  };
  if (isApiCtx(ctx) && !route.question) ctx.repeat = repeatKey(route, request, services);
  const answer = await route.handle(ctx, input, { request, response });
  if (route.opens !== undefined && isApiCtx(ctx) && ctx.opened !== true)
    throw new Error(`${route.path} showed a record without logging it`);
  if (answer === answered) return;
  if (route.response === 'empty') response.status(204).end();
  else if (route.response !== 'file') response.status(route.status).json(route.response.parse(answer));
}

async function context(
  route: Route,
  services: Services,
  request: Request,
  response: Response,
  requestId: string,
): Promise<ApiCtx | PublicCtx> {
  const now = services.now().toISOString();
  if (route.permission === 'public') return { services, requestId, now };
  const session = await authenticate(request, services);
  response.locals['userId'] = session.userId;
  response.locals['facilityId'] = session.facilityId;
  if (!session.permissions.has(route.permission)) throw forbidden();
  return {
    services,
    db: services.db,
    actor: { userId: session.userId, facilityId: session.facilityId, ...deviceOf(request) },
    facilityId: session.facilityId,
    requestId,
    now,
    roles: session.roles,
    permissions: session.permissions,
  };
}

const isApiCtx = (ctx: ApiCtx | PublicCtx): ctx is ApiCtx => 'actor' in ctx;

/** A name the browser gives itself once, so that the log can tell two desks with one account apart. */
function deviceOf(request: Request): { device?: string } {
  const device = request.get('X-Device');
  return device !== undefined && /^[A-Za-z0-9-]{1,40}$/.test(device) ? { device } : {};
}

const jsonParser = (limit: string) =>
  express.json({ limit, verify: (request, _response, raw) => ((request as Request & { rawBody?: Buffer }).rawBody = raw) });
const parseJson = jsonParser(BODY_LIMIT);
const parseFile = jsonParser(FILE_LIMIT);

/** The body is read only after the caller was found to be allowed. */
async function readBody(parser: typeof parseJson, request: Request, response: Response): Promise<void> {
  await new Promise<void>((done, fail) => parser(request, response, (cause?: Error) => (cause === undefined ? done() : fail(cause))));
  if (request.body === undefined) throw malformed([error('body_missing', '')]);
}

function parse(schema: z.ZodType | undefined, value: unknown, prefix: string): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw malformed(
    parsed.error.issues.flatMap((issue) => {
      const path = [...(prefix === '' ? [] : [prefix]), ...issue.path.map(String)];
      // The schema points at the object; the caller must learn which field of it nobody knows.
      const places = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
      return places.map((place) => error(shapeCode(issue), place.join('.')));
    }),
  );
}

/** Our own code where the schema names one, else `malformed` and the path says where. */
function shapeCode(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return 'unknown_field';
  const own = issue.code === 'custom' ? (issue.params?.['code'] as unknown) : undefined;
  return typeof own === 'string' ? own : 'malformed';
}

function repeatKey(route: Route, request: Request, services: Services): NonNullable<ApiCtx['repeat']> {
  const key = request.get('Idempotency-Key');
  if (key === undefined || !/^[\x21-\x7e]{8,255}$/.test(key)) throw malformed([error('idempotency_key_missing', 'Idempotency-Key')]);
  const raw = (request as Request & { rawBody?: Buffer }).rawBody ?? Buffer.alloc(0);
  // Keyed: a body may hold a password, and a bare digest of it could be guessed from a copy of the database.
  const bodyHash = createHmac('sha256', services.secrets.fieldKey).update(request.path).update('\n').update(raw).digest();
  return { key, route: `${route.method} ${route.path}`, bodyHash };
}

/** Answers a thrown thing; a bug is logged with an id that the person can read out, and nothing of it is shown. */
export function answerError(thrown: unknown, response: Response, services: Services, requestId: string): void {
  const refusal = refusalOf(thrown);
  if (refusal === undefined)
    services.log.error({ requestId, route: response.locals['route'] as unknown, error: describeBug(thrown) }, 'unexpected error');
  if (response.headersSent) response.destroy();
  else sendProblem(response, refusal ?? new Refusal(500, 'internal_error'), requestId);
}

/** Kind and place of an error without its message: messages of the database quote values. */
export function describeBug(thrown: unknown): Record<string, unknown> {
  if (!(thrown instanceof Error)) return { kind: typeof thrown };
  const { code, constraint } = thrown as { code?: string; constraint?: string };
  const stack = (thrown.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12);
  const message = code === undefined && thrown.name !== 'ZodError' ? thrown.message : undefined;
  return { name: thrown.name, code, constraint, message, stack };
}

export const newRequestId = (): string => randomUUID();
