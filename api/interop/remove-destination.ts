import { auditSubject, write, type Ctx } from '../../db/doors.ts';
import { findDestinationByName, removeDestination as removeStored } from '../../db/stores/destination-store.ts';
import { notFound } from '../http/errors.ts';

/** Nothing is sent there any more; what was sent and what came back stays on record. 404 when there is no such name. */
export async function removeDestination(ctx: Ctx, name: string): Promise<void> {
  await write(ctx, 'destination.remove', async (tx) => {
    const destination = await findDestinationByName(tx, name);
    if (destination === undefined || !(await removeStored(tx, name, ctx.now))) throw notFound('destination_not_found');
    auditSubject(tx, { objectId: destination.id });
  });
}
