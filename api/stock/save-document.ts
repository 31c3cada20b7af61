import { auditSubject, write, type WriteTx } from '../../db/doors.ts';
import { holdDepot } from '../../db/stores/depot-store.ts';
import { insertDocument, lockDocument, updateDocument, type StockDocumentRow } from '../../db/stores/stock-document-store.ts';
import { rulesOfKind } from '../../domain/stock/document-kinds.ts';
import { error, type Issue } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, forbidden, notFound, rejected } from '../http/errors.ts';
import type { ChangeDocument, DocumentSaved, NewDocument, SaveDocument } from './stock-schemas.ts';

/** Keeps a document that is being typed; nothing moves before it is posted. */
export async function createDocument(ctx: ApiCtx, { id, ...input }: NewDocument): Promise<DocumentSaved> {
  return await write(ctx, 'stock.document.create', async (tx) => {
    const fields = await fieldsOf(tx, ctx, input);
    await insertDocument(tx, { facilityId: ctx.facilityId, id, ...fields, createdBy: ctx.actor.userId, createdAt: ctx.now });
    auditSubject(tx, { objectId: id });
    return { id, version: 1, state: 'draft', number: null };
  });
}

/** Changes a document that nobody has posted or taken back. */
export async function changeDocument(ctx: ApiCtx, id: string, { version, ...input }: ChangeDocument): Promise<DocumentSaved> {
  return await write(ctx, 'stock.document.change', async (tx) => {
    const document = await lockOpenDocument(tx, ctx, { id, version });
    const changed = await updateDocument(tx, document, { ...(await fieldsOf(tx, ctx, input)), state: 'draft' });
    auditSubject(tx, { objectId: id });
    return { id, version: changed, state: 'draft', number: null };
  });
}

/** Hands the document to the pharmacy for approval. */
export async function submitDocument(ctx: ApiCtx, id: string, version: number): Promise<DocumentSaved> {
  return await write(ctx, 'stock.document.submit', async (tx) => {
    const document = await lockOpenDocument(tx, ctx, { id, version });
    if (document.draft.length === 0) throw rejected([error('stock_lines_missing', 'lines')]);
    const changed = await updateDocument(tx, document, { state: 'submitted' });
    auditSubject(tx, { objectId: id });
    return { id, version: changed, state: 'submitted', number: null };
  });
}

/** Takes a document back, or refuses what was asked for. A posted one stays: another document puts it right. */
export async function cancelDocument(
  ctx: ApiCtx,
  id: string,
  { version, reason }: { version: number; reason: string },
): Promise<DocumentSaved> {
  return await write(ctx, 'stock.document.cancel', async (tx) => {
    const document = await lockOpenDocument(tx, ctx, { id, version });
    const cancelled = { cancelledBy: ctx.actor.userId, cancelledAt: ctx.now, cancelReason: reason };
    const changed = await updateDocument(tx, document, { state: 'cancelled', ...cancelled });
    auditSubject(tx, { objectId: id, reason });
    return { id, version: changed, state: 'cancelled', number: null };
  });
}

/** The document, held until commit, while it can still be changed. */
export async function lockOpenDocument(tx: WriteTx, ctx: ApiCtx, seen: { id: string; version: number }): Promise<StockDocumentRow> {
  const document = await lockDocument(tx, ctx.facilityId, seen.id);
  if (document === undefined) throw notFound('stock_document_not_found');
  if (document.state === 'posted') throw conflict('stock_document_posted');
  if (document.state === 'cancelled') throw conflict('stock_document_cancelled');
  if (document.version !== seen.version) throw conflict('stale_version', 'version');
  return document;
}

async function fieldsOf(tx: WriteTx, ctx: ApiCtx, input: SaveDocument) {
  // Who only asks for a cabinet types nothing else.
  if (!rulesOfKind[input.kind].onRequest && !ctx.permissions.has('stock.post')) throw forbidden();
  const issues = await checkDepots(tx, ctx, input);
  if (issues.length > 0) throw rejected(issues);
  return {
    kind: input.kind,
    day: input.day,
    depotId: input.depotId,
    toDepotId: input.toDepotId ?? null,
    partner: input.partner || null,
    invoiceNumber: input.invoiceNumber || null,
    reason: input.reason || null,
    draft: input.lines,
  };
}

/** Between depots both are named and differ; a cabinet is filled from the pharmacy and returns to it. */
async function checkDepots(tx: WriteTx, ctx: ApiCtx, { kind, depotId, toDepotId }: SaveDocument): Promise<Issue[]> {
  const from = await holdDepot(tx, ctx.facilityId, depotId);
  if (from === undefined) throw notFound('depot_not_found');
  if (rulesOfKind[kind].moves !== 'between') return toDepotId === undefined ? [] : [error('stock_depot_surplus', 'toDepotId')];
  if (toDepotId === undefined) return [error('stock_depot_missing', 'toDepotId')];
  const to = await holdDepot(tx, ctx.facilityId, toDepotId);
  if (to === undefined) throw notFound('depot_not_found');
  if (from.id === to.id) return [error('stock_depot_same', 'toDepotId')];
  const cabinet = kind === 'cabinet-top-up' ? to : kind === 'cabinet-return' ? from : undefined;
  if (cabinet === undefined || cabinet.kind === 'cabinet') return [];
  return [error('stock_depot_not_cabinet', kind === 'cabinet-top-up' ? 'toDepotId' : 'depotId')];
}
