import { auditSubject, write } from '../../db/doors.ts';
import { readParameters } from '../../db/stores/code-catalogue-store.ts';
import { findReservation, insertAct, updateBag, updateReservation } from '../../db/stores/blood-store.ts';
import { checkRestock, returnMinutesAt } from '../../domain/blood/check-bag.ts';
import { localDay } from '../../domain/dates.ts';
import type { ApiCtx } from '../http/context.ts';
import { rejected } from '../http/errors.ts';
import type { BagSaved, ReturnBag } from './blood-schemas.ts';
import { getReservation, lockForAct } from './locked-bag.ts';

/** Frees a bag that was set aside. */
export async function releaseBag(ctx: ApiCtx, bagId: string, input: { version: number; reason: string }): Promise<BagSaved> {
  return await write(ctx, 'blood.release', async (tx) => {
    const { bag, after } = await lockForAct(tx, ctx, { bagId, version: input.version }, 'release');
    const reservation = await getReservation(tx, bag);
    const { encounterId } = reservation;
    await updateReservation(tx, reservation, { endedAt: ctx.now });
    const version = await updateBag(tx, bag, { state: after });
    await insertAct(tx, bag, { act: 'release', at: ctx.now, byUser: ctx.actor.userId, encounterId, note: input.reason });
    auditSubject(tx, { encounterId, objectId: bagId });
    return { id: bagId, version, state: after };
  });
}

/** Takes a bag back that was not given. It lies apart until it is put back or thrown away. */
export async function returnBag(ctx: ApiCtx, bagId: string, input: ReturnBag): Promise<BagSaved> {
  return await write(ctx, 'blood.return', async (tx) => {
    const { bag, after } = await lockForAct(tx, ctx, { bagId, version: input.version }, 'return');
    const reservation = await getReservation(tx, bag);
    const { encounterId } = reservation;
    await updateReservation(tx, reservation, { endedAt: ctx.now });
    const version = await updateBag(tx, bag, { state: after, returnedAt: ctx.now, returnedIntact: input.isIntact });
    const note = `${input.broughtBy}; ${input.reason}`;
    await insertAct(tx, bag, { act: 'return', at: ctx.now, byUser: ctx.actor.userId, encounterId, note });
    auditSubject(tx, { encounterId, objectId: bagId });
    return { id: bagId, version, state: after };
  });
}

/** Puts a bag that came back whole and in time among those that may be given. */
export async function restockBag(ctx: ApiCtx, bagId: string, { version: seen }: { version: number }): Promise<BagSaved> {
  return await write(ctx, 'blood.restock', async (tx) => {
    const { bag, after } = await lockForAct(tx, ctx, { bagId, version: seen }, 'restock');
    const { expiresOn, issuedAt, returnedAt } = bag;
    if (issuedAt === null || returnedAt === null) throw new Error('a bag came back that never went out');
    const today = localDay(ctx.now);
    const limits = { today, minutes: returnMinutesAt(await readParameters(tx, 'blood.'), today) };
    const issues = checkRestock({ expiresOn, issuedAt, returnedAt, isIntact: bag.returnedIntact === true }, limits);
    if (issues.length > 0) throw rejected(issues);
    const version = await updateBag(tx, bag, { state: after, issuedAt: null, returnedAt: null, returnedIntact: null });
    await insertAct(tx, bag, { act: 'restock', at: ctx.now, byUser: ctx.actor.userId, encounterId: null, note: null });
    auditSubject(tx, { objectId: bagId });
    return { id: bagId, version, state: after };
  });
}

/** Throws a bag away, with the reason; whoever it was set aside for needs another. */
export async function discardBag(ctx: ApiCtx, bagId: string, input: { version: number; reason: string }): Promise<BagSaved> {
  return await write(ctx, 'blood.discard', async (tx) => {
    const { bag, after } = await lockForAct(tx, ctx, { bagId, version: input.version }, 'discard');
    const reservation = await findReservation(tx, bag);
    const encounterId = reservation?.encounterId ?? null;
    if (reservation !== undefined) await updateReservation(tx, reservation, { endedAt: ctx.now });
    const version = await updateBag(tx, bag, { state: after });
    await insertAct(tx, bag, { act: 'discard', at: ctx.now, byUser: ctx.actor.userId, encounterId, note: input.reason });
    auditSubject(tx, { objectId: bagId, reason: input.reason });
    return { id: bagId, version, state: after };
  });
}
