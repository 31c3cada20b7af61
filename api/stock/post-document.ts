import { auditSubject, write, type WriteTx } from '../../db/doors.ts';
import { holdDepot } from '../../db/stores/depot-store.ts';
import { findKnownItems } from '../../db/stores/stock-item-store.ts';
import {
  findLots,
  holdPeriod,
  insertLots,
  lockShelvesOf,
  postMovements,
  type Movement,
  type ShelfLot,
} from '../../db/stores/stock-ledger-store.ts';
import {
  insertPostedLines,
  takeDocumentNumber,
  updateDocument,
  type PostedLine,
  type StockDocumentRow,
} from '../../db/stores/stock-document-store.ts';
import { localDay } from '../../domain/dates.ts';
import { error, type Issue } from '../../domain/issue.ts';
import { isZero, subtract } from '../../domain/money.ts';
import { checkDocument, type DocumentLine } from '../../domain/stock/check-document.ts';
import { isDeskKind, rulesOfKind, type DeskKind } from '../../domain/stock/document-kinds.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, forbidden, rejected } from '../http/errors.ts';
import { outgoingLines } from './outgoing-lines.ts';
import { lockOpenDocument } from './save-document.ts';
import type { DocumentSaved } from './stock-schemas.ts';

/** Books a document: it gets its number, the ledger its entries. All of it or nothing. */
export async function postDocument(ctx: ApiCtx, id: string, version: number): Promise<DocumentSaved> {
  return await write(ctx, 'stock.document.post', async (tx) => {
    const document = await lockOpenDocument(tx, ctx, { id, version });
    const { kind } = document;
    if (!isDeskKind(kind)) throw forbidden();
    const issues = await judge(tx, ctx, { ...document, kind });
    if (issues.length > 0) throw rejected(issues);

    const lines = await linesToBook(tx, ctx, { ...document, kind });
    const number = await takeDocumentNumber(tx, ctx.facilityId, document);
    await insertPostedLines(tx, document, lines);
    const posting = { facilityId: ctx.facilityId, day: document.day, postedAt: ctx.now };
    const shortages = await postMovements(tx, posting, movementsOf(document, lines));
    if (shortages.length > 0) throw rejected(shortages.map(({ lineId, available }) => short(document, lines, { lineId, available })));
    const booked = await updateDocument(tx, document, { state: 'posted', number, postedBy: ctx.actor.userId, postedAt: ctx.now });
    auditSubject(tx, { objectId: id });
    return { id, version: booked, state: 'posted', number };
  });
}

type DeskDocument = StockDocumentRow & { kind: DeskKind };

async function judge(tx: WriteTx, ctx: ApiCtx, document: DeskDocument): Promise<Issue[]> {
  for (const depotId of [document.depotId, document.toDepotId])
    if (depotId !== null && (await holdDepot(tx, ctx.facilityId, depotId)) === undefined) throw conflict('depot_ended');
  const codes = document.draft.map(({ drugCode }) => drugCode);
  // What was bought while it was in force may still be moved; only what comes in must be in force.
  const incoming = rulesOfKind[document.kind].moves === 'in';
  const known = incoming ? await findKnownItems(tx, ctx.facilityId, codes, document.day) : new Set(codes);
  const { closed } = await holdPeriod(tx, ctx.facilityId, document.day);
  return checkDocument(
    { kind: document.kind, day: document.day, reason: document.reason ?? undefined, lines: document.draft },
    { today: localDay(ctx.now), knownDrugs: known, periodClosed: closed },
  );
}

async function linesToBook(tx: WriteTx, ctx: ApiCtx, document: DeskDocument): Promise<PostedLine[]> {
  const { moves } = rulesOfKind[document.kind];
  if (moves === 'in') return await incomingLines(tx, ctx, document.draft);
  await checkLots(tx, ctx, document.draft);
  const codes = document.draft.map(({ drugCode }) => drugCode);
  const shelves = await lockShelvesOf(tx, ctx.facilityId, document.depotId, codes);
  return moves === 'count'
    ? countedLines(document.draft, shelves)
    : outgoingLines(ctx.facilityId, document.draft, shelves, localDay(ctx.now));
}

async function incomingLines(tx: WriteTx, ctx: ApiCtx, lines: DocumentLine[]): Promise<PostedLine[]> {
  const lotIds = await insertLots(
    tx,
    ctx.facilityId,
    lines.map(({ drugCode, lotNumber = '', expiresOn = '', registrationNumber, tender, unitPrice = '0' }) => ({
      ...{ drugCode, lotNumber, expiresOn, unitPrice },
      ...{ registrationNumber: registrationNumber || null, tender: tender || null },
    })),
  );
  return lines.map(({ id, quantity }, i) => ({ id, quantity, lotId: lotIds[i] ?? '' }));
}

/** A named lot is one of this facility and of the drug of its line. */
async function checkLots(tx: WriteTx, ctx: ApiCtx, lines: DocumentLine[]): Promise<void> {
  const known = await findLots(
    tx,
    ctx.facilityId,
    lines.flatMap(({ lotId }) => (lotId === undefined ? [] : [lotId])),
  );
  const issues = lines.flatMap(({ lotId, drugCode }, i) =>
    lotId === undefined || known.get(lotId)?.drugCode === drugCode ? [] : [error('stock_lot_unknown', `lines.${i}.lotId`)],
  );
  if (issues.length > 0) throw rejected(issues);
}

/** Every count against what the books hold at this moment; a count that agrees is kept and moves nothing. */
function countedLines(lines: DocumentLine[], shelves: ShelfLot[]): PostedLine[] {
  return lines.map(({ id, lotId = '', counted = '0' }) => {
    const onHand = shelves.find((shelf) => shelf.lotId === lotId)?.onHand ?? '0';
    return { id, lotId, counted, quantity: subtract(counted, onHand) };
  });
}

function movementsOf(document: StockDocumentRow, lines: PostedLine[]): Movement[] {
  const { depotId, toDepotId } = document;
  const { moves } = rulesOfKind[document.kind];
  return lines.flatMap(({ id: lineId, lotId, quantity }): Movement[] => {
    if (isZero(quantity)) return [];
    if (moves === 'in' || moves === 'count') return [{ depotId, lotId, lineId, quantity }];
    const out: Movement = { depotId, lotId, lineId, quantity: `-${quantity}` };
    return moves === 'between' && toDepotId !== null ? [out, { depotId: toDepotId, lotId, lineId, quantity }] : [out];
  });
}

function short(document: StockDocumentRow, lines: PostedLine[], { lineId, available }: { lineId: string; available: string }): Issue {
  const at = document.draft.findIndex(({ id }) => id === lineId);
  const lotId = lines.find(({ id }) => id === lineId)?.lotId;
  const i = at >= 0 ? at : document.draft.findIndex((line) => line.lotId === lotId);
  return error('stock_short', `lines.${i}.quantity`, { drug: document.draft[i]?.drugCode ?? '', available });
}
