import type { Response } from 'express';
import { error, type Issue } from '../../domain/issue.ts';
import { constraintErrors } from '../../db/constraint-errors.ts';
import { KeyReusedError } from '../../db/doors.ts';

/** The one way to say no. Everything else that is thrown is a bug and becomes a 500 with an error id. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly issues: Issue[];

  constructor(status: number, code: string, issues: Issue[] = []) {
    super(code);
    this.status = status;
    this.code = code;
    this.issues = issues;
  }
}

/** 404: absent, or another facility's; the two look the same. */
export const notFound = (code = 'not_found'): Refusal => new Refusal(404, code);
/** 403: may know that it exists. */
export const forbidden = (code = 'forbidden'): Refusal => new Refusal(403, code);
/** 409: somebody was faster. */
export const conflict = (code: string, path = ''): Refusal => new Refusal(409, code, [error(code, path)]);
/** 422: a rule says no. */
export const rejected = (issues: Issue[]): Refusal => new Refusal(422, issues[0]?.code ?? 'rejected', issues);
/** 400: not the shape that was promised. */
export const malformed = (issues: Issue[]): Refusal => new Refusal(400, 'malformed', issues);

/** What a thrown thing means to the caller; undefined when it is a bug. */
export function refusalOf(thrown: unknown): Refusal | undefined {
  if (thrown instanceof Refusal) return thrown;
  if (thrown instanceof KeyReusedError) return new Refusal(422, 'idempotency_key_reused', [error('idempotency_key_reused', '')]);
  const { code, constraint, type, name } = thrown as { code?: string; constraint?: string; type?: string; name?: string };
  const broken = constraint === undefined ? undefined : constraintErrors[constraint];
  if (code === '23505' && broken !== undefined) return new Refusal(broken.status, broken.code, [error(broken.code, broken.path)]);
  // The database is away or busy: the desk keeps its draft and asks again.
  if (code !== undefined && unavailable.has(code)) return new Refusal(503, 'unavailable');
  if (name === 'KnexTimeoutError') return new Refusal(503, 'unavailable');
  if (type === 'entity.too.large') return new Refusal(413, 'body_too_large');
  if (type === 'entity.parse.failed' || type === 'encoding.unsupported' || type === 'charset.unsupported')
    return malformed([error('malformed', '')]);
  return undefined;
}

const unavailable = new Set(['ECONNREFUSED', 'ECONNRESET', '57P01', '57P02', '57P03', '53300', '55P03', '57014']);

/** Writes problem+json (RFC 9457). */
export function sendProblem(response: Response, refusal: Refusal, requestId: string): void {
  if (refusal.status === 503 || refusal.status === 429) response.setHeader('Retry-After', '5');
  if (refusal.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  // A refusal may be over the next moment; a 404 would otherwise be kept by browsers and proxies.
  response.setHeader('Cache-Control', 'no-store');
  response
    .status(refusal.status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `urn:hoa-ban:problem:${refusal.code}`,
        title: refusal.code.replaceAll('_', ' '),
        status: refusal.status,
        code: refusal.code,
        issues: refusal.issues,
        requestId,
      }),
    );
}
