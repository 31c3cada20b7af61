import { createHash } from 'node:crypto';
import { auditSubject, read, write, type ReadTx } from '../../db/doors.ts';
import {
  endPriceList,
  findPriceList,
  findPriceListByFile,
  insertPriceList,
  listPriceLists,
  lockPriceList,
  pagePriceLines,
  pricesInForce,
} from '../../db/stores/price-list-store.ts';
import { localDay } from '../../domain/dates.ts';
import { error, errorsOf } from '../../domain/issue.ts';
import { comparePrices, readPriceList, type PriceLine } from '../../domain/prices/read-price-list.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import { readWorkbook } from '../http/read-workbook.ts';
import type { EndPriceList, ImportPriceList, PriceLines, PriceListReport, PriceLists, PriceListSaved } from './price-schemas.ts';

const PAGE = 200;

interface ReadList {
  lines: PriceLine[];
  warnings: PriceListReport['warnings'];
  sha256: string;
}

/** One wrong cell and nothing is loaded: the refusal names every one, as `row.column` of the sheet. */
async function readList(ctx: ApiCtx, input: ImportPriceList): Promise<ReadList> {
  const bytes = Buffer.from(input.workbook, 'base64');
  const cells = await readWorkbook(bytes);
  if (cells === undefined) throw rejected([error('import_not_a_workbook', 'workbook')]);
  const { lines, issues } = readPriceList(cells);
  const wrong = [...errorsOf(issues), ...(input.decidedOn > localDay(ctx.now) ? [error('day_in_future', 'decidedOn')] : [])];
  if (wrong.length > 0) throw rejected(wrong);
  return { lines, warnings: issues, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function report(tx: ReadTx, ctx: ApiCtx, input: ImportPriceList, { lines, warnings }: ReadList): Promise<PriceListReport> {
  return { lines: lines.length, ...comparePrices(lines, await pricesInForce(tx, ctx.facilityId, input.validFrom)), warnings };
}

/** What a list would change; nothing is kept. */
export async function previewPrices(ctx: ApiCtx, input: ImportPriceList): Promise<PriceListReport> {
  const list = await readList(ctx, input);
  return await read(ctx, async (tx) => await report(tx, ctx, input, list));
}

/** Keeps a list; it counts from its first day for what is ordered from then on. Charges that stand keep their price. */
export async function importPrices(ctx: ApiCtx, input: ImportPriceList): Promise<PriceListSaved> {
  const list = await readList(ctx, input);
  const { id, decisionNumber, decidedOn, validFrom, fileName } = input;
  return await write(ctx, 'price-list.import', async (tx) => {
    const before = await findPriceListByFile(tx, ctx.facilityId, { sha256: list.sha256, validFrom });
    if (before !== undefined) throw conflict('price_list_already_loaded', 'workbook');
    const changes = await report(tx, ctx, input, list);
    const loaded = { importedBy: ctx.actor.userId, importedAt: ctx.now, fileSha256: list.sha256 };
    await insertPriceList(tx, { facilityId: ctx.facilityId, id, decisionNumber, decidedOn, validFrom, fileName, ...loaded }, list.lines);
    auditSubject(tx, { objectId: id });
    return { id, ...changes };
  });
}

export async function viewPriceLists(ctx: ApiCtx): Promise<PriceLists> {
  return { items: await read(ctx, async (tx) => await listPriceLists(tx, ctx.facilityId)) };
}

export async function viewPriceLines(ctx: ApiCtx, listId: string, { q, after }: { q: string; after: string }): Promise<PriceLines> {
  return await read(ctx, async (tx) => {
    if ((await findPriceList(tx, ctx.facilityId, listId)) === undefined) throw notFound('price_list_not_found');
    const found = await pagePriceLines(tx, ctx.facilityId, { listId, query: q, after, limit: PAGE + 1 });
    return { items: found.slice(0, PAGE), more: found.length > PAGE };
  });
}

/** The last day of a list, with the reason; from the next day an older list or the prices of the class count. */
export async function endPrices(ctx: ApiCtx, id: string, input: EndPriceList): Promise<{ id: string; version: number }> {
  return await write(ctx, 'price-list.end', async (tx) => {
    const list = await lockPriceList(tx, ctx.facilityId, id);
    if (list === undefined) throw notFound('price_list_not_found');
    if (list.version !== input.version) throw conflict('stale_version', 'version');
    if (input.validTo < list.validFrom) throw rejected([error('price_list_ends_before_it_begins', 'validTo')]);
    const version = await endPriceList(tx, list, { validTo: input.validTo, endReason: input.reason });
    auditSubject(tx, { objectId: id });
    return { id, version };
  });
}
