import { auditSubject, read, write } from '../../db/doors.ts';
import {
  endSupplyItem,
  insertSupplyItems,
  listSupplies,
  lockSuppliesOf,
  lockSupplyItem,
  type SupplyItem,
} from '../../db/stores/supply-store.ts';
import { addDays, localDay, type Day } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import { error, errorsOf } from '../../domain/issue.ts';
import { compareSupplies } from '../../domain/stock/compare-supplies.ts';
import { readSupplyList } from '../../domain/stock/read-supply-list.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import { readWorkbook } from '../http/read-workbook.ts';
import type { EndSupply, ImportSupplies, SuppliesImported, SuppliesQuery, SupplyList, SupplySaved } from './supply-schemas.ts';

const LIST_MAX = 200;

/** The supplies the facility has on a day or later. */
export async function viewSupplies(ctx: ApiCtx, { q, on }: SuppliesQuery): Promise<SupplyList> {
  return await read(ctx, async (tx) => {
    const found = await listSupplies(tx, ctx.facilityId, { query: q ?? '', day: on ?? localDay(ctx.now), limit: LIST_MAX + 1 });
    return { items: found.slice(0, LIST_MAX), more: found.length > LIST_MAX };
  });
}

/**
 * Loads a list of supplies that counts from a day on: what is new is added, what differs ends the day before, what is the same and what
 * the list does not name goes on. One wrong cell and nothing is kept; the refusal names every one, as `row.column` of the sheet.
 */
export async function importSupplies(ctx: ApiCtx, { id, validFrom, workbook }: ImportSupplies): Promise<SuppliesImported> {
  const cells = await readWorkbook(Buffer.from(workbook, 'base64'));
  if (cells === undefined) throw rejected([error('import_not_a_workbook', 'workbook')]);
  const { lines, issues } = readSupplyList(cells);
  if (errorsOf(issues).length > 0) throw rejected(errorsOf(issues));
  return await write(ctx, 'supplies.import', async (tx) => {
    const known = await lockSuppliesOf(
      tx,
      ctx.facilityId,
      lines.map(({ code }) => code),
    );
    const { fresh, ending, same, issues: late } = compareSupplies(lines, known, validFrom);
    if (late.length > 0) throw rejected(late);
    for (const one of ending) await endSupplyItem(tx, { facilityId: ctx.facilityId, id: one.id }, addDays(validFrom, -1));
    await insertSupplyItems(
      tx,
      ctx.facilityId,
      fresh.map(({ row, ...line }): SupplyItem => ({ ...line, id: derivedId('supply-list', id, String(row)), validFrom, validTo: null })),
    );
    auditSubject(tx, { objectId: id });
    return { id, added: fresh.length - ending.length, changed: ending.length, same, warnings: issues };
  });
}

/** The last day of an entry: from the next one the facility has the supply no more. */
export async function endSupply(ctx: ApiCtx, id: string, { version, validTo }: EndSupply): Promise<SupplySaved> {
  return await write(ctx, 'supply.end', async (tx) => {
    const item = await lockSupplyItem(tx, ctx.facilityId, id);
    if (item === undefined) throw notFound('supply_not_found');
    if (item.version !== version) throw conflict('stale_version', 'version');
    checkEnd(item, validTo);
    await endSupplyItem(tx, { facilityId: ctx.facilityId, id }, validTo);
    auditSubject(tx, { objectId: id });
    return { id };
  });
}

/** An end is only brought forward: behind it another entry of the same supply may have begun. */
function checkEnd(item: SupplyItem, validTo: Day): void {
  if (validTo < item.validFrom || (item.validTo !== null && validTo > item.validTo)) throw rejected([error('period_reversed', 'validTo')]);
}
