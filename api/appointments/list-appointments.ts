import { read } from '../../db/doors.ts';
import { listAppointments, listFollowUps, type AppointmentEntry } from '../../db/views/appointment-view.ts';
import { addDays, daysBetween, localDay, type Day } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import { rejected } from '../http/errors.ts';
import type { AppointmentList, FollowUpList, FollowUpsQuery } from './appointment-schemas.ts';

/** More than a facility books for a day; what is beyond is told as "more". */
const MOST = 500;
const MOST_DAYS = 31;

export async function viewAppointments(ctx: ApiCtx, day: Day): Promise<AppointmentList> {
  return await read(ctx, async (tx) => {
    const items = await listAppointments(tx, ctx.facilityId, day, MOST + 1);
    return { day, items: items.slice(0, MOST), more: items.length > MOST };
  });
}

/** Who should have come back between two days and did not. */
export async function viewFollowUps(ctx: ApiCtx, { from, to }: FollowUpsQuery): Promise<FollowUpList> {
  if (to < from) throw rejected([error('period_reversed', 'to')]);
  if (daysBetween(from, to) >= MOST_DAYS) throw rejected([error('period_too_long', 'to', { max: MOST_DAYS })]);
  return await read(ctx, async (tx) => {
    const today = localDay(ctx.now);
    const found = await listFollowUps(tx, ctx.facilityId, { from, to, today, limit: MOST + 1 });
    const { items, nextFrom } = wholeDays(found);
    return { items: items.map((one) => ({ ...one, daysLate: daysBetween(one.day, today) })), nextFrom };
  });
}

/** Cuts a long answer at the end of a day; a single day that is longer than an answer is cut inside. */
function wholeDays(found: AppointmentEntry[]): { items: AppointmentEntry[]; nextFrom: Day | null } {
  const cut = found[MOST]?.day;
  if (cut === undefined) return { items: found, nextFrom: null };
  const whole = found.filter(({ day }) => day < cut);
  return whole.length > 0 ? { items: whole, nextFrom: cut } : { items: found.slice(0, MOST), nextFrom: addDays(cut, 1) };
}
