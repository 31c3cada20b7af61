import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { cardRateAt } from '../../../domain/insurance/card.ts';
import { computeBill } from '../../../domain/insurance/compute-bill.ts';
import type { BillLine } from '../../../domain/insurance/split-line.ts';
import { decimal } from '../../../domain/money.ts';
import type { BillAmounts, ChargeKind } from '../../../domain/visits/visit-record.ts';
import { aLine } from './a-bill.ts';
import { parametersAt } from './seed-parameters.ts';

interface ExampleLine {
  group: string;
  qty: number;
  price_bv: number;
  price_bh?: number;
  tyle_dv?: number;
  tyle_bh?: number;
  nk_facility?: number;
  nk_individual?: number;
  arv?: boolean;
}
type Expected = Record<string, number>;
interface Example {
  id: string;
  title: string;
  admission: string;
  care: 'inpatient' | 'outpatient';
  card: { code: string; digit: number };
  route: string;
  lines: ExampleLine[];
  exempt?: boolean;
  copay_remaining?: number;
  assert_only?: string[];
  expected: Expected & { lines: Expected[] | null; lines_note?: string };
}

const examples = (JSON.parse(readFileSync('test/domain/insurance/worked-examples.json', 'utf8')) as { cost_share: Example[] }).cost_share;
const kinds: Record<string, ChargeKind> = { KHAM: 'examination', DVKT: 'service', THUOC: 'drug', VTYT: 'supply', GIUONG: 'bed' };

function exampleLine(line: ExampleLine, index: number, admission: string): BillLine {
  const kind = kinds[line.group];
  if (kind === undefined) throw new Error(`unknown group ${line.group}`);
  return {
    ...aLine({ id: `line-${index + 1}`, sequence: index + 1, kind, orderedAt: `${admission}T02:00:00Z` }),
    quantity: decimal(line.qty),
    hospitalPrice: decimal(line.price_bv),
    insurancePrice: decimal(line.price_bh ?? line.price_bv),
    serviceRatio: decimal(line.tyle_dv ?? 100),
    insuranceRatio: decimal(line.tyle_bh ?? 100),
    ...(line.nk_facility !== undefined && { facilityDonation: decimal(line.nk_facility) }),
    ...(line.nk_individual !== undefined && { otherSource: decimal(line.nk_individual) }),
    ...(line.arv !== undefined && { copayPaidByOthers: line.arv }),
  };
}

function exampleBill(example: Example) {
  const parameters = parametersAt(example.admission);
  const cardRate = cardRateAt(`${example.card.code}${String(example.card.digit)}140123456789`, parameters);
  if (cardRate === undefined) throw new Error('the example has no card rate');
  const exemptFrom = example.exempt === true ? { exemptFrom: example.admission } : {};
  return computeBill({
    parameters,
    careType: example.care === 'inpatient' ? '03' : '01',
    arrivalCategory: example.route,
    cards: [{ validFrom: '2015-01-01', cardRate, ...exemptFrom }],
    lines: example.lines.map((line, index) => exampleLine(line, index, example.admission)),
    ...(example.copay_remaining !== undefined && { copayRemaining: decimal(example.copay_remaining) }),
  });
}

const asClaim = (amounts: BillAmounts, benefitRate: string, prefix: string): Expected => ({
  MUC_HUONG: Number(benefitRate),
  [`${prefix}_BV`]: Number(amounts.hospitalAmount),
  [`${prefix}_BH`]: Number(amounts.insuranceAmount),
  T_BHTT: Number(amounts.fundAmount),
  T_BNCCT: Number(amounts.copayAmount),
  T_BNTT: Number(amounts.selfPayAmount),
  T_NGUONKHAC: Number(amounts.otherSourceAmount),
});

describe('computeBill against the worked examples', () => {
  for (const example of examples) {
    it(`${example.id} ${example.title}`, () => {
      const { lines, lines_note: _, ...totals } = example.expected;
      const result = exampleBill(example);
      expect(asClaim(result.totals, result.benefitRate, 'T_TONGCHI')).to.deep.equal(totals);
      if (lines === null) return;
      const rows = result.lines.map((line, index) => ({ stt: index + 1, ...asClaim(line, line.benefitRate, 'THANH_TIEN') }));
      expect(rows).to.deep.equal(lines);
    });
  }

  it('read every example of the file', () => expect(examples).to.have.length(40));
});
