import type { WriteTx } from '../../db/doors.ts';
import { lockEncounter, type Encounter } from '../../db/stores/encounter-store.ts';
import type { ApiCtx } from './context.ts';
import { conflict, notFound } from './errors.ts';

/** The encounter, held until commit, in examination and at the version that was seen. */
export async function lockInProgress(tx: WriteTx, ctx: ApiCtx, id: string, version?: number): Promise<Encounter> {
  const encounter = await lockEncounter(tx, ctx.facilityId, id);
  if (encounter === undefined) throw notFound('encounter_not_found');
  if (encounter.state === 'finished') throw conflict('encounter_already_closed');
  if (encounter.state !== 'in-progress') throw conflict('encounter_not_open');
  if (version !== undefined && encounter.version !== version) throw conflict('stale_version', 'version');
  return encounter;
}

/** The encounter, held until commit, while it waits or is in examination. */
export async function lockOpen(tx: WriteTx, ctx: ApiCtx, id: string): Promise<Encounter> {
  const encounter = await lockEncounter(tx, ctx.facilityId, id);
  if (encounter === undefined) throw notFound('encounter_not_found');
  if (encounter.state === 'finished') throw conflict('encounter_already_closed');
  if (encounter.state === 'cancelled') throw conflict('encounter_not_open');
  return encounter;
}
