import { expect } from 'chai';
import fc from 'fast-check';
import { add, compare, subtract } from '../../../domain/money.ts';
import { checkSummaryLine } from '../../../domain/settlement/check-settled-claim.ts';
import { proveTotals } from '../../../domain/settlement/prove-totals.ts';
import { roundParts } from '../../../domain/settlement/round-to-dong.ts';
import { readSettledClaim } from '../../../domain/settlement/settled-claim.ts';
import { summaryForm } from '../../../domain/settlement/summary-form.ts';
import { soundStay, soundVisit } from '../../support/sound-claims.ts';
import { anyClaim, expectFormsEqualFiles, reportOf, xmlSumsOf } from './any-claims.ts';

const anyMonth = fc.array(anyClaim, { maxLength: 12 });

describe('a settlement report', () => {
  it('reads a stay: who, when, and each cost in its column', () => {
    const claim = readSettledClaim(soundStay());
    expect(claim).to.include({ section: 'inpatient', fullName: 'LÒ THỊ NGẦN', birth: '19900515', birthMale: '', birthFemale: '19900515' });
    expect(claim).to.include({ exam: '45000', laboratory: '49700', imaging: '58600', insuredOther: '0' });
    expect(add(claim.fund, claim.copay)).to.equal(claim.insured);
  });

  it('puts a stay into the lists of inpatients and a visit into those of outpatients', () => {
    const { totals, wrong } = reportOf([soundStay(), soundVisit(), soundVisit()]);
    expect([totals.rows.inpatients.count, totals.rows.outpatients.count, totals.rows.visits.count]).to.deep.equal([1, 2, 3]);
    expect(wrong).to.deep.equal([]);
  });

  it('adds up equal lines of many claims and keeps another price apart', () => {
    const twice = reportOf([soundVisit(), soundVisit()]).lines;
    const once = reportOf([soundVisit()]).lines;
    expect(twice.length).to.equal(once.length);
    expect(twice.map(({ amount }) => amount)).to.deep.equal(once.map(({ amount }) => add(amount, amount)));
    const dearer = soundVisit();
    const rows = (dearer.XML2 ?? []).map((row) => ({ ...row, DON_GIA: '999.000' }));
    const drugs = (lines: typeof once) => lines.filter(({ list }) => list === '20').length;
    expect(drugs(reportOf([soundVisit(), { ...dearer, XML2: rows }]).lines)).to.equal(2 * drugs(once));
  });

  it('equals the files to the last digit in every form, whatever the claims', () => expectFormsEqualFiles(40));

  it('does not depend on the order of the claims', () => {
    const shuffled = anyMonth.chain((claims) =>
      fc.shuffledSubarray(claims, { minLength: claims.length }).map((other) => ({ claims, other })),
    );
    fc.assert(
      fc.property(shuffled, ({ claims, other }) => {
        expect(reportOf(other)).to.deep.equal({ ...reportOf(claims), wrong: reportOf(other).wrong });
      }),
      { numRuns: 15 },
    );
  });

  it('shows a figure of the files that no form has', () => {
    const claims = [soundVisit()];
    const xml = xmlSumsOf(claims);
    const proofs = proveTotals(reportOf(claims).totals, { ...xml, fund: add(xml.fund, '1') });
    expect(
      proofs.filter(({ difference }) => difference !== '0').map(({ forms, measure }) => `${forms.join('+')} ${measure}`),
    ).to.deep.equal([...['01BH fund', 'C79+C80 fund', '79a+80a fund', '19+20+21 fund']]);
  });

  it('finds a claim whose rows do not carry its table 1, and one whose shares are not its cost', () => {
    const visit = soundVisit();
    const wrongTotal = { ...visit, XML1: (visit.XML1 ?? []).map((row) => ({ ...row, T_BHTT: '1' })) };
    expect(reportOf([wrongTotal]).wrong).to.deep.equal(['settlement_table_differs@T_BHTT']);
    const [first, ...rest] = visit.XML3 ?? [];
    const wrongRow = { ...visit, XML3: [{ ...first, T_BNTT: '1' }, ...rest] };
    expect(reportOf([wrongRow]).wrong).to.deep.equal(['settlement_shares_wrong@hospital', 'settlement_table_differs@T_BNTT']);
  });
});

describe('form 01/BH in whole dong', () => {
  const fractions = fc.array(anyClaim, { minLength: 1, maxLength: 20 });

  it('keeps the checks of the paper in every line, and its sections add up to the total', () => {
    fc.assert(
      fc.property(fractions, (claims) => {
        const lines = summaryForm(reportOf(claims).totals.summary);
        expect(lines.flatMap(checkSummaryLine)).to.deep.equal([]);
        const total = lines.at(-1);
        for (const column of ['hospital', 'insured', 'fund', 'copay', 'other', 'self'] as const)
          expect(add('0', ...lines.slice(0, 4).map((line) => line[column]))).to.equal(total?.[column]);
        expect(lines.flatMap((line) => [line.fund, line.copay, line.other, line.self]).filter((amount) => /\D/.test(amount))).to.deep.equal(
          [],
        );
      }),
      { numRuns: 40 },
    );
  });

  it('has no amount of a part a dong or more away from the files', () => {
    fc.assert(
      fc.property(fractions, (claims) => {
        const { summary } = reportOf(claims).totals;
        for (const line of summaryForm(summary)) {
          if (line.section === 'total') continue;
          for (const part of ['fund', 'copay', 'other', 'self'] as const) {
            const off = subtract(line[part], summary[line.section][part]).replace('-', '');
            expect(compare(off, '1'), `${line.section} ${part} ${off}`).to.equal(-1);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('gives what is missing to the largest fraction, the earlier first', () => {
    expect(roundParts(['0.5', '0.5', '1'], '2')).to.deep.equal(['1', '0', '1']);
    expect(roundParts(['0.2', '0.7', '0.6'], '2')).to.deep.equal(['0', '1', '1']);
    expect(() => roundParts(['0.2', '0.7'], '3')).to.throw(RangeError);
    expect(() => roundParts(['5', '7'], '11')).to.throw(RangeError);
  });
});
