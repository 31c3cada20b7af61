import type { Instant } from '../../domain/dates.ts';
import type { WriteTx } from '../doors.ts';
import { row, type Db } from '../knex.ts';

export interface Depot {
  facilityId: string;
  id: string;
  code: string;
  name: string;
  kind: 'main' | 'counter' | 'cabinet';
}

export interface DepotRow extends Depot {
  version: number;
  closedAt: Instant | null;
}

export async function insertDepot(tx: WriteTx, depot: Depot): Promise<void> {
  await tx('depots').insert(depot);
}

/** The open depots of a facility, the main ones first. */
export async function listDepots(db: Db, facilityId: string): Promise<DepotRow[]> {
  return await db<DepotRow>('depots')
    .where({ facilityId })
    .whereNull('closedAt')
    .orderByRaw(`array_position(ARRAY['main', 'counter', 'cabinet'], kind), code`)
    .limit(200);
}

export async function findDepot(db: Db, facilityId: string, id: string): Promise<Depot | undefined> {
  return await db<Depot>('depots')
    .where({ facilityId, id })
    .whereNull('closedAt' as never)
    .first('facilityId', 'id', 'code', 'name', 'kind');
}

/** An open depot that nobody can end before commit: for whatever moves something there. */
export async function holdDepot(tx: WriteTx, facilityId: string, id: string): Promise<Depot | undefined> {
  return await tx<DepotRow>('depots').where({ facilityId, id }).whereNull('closedAt').forShare().first();
}

/** The depot, held until commit against whatever moves something there. */
export async function lockDepot(tx: WriteTx, facilityId: string, id: string): Promise<DepotRow | undefined> {
  return await tx<DepotRow>('depots').where({ facilityId, id }).forUpdate().first();
}

/** Writes to the locked depot and returns its new version. */
export async function updateDepot(tx: WriteTx, { facilityId, id }: Depot, changes: Partial<DepotRow>): Promise<number> {
  const [updated] = await tx<DepotRow>('depots').where({ facilityId, id }).update(changes).returning('version');
  if (updated === undefined) throw new Error('a locked depot vanished');
  return updated.version;
}

/** What keeps a depot from being ended. */
export interface DepotUse {
  /** Lots of which something lies there. */
  lots: number;
  /** Documents that name it and still wait to be booked. */
  documents: number;
  /** Other open depots of its kind. */
  others: number;
}

export async function readDepotUse(db: Db, { facilityId, id, kind }: Depot): Promise<DepotUse> {
  const use = await row<DepotUse>(
    db,
    `SELECT (SELECT count(*)::int FROM stock_balances AS b WHERE b.facility_id = :facilityId AND b.depot_id = :id AND b.on_hand > 0) AS lots,
            (SELECT count(*)::int FROM stock_documents AS d WHERE d.facility_id = :facilityId AND d.state IN ('draft', 'submitted')
                AND (d.depot_id = :id OR d.to_depot_id = :id)) AS documents,
            (SELECT count(*)::int FROM depots AS o WHERE o.facility_id = :facilityId AND o.kind = :kind AND o.id <> :id AND o.closed_at IS NULL)
              AS others`,
    { facilityId, id, kind },
  );
  if (use === undefined) throw new Error('a count returned no row');
  return use;
}

/** Where patients collect: the first open counter. A facility without one keeps no stock here, and its prescriptions wait nowhere. */
export async function findCounter(db: Db, facilityId: string): Promise<Depot | undefined> {
  return await db<Depot>('depots')
    .where({ facilityId, kind: 'counter' })
    .whereNull('closedAt' as never)
    .orderBy('code')
    .first('facilityId', 'id', 'code', 'name', 'kind');
}
