import type { ClaimRow, ClaimTables, TableCode } from '../../../../domain/claims/claim-definitions.ts';
import type { ClaimContext } from '../../../../domain/claims/checks/claim-check.ts';
import { soundCheckIn, soundReferral, soundStay, soundVisit } from '../../../support/sound-claims.ts';

/** Values to overwrite, `{}` leaves a row as it is; null takes the table away. */
type Values = Readonly<Record<string, string>> | null;
/** Places to change: `XML1` all rows, `XML3.4` the fourth row, `XML3+2` a copy of the second row at the end, `XML3+2#1` another. */
export type Changes = Readonly<Record<string, Values>>;
export type BaseName = 'stay' | 'visit' | 'referral' | 'check-in';

/** A rule with what makes it fire, and what it lets pass beside the sound claim itself. */
export interface RuleCase {
  rule: string;
  fires: Changes;
  fine?: Changes | undefined;
  base?: BaseName | undefined;
  /** What is known beside the claim where it fires, and where it does not. */
  context?: ClaimContext | undefined;
  fineContext?: ClaimContext | undefined;
}

const bases: Readonly<Record<BaseName, () => ClaimTables>> = {
  stay: soundStay,
  visit: soundVisit,
  referral: soundReferral,
  'check-in': soundCheckIn,
};

/** The sound claim with some places changed. */
export function changed(base: BaseName, changes: Changes): ClaimTables {
  const tables: Partial<Record<TableCode, readonly ClaimRow[]>> = { ...bases[base]() };
  for (const [place, values] of Object.entries(changes)) {
    const [, table = '', sign = '', number = ''] = /^(XML\d+)(?:([.+])(\d+))?(?:#\d+)?$/.exec(place) ?? [];
    const rows = tables[table as TableCode] ?? [];
    if (values === null) delete tables[table as TableCode];
    else if (sign === '+') tables[table as TableCode] = [...rows, { ...rows[Number(number) - 1], STT: `9${rows.length}`, ...values }];
    else tables[table as TableCode] = rows.map((row, i) => (sign === '' || i === Number(number) - 1 ? { ...row, ...values } : row));
  }
  return tables;
}

/** A case in short: rule, what fires, what is fine, options. */
export const ruleCase = (
  rule: string,
  fires: Changes,
  fine?: Changes,
  options: Omit<RuleCase, 'rule' | 'fires' | 'fine'> = {},
): RuleCase => ({
  rule,
  fires,
  fine,
  ...options,
});
