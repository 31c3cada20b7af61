import { readSnapshot } from '../../db/doors.ts';
import { countOverrides, listOverrides } from '../../db/views/override-view.ts';
import { addMonths, startOfDay } from '../../domain/dates.ts';
import type { ApiCtx } from '../http/context.ts';
import type { OverrideList, OverrideQuery } from './prescription-schemas.ts';

const PAGE = 100;

/**
 * The month's reasons with which findings of the safety engine were answered, for the pharmacy's review. It names prescriber and codes and no person: whoever
 * has to see the record opens it, and is logged.
 */
export async function viewOverrides(ctx: ApiCtx, { month, code, page }: OverrideQuery): Promise<OverrideList> {
  const first = `${month}-01`;
  const period = { from: startOfDay(first), until: startOfDay(addMonths(first, 1)) };
  const asked = { ...period, issueCode: code ?? null, limit: PAGE + 1, offset: (page - 1) * PAGE };
  return await readSnapshot(ctx, async (tx) => {
    const found = await listOverrides(tx, ctx.facilityId, asked);
    return {
      month,
      page,
      ...(await countOverrides(tx, ctx.facilityId, period)),
      items: found.slice(0, PAGE).map(({ issueParams, ...one }) => ({ ...one, issueParams: issueParams ?? {} })),
      more: found.length > PAGE,
    };
  });
}
