import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { judgeExamples } from '../../../domain/insurance/judge-examples.ts';
import { parametersAt } from './seed-parameters.ts';

interface Given {
  id: string;
  kind: string;
  input?: Record<string, unknown>;
  expected: Record<string, unknown> & { lines?: Record<string, number>[] | null };
}
const file = JSON.parse(readFileSync('test/domain/insurance/worked-examples.json', 'utf8')) as { cost_share: Given[]; other: Given[] };
const judge = (...cost_share: object[]) => judgeExamples({ cost_share }, parametersAt);
const named = (id: string): Given => {
  const found = [...file.cost_share, ...file.other].find((one) => one.id === id);
  if (found === undefined) throw new Error(`no example ${id}`);
  return structuredClone(found);
};

describe('the worked examples', () => {
  const judged = judgeExamples(file, parametersAt);

  it('are 40 of cost sharing and 14 of other rules', () => {
    expect([file.cost_share.length, file.other.length, judged.length]).to.deep.equal([40, 14, 54]);
  });

  for (const { id, title, ...rest } of judged) {
    it(`${id} ${title}`, () => {
      expect([rest.outcome, rest.differences, rest.reason]).to.deep.equal(['agrees', [], undefined]);
    });
  }
});

describe('judgeExamples', () => {
  it('says where an answer differs, in the totals, in a line and in a rule', () => {
    const total = named('E02');
    total.expected['T_BHTT'] = 303601;
    const line = named('E02');
    (line.expected.lines ?? [])[1] = { ...line.expected.lines?.[1], T_BNCCT: 67941 };
    const rule = named('B02');
    rule.expected = { days: 4 };
    expect(judge(total, line, rule).map(({ outcome, differences }) => [outcome, differences])).to.deep.equal([
      ['differs', [{ path: 'T_BHTT', expected: 303601, computed: 303600 }]],
      ['differs', [{ path: 'lines.2.T_BNCCT', expected: 67941, computed: 67940 }]],
      ['differs', [{ path: 'days', expected: 4, computed: 5 }]],
    ]);
  });

  it('compares only what an example is sure of', () => {
    const sure = { ...named('E13'), assert_only: ['T_BHTT'] };
    sure.expected = { T_BHTT: 0, T_BNCCT: 5 };
    expect(judge(sure)[0]?.outcome).to.equal('agrees');
  });

  it('reads amounts as numbers or as text', () => {
    const asText = named('C09');
    asText.expected = { values: ['81000000', '105300000.00', 113850000] };
    expect(judge(asText)[0]?.outcome).to.equal('agrees');
  });

  it('shares each line by the card of its day when there are two', () => {
    const line = (day: string) => ({ group: 'DVKT', qty: 1, price_bv: 1_000_000, day });
    const [judged] = judge({
      ...{ id: 'T1', kind: 'cost_share', admission: '2026-08-03', care: 'inpatient', route: '1.1' },
      cards: [
        { code: 'GD', digit: 4, from: '2026-01-01', to: '2026-08-05' },
        { code: 'HN', digit: 2, from: '2026-08-06' },
      ],
      lines: [line('2026-08-05'), line('2026-08-06')],
      expected: { T_BHTT: 1_800_000, T_BNCCT: 200_000, lines: [{ MUC_HUONG: 80 }, { MUC_HUONG: 100 }] },
    });
    expect(judged?.differences).to.deep.equal([]);
    expect(judged?.outcome).to.equal('agrees');
  });

  it('leaves everything to a person without a card', () => {
    const [judged] = judge({
      ...{ id: 'T2', kind: 'cost_share', admission: '2026-08-03', care: 'outpatient', route: '9', card: null },
      lines: [{ group: 'THUOC', qty: 2, price_bv: 500 }],
      expected: { MUC_HUONG: 0, T_TONGCHI_BH: 0, T_BNTT: 1000 },
    });
    expect(judged?.outcome).to.equal('agrees');
  });

  it('tells the forms of rules beside the bill', () => {
    const rules = [
      { id: 'R1', kind: 'exam_ratios', input: { count: 6, date: '2026-08-03' }, expected: { ratios: [100, 30, 30, 30, 10, 0] } },
      {
        ...{ id: 'R2', kind: 'surgery_ratios', expected: { ratios: [50, 100, 80] } },
        input: {
          date: '2026-08-03',
          operations: [
            { price: 100, kind: 'surgery' },
            { price: 200, kind: 'surgery' },
            { price: 300, kind: 'procedure' },
          ],
        },
      },
      {
        ...{ id: 'R3', kind: 'referral_slip', expected: { last_valid: '2026-08-17' } },
        input: { signed: '2026-08-03', annex_iii: false },
      },
    ];
    expect(judge(...rules).map(({ id, outcome, differences }) => [id, outcome, differences])).to.deep.equal([
      ['R1', 'agrees', []],
      ['R2', 'agrees', []],
      ['R3', 'agrees', []],
    ]);
  });

  it('says of an example what it cannot read, and goes on with the next', () => {
    const noKind = { ...named('B01'), kind: 'bed_nights' };
    const noLaw = { ...named('E02'), admission: '1990-01-01' };
    const noDay = { ...named('E02'), admission: '2026-02-30' };
    const judged = judge(noKind, noLaw, noDay, named('E02'));
    expect(judged.map(({ id, outcome }) => `${id} ${outcome}`)).to.deep.equal([
      'B01 unreadable',
      'E02 unreadable',
      'E02 unreadable',
      'E02 agrees',
    ]);
    expect(judged[1]?.reason).to.contain('bhyt.base_salary');
  });
});
