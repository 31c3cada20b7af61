import type { AuditEvent, Bundle } from '@medplum/fhirtypes';
import { type ReadTx, readSnapshot } from '../../../db/doors.ts';
import { findResourceRow } from '../../../db/stores/fhir-resource-store.ts';
import { type AccessRow, findAccessPatient, findVisitPatient, listAccess } from '../../../db/views/fhir-search-view.ts';
import { error } from '../../../domain/issue.ts';
import { overlap, type Span } from '../../../domain/peers/search-instant.ts';
import { auditEventToFhir } from '../../../fhir-mappings/audit-event-to-fhir.ts';
import { malformed, notFound } from '../../http/errors.ts';
import { patientResourceId } from '../resend-patient.ts';
import { withReferences } from '../resource-identity.ts';
import { digestOf } from './index-visits.ts';
import { makeResources } from './make-resources.ts';
import type { PeerCtx } from './peer-context.ts';
import { type Cursor, openCursor, sealCursor } from './search-cursor.ts';
import { searchset } from './search-resources.ts';
import { isOurId, one, parseSearch, type Query, refuseUnknown } from './search-parameters.ts';

/** Who opened the record of a person here: always of one person, whom this system may know. */
export async function searchAuditEvents(ctx: PeerCtx, query: Query): Promise<Bundle> {
  const asked = parseAsked(ctx, query);
  const { subjectId, ids, updated } = asked.search;
  if (subjectId === undefined) throw malformed([error('fhir_parameter_required', 'patient')]);
  return await readSnapshot(ctx, async (tx) => {
    const patientId = await knownPatient(tx, ctx, subjectId);
    const wanted = { at: updated as Span, after: asked.after?.id, limit: asked.count + 1, ...(ids === undefined ? {} : { ids }) };
    const found = patientId === undefined ? [] : await listAccess(tx, ctx.facilityId, { patientId, ...wanted });
    const page = found.slice(0, asked.count);
    const last = found.length > page.length ? page.at(-1) : undefined;
    const next = last === undefined ? undefined : sealCursor(ctx, { ...asked, after: { lastUpdated: last.at, id: last.id } });
    const entry = page.map((access) => ({
      fullUrl: `${ctx.services.config.fhirUrl}/AuditEvent/${access.id}`,
      resource: toFhir(ctx, access, patientId ?? ''),
      search: { mode: 'match' as const },
    }));
    return searchset(ctx, { path: 'AuditEvent', query, next, entry });
  });
}

type Asked = Omit<Cursor, 'after'> & Partial<Pick<Cursor, 'after'>>;

/** Up to now: every page that is read leaves an entry itself, and would never come to an end. */
function parseAsked(ctx: PeerCtx, query: Query): Asked {
  const cursor = one(query, '_cursor');
  if (cursor !== undefined) {
    refuseUnknown(query, ['_cursor', '_format']);
    return openCursor(ctx, cursor, 'AuditEvent');
  }
  const { search, count } = parseSearch('AuditEvent', query);
  return { kind: 'AuditEvent', count, search: { ...search, updated: overlap(search.updated, { until: ctx.now }) } };
}

export async function readAuditEvent(ctx: PeerCtx, id: string): Promise<AuditEvent> {
  return await readSnapshot(ctx, async (tx) => {
    const patientId = isOurId(id) ? await findAccessPatient(tx, ctx.facilityId, id) : undefined;
    const known = patientId === undefined ? undefined : await knownPatient(tx, ctx, patientResourceId(ctx.facilityId, patientId));
    if (patientId === undefined || known !== patientId) throw notFound('fhir_resource_not_found');
    const [access] = await listAccess(tx, ctx.facilityId, { patientId, ids: [id], at: {}, after: undefined, limit: 1 });
    if (access === undefined) throw notFound('fhir_resource_not_found');
    return toFhir(ctx, access, patientId);
  });
}

/** The person behind a Patient that this system may know. */
async function knownPatient(tx: ReadTx, ctx: PeerCtx, subjectId: string): Promise<string | undefined> {
  const row = await findResourceRow(tx, { facilityId: ctx.facilityId, type: 'Patient', id: subjectId });
  const made = await makeResources(tx, ctx, row === undefined ? [] : [row]);
  if (row === undefined || made.length === 0) return undefined;
  const patientId = await findVisitPatient(tx, ctx.facilityId, row.encounterId);
  return patientId !== undefined && patientResourceId(ctx.facilityId, patientId) === subjectId ? patientId : undefined;
}

/** Entries of the log never change, so their time is that of the entry. */
function toFhir(ctx: PeerCtx, { id, at, userId, action, systemName }: AccessRow, patientId: string): AuditEvent {
  const kind = action === 'fhir.export' ? ('export' as const) : ('open' as const);
  const access = { id, kind, at, userId, ...(systemName === null ? {} : { systemName }) };
  const event = auditEventToFhir(access, { facility: { id: ctx.facilityId }, patient: { id: patientId } });
  const addressed = withReferences(event, (one, { type }) => `${type}/${one}`);
  return { ...addressed, meta: { versionId: digestOf(event), lastUpdated: at } };
}
