import { expect } from 'chai';
import { allRules, notImplemented } from '../../../../domain/claims/checks/all-rules.ts';
import { checkClaim } from '../../../../domain/claims/checks/check-claim.ts';
import { CheckedClaim } from '../../../../domain/claims/checks/checked-claim.ts';
import type { ClaimContext } from '../../../../domain/claims/checks/claim-check.ts';
import { fileRules } from '../../../../domain/claims/checks/file-rules.ts';
import { claimRuleList, describeFinding } from '../../../../domain/claims/checks/rule-catalogue.ts';
import { claimContext } from '../../../support/claim-context.ts';
import { soundCheckIn, soundReferral, soundStay, soundVisit } from '../../../support/sound-claims.ts';
import { auditCases } from './audit.cases.ts';
import { careCases } from './care.cases.ts';
import { clinicalCases } from './clinical.cases.ts';
import { drugCases } from './drug.cases.ts';
import { fileCases } from './file.cases.ts';
import { generalCases } from './general.cases.ts';
import { paperCases } from './paper.cases.ts';
import { changed, type BaseName, type Changes, type RuleCase } from './rule-case.ts';

const cases: RuleCase[] = [...generalCases, ...clinicalCases, ...drugCases, ...careCases, ...paperCases, ...auditCases];

/** What a rule itself says; which of two sentences about one value is shown is decided later. */
function hits(rule: string, base: BaseName, changes: Changes, context: ClaimContext): unknown[] {
  return allRules[rule]?.(new CheckedClaim(changed(base, changes), { ...claimContext, ...context })) ?? [];
}

describe('the rules of the claim check', () => {
  it('finds nothing at all in sound claims', () => {
    for (const tables of [soundStay(), soundReferral(), soundVisit(), soundCheckIn()])
      expect(
        checkClaim(tables, claimContext).map(({ rule, table, row, fields }) => `${rule} ${table}.${row} ${fields.join()}`),
      ).to.deep.equal([]);
  });

  for (const { rule, fires, fine = {}, base = 'stay', context = {}, fineContext = {} } of cases) {
    it(`${rule} fires`, () => {
      expect(hits(rule, base, fires, context)).to.not.be.empty;
    });

    it(`${rule} keeps silent`, () => {
      expect(hits(rule, base, fine, fineContext)).to.deep.equal([]);
    });
  }

  for (const { rule, fires, fine } of fileCases) {
    it(`${rule} fires`, () => {
      expect(fileRules[rule]?.(fires, claimContext)).to.not.be.empty;
    });

    it(`${rule} keeps silent`, () => {
      expect(fileRules[rule]?.(fine, claimContext)).to.deep.equal([]);
    });
  }

  it('are each implemented, or named with the reason why not', () => {
    const known = new Set([...Object.keys(allRules), ...Object.keys(fileRules)]);
    expect(claimRuleList.map(({ id }) => id).filter((id) => !known.has(id) && !(id in notImplemented))).to.deep.equal([]);
    expect(Object.keys(notImplemented).filter((id) => known.has(id))).to.deep.equal([]);
    expect([...known].filter((id) => !claimRuleList.some((rule) => rule.id === id))).to.deep.equal([]);
  });

  it('leave out none that stops a claim', () => {
    const stops = claimRuleList.filter(({ severity }) => severity === 'block' || severity === 'error').map(({ id }) => id);
    expect(stops.filter((id) => id in notImplemented)).to.deep.equal([]);
  });

  it('have a test that fires each and one that does not', () => {
    const tested = new Set([...cases, ...fileCases].map(({ rule }) => rule));
    expect([...Object.keys(allRules), ...Object.keys(fileRules)].filter((id) => !tested.has(id))).to.deep.equal([]);
  });

  it('are 440, each with a sentence in both languages that says what stands there and what should', () => {
    expect(claimRuleList).to.have.length(440);
    for (const { id, vi, en } of claimRuleList)
      expect(
        [vi, en].every((text) => text.length > 10),
        id,
      ).to.be.true;
    const [finding] = checkClaim(changed('stay', { 'XML3.1': { MUC_HUONG: '95' } }), claimContext).filter(({ rule }) => rule === 'MON-027');
    expect(finding && describeFinding(finding, 'vi')).to.equal(
      'Mức hưởng không đúng với thẻ, đối tượng và tổng chi phí (3.675.341,5, ngưỡng 379.500). Tính lại mức hưởng. Đang ghi 95. Nên là 80.',
    );
  });

  it('never name a person in what is kept of a finding', () => {
    const secret = 'LÒ THỊ NGẦN 3';
    const found = checkClaim(changed('stay', { XML1: { HO_TEN: secret, SO_CCCD: '1', MA_THE_BHYT: 'X', DIA_CHI: '' } }), claimContext);
    expect(found).to.not.be.empty;
    expect(JSON.stringify(found)).to.not.include('NGẦN');
  });
});
