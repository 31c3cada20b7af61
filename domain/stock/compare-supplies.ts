import type { Day } from '../dates.ts';
import { error, type Issue } from '../issue.ts';
import { compare } from '../money.ts';
import type { SupplyLine } from './read-supply-list.ts';

/** An entry that the facility has. */
export type KnownSupply = Omit<SupplyLine, 'row'> & { id: string; validFrom: Day; validTo: Day | null };

/** What a list does to the entries that stand. */
export interface SupplyChanges {
  /** Lines to add: new supplies, and those that differ from what is in force. */
  fresh: SupplyLine[];
  /** Entries that end on the eve, because the list has them otherwise. */
  ending: KnownSupply[];
  same: number;
  issues: Issue[];
}

/**
 * What a list that counts from a day on changes, by code. A supply that already has an entry from that day or later cannot be changed before it:
 * that is an error at the code of its row. Source: docs/legal/pharmacy.md#supplies
 */
export function compareSupplies(lines: readonly SupplyLine[], known: readonly KnownSupply[], from: Day): SupplyChanges {
  const changes: SupplyChanges = { fresh: [], ending: [], same: 0, issues: [] };
  const byCode = new Map<string, KnownSupply[]>();
  for (const entry of known) byCode.set(entry.code, [...(byCode.get(entry.code) ?? []), entry]);
  for (const line of lines) {
    const own = byCode.get(line.code) ?? [];
    const current = own.find(({ validFrom, validTo }) => validFrom <= from && (validTo === null || validTo >= from));
    if (current !== undefined && isSame(line, current)) changes.same += 1;
    else if (own.some(({ validFrom }) => validFrom >= from)) changes.issues.push(error('supply_later_exists', `${line.row}.code`));
    else {
      changes.fresh.push(line);
      if (current !== undefined) changes.ending.push(current);
    }
  }
  return changes;
}

function isSame(line: SupplyLine, entry: KnownSupply): boolean {
  const texts = ['name', 'unit', 'maker', 'productMark', 'tender'] as const;
  const ceilings = [line.ceilingPrice, entry.ceilingPrice];
  return (
    texts.every((field) => line[field] === entry[field]) &&
    compare(line.unitPrice, entry.unitPrice) === 0 &&
    compare(line.insuranceRatio, entry.insuranceRatio) === 0 &&
    (ceilings.includes(null) ? ceilings[0] === ceilings[1] : compare(ceilings[0] ?? '0', ceilings[1] ?? '0') === 0)
  );
}
