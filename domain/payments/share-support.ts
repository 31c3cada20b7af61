import { add, type Decimal, min, subtract } from '../money.ts';
import type { Bill, ChargeLine } from '../visits/visit-record.ts';

/** Who pays in place of the person: the state budget, foreign aid, domestic aid, anybody else (T_NGUONKHAC_NSNN, _VTNN, _VTTN, _CL). */
export const supportSources = ['state', 'foreign', 'domestic', 'other'] as const;
export type SupportSource = (typeof supportSources)[number];

/**
 * Support for a person spread over the lines, in their order, up to what the person pays of each: the charges with `otherSource` in dong, for the split of the
 * lines. `bill` is that of the same charges without support. What is more than the person's part stays unused; the fund is never relieved.
 * Source: docs/legal/payments.md#support
 */
export function shareSupport(charges: ChargeLine[], bill: Bill, amount: Decimal): ChargeLine[] {
  const part = new Map(bill.lines.map((line) => [line.chargeId, add(line.selfPayAmount, line.copayAmount)]));
  let left = amount;
  return charges.map((charge) => {
    const taken = min(left, part.get(charge.id) ?? '0');
    left = subtract(left, taken);
    return taken === '0' ? charge : { ...charge, otherSource: taken };
  });
}
