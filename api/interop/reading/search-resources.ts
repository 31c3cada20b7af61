import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes';
import { type ReadTx, readSnapshot } from '../../../db/doors.ts';
import { findResourceRow } from '../../../db/stores/fhir-resource-store.ts';
import { searchResources } from '../../../db/views/fhir-search-view.ts';
import { error } from '../../../domain/issue.ts';
import { allows } from '../../../domain/peers/smart-scopes.ts';
import { isOfPerson, type ReadableType, visitTypes } from '../../../fhir-mappings/readable-types.ts';
import { malformed, notFound } from '../../http/errors.ts';
import { referencesIn } from '../resource-identity.ts';
import { type Made, makeResources } from './make-resources.ts';
import { type PeerCtx, requireScopes } from './peer-context.ts';
import { type Cursor, openCursor, sealCursor } from './search-cursor.ts';
import { isOurId, one, parseCount, parseSearch, parseUpdated, type Query, refuseUnknown } from './search-parameters.ts';

/** One resource by its id; 404 when there is none here, or none that this system may know: the two look the same. */
export async function readResource(ctx: PeerCtx, type: ReadableType, id: string): Promise<Resource> {
  return await readSnapshot(ctx, async (tx) => {
    const row = isOurId(id) ? await findResourceRow(tx, { facilityId: ctx.facilityId, type, id }) : undefined;
    const [found] = await makeResources(tx, ctx, row === undefined ? [] : [row]);
    return found?.resource;
  }).then((found) => found ?? absent());
}

const absent = (): never => {
  throw notFound('fhir_resource_not_found');
};

type Asked = Omit<Cursor, 'after'> & Partial<Pick<Cursor, 'after'>>;

/** A page of what a search finds. What this system may not know leaves a gap in its page, so that a page may be short and another still follow. */
export async function searchType(ctx: PeerCtx, type: ReadableType, query: Query): Promise<Bundle> {
  const cursor = one(query, '_cursor');
  const asked: Asked = cursor === undefined ? { kind: type, ...parseSearch(type, query) } : goOn(ctx, query, type);
  return await readSnapshot(ctx, async (tx) => {
    const { made, next } = await readPage(tx, ctx, asked);
    return searchset(ctx, { path: type, query, next, entry: made.map((found) => entryOf(ctx, found, 'match')) });
  });
}

/** Everything of a person at this facility, in pages, with the masters that it refers to. */
export async function everythingOf(ctx: PeerCtx, id: string, query: Query): Promise<Bundle> {
  const path = `Patient/${id}/$everything`;
  const asked = one(query, '_cursor') === undefined ? parseEverything(ctx, id, query) : goOn(ctx, query, path);
  return await readSnapshot(ctx, async (tx) => {
    const patient = isOurId(id) ? await findResourceRow(tx, { facilityId: ctx.facilityId, type: 'Patient', id }) : undefined;
    // Of whom nothing may be known answers like who is not there.
    if (patient === undefined || (await makeResources(tx, ctx, [patient])).length === 0) return undefined;
    const { made, next } = await readPage(tx, ctx, asked);
    const masters = await readMasters(tx, ctx, made);
    const entry = [...made.map((found) => entryOf(ctx, found, 'match')), ...masters.map((found) => entryOf(ctx, found, 'include'))];
    return searchset(ctx, { path, query, next, entry });
  }).then((found) => found ?? absent());
}

function goOn(ctx: PeerCtx, query: Query, kind: string): Asked {
  refuseUnknown(query, ['_cursor', '_format']);
  const cursor = openCursor(ctx, one(query, '_cursor') ?? '', kind);
  // It may have been given for a token that reached further.
  const types = cursor.search.types.filter((type) => allows(ctx.scopes, type, 'search'));
  return { ...cursor, search: { ...cursor.search, types } };
}

const personTypes: string[] = visitTypes.filter(isOfPerson);

function parseEverything(ctx: PeerCtx, id: string, query: Query): Asked {
  refuseUnknown(query, ['_since', '_type', '_count', '_format']);
  const asked = one(query, '_type')?.split(',');
  if (asked?.some((type) => !personTypes.includes(type)) === true) throw malformed([error('fhir_parameter_invalid', '_type')]);
  requireScopes(ctx, asked?.map((type) => ({ type, right: 'search' })) ?? []);
  const wanted = asked ?? personTypes.filter((type) => allows(ctx.scopes, type, 'search'));
  const since = one(query, '_since');
  const updated = since === undefined ? {} : parseUpdated(`ge${since}`, '_since');
  const search = { types: wanted, subjectId: isOurId(id) ? id : absent(), updated };
  return { kind: `Patient/${id}/$everything`, count: parseCount(query['_count']), search };
}

async function readPage(tx: ReadTx, ctx: PeerCtx, { kind, count, search, after }: Asked): Promise<{ made: Made[]; next?: string }> {
  const { ids, subjectId, identifiers, updated, types } = search;
  const wanted = {
    types,
    ...(ids === undefined ? {} : { ids }),
    ...(subjectId === undefined ? {} : { subjectId }),
    ...(identifiers === undefined ? {} : { identifiers }),
    updated: {
      ...(updated.from === undefined ? {} : { from: updated.from }),
      ...(updated.until === undefined ? {} : { until: updated.until }),
    },
  };
  const found = await searchResources(tx, ctx.facilityId, wanted, { after, limit: count + 1 });
  const page = found.slice(0, count);
  const made = await makeResources(tx, ctx, page);
  const last = page.at(-1);
  if (found.length <= count || last === undefined) return { made };
  return { made, next: sealCursor(ctx, { kind, count, search, after: { lastUpdated: last.lastUpdated, id: last.id } }) };
}

/** The facility, its departments, rooms and people that a page refers to, and what these refer to, as far as the token reaches. */
async function readMasters(tx: ReadTx, ctx: PeerCtx, made: Made[], known: ReadonlySet<string> = new Set()): Promise<Made[]> {
  const shown = new Set([...known, ...made.map(({ resource }) => String(resource.id))]);
  const ids = [...new Set(made.flatMap(({ resource }) => referencesIn(resource)))].filter((id) => !shown.has(id));
  const types = visitTypes.filter((type) => !isOfPerson(type) && allows(ctx.scopes, type, 'search'));
  if (ids.length === 0 || types.length === 0) return [];
  const rows = await searchResources(tx, ctx.facilityId, { types: [...types], ids, updated: {} }, { after: undefined, limit: ids.length });
  if (rows.length === 0) return [];
  const masters = await makeResources(tx, ctx, rows);
  return [...masters, ...(await readMasters(tx, ctx, masters, shown))];
}

const entryOf = (ctx: PeerCtx, { resource }: Pick<Made, 'resource'>, mode: 'match' | 'include'): BundleEntry => ({
  fullUrl: `${ctx.services.config.fhirUrl}/${resource.resourceType}/${resource.id}`,
  resource,
  search: { mode },
});

/** A Bundle of answers; `self` says what was asked. */
export function searchset(
  ctx: PeerCtx,
  { path, query, next, entry }: { path: string; query: Query; next: string | undefined; entry: BundleEntry[] },
): Bundle {
  const base = ctx.services.config.fhirUrl;
  const asked = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => [value].flat().map((text) => [name, String(text)] as [string, string])),
  ).toString();
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    link: [
      { relation: 'self', url: `${base}/${path}${asked === '' ? '' : `?${asked}`}` },
      ...(next === undefined ? [] : [{ relation: 'next' as const, url: `${base}/${path}?_cursor=${next}` }]),
    ],
    ...(entry.length === 0 ? {} : { entry }),
  };
}
