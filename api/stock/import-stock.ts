import { auditSubject, write, type WriteTx } from '../../db/doors.ts';
import { findDepot } from '../../db/stores/depot-store.ts';
import { findKnownItems } from '../../db/stores/stock-item-store.ts';
import { holdPeriod } from '../../db/stores/stock-ledger-store.ts';
import { insertDocument } from '../../db/stores/stock-document-store.ts';
import { localDay } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import { error, type Issue } from '../../domain/issue.ts';
import { checkDocument, type DocumentLine } from '../../domain/stock/check-document.ts';
import { readImport, type ImportedLine } from '../../domain/stock/read-import.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound, rejected } from '../http/errors.ts';
import { readWorkbook } from '../http/read-workbook.ts';
import type { DocumentSaved, ImportStock } from './stock-schemas.ts';

/**
 * Reads the opening stock of a depot from a workbook into a document to look through and book. One wrong cell and nothing is kept:
 * the refusal names every one, as `row.column` of the sheet.
 */
export async function importStock(ctx: ApiCtx, input: ImportStock): Promise<DocumentSaved> {
  const cells = await readWorkbook(Buffer.from(input.workbook, 'base64'));
  if (cells === undefined) throw rejected([error('import_not_a_workbook', 'workbook')]);
  const { lines, issues } = readImport(cells);
  return await write(ctx, 'stock.import', async (tx) => {
    if ((await findDepot(tx, ctx.facilityId, input.depotId)) === undefined) throw notFound('depot_not_found');
    const all = [...issues, ...(await judge(tx, ctx, input, lines))];
    if (all.length > 0) throw rejected(all);
    const draft = lines.map((line) => documentLine(input.id, line));
    const head = { kind: 'opening', day: input.day, depotId: input.depotId, toDepotId: null, partner: null, invoiceNumber: null } as const;
    const created = { createdBy: ctx.actor.userId, createdAt: ctx.now };
    await insertDocument(tx, { facilityId: ctx.facilityId, id: input.id, ...head, reason: null, draft, ...created });
    auditSubject(tx, { objectId: input.id });
    return { id: input.id, version: 1, state: 'draft', number: null };
  });
}

/** The rules of a document on the lines that could be read, with the places of the sheet. */
async function judge(tx: WriteTx, ctx: ApiCtx, input: ImportStock, lines: ImportedLine[]): Promise<Issue[]> {
  if (lines.length === 0) return [];
  const codes = lines.map(({ drugCode }) => drugCode);
  const knownDrugs = await findKnownItems(tx, ctx.facilityId, codes, input.day);
  const { closed } = await holdPeriod(tx, ctx.facilityId, input.day);
  const document = { kind: 'opening', day: input.day, lines: lines.map((line) => documentLine(input.id, line)) } as const;
  const found = checkDocument(document, { today: localDay(ctx.now), knownDrugs, periodClosed: closed });
  return found.map((issue) => ({
    ...issue,
    path: issue.path.replace(/^lines\.(\d+)/, (_, i: string) => String(lines[Number(i)]?.row ?? '')),
  }));
}

function documentLine(documentId: string, { row, registrationNumber, tender, ...line }: ImportedLine): DocumentLine {
  return {
    ...line,
    id: derivedId('stock-import', documentId, String(row)),
    ...(registrationNumber === '' ? {} : { registrationNumber }),
    ...(tender === '' ? {} : { tender }),
  };
}
