import type { Group } from '@medplum/fhirtypes';
import { openRecords, read } from '../../../../db/doors.ts';
import type { FhirExport } from '../../../../db/stores/fhir-export-store.ts';
import { findFacility } from '../../../../db/stores/facility-store.ts';
import { derivedId } from '../../../../domain/ids.ts';
import { error } from '../../../../domain/issue.ts';
import { malformed, notFound, Refusal } from '../../../http/errors.ts';
import type { PeerHttp, PeerRoute } from '../mount-peer-routes.ts';
import type { PeerCtx } from '../peer-context.ts';
import { refuseUnknown } from '../search-parameters.ts';
import { searchset } from '../search-resources.ts';
import { exportFolder, fileName } from './export-files.ts';
import { removeExport } from './remove-exports.ts';
import { getExport, startExport } from './start-export.ts';

const RETRY_SECONDS = 5;

const paramOf = ({ request }: PeerHttp, name: string): string => (request.params as Record<string, string>)[name] ?? '';

/** Everybody who was seen at the facility, as one group to export from; it has the id of the facility and lists nobody. */
async function groupOf(ctx: PeerCtx): Promise<Group> {
  const facility = await read(ctx, async (tx) => await findFacility(tx, ctx.facilityId));
  if (facility === undefined) throw new Error('the facility of a system is gone');
  return {
    resourceType: 'Group',
    id: facility.id,
    active: true,
    type: 'person',
    actual: true,
    name: facility.name,
    managingEntity: { reference: `Organization/${derivedId(facility.id, 'facilities', facility.id)}`, type: 'Organization' },
  };
}

const ownGroup = async (ctx: PeerCtx, http: PeerHttp): Promise<Group> => {
  if (paramOf(http, 'id') !== ctx.facilityId) throw notFound('fhir_resource_not_found');
  return await groupOf(ctx);
};

async function kickOff(ctx: PeerCtx, http: PeerHttp): Promise<undefined> {
  const { request, response, query } = http;
  await ownGroup(ctx, http);
  // Files are never made while somebody waits.
  if (!/(^|[,;\s])respond-async($|[,;\s])/.test(request.get('Prefer') ?? '')) throw malformed([error('fhir_export_async_only', 'Prefer')]);
  const base = ctx.services.config.fhirUrl;
  const { id } = await startExport(ctx, { request: `${base}${request.url}`, query });
  response.status(202).setHeader('Content-Location', `${base}/exports/${id}`).end();
}

/** Under way, done with the manifest, or failed. Source: HL7 FHIR Bulk Data Access 2.0, status request */
async function status(ctx: PeerCtx, http: PeerHttp): Promise<{ body: object } | undefined> {
  const found = await getExport(ctx, paramOf(http, 'exportId'));
  if (found.state === 'failed') throw new Refusal(500, 'fhir_export_failed', [error('fhir_export_failed', '')]);
  if (found.state === 'ready') {
    http.response.setHeader('Expires', new Date(found.expiresAt ?? ctx.now).toUTCString());
    return { body: manifestOf(found, ctx.services.config.fhirUrl) };
  }
  const progress = found.state === 'queued' ? 'waiting' : `${found.done} of ${found.total} visits`;
  http.response.status(202).setHeader('X-Progress', progress).setHeader('Retry-After', String(RETRY_SECONDS)).end();
  return undefined;
}

const manifestOf = ({ id, transactionTime, request, files }: FhirExport, base: string): object => ({
  transactionTime,
  request,
  requiresAccessToken: true,
  output: Object.entries(files)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, { count, bytes, sha256 }]) => ({
      ...{ type, url: `${base}/exports/${id}/${fileName(type)}`, count },
      extension: { 'urn:hoa-ban:sha256': sha256, 'urn:hoa-ban:bytes': bytes },
    })),
  error: [],
});

const typeOfFile = (params: Record<string, string>): string => /^([A-Z][A-Za-z]{1,60})\.ndjson$/.exec(params['file'] ?? '')?.[1] ?? '';

/** A file or a part of it: who lost the line goes on where it broke, and the digest says whether all of it arrived. */
async function download(ctx: PeerCtx, http: PeerHttp): Promise<undefined> {
  const { request, response } = http;
  const found = await getExport(ctx, paramOf(http, 'exportId'));
  const type = typeOfFile(request.params as Record<string, string>);
  const sha256 = found.state === 'ready' ? found.files[type]?.sha256 : undefined;
  if (sha256 === undefined) throw notFound('fhir_export_not_found');
  await read(ctx, async (tx) => await openRecords(tx, ctx, [{ action: 'fhir.export' }]));
  response.type('application/fhir+ndjson');
  response.setHeader('ETag', `"${sha256}"`);
  response.setHeader('Repr-Digest', `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`);
  const options = {
    root: exportFolder(ctx.services, found),
    dotfiles: 'allow' as const,
    etag: false,
    cacheControl: false,
    lastModified: false,
  };
  await new Promise<void>((done, fail) =>
    // A line that breaks is no error of ours; the other side asks for the rest.
    response.sendFile(fileName(type), options, (cause?: Error) => (cause === undefined || response.headersSent ? done() : fail(cause))),
  );
  return undefined;
}

/** Bulk Data Access: the whole facility, or what changed, as files. */
export const exportDoors: PeerRoute[] = [
  {
    method: 'get',
    path: '/Group',
    access: 'system',
    summary: 'The one group to export from: everybody who was seen at the facility',
    needs: () => [{ type: 'Group', right: 'search' }],
    handle: async (ctx, { query }) => {
      refuseUnknown(query, ['_format']);
      const resource = await groupOf(ctx);
      const fullUrl = `${ctx.services.config.fhirUrl}/Group/${resource.id}`;
      return { body: searchset(ctx, { path: 'Group', query, next: undefined, entry: [{ fullUrl, resource, search: { mode: 'match' } }] }) };
    },
  },
  {
    method: 'get',
    path: '/Group/:id',
    access: 'system',
    summary: 'Read the group',
    needs: () => [{ type: 'Group', right: 'read' }],
    handle: async (ctx, http) => ({ body: await ownGroup(ctx, http) }),
  },
  {
    method: 'get',
    path: '/Group/:id/$export',
    access: 'system',
    speaks: 'file',
    summary: 'Start an export of everything, or of what changed since a moment',
    // Which types depends on the question: asked where it is read.
    needs: () => [],
    handle: kickOff,
  },
  {
    method: 'get',
    path: '/exports/:exportId',
    access: 'system',
    speaks: 'json',
    summary: 'How far an export is, and its manifest once it is there',
    needs: () => [],
    handle: status,
  },
  {
    method: 'delete',
    path: '/exports/:exportId',
    access: 'system',
    summary: 'Stop an export or take its files away',
    needs: () => [],
    handle: async (ctx, http) => {
      await removeExport(ctx.services, ctx, await getExport(ctx, paramOf(http, 'exportId')));
      http.response.status(202).end();
      return undefined;
    },
  },
  {
    method: 'get',
    path: '/exports/:exportId/:file',
    access: 'system',
    opens: 'patient',
    speaks: 'file',
    summary: 'A file of an export, or the part of it that is still missing',
    needs: (params) => [{ type: typeOfFile(params), right: 'read' }],
    handle: download,
  },
];
