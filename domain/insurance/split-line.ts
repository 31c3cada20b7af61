import { add, type Decimal, lineAmount, max, min, multiply, percentOf, subtract } from '../money.ts';
import type { BillAmounts, ChargeLine } from '../visits/visit-record.ts';

/** What the arithmetic reads of a charge line. */
export type BillLine = Pick<
  ChargeLine,
  | 'id'
  | 'sequence'
  | 'kind'
  | 'quantity'
  | 'hospitalPrice'
  | 'insurancePrice'
  | 'serviceRatio'
  | 'insuranceRatio'
  | 'otherSource'
  | 'orderedAt'
  | 'orderId'
> & {
  /** Donated to the facility for this service, in dong (case b): leaves the cost before it is shared. */
  facilityDonation?: Decimal;
  /** Antiretrovirals (case c): another source pays the co-payment. */
  copayPaidByOthers?: boolean;
};

/** Cost of a line in dong before the fund and the patient share it. */
export interface LineCost {
  hospitalAmount: Decimal;
  insuranceAmount: Decimal;
}

/**
 * Cost of a line at hospital price and inside the insurance scope, in dong. Table 2 knows one price and no service ratio, so a drug has neither.
 * The insured part never exceeds the hospital amount. Source: docs/legal/insurance.md#lines
 */
export function computeLineCost(line: BillLine): LineCost {
  const { quantity, hospitalPrice } = line;
  const isDrug = line.kind === 'drug';
  const insurancePrice = isDrug ? hospitalPrice : line.insurancePrice;
  const serviceRatio = isDrug ? '100' : line.serviceRatio;

  const hospitalAmount = lineAmount(quantity, hospitalPrice, serviceRatio);
  const exact = multiply(quantity, insurancePrice, serviceRatio, '0.01');
  const shared = max('0', subtract(exact, line.facilityDonation ?? '0'));
  return { hospitalAmount, insuranceAmount: min(hospitalAmount, percentOf(shared, line.insuranceRatio)) };
}

/**
 * The shares of a line in dong at a rate in percent: own part, co-payment and fund part add up to the hospital amount together with other sources,
 * to the last digit, because the co-payment is what remains and never a percentage. Source: docs/legal/insurance.md#lines
 */
export function splitLine(line: BillLine, cost: LineCost, rate: Decimal): BillAmounts {
  const donation = min(line.facilityDonation ?? '0', subtract(cost.hospitalAmount, cost.insuranceAmount));
  const own = subtract(subtract(cost.hospitalAmount, donation), cost.insuranceAmount);
  const fund = percentOf(cost.insuranceAmount, rate);
  const supported = support(own, subtract(cost.insuranceAmount, fund), fund, line.otherSource ?? '0');

  const paidCopay = line.copayPaidByOthers === true ? supported.copay : '0';
  return {
    ...cost,
    fundAmount: supported.fund,
    copayAmount: subtract(supported.copay, paidCopay),
    selfPayAmount: supported.own,
    otherSourceAmount: add(donation, supported.used, paidCopay),
  };
}

/** Case a: support for the person takes from the own part first, then from the co-payment, then from the fund. */
function support(own: Decimal, copay: Decimal, fund: Decimal, available: Decimal) {
  const fromOwn = min(available, own);
  const fromCopay = min(subtract(available, fromOwn), copay);
  const fromFund = min(subtract(subtract(available, fromOwn), fromCopay), fund);
  return {
    own: subtract(own, fromOwn),
    copay: subtract(copay, fromCopay),
    fund: subtract(fund, fromFund),
    used: add(fromOwn, fromCopay, fromFund),
  };
}
