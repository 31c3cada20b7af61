import { read, type ReadTx } from '../../db/doors.ts';
import { findDepot, listDepots } from '../../db/stores/depot-store.ts';
import { nameItems } from '../../db/stores/stock-item-store.ts';
import { findDocumentSummary, findDraft, listBookedLines, listDocuments } from '../../db/stores/stock-document-store.ts';
import { findLots } from '../../db/stores/stock-ledger-store.ts';
import { computeOpening, findClosing, listCard, listPeriod, listStock } from '../../db/views/stock-view.ts';
import { addMonths, localDay } from '../../domain/dates.ts';
import { add, subtract } from '../../domain/money.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound } from '../http/errors.ts';
import type {
  CardQuery,
  DepotView,
  DocumentLineView,
  DocumentList,
  DocumentsQuery,
  DocumentView,
  PeriodQuery,
  PeriodReport,
  StockCard,
  StockList,
  StockQuery,
} from './stock-schemas.ts';

const LIST_MAX = 200;
/** A card of a busy drug for a month; more days are asked for in parts. */
const CARD_MAX = 1000;
/** Months that count as near to expiry, or as lying still, unless told. */
const MONTHS = 6;

export async function viewDepots(ctx: ApiCtx): Promise<{ items: DepotView[] }> {
  return await read(ctx, async (tx) => ({ items: await listDepots(tx, ctx.facilityId) }));
}

/** What lies where: all, what expires soon, or what nobody takes. */
export async function viewStock(ctx: ApiCtx, { depotId, q, show = 'all', months = MONTHS }: StockQuery): Promise<StockList> {
  const today = localDay(ctx.now);
  return await read(ctx, async (tx) => {
    const found = await listStock(tx, ctx.facilityId, {
      depotId: depotId ?? null,
      query: q ?? '',
      expiringBy: show === 'expiring' ? addMonths(today, months) : null,
      idleSince: show === 'slow' ? addMonths(today, -months) : null,
      limit: LIST_MAX + 1,
    });
    return { items: await named(tx, ctx, found.slice(0, LIST_MAX)), more: found.length > LIST_MAX };
  });
}

/** Adds the printed name and the unit; a code the catalogue has lost keeps its code as name. */
async function named<T extends { drugCode: string }>(
  tx: ReadTx,
  ctx: ApiCtx,
  items: T[],
): Promise<(T & { drugName: string; unit: string })[]> {
  const codes = items.map(({ drugCode }) => drugCode);
  const names = await nameItems(tx, ctx.facilityId, codes);
  return items.map((item) => ({
    ...item,
    drugName: names.get(item.drugCode)?.name ?? item.drugCode,
    unit: names.get(item.drugCode)?.unit ?? '',
  }));
}

export async function viewDocuments(ctx: ApiCtx, { from, to, kind, state }: DocumentsQuery): Promise<DocumentList> {
  return await read(ctx, async (tx) => {
    const asked = { from, to, kind: kind ?? null, state: state ?? null, limit: LIST_MAX + 1 };
    const found = await listDocuments(tx, ctx.facilityId, asked);
    return { items: found.slice(0, LIST_MAX), more: found.length > LIST_MAX };
  });
}

export async function viewDocument(ctx: ApiCtx, id: string): Promise<DocumentView> {
  return await read(ctx, async (tx) => {
    const head = await findDocumentSummary(tx, ctx.facilityId, id);
    if (head === undefined) throw notFound('stock_document_not_found');
    const lines = head.state === 'posted' ? await listBookedLines(tx, ctx.facilityId, id) : await draftLines(tx, ctx, id);
    return { ...head, lines: await named(tx, ctx, lines) };
  });
}

async function draftLines(tx: ReadTx, ctx: ApiCtx, id: string): Promise<Omit<DocumentLineView, 'drugName' | 'unit'>[]> {
  const draft = await findDraft(tx, ctx.facilityId, id);
  const lots = await findLots(
    tx,
    ctx.facilityId,
    draft.flatMap(({ lotId }) => (lotId === undefined ? [] : [lotId])),
  );
  return draft.map((line) => {
    const lot = line.lotId === undefined ? undefined : lots.get(line.lotId);
    return {
      ...{ id: line.id, drugCode: line.drugCode, quantity: line.quantity, lotId: line.lotId ?? null, counted: line.counted ?? null },
      lotNumber: line.lotNumber ?? lot?.lotNumber ?? null,
      expiresOn: line.expiresOn ?? lot?.expiresOn ?? null,
      registrationNumber: line.registrationNumber ?? lot?.registrationNumber ?? null,
      tender: line.tender ?? lot?.tender ?? null,
      unitPrice: line.unitPrice ?? lot?.unitPrice ?? null,
    };
  });
}

/** Every entry of a drug in a depot with what lay there after it. */
export async function viewCard(ctx: ApiCtx, asked: CardQuery): Promise<StockCard> {
  return await read(ctx, async (tx) => {
    if ((await findDepot(tx, ctx.facilityId, asked.depotId)) === undefined) throw notFound('depot_not_found');
    const opening = await computeOpening(tx, ctx.facilityId, asked);
    const found = await listCard(tx, ctx.facilityId, { ...asked, limit: CARD_MAX + 1 });
    let balance = opening;
    const rows = found.slice(0, CARD_MAX).map((entry) => {
      balance = subtract(add(balance, entry.incoming), entry.outgoing);
      return { ...entry, balance };
    });
    return { opening, closing: balance, rows, more: found.length > CARD_MAX };
  });
}

/** The report of a month: opening, in, out, closing by drug. */
export async function viewPeriod(ctx: ApiCtx, { month, depotId }: PeriodQuery): Promise<PeriodReport> {
  const from = `${month}-01`;
  return await read(ctx, async (tx) => {
    if ((await findDepot(tx, ctx.facilityId, depotId)) === undefined) throw notFound('depot_not_found');
    const closedAt = await findClosing(tx, ctx.facilityId, from);
    const found = await listPeriod(tx, ctx.facilityId, { depotId, from, until: addMonths(from, 1), limit: CARD_MAX + 1 });
    return { month, closedAt, rows: await named(tx, ctx, found.slice(0, CARD_MAX)), more: found.length > CARD_MAX };
  });
}
