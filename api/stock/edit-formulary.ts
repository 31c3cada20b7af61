import { auditSubject, read, write } from '../../db/doors.ts';
import { findDrugs, nameDrugs } from '../../db/stores/drug-catalogue-store.ts';
import {
  endFormularyItem,
  insertFormularyItems,
  listFormulary,
  lockFormularyItem,
  lockFormularyOf,
} from '../../db/stores/formulary-store.ts';
import { addDays, localDay, type Day } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import { checkFormularyItem } from '../../domain/stock/check-formulary-item.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import type { FormularyList, NewFormularyItem } from './stock-schemas.ts';

const LIST_MAX = 200;

export async function viewFormulary(ctx: ApiCtx, { q, on }: { q?: string | undefined; on?: Day | undefined }): Promise<FormularyList> {
  return await read(ctx, async (tx) => {
    const found = await listFormulary(tx, ctx.facilityId, { query: q ?? '', day: on ?? localDay(ctx.now), limit: LIST_MAX + 1 });
    const names = await nameDrugs(
      tx,
      found.map(({ drugCode }) => drugCode),
    );
    const items = found.slice(0, LIST_MAX).map((item) => ({
      ...item,
      drugName: names.get(item.drugCode)?.name ?? item.drugCode,
      unit: names.get(item.drugCode)?.unit ?? '',
    }));
    return { items, more: found.length > LIST_MAX };
  });
}

/** A drug the facility has from a day on, at the price of its tender. What was in force for the drug ends the day before. */
export async function addFormularyItem(ctx: ApiCtx, { id, ...item }: NewFormularyItem): Promise<{ id: string }> {
  return await write(ctx, 'formulary.add', async (tx) => {
    const drugs = await findDrugs(tx, [item.drugCode], item.validFrom);
    const issues = checkFormularyItem(item, { known: drugs.has(item.drugCode) });
    if (issues.length > 0) throw rejected(issues);
    const others = await lockFormularyOf(tx, ctx.facilityId, item.drugCode);
    const later = others.find((one) => one.validFrom > item.validFrom && (item.validTo === undefined || one.validFrom <= item.validTo));
    if (later !== undefined) throw rejected([error('formulary_later_exists', 'validFrom')]);
    for (const one of others) {
      if (one.validFrom < item.validFrom && (one.validTo === null || one.validTo >= item.validFrom))
        await endFormularyItem(tx, { facilityId: ctx.facilityId, id: one.id }, addDays(item.validFrom, -1));
    }
    const { registrationNumber, tender, validTo, ...rest } = item;
    const stored = { ...rest, id, registrationNumber: registrationNumber || null, tender: tender || null, validTo: validTo ?? null };
    await insertFormularyItems(tx, ctx.facilityId, [stored]);
    auditSubject(tx, { objectId: id });
    return { id };
  });
}

/** The last day of an entry: from the next one the facility has the drug no more. */
export async function endItem(ctx: ApiCtx, id: string, { version, validTo }: { version: number; validTo: Day }): Promise<{ id: string }> {
  return await write(ctx, 'formulary.end', async (tx) => {
    const item = await lockFormularyItem(tx, ctx.facilityId, id);
    if (item === undefined) throw notFound('formulary_item_not_found');
    if (item.version !== version) throw conflict('stale_version', 'version');
    if (validTo < item.validFrom) throw rejected([error('period_reversed', 'validTo')]);
    await endFormularyItem(tx, { facilityId: ctx.facilityId, id }, validTo);
    auditSubject(tx, { objectId: id });
    return { id };
  });
}
