import type { Months } from '../../../db/views/claim-audit-view.ts';
import { addMonths, monthsBetween } from '../../../domain/dates.ts';
import { error } from '../../../domain/issue.ts';
import { rejected } from '../../http/errors.ts';
import type { MonthsQuery } from './audit-schemas.ts';

const LONGEST_MONTHS = 24;

/** These months, half-open. Refuses more than two years, and a span that ends before it begins. */
export function monthsOf({ from, until }: MonthsQuery): Months {
  const end = addMonths(`${until}-01`, 1);
  const count = monthsBetween(`${from}-01`, end);
  if (count < 1 || count > LONGEST_MONTHS) throw rejected([error('audit_months_too_many', 'until', { months: LONGEST_MONTHS })]);
  return { from, until: end.slice(0, 7) };
}
