import { auditSubject, enqueue, read, write } from '../../../../db/doors.ts';
import { findFhirExport, findRunningExport, type FhirExport, insertFhirExport } from '../../../../db/stores/fhir-export-store.ts';
import { newId } from '../../../../domain/ids.ts';
import { error } from '../../../../domain/issue.ts';
import { allows } from '../../../../domain/peers/smart-scopes.ts';
import { isReadable, visitTypes } from '../../../../fhir-mappings/readable-types.ts';
import { malformed, notFound, Refusal } from '../../../http/errors.ts';
import { type PeerCtx, requireScopes } from '../peer-context.ts';
import { one, parseUpdated, type Query, refuseUnknown } from '../search-parameters.ts';

const FORMATS = ['application/fhir+ndjson', 'application/ndjson', 'ndjson'];

/**
 * Asks for everything of the facility, or what changed since then, as files; the worker makes them, one export of a facility at a time. Asked again while it is
 * being made, the same question finds the same export; another one is told to wait (429).
 * Source: HL7 FHIR Bulk Data Access 2.0, kick-off request
 */
export async function startExport(ctx: PeerCtx, { request, query }: { request: string; query: Query }): Promise<{ id: string }> {
  const { types, since } = parseExport(ctx, query);
  const asked = { types, since };
  return await write(ctx, 'fhir.export', async (tx) => {
    const running = await findRunningExport(tx, ctx.facilityId);
    if (running !== undefined && running.clientId === ctx.client.id && running.request === request) return { id: running.id };
    if (running !== undefined) throw new Refusal(429, 'fhir_export_running', [error('fhir_export_running', '')]);
    const { facilityId } = ctx;
    const id = newId();
    auditSubject(tx, { objectId: id });
    await insertFhirExport(tx, { facilityId, id, clientId: ctx.client.id, request, ...asked, createdAt: ctx.now });
    // In one line with the indexing of the facility: while files are made, nothing moves from one visit to another.
    await enqueue(tx, 'export-fhir', { facilityId, exportId: id }, { queue: `fhir-index:${facilityId}`, key: id });
    return { id };
  });
}

function parseExport(ctx: PeerCtx, query: Query): { types: string[]; since: string | null } {
  refuseUnknown(query, ['_type', '_since', '_outputFormat', '_format']);
  const format = one(query, '_outputFormat');
  if (format !== undefined && !FORMATS.includes(format)) throw malformed([error('fhir_parameter_invalid', '_outputFormat')]);
  const asked = one(query, '_type')?.split(',');
  if (asked?.some((type) => !isReadable(type) || type === 'AuditEvent') === true)
    throw malformed([error('fhir_parameter_invalid', '_type')]);
  const types = asked ?? visitTypes.filter((type) => allows(ctx.scopes, type, 'read'));
  requireScopes(
    ctx,
    (types.length === 0 ? ['*'] : types).map((type) => ({ type, right: 'read' })),
  );
  const since = one(query, '_since');
  const span = since === undefined ? {} : parseUpdated(`ge${since}`, '_since');
  return { types: [...new Set(types)].sort(), since: span.from ?? null };
}

/** An export of this system that was not taken back; 404 otherwise, also for that of another. */
export async function getExport(ctx: PeerCtx, id: string): Promise<FhirExport> {
  const isId = /^[0-9a-f-]{36}$/.test(id);
  const found = isId ? await read(ctx, async (tx) => await findFhirExport(tx, ctx.facilityId, id)) : undefined;
  if (found === undefined || found.clientId !== ctx.client.id || found.state === 'removed' || isOver(found, ctx.now))
    throw notFound('fhir_export_not_found');
  return found;
}

const isOver = ({ expiresAt }: FhirExport, now: string): boolean => expiresAt !== null && expiresAt <= now;
