import { auditSubject, write, type WriteTx } from '../../db/doors.ts';
import { decideCabinetList, insertCabinetList, lockCabinetList, readBaseList, type CabinetList } from '../../db/stores/cabinet-store.ts';
import { holdDepot } from '../../db/stores/depot-store.ts';
import { findKnownItems } from '../../db/stores/stock-item-store.ts';
import { localDay } from '../../domain/dates.ts';
import { checkCabinetList } from '../../domain/stock/check-cabinet.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import type { CabinetListSaved, NewCabinetList, RefuseCabinetList } from './cabinet-schemas.ts';

/** Asks for another base list of a cabinet; it is in force once somebody else of the pharmacy approves it. */
export async function proposeCabinetList(ctx: ApiCtx, depotId: string, { id, reason, lines }: NewCabinetList): Promise<CabinetListSaved> {
  return await write(ctx, 'stock.cabinet.propose', async (tx) => {
    await holdCabinet(tx, ctx, depotId);
    const codes = lines.map(({ drugCode }) => drugCode);
    const knownDrugs = await findKnownItems(tx, ctx.facilityId, codes, localDay(ctx.now));
    const inForce = (await readBaseList(tx, ctx.facilityId, depotId))?.lines ?? [];
    const issues = checkCabinetList(lines, { knownDrugs, inForce });
    if (issues.length > 0) throw rejected(issues);
    const asked = { requestedBy: ctx.actor.userId, requestedAt: ctx.now };
    await insertCabinetList(tx, { facilityId: ctx.facilityId, id, depotId, lines, reason, ...asked });
    auditSubject(tx, { objectId: id, reason });
    return { id, version: 1, state: 'submitted' };
  });
}

export async function approveCabinetList(ctx: ApiCtx, at: ListAt, version: number): Promise<CabinetListSaved> {
  return await decide(ctx, at, version, { state: 'approved', refuseReason: null });
}

export async function refuseCabinetList(ctx: ApiCtx, at: ListAt, { version, reason }: RefuseCabinetList): Promise<CabinetListSaved> {
  return await decide(ctx, at, version, { state: 'refused', refuseReason: reason });
}

interface ListAt {
  depotId: string;
  listId: string;
}

type Decision = { state: 'approved'; refuseReason: null } | { state: 'refused'; refuseReason: string };

async function decide(ctx: ApiCtx, { depotId, listId }: ListAt, version: number, decision: Decision): Promise<CabinetListSaved> {
  return await write(ctx, `stock.cabinet.${decision.state === 'approved' ? 'approve' : 'refuse'}`, async (tx) => {
    await holdCabinet(tx, ctx, depotId);
    const list = await lockCabinetList(tx, ctx.facilityId, listId);
    if (list === undefined || list.depotId !== depotId) throw notFound('cabinet_list_not_found');
    checkOpen(ctx, list, { version, decision });
    const decided = { ...decision, decidedBy: ctx.actor.userId, decidedAt: ctx.now };
    const changed = await decideCabinetList(tx, list, decided);
    auditSubject(tx, { objectId: listId, ...(decision.state === 'refused' ? { reason: decision.refuseReason } : {}) });
    return { id: listId, version: changed, state: decision.state };
  });
}

/** Four eyes: who asks may take it back, not approve it (docs/legal/pharmacy.md#cabinet). */
function checkOpen(ctx: ApiCtx, list: CabinetList, { version, decision }: { version: number; decision: Decision }): void {
  if (list.state !== 'submitted') throw conflict('cabinet_list_decided');
  if (list.version !== version) throw conflict('stale_version', 'version');
  if (decision.state === 'approved' && list.requestedBy === ctx.actor.userId) throw conflict('cabinet_list_own');
}

/** The cabinet, which nobody can end before commit. */
export async function holdCabinet(tx: WriteTx, ctx: ApiCtx, depotId: string): Promise<void> {
  const depot = await holdDepot(tx, ctx.facilityId, depotId);
  if (depot?.kind !== 'cabinet') throw notFound('cabinet_not_found');
}
