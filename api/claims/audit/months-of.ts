import type { Months } from '../../../db/views/claim-audit-view.ts';
import { addMonths, monthsBetween } from '../../../domain/dates.ts';
import { error } from '../../../domain/issue.ts';
import { rejected } from '../../http/errors.ts';
import type { MonthsQuery } from './audit-schemas.ts';

const LONGEST_MONTHS = 24;

/** The first days of these months, half-open. Refuses more than two years, and a span that ends before it begins. */
export function monthsOf({ from, until }: MonthsQuery): Months {
  const months = { from: `${from}-01`, until: addMonths(`${until}-01`, 1) };
  const count = monthsBetween(months.from, months.until);
  if (count < 1 || count > LONGEST_MONTHS) throw rejected([error('audit_months_too_many', 'until', { months: LONGEST_MONTHS })]);
  return months;
}
