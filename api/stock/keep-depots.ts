import { auditSubject, write, type WriteTx } from '../../db/doors.ts';
import { insertDepot, lockDepot, readDepotUse, updateDepot, type DepotRow } from '../../db/stores/depot-store.ts';
import { error } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import type { DepotView, NewDepot, RenameDepot } from './stock-schemas.ts';

export async function addDepot(ctx: ApiCtx, depot: NewDepot): Promise<DepotView> {
  return await write(ctx, 'stock.depot.add', async (tx) => {
    await insertDepot(tx, { ...depot, facilityId: ctx.facilityId });
    auditSubject(tx, { objectId: depot.id });
    return { ...depot, version: 1 };
  });
}

/** Gives a depot another name; its code stays, papers name it. */
export async function renameDepot(ctx: ApiCtx, id: string, { version, name }: RenameDepot): Promise<DepotView> {
  return await write(ctx, 'stock.depot.rename', async (tx) => {
    const depot = await lockOpenDepot(tx, ctx, { id, version });
    const changed = await updateDepot(tx, depot, { name });
    auditSubject(tx, { objectId: id });
    return { id, name, code: depot.code, kind: depot.kind, version: changed };
  });
}

/** Ends an empty depot: it takes nothing more and is chosen nowhere. What it once moved stays in the books. */
export async function endDepot(ctx: ApiCtx, id: string, version: number): Promise<{ id: string; version: number }> {
  return await write(ctx, 'stock.depot.end', async (tx) => {
    const depot = await lockOpenDepot(tx, ctx, { id, version });
    const { lots, documents, others } = await readDepotUse(tx, depot);
    const issues = [
      ...(lots > 0 ? [error('depot_not_empty', '', { n: lots })] : []),
      ...(documents > 0 ? [error('depot_has_documents', '', { n: documents })] : []),
      // Prescriptions wait at a counter, and lots come into a main depot.
      ...(others === 0 && depot.kind !== 'cabinet' ? [error('depot_last_of_kind', '')] : []),
    ];
    if (issues.length > 0) throw rejected(issues);
    const changed = await updateDepot(tx, depot, { closedAt: ctx.now });
    auditSubject(tx, { objectId: id });
    return { id, version: changed };
  });
}

async function lockOpenDepot(tx: WriteTx, ctx: ApiCtx, seen: { id: string; version: number }): Promise<DepotRow> {
  const depot = await lockDepot(tx, ctx.facilityId, seen.id);
  if (depot === undefined) throw notFound('depot_not_found');
  if (depot.closedAt !== null) throw conflict('depot_ended');
  if (depot.version !== seen.version) throw conflict('stale_version', 'version');
  return depot;
}
