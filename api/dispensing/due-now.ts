import type { ReadTx } from '../../db/doors.ts';
import { readParameters } from '../../db/stores/code-catalogue-store.ts';
import { listHandedOver, type DispensingOrder, type OrderLine } from '../../db/stores/dispensing-store.ts';
import { findTranches } from '../../db/views/dispensing-view.ts';
import { localDay, type Day } from '../../domain/dates.ts';
import { add, max, min, subtract, type Decimal } from '../../domain/money.ts';
import { remainingOf } from '../../domain/stock/order-progress.ts';
import { portionOf, trancheOn, trancheOpenDays, type OpenTranche } from '../../domain/stock/tranche-window.ts';

/** What may be collected on a day: of a sheet in tranches only the one that is open, otherwise all that remains. */
export interface Due {
  /** `lapsed` when the last tranche of the sheet has ended; undefined when it has none. */
  tranche: OpenTranche | 'lapsed' | undefined;
  collectUntil: Day;
  of(line: OrderLine): Decimal;
}

/** Source: docs/legal/pharmacy.md#tranches */
export async function readDue(tx: ReadTx, order: DispensingOrder, today: Day): Promise<Due> {
  const { facilityId, id, collectUntil } = order;
  const tranches = await findTranches(tx, facilityId, id);
  if (tranches.length === 0) return { tranche: undefined, collectUntil, of: remainingOf };
  const tranche = trancheOn(tranches, today, trancheOpenDays(await readParameters(tx, 'rx.tranche'), localDay(order.signedAt)));
  if (tranche === undefined) return { tranche: 'lapsed', collectUntil: tranches.at(-1)?.until ?? collectUntil, of: () => '0' };
  const given = (await listHandedOver(tx, facilityId, id)).filter(({ at }) => localDay(at) >= tranche.opens);
  return {
    tranche,
    // The days to collect count from the signing; a later tranche is collected until the next one opens.
    collectUntil: tranche.number === 1 ? collectUntil : tranche.closes,
    of: (line) => {
      const own = add('0', ...given.filter(({ lineId }) => lineId === line.id).map(({ quantity }) => quantity));
      const portion = portionOf({ quantity: line.quantity, days: line.dosage.days }, tranches, tranche.number);
      return max('0', min(remainingOf(line), subtract(portion, own)));
    },
  };
}
