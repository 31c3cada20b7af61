import { z } from 'zod';
import { type Day, isDay } from '../dates.ts';
import { decimal } from '../money.ts';
import type { BillAmounts, ChargeKind } from '../visits/visit-record.ts';
import { cardRateAt } from './card.ts';
import { type BillCard, computeBill } from './compute-bill.ts';
import type { InsuranceParameters } from './insurance-parameters.ts';
import type { BillLine } from './split-line.ts';

const day = z.string().refine(isDay, { error: 'no day' });
const number = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]);
const printed = z.object({ code: z.string().regex(/^[A-Z]{2}$/), digit: z.coerce.number().int().min(1).max(5) });

const Line = z.object({
  group: z.enum(['KHAM', 'DVKT', 'THUOC', 'VTYT', 'GIUONG', 'MAU', 'VANCHUYEN']),
  qty: number,
  price_bv: number,
  price_bh: number.optional(),
  tyle_dv: number.optional(),
  tyle_bh: number.optional(),
  nk_facility: number.optional(),
  nk_individual: number.optional(),
  arv: z.boolean().optional(),
  /** Day of the order when it is not that of the admission: two cards in a stay. */
  day: day.optional(),
  /** Supplies of one use of a service. */
  package: z.string().optional(),
});

/** A visit with what it costs and what each side should pay, as the file of worked examples writes it. */
export const CostShareExample = z.object({
  id: z.string(),
  kind: z.literal('cost_share'),
  title: z.string().default(''),
  admission: day,
  care: z.enum(['inpatient', 'outpatient']),
  /** Null = not insured. */
  card: printed.nullish(),
  /** Several cards in one stay, oldest first. */
  cards: z.array(printed.extend({ from: day, to: day.optional() })).optional(),
  route: z.string(),
  lines: z.array(Line),
  exempt: z.boolean().optional(),
  copay_remaining: number.optional(),
  original_rate: number.optional(),
  /** Only these totals are agreed upon. */
  assert_only: z.array(z.string()).optional(),
  expected: z.object({ lines: z.array(z.record(z.string(), number)).nullish(), lines_note: z.string().optional() }).catchall(z.unknown()),
});
export type CostShareExample = z.infer<typeof CostShareExample>;

/** Names and numbers as the claim tables have them. */
export type ClaimAmounts = Record<string, number>;
export interface ComputedShares {
  totals: ClaimAmounts;
  lines: ClaimAmounts[];
}

const KINDS: Readonly<Record<z.infer<typeof Line>['group'], ChargeKind>> = {
  KHAM: 'examination',
  DVKT: 'service',
  THUOC: 'drug',
  VTYT: 'supply',
  GIUONG: 'bed',
  MAU: 'drug',
  VANCHUYEN: 'transport',
};
const CARE = { inpatient: '03', outpatient: '01' } as const;

/**
 * The shares of an example by the rules that bill every visit, in dong, named as in tables 1 to 3 (MUC_HUONG in percent).
 * `parametersAt` answers with the parameters of a day. Throws a RangeError when the card or the category is unknown on that day.
 * Source: docs/legal/insurance.md#lines, #rate
 */
export function computeExample(example: CostShareExample, parametersAt: (day: Day) => InsuranceParameters): ComputedShares {
  const parameters = parametersAt(example.admission);
  const bill = computeBill({
    parameters,
    careType: CARE[example.care],
    arrivalCategory: example.route,
    cards: cardsOf(example, parameters),
    lines: example.lines.map((line, index) => billLine(line, index, example.admission)),
    ...(example.copay_remaining !== undefined && { copayRemaining: decimal(example.copay_remaining) }),
    ...(example.original_rate !== undefined && { originalRate: decimal(example.original_rate) }),
  });
  return {
    totals: claimAmounts(bill.totals, bill.benefitRate, 'T_TONGCHI'),
    lines: bill.lines.map((line, index) => ({ stt: index + 1, ...claimAmounts(line, line.benefitRate, 'THANH_TIEN') })),
  };
}

function cardsOf({ card, cards, exempt, admission }: CostShareExample, parameters: InsuranceParameters): BillCard[] {
  const exemption = exempt === true ? { exemptFrom: `${admission.slice(0, 4)}-01-01` } : {};
  const several = cards ?? (card === null || card === undefined ? [] : [{ ...card, from: '2000-01-01', to: undefined }]);
  return several.map(({ code, digit, from, to }) => {
    const cardRate = cardRateAt(`${code}${digit}140123456789`, parameters);
    if (cardRate === undefined) throw new RangeError('a card without a rate');
    return { validFrom: from, ...(to === undefined ? {} : { validTo: to }), cardRate, ...exemption };
  });
}

function billLine(line: z.infer<typeof Line>, index: number, admission: Day): BillLine {
  return {
    id: `line-${index + 1}`,
    sequence: index + 1,
    kind: KINDS[line.group],
    orderedAt: `${line.day ?? admission}T09:00:00+07:00`,
    quantity: decimal(line.qty),
    hospitalPrice: decimal(line.price_bv),
    insurancePrice: decimal(line.price_bh ?? line.price_bv),
    serviceRatio: decimal(line.tyle_dv ?? 100),
    insuranceRatio: decimal(line.tyle_bh ?? 100),
    ...(line.nk_facility !== undefined && { facilityDonation: decimal(line.nk_facility) }),
    ...(line.nk_individual !== undefined && { otherSource: decimal(line.nk_individual) }),
    ...(line.arv !== undefined && { copayPaidByOthers: line.arv }),
    ...(line.package !== undefined && { orderId: line.package }),
  };
}

const claimAmounts = (amounts: BillAmounts, benefitRate: string, prefix: string): ClaimAmounts => ({
  MUC_HUONG: Number(benefitRate),
  [`${prefix}_BV`]: Number(amounts.hospitalAmount),
  [`${prefix}_BH`]: Number(amounts.insuranceAmount),
  T_BHTT: Number(amounts.fundAmount),
  T_BNCCT: Number(amounts.copayAmount),
  T_BNTT: Number(amounts.selfPayAmount),
  T_NGUONKHAC: Number(amounts.otherSourceAmount),
});
