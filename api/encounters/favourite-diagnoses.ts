import { read } from '../../db/doors.ts';
import { listFavouriteDiagnoses } from '../../db/views/favourite-diagnoses-view.ts';
import type { IcdEntry } from '../../domain/catalogues/check-diagnosis.ts';
import { addDays, localDay, startOfDay } from '../../domain/dates.ts';
import type { ApiCtx } from '../http/context.ts';

const DAYS = 180;
const MOST = 12;

/** What this doctor diagnoses most here, the most used first. Says nothing of any patient. */
export async function viewFavouriteDiagnoses(ctx: ApiCtx): Promise<{ items: IcdEntry[] }> {
  const day = localDay(ctx.now);
  return await read(ctx, async (tx) => ({
    items: await listFavouriteDiagnoses(tx, ctx.facilityId, {
      ...{ userId: ctx.actor.userId, day, limit: MOST },
      since: startOfDay(addDays(day, -DAYS)),
    }),
  }));
}
