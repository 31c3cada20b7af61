import type { WriteTx } from '../doors.ts';
import type { Db } from '../knex.ts';

export interface Depot {
  facilityId: string;
  id: string;
  code: string;
  name: string;
  kind: 'main' | 'counter' | 'cabinet';
}

export async function insertDepot(tx: WriteTx, depot: Depot): Promise<void> {
  await tx('depots').insert(depot);
}

/** The open depots of a facility, the main ones first. */
export async function listDepots(db: Db, facilityId: string): Promise<Depot[]> {
  return await db<Depot>('depots')
    .where({ facilityId })
    .whereNull('closedAt' as never)
    .orderByRaw(`array_position(ARRAY['main', 'counter', 'cabinet'], kind), code`)
    .limit(200)
    .select('facilityId', 'id', 'code', 'name', 'kind');
}

export async function findDepot(db: Db, facilityId: string, id: string): Promise<Depot | undefined> {
  return await db<Depot>('depots')
    .where({ facilityId, id })
    .whereNull('closedAt' as never)
    .first('facilityId', 'id', 'code', 'name', 'kind');
}

/** Where patients collect: the first open counter. A facility without one keeps no stock here, and its prescriptions wait nowhere. */
export async function findCounter(db: Db, facilityId: string): Promise<Depot | undefined> {
  return await db<Depot>('depots')
    .where({ facilityId, kind: 'counter' })
    .whereNull('closedAt' as never)
    .orderBy('code')
    .first('facilityId', 'id', 'code', 'name', 'kind');
}
