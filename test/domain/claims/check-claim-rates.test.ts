import { expect } from 'chai';
import { buildClaimTables } from '../../../domain/claims/build-claim-tables.ts';
import { checkClaimRates } from '../../../domain/claims/check-claim-rates.ts';
import { checkClaimTables } from '../../../domain/claims/check-claim-tables.ts';
import type { ClaimRow, ClaimTables } from '../../../domain/claims/claim-definitions.ts';
import { parametersAt } from '../insurance/seed-parameters.ts';
import { aCoverage, aDrug, anExamination, aTest, aVisit, type VisitChanges } from './a-visit.ts';

const parameters = parametersAt('2026-11-24');
const dear = { charges: [anExamination(), aTest({ quantity: '20' }), aDrug()] };
const found = (tables: ClaimTables) => checkClaimRates(tables, parameters).map((issue) => `${issue.severity} ${issue.code} ${issue.path}`);
const built = (changes: VisitChanges) => buildClaimTables(aVisit(changes));
const withRow = (tables: ClaimTables, code: 'XML1' | 'XML2', values: ClaimRow): ClaimTables => ({
  ...tables,
  [code]: (tables[code] ?? []).map((row) => ({ ...row, ...values })),
});

describe('checkClaimRates', () => {
  it('agrees with the bill on any route, with one card, two cards or none', () => {
    const two = [
      aCoverage({ validTo: '2026-11-23', cardRate: '100', cardNumber: 'HN2141234567890' }),
      aCoverage({ validFrom: '2026-11-24' }),
    ];
    for (const arrivalCategory of ['1.1', '1.2', '1.14', '2', '3.1', '9'])
      expect(found(built({ ...dear, encounter: { arrivalCategory } })), arrivalCategory).to.deep.equal([]);
    for (const coverages of [[], two]) expect(found(built({ ...dear, coverages }))).to.deep.equal([]);
    expect(found(built({}))).to.deep.equal([]);
  });

  it('finds the full rate on a visit that is not cheap, the most frequent rejection', () => {
    expect(found(withRow(built(dear), 'XML2', { MUC_HUONG: '100' }))).to.deep.equal(['error claim_rate_wrong XML2.1.MUC_HUONG']);
  });

  it('finds the card rate on a visit below 15 %', () => {
    expect(found(withRow(built({}), 'XML2', { MUC_HUONG: '80' }))).to.deep.equal(['error claim_rate_wrong XML2.1.MUC_HUONG']);
  });

  it('takes 100 after an exemption, on the route only', () => {
    const full = withRow(built({ ...dear, coverages: [aCoverage({ exemptFrom: '2026-11-24' })] }), 'XML2', { MUC_HUONG: '100' });
    expect(found(full)).to.deep.equal([]);
    expect(found(withRow(full, 'XML1', { MA_DOITUONG_KCB: '1.14' }))).to.include('error claim_rate_wrong XML2.1.MUC_HUONG');
  });

  it('does not judge rows out of scope nor a drug pick-up', () => {
    expect(found(withRow(built(dear), 'XML2', { MUC_HUONG: '0', TYLE_TT_BH: '0' }))).to.deep.equal([]);
    expect(found(withRow(withRow(built(dear), 'XML2', { MUC_HUONG: '33' }), 'XML1', { MA_DOITUONG_KCB: '7.2' }))).to.deep.equal([]);
  });

  it('does not know an unlisted category nor the level of a card without letters', () => {
    expect(found(withRow(built(dear), 'XML1', { MA_DOITUONG_KCB: '3.9' }))).to.deep.equal([
      'error claim_category_unknown XML1.1.MA_DOITUONG_KCB',
    ]);
    expect(found(withRow(built(dear), 'XML1', { MA_THE_BHYT: '0123456789' }))).to.deep.equal([
      'warning claim_rate_not_checked XML1.1.MA_THE_BHYT',
    ]);
  });

  it('is a part of checkClaimTables once the parameters are given', () => {
    const wrong = withRow(built(dear), 'XML1', { MA_DOITUONG_KCB: '1.14' });
    const codes = (issues: { code: string }[]) => new Set(issues.map(({ code }) => code));
    expect(codes(checkClaimTables(wrong))).not.to.include('claim_rate_wrong');
    expect(codes(checkClaimTables(wrong, parameters))).to.include('claim_rate_wrong');
  });
});
