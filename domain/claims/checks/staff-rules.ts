import type { TableCode } from '../claim-definitions.ts';
import type { CheckedClaim, CheckedRow } from './checked-claim.ts';
import type { ClaimRule } from './claim-check.ts';
import { eachRow } from './rule-builders.ts';

/** Number of a practice certificate or licence and who gave it; commune stations may write their own staff number in brackets. */
export const LICENCE = /^(\d+\/[A-ZĐ]+-(CCHN|GPHN)|\([\w.-]+\))$/;
/** A number and an issuer, written in another way than the standard. */
export const NEARLY_LICENCE = /^\d+[/-][\p{L}\d-]+$/u;

/** True when the order does not lie between admission and end of the visit. Source: docs/legal/insurance.md#checks */
export function isOutsideStay(row: CheckedRow, { summary }: CheckedClaim): boolean {
  const order = row.text('NGAY_YL');
  if (order === '' || !summary.has('NGAY_VAO') || !summary.has('NGAY_RA')) return false;
  return order < summary.text('NGAY_VAO').slice(0, order.length) || order > summary.text('NGAY_RA');
}

/** A licence that the staff list of the facility does not have, or not on the day. Source: docs/legal/insurance.md#checks */
export function isKnownStaff(table: TableCode, field: string, dayField: string): ClaimRule {
  return eachRow(table, [field], (row, claim) => {
    const day = row.day(dayField) ?? claim.admittedOn;
    if (day === undefined) return false;
    const unknown = row.list(field).find((licence) => {
      const facts = claim.context.staff?.(licence, day);
      return facts === null || facts?.isValid === false;
    });
    return unknown !== undefined && { found: unknown };
  });
}
