import { auditSubject, write, type WriteTx } from '../../db/doors.ts';
import { holdDepot } from '../../db/stores/depot-store.ts';
import { nameItems } from '../../db/stores/stock-item-store.ts';
import { findLots, holdPeriod, listMovementsOf, postMovements, type Movement } from '../../db/stores/stock-ledger-store.ts';
import {
  findReversalOf,
  insertDocument,
  insertPostedLines,
  listLinesToReverse,
  lockDocument,
  takeDocumentNumber,
  updateDocument,
  type StockDocumentRow,
} from '../../db/stores/stock-document-store.ts';
import { dayForPeople, localDay } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import { error, type Issue } from '../../domain/issue.ts';
import { isZero, negate } from '../../domain/money.ts';
import { isDeskKind } from '../../domain/stock/document-kinds.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import type { DocumentSaved, ReverseDocument } from './stock-schemas.ts';

/** Puts a booked document right with another one that moves back, today, whatever it moved. What the window booked comes back there. */
export async function reverseDocument(ctx: ApiCtx, documentId: string, { id, reason }: ReverseDocument): Promise<DocumentSaved> {
  return await write(ctx, 'stock.document.reverse', async (tx) => {
    const document = await lockDocument(tx, ctx.facilityId, documentId);
    if (document === undefined) throw notFound('stock_document_not_found');
    if (!isDeskKind(document.kind)) throw conflict('stock_reversal_kind');
    const saved = await bookReversal(tx, ctx, document, { id, reason });
    auditSubject(tx, { objectId: documentId, reason });
    return saved;
  });
}

/** Books the counter-document of a locked document; refuses as a whole when a shelf has not enough left to take it back from. */
export async function bookReversal(
  tx: WriteTx,
  ctx: ApiCtx,
  document: StockDocumentRow,
  { id, reason }: { id: string; reason: string },
): Promise<DocumentSaved> {
  if (document.state !== 'posted') throw conflict('stock_document_not_posted');
  if ((await findReversalOf(tx, ctx.facilityId, document.id)) !== undefined) throw conflict('stock_document_reversed');
  const day = localDay(ctx.now);
  await holdPlaces(tx, ctx, document, day);
  const { depotId, toDepotId, partner, invoiceNumber } = document;
  const head = { ...{ id, day, reason, depotId, toDepotId, partner, invoiceNumber }, kind: 'reversal' as const, draft: [] };
  await insertDocument(tx, {
    ...{ ...head, facilityId: ctx.facilityId, reversesId: document.id, createdBy: ctx.actor.userId, createdAt: ctx.now },
  });
  await moveBack(tx, ctx, document, { id, day });
  const number = await takeDocumentNumber(tx, ctx.facilityId, { kind: 'reversal', day });
  const reversal = { facilityId: ctx.facilityId, id };
  const version = await updateDocument(tx, reversal, { state: 'posted', number, postedBy: ctx.actor.userId, postedAt: ctx.now });
  return { id, version, state: 'posted', number };
}

/** The depots are still there and the month of today is open. */
async function holdPlaces(tx: WriteTx, ctx: ApiCtx, { depotId, toDepotId }: StockDocumentRow, day: string): Promise<void> {
  for (const place of [depotId, toDepotId])
    if (place !== null && (await holdDepot(tx, ctx.facilityId, place)) === undefined) throw conflict('depot_ended');
  const { closed } = await holdPeriod(tx, ctx.facilityId, day);
  if (closed) throw rejected([error('stock_period_closed', 'day', { month: dayForPeople(day).slice(3) })]);
}

async function moveBack(tx: WriteTx, ctx: ApiCtx, document: StockDocumentRow, to: { id: string; day: string }): Promise<void> {
  // A count that agreed with the books moved nothing.
  const before = (await listLinesToReverse(tx, ctx.facilityId, document.id)).filter(({ quantity }) => !isZero(quantity));
  const reversedId = new Map(before.map((line) => [line.id, derivedId(ctx.facilityId, 'reversal-line', line.id)]));
  const idOf = (lineId: string): string => reversedId.get(lineId) ?? '';
  await insertPostedLines(
    tx,
    { facilityId: ctx.facilityId, id: to.id },
    before.map(({ id, lotId, quantity }) => ({ id: idOf(id), lotId, quantity: negate(quantity), reversesLineId: id })),
  );
  const moved = await listMovementsOf(tx, ctx.facilityId, document.id);
  const back = moved.map((one): Movement => ({ ...one, lineId: idOf(one.lineId), quantity: negate(one.quantity) }));
  const shortages = await postMovements(tx, { facilityId: ctx.facilityId, day: to.day, postedAt: ctx.now }, back);
  if (shortages.length === 0) return;
  const lots = await findLots(
    tx,
    ctx.facilityId,
    shortages.map(({ lotId }) => lotId),
  );
  const names = await nameItems(
    tx,
    ctx.facilityId,
    [...lots.values()].map(({ drugCode }) => drugCode),
  );
  throw rejected(
    shortages.map(({ lineId, lotId, available }): Issue => {
      const i = before.findIndex(({ id }) => idOf(id) === lineId);
      const lot = lots.get(lotId);
      return error('stock_reversal_short', `lines.${i}`, {
        drug: names.get(lot?.drugCode ?? '')?.name ?? '',
        lot: lot?.lotNumber ?? '',
        available,
      });
    }),
  );
}
