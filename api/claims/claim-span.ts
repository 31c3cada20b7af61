import type { Ctx } from '../../db/doors.ts';
import { addDays, daysBetween, localDay, startOfDay, type Day } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import { rejected } from '../http/errors.ts';

/** Days that one question, check or export may span. */
export const SPAN_MAX = 31;

/** Local days, both included. */
export interface DaySpan {
  from: Day;
  until: Day;
}

/** Refuses days that are the wrong way round, too many, or ahead. */
export function refuseSpan(ctx: Ctx, { from, until }: DaySpan): void {
  if (from > localDay(ctx.now)) throw rejected([error('day_in_future', 'from')]);
  const days = daysBetween(from, until) + 1;
  if (days < 1 || days > SPAN_MAX) throw rejected([error('claim_span_wrong', 'until', { max: SPAN_MAX })]);
}

/** The days as instants, half-open. */
export const spanOf = ({ from, until }: DaySpan): { from: string; until: string } => ({
  from: startOfDay(from),
  until: startOfDay(addDays(until, 1)),
});
