import { read } from '../../db/doors.ts';
import { listEligibilityAlerts } from '../../db/stores/eligibility-store.ts';
import { addDays, localDay, startOfDay } from '../../domain/dates.ts';
import { warning } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import type { EligibilityAlerts } from './eligibility-schemas.ts';

const LIMIT = 100;

/** Visits of today whose card was refused or is still unverified: the desk settles them before the person leaves. */
export async function listAlerts(ctx: ApiCtx): Promise<EligibilityAlerts> {
  const day = localDay(ctx.now);
  const range = { from: startOfDay(day), until: startOfDay(addDays(day, 1)), limit: LIMIT + 1 };
  const found = await read(ctx, async (tx) => await listEligibilityAlerts(tx, ctx.facilityId, range));
  return {
    items: found.slice(0, LIMIT).map(({ cardNumber, sentence, action, ...alert }) => ({
      ...alert,
      cardTail: cardNumber.slice(-4),
      sentence: sentence ?? warning('portal_not_asked', ''),
      action: action ?? 'retry_later',
    })),
    more: found.length > LIMIT,
  };
}
