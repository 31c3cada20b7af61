import { auditSubject, read, write } from '../../db/doors.ts';
import { findDrugs } from '../../db/stores/drug-catalogue-store.ts';
import { insertDrugSet, listDrugSets, lockDrugSet, updateDrugSet } from '../../db/stores/drug-set-store.ts';
import { localDay } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import type { Dosage } from '../../domain/visits/visit-record.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, forbidden, notFound, rejected } from '../http/errors.ts';
import type { DrugSetList, SavedDrugSet, SaveDrugSet } from './prescription-schemas.ts';

/** The sets the doctor may prescribe from, with the drugs as they stand in the list today; one that is no longer there is told. */
export async function viewDrugSets(ctx: ApiCtx): Promise<DrugSetList> {
  return await read(ctx, async (tx) => {
    const sets = await listDrugSets(tx, ctx.facilityId, ctx.actor.userId);
    const codes = [...new Set(sets.flatMap(({ lines }) => lines.map(({ drugCode }) => drugCode)))];
    const drugs = await findDrugs(tx, codes, localDay(ctx.now));
    return {
      items: sets.map(({ id, version, ownerId, name, lines }) => ({
        ...{ id, version, name, shared: ownerId === null },
        lines: lines.map(({ drugCode, dosage, payer }) => {
          const drug = drugs.get(drugCode);
          const known = { drugName: drug?.ingredient ?? drugCode, strength: drug?.strength ?? '', unit: drug?.unit ?? '' };
          return { drugCode, ...known, dosage, payer, inForce: drug !== undefined };
        }),
      })),
    };
  });
}

/** Makes a set or changes the version that was seen. Another doctor's own one does not exist; a shared one needs the right to share. */
export async function saveDrugSet(ctx: ApiCtx, setId: string, input: SaveDrugSet): Promise<SavedDrugSet> {
  return await write(ctx, 'drug-set.save', async (tx) => {
    const before = input.version === undefined ? undefined : await lockDrugSet(tx, ctx.facilityId, setId);
    const isForeign = before !== undefined && before.ownerId !== null && before.ownerId !== ctx.actor.userId;
    if (input.version !== undefined && (before === undefined || isForeign)) throw notFound('drug_set_not_found');
    if (before !== undefined && before.version !== input.version) throw conflict('stale_version', 'version');
    if ((input.shared || before?.ownerId === null) && !ctx.permissions.has('text-template.share')) throw forbidden();
    const drugs = await findDrugs(
      tx,
      input.lines.map(({ drugCode }) => drugCode),
      localDay(ctx.now),
    );
    const unknown = input.lines.flatMap(({ drugCode }, i) => (drugs.has(drugCode) ? [] : [error('drug_unknown', `lines.${i}.drugCode`)]));
    // What is taken out of use may hold drugs that have ended.
    if (unknown.length > 0 && input.closed !== true) throw rejected(unknown);
    const set = {
      ...{ facilityId: ctx.facilityId, id: setId, name: input.name, ownerId: input.shared ? null : ctx.actor.userId },
      lines: input.lines.map(({ drugCode, dosage, payer }) => ({ drugCode, dosage: dosage as Dosage, payer: payer ?? null })),
      ...{ savedBy: ctx.actor.userId, savedAt: ctx.now, closedAt: input.closed === true ? ctx.now : null },
    };
    auditSubject(tx, { objectId: setId });
    if (before !== undefined) return { id: setId, version: await updateDrugSet(tx, set) };
    await insertDrugSet(tx, set);
    return { id: setId, version: 1 };
  });
}
