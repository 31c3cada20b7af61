import type { WriteTx } from '../../db/doors.ts';
import {
  insertDocument,
  insertPostedLines,
  takeDocumentNumber,
  updateDocument,
  type PostedLine,
} from '../../db/stores/stock-document-store.ts';
import type { Day } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import type { ApiCtx } from '../http/context.ts';

interface AtWindow {
  id: string;
  kind: 'dispense' | 'dispense-return';
  day: Day;
  depotId: string;
  reason: string | null;
  lines: { lineId: string; lotId: string; quantity: string }[];
}

/** Writes the booked document of a hand-over or a return; the ledger is moved by the caller. */
export async function bookAtWindow(tx: WriteTx, ctx: ApiCtx, at: AtWindow): Promise<{ number: string; lines: PostedLine[] }> {
  const { id, kind, day, depotId, reason } = at;
  const document = { facilityId: ctx.facilityId, id };
  const typed = { toDepotId: null, partner: null, invoiceNumber: null, draft: [] };
  await insertDocument(tx, { ...document, ...typed, kind, day, depotId, reason, createdBy: ctx.actor.userId, createdAt: ctx.now });
  const number = await takeDocumentNumber(tx, ctx.facilityId, { kind, day });
  await updateDocument(tx, document, { state: 'posted', number, postedBy: ctx.actor.userId, postedAt: ctx.now });
  const lines = at.lines.map(({ lineId, lotId, quantity }, i) => ({
    ...{ id: derivedId(ctx.facilityId, 'window-line', id, String(i)), lotId, quantity },
    prescriptionLineId: lineId,
  }));
  await insertPostedLines(tx, document, lines);
  return { number, lines };
}
