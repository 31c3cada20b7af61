import { z } from 'zod';
import { error } from '../../../domain/issue.ts';
import { malformed } from '../../http/errors.ts';
import { sealBytes, unsealBytes } from '../../http/seal.ts';
import type { PeerCtx } from './peer-context.ts';

const Instant = z.iso.datetime();
const Span = z.object({ from: Instant.optional(), until: Instant.optional() });

/** Where a search goes on, with everything that was asked: nothing of a person stands in the address of the next page. */
const Cursor = z.object({
  kind: z.string(),
  count: z.int().min(1).max(100),
  search: z.object({
    types: z.array(z.string()),
    ids: z.array(z.uuid()).optional(),
    subjectId: z.uuid().optional(),
    identifiers: z.array(z.object({ system: z.string().nullable(), value: z.string() })).optional(),
    updated: Span,
  }),
  after: z.object({ lastUpdated: Instant, id: z.uuid() }),
});
export type Cursor = z.output<typeof Cursor>;

const boundTo = ({ client }: PeerCtx): string => `fhir-cursor:${client.id}`;

/** Sealed: only the system it was given to can use it, and nobody can change it. */
export const sealCursor = (ctx: PeerCtx, cursor: Cursor): string =>
  sealBytes(ctx.services.secrets, boundTo(ctx), Buffer.from(JSON.stringify(cursor), 'utf8')).toString('base64url');

/** 400 for everything that was not given out here for this question. */
export function openCursor(ctx: PeerCtx, text: string, kind: string): Cursor {
  const cursor = Cursor.safeParse(unsealed(ctx, text)).data;
  if (cursor === undefined || cursor.kind !== kind) throw malformed([error('fhir_parameter_invalid', '_cursor')]);
  return cursor;
}

function unsealed(ctx: PeerCtx, text: string): unknown {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length < 29) return undefined;
  try {
    return JSON.parse(unsealBytes(ctx.services.secrets, boundTo(ctx), bytes).toString('utf8')) as unknown;
  } catch {
    // Changed, or given to somebody else: the caller says so.
    return undefined;
  }
}
