import { API_VERSION } from '../../http/version.ts';
import { error } from '../../../domain/issue.ts';
import { isReadable, type ReadableType } from '../../../fhir-mappings/readable-types.ts';
import { Refusal } from '../../http/errors.ts';
import { readAuditEvent, searchAuditEvents } from './audit-events.ts';
import { capabilityStatement, smartConfiguration } from './capability-statement.ts';
import { exportDoors } from './exports/export-routes.ts';
import { issueToken } from './issue-token.ts';
import type { PeerHttp, PeerRoute } from './mount-peer-routes.ts';
import { summaryOf } from './patient-summary.ts';
import type { PeerCtx } from './peer-context.ts';
import { refuseUnknown } from './search-parameters.ts';
import { everythingOf, readResource, searchType } from './search-resources.ts';

/** 404 for a type that is not served. */
function typeOf({ type = '' }: Record<string, string>): ReadableType {
  if (isReadable(type)) return type;
  throw new Refusal(404, 'fhir_type_unknown', [error('fhir_type_unknown', '')]);
}

const search = async (ctx: PeerCtx, { request, query }: PeerHttp) => {
  const type = typeOf(request.params as Record<string, string>);
  return { body: type === 'AuditEvent' ? await searchAuditEvents(ctx, query) : await searchType(ctx, type, query) };
};

const idOf = ({ request }: PeerHttp): string => (request.params as { id: string }).id;

/** For everybody: who we are and how to get in. */
const publicDoors: PeerRoute[] = [
  {
    method: 'get',
    path: '/metadata',
    access: 'public',
    summary: 'What can be read here and how, as a CapabilityStatement',
    handle: async ({ services, now }) => ({ body: capabilityStatement({ url: services.config.fhirUrl, version: API_VERSION, date: now }) }),
  },
  {
    method: 'get',
    path: '/.well-known/smart-configuration',
    access: 'public',
    speaks: 'json',
    summary: 'Where a system gets its token and how it shows who it is',
    handle: async ({ services }) => ({ body: smartConfiguration(services.config.fhirUrl) }),
  },
  {
    method: 'post',
    path: '/token',
    access: 'public',
    speaks: 'oauth',
    form: true,
    summary: 'A token of five minutes for a registered system that proves who it is by its key',
    handle: async (ctx, { query }) => ({ body: await issueToken(ctx, query) }),
  },
];

const recordDoors: PeerRoute[] = [
  {
    method: 'get',
    path: '/Patient/:id/$everything',
    access: 'system',
    opens: 'patient',
    summary: 'Everything of a person at this facility, in pages',
    needs: () => [
      { type: 'Patient', right: 'read' },
      { type: 'Patient', right: 'search' },
    ],
    handle: async (ctx, http) => ({ body: await everythingOf(ctx, idOf(http), http.query) }),
  },
  {
    method: 'get',
    path: '/Patient/:id/$summary',
    access: 'system',
    opens: 'patient',
    summary: 'The International Patient Summary of a person as a document',
    needs: () => [{ type: 'Patient', right: 'read' }],
    handle: async (ctx, http) => ({ body: await summaryOf(ctx, idOf(http), http.query) }),
  },
  {
    method: 'get',
    path: '/:type',
    access: 'system',
    opens: 'patient',
    summary: 'Search a type of resource',
    needs: (params) => [{ type: typeOf(params), right: 'search' }],
    handle: search,
  },
  {
    method: 'post',
    path: '/:type/_search',
    access: 'system',
    opens: 'patient',
    form: true,
    summary: 'The same with the parameters in the body, so that no number of a person stands in an address',
    needs: (params) => [{ type: typeOf(params), right: 'search' }],
    handle: search,
  },
  {
    method: 'get',
    path: '/:type/:id',
    access: 'system',
    opens: 'patient',
    summary: 'Read a resource by its id',
    needs: (params) => [{ type: typeOf(params), right: 'read' }],
    handle: async (ctx, { request, query }) => {
      refuseUnknown(query, ['_format']);
      const params = request.params as { type: string; id: string };
      const type = typeOf(params);
      return { body: type === 'AuditEvent' ? await readAuditEvent(ctx, params.id) : await readResource(ctx, type, params.id) };
    },
  },
];

/** Every door of the read side; the server and the policy walker read this list. */
export const peerRoutes: PeerRoute[] = [...publicDoors, ...exportDoors, ...recordDoors];
