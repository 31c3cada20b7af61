import type { ShelfLot } from '../../db/stores/stock-ledger-store.ts';
import type { PostedLine } from '../../db/stores/stock-document-store.ts';
import type { Day } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import { error, type Issue } from '../../domain/issue.ts';
import { isZero, subtract, type Decimal } from '../../domain/money.ts';
import { chooseLots } from '../../domain/stock/choose-lots.ts';
import { rejected } from '../http/errors.ts';

export interface OutgoingLine {
  id: string;
  drugCode: string;
  quantity: Decimal;
  lotId?: string | undefined;
}

/**
 * The lines to book from locked shelves. A line that names no lot takes those that expire first; what nobody may take (expired, recalled)
 * leaves only by name. Refuses all when one is short.
 */
export function outgoingLines(facilityId: string, wanted: OutgoingLine[], shelves: ShelfLot[], today: Day): PostedLine[] {
  const issues: Issue[] = [];
  const booked = wanted.flatMap((line, i): PostedLine[] => {
    if (line.lotId !== undefined) return [{ id: line.id, lotId: line.lotId, quantity: line.quantity }];
    const own = shelves.filter(({ drugCode }) => drugCode === line.drugCode);
    const free = own.map((shelf) => ({ ...shelf, available: subtract(shelf.onHand, shelf.reserved) }));
    const { picks, short } = chooseLots(free, line.quantity, today);
    if (!isZero(short))
      issues.push(error('stock_short', `lines.${i}.quantity`, { drug: line.drugCode, available: subtract(line.quantity, short) }));
    return picks.map((pick, n) => {
      const shelf = own.find(({ lotId }) => lotId === pick.lotId);
      if (shelf !== undefined) shelf.onHand = subtract(shelf.onHand, pick.quantity);
      return { ...pick, id: n === 0 ? line.id : derivedId(facilityId, 'stock-line', line.id, pick.lotId) };
    });
  });
  if (issues.length > 0) throw rejected(issues);
  return booked;
}
