import type { Instant } from '../../domain/dates.ts';
import type { WriteTx } from '../doors.ts';
import type { Db } from '../knex.ts';

/** A facility holds what it sends to one destination. */
export interface OutboxHold {
  facilityId: string;
  id: string;
  destinationId: string;
  reason: string;
  heldAt: Instant;
  heldBy: string;
}

type Place = Pick<OutboxHold, 'facilityId' | 'destinationId'>;

export async function findHold(db: Db, { facilityId, destinationId }: Place): Promise<OutboxHold | undefined> {
  return await db<OutboxHold>('outboxHolds')
    .where({ facilityId, destinationId })
    .whereNull('releasedAt' as never)
    .first('facilityId', 'id', 'destinationId', 'reason', 'heldAt', 'heldBy');
}

export async function insertHold(tx: WriteTx, hold: OutboxHold): Promise<void> {
  await tx('outboxHolds').insert(hold);
}

/** Lets go what is held; nothing where nothing is. */
export async function endHold(
  tx: WriteTx,
  { facilityId, destinationId }: Place,
  by: { releasedAt: Instant; releasedBy: string },
): Promise<void> {
  await tx('outboxHolds').where({ facilityId, destinationId }).whereNull('releasedAt').update(by);
}
