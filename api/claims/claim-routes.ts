import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { read } from '../../db/doors.ts';
import { findClaimExport, listClaimExports, type ClaimExport } from '../../db/stores/claim-store.ts';
import { findFacility } from '../../db/stores/facility-store.ts';
import { findKeySubjects } from '../../db/stores/signing-key-store.ts';
import type { ApiCtx } from '../http/context.ts';
import { answered, defineRoute, type Route } from '../http/define-route.ts';
import { notFound } from '../http/errors.ts';
import { day, uuid } from '../http/schemas.ts';
import {
  ClaimExportList,
  ClaimExportView,
  ClaimFileToRead,
  ClaimFileView,
  ClaimList,
  ClaimsQuery,
  NewClaimExport,
} from './claim-schemas.ts';
import { getReadyExport, openClaimZip, requestClaimExport } from './export-claims.ts';
import { viewClaimFile } from './view-claim-file.ts';
import { listClaims, viewExport, zipName } from './list-claims.ts';

const ExportParams = z.strictObject({ exportId: uuid });
const SpanQuery = z.strictObject({ from: day, until: day });

async function facilityCode(ctx: ApiCtx): Promise<string> {
  const facility = await read(ctx, async (tx) => await findFacility(tx, ctx.facilityId));
  if (facility === undefined) throw notFound();
  return facility.code;
}

async function viewOf(ctx: ApiCtx, id: string): Promise<z.input<typeof ClaimExportView>> {
  const found = await read(ctx, async (tx) => await findClaimExport(tx, ctx.facilityId, id));
  if (found === undefined) throw notFound('claim_export_not_found');
  const [view] = await viewsOf(ctx, [found]);
  if (view === undefined) throw notFound('claim_export_not_found');
  return view;
}

async function viewsOf(ctx: ApiCtx, exports: ClaimExport[]): Promise<z.input<typeof ClaimExportView>[]> {
  const code = await facilityCode(ctx);
  const keyIds = [...new Set(exports.flatMap(({ signingKeyId }) => signingKeyId ?? []))];
  const keys = await read(ctx, async (tx) => await findKeySubjects(tx, ctx.facilityId, keyIds));
  return exports.map((one) => viewExport(one, { facilityCode: code, now: ctx.now, key: keys.get(one.signingKeyId ?? '') }));
}

export const claimRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/claims',
    permission: 'claim.read',
    opens: 'patient',
    summary: 'Visits closed on a day with their shares and what speaks against sending them',
    query: ClaimsQuery,
    response: ClaimList,
    handle: async (ctx, { query }) => await listClaims(ctx, query),
  }),
  defineRoute({
    method: 'post',
    path: '/claim-exports',
    permission: 'claim.export',
    summary: 'Make the claim files of some days, signed where the facility has a key',
    status: 202,
    body: NewClaimExport,
    response: ClaimExportView,
    handle: async (ctx, { body }) => {
      const { id } = await requestClaimExport(ctx, body);
      return await viewOf(ctx, id);
    },
  }),
  defineRoute({
    method: 'get',
    path: '/claim-exports',
    permission: 'claim.read',
    summary: 'Exports of just these days, newest first',
    query: SpanQuery,
    response: ClaimExportList,
    handle: async (ctx, { query }) => ({
      items: await viewsOf(ctx, await read(ctx, async (tx) => await listClaimExports(tx, ctx.facilityId, query))),
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/claim-exports/:exportId',
    permission: 'claim.read',
    summary: 'How far an export is',
    params: ExportParams,
    response: ClaimExportView,
    handle: async (ctx, { params }) => await viewOf(ctx, params.exportId),
  }),
  defineRoute({
    method: 'post',
    path: '/claim-file-readings',
    permission: 'claim.read',
    question: true,
    takesFile: true,
    summary: 'What stands in an exported claim file of any product, with findings; nothing is kept',
    body: ClaimFileToRead,
    response: ClaimFileView,
    handle: async (ctx, { body }) => await viewClaimFile(ctx, body),
  }),
  defineRoute({
    method: 'get',
    path: '/claim-exports/:exportId/file',
    permission: 'claim.export',
    summary: 'The ZIP of a finished export',
    params: ExportParams,
    response: 'file',
    handle: async (ctx, { params }, { response }) => {
      const claimExport = await getReadyExport(ctx, params.exportId);
      response
        .type('application/zip')
        .attachment(zipName(await facilityCode(ctx), { from: claimExport.fromDay, until: claimExport.untilDay }));
      await pipeline(openClaimZip(ctx, claimExport), response);
      return answered;
    },
  }),
];
