import { expect } from 'chai';
import { countEchoes, matchOwn, rulesOfReason, type ToldPlace } from '../../../../domain/claims/audit/reconcile-findings.ts';
import type { ClaimFinding } from '../../../../domain/claims/checks/claim-check.ts';

const own = (fields: Partial<ClaimFinding> = {}): ClaimFinding => ({
  ...{ rule: 'SVC-001', severity: 'warning', table: 'XML3', row: 2, number: '2', fields: ['NGAY_KQ'], params: {} },
  ...fields,
});
const told = (fields: Partial<ToldPlace> = {}): ToldPlace => ({
  table: 'XML3',
  number: '2',
  field: '',
  reasonCode: 'S.005.434',
  ...fields,
});
const matchOf = (place: Partial<ToldPlace>, ours: ClaimFinding[] | null, decided = {}) => matchOwn(told(place), ours, decided).match;

describe('matchOwn', () => {
  it('knows a finding of ours in the same row, and in the same field where one is named', () => {
    expect(matchOf({}, [own()])).to.equal('known-place');
    expect(matchOf({ field: 'ngay_kq' }, [own()])).to.equal('known-place');
    expect(matchOf({ field: 'MA_MAY' }, [own()])).to.equal('missed');
    expect(matchOf({ number: '3' }, [own()])).to.equal('missed');
    expect(matchOf({ table: 'XML2' }, [own()])).to.equal('missed');
  });

  it('of a claim as a whole knows only the field', () => {
    const summary = own({ table: 'XML1', row: 1, number: '', fields: ['MA_DKBD'] });
    expect(matchOf({ table: null, number: '', field: 'MA_DKBD' }, [summary])).to.equal('known-place');
    expect(matchOf({ table: null, number: '' }, [summary])).to.equal('missed');
  });

  it('goes by the meaning first, unless both name a row and not the same', () => {
    const decided = { 'S.005.434': ['SVC-001'] };
    expect(matchOf({}, [own()], decided)).to.equal('known-reason');
    expect(matchOf({ number: '' }, [own()], decided)).to.equal('known-reason');
    expect(matchOf({}, [own({ row: 0, number: '' })], decided)).to.equal('known-reason');
    expect(matchOf({ number: '3' }, [own()], decided)).to.equal('missed');
  });

  it('tells what was never found from what was not kept', () => {
    expect(matchOf({}, [])).to.equal('missed');
    expect(matchOf({}, null)).to.equal('not-kept');
  });
});

describe('rulesOfReason', () => {
  it('knows the topics of the audit by their number and guesses nothing else', () => {
    expect(rulesOfReason('kt04', {})).to.deep.equal(['AUD-KT04']);
    expect(rulesOfReason('KT9999', {})).to.deep.equal([]);
    expect(rulesOfReason('S.005.434', {})).to.deep.equal([]);
  });

  it('goes by what the facility decided, none included', () => {
    expect(rulesOfReason('KT04', { KT04: [] })).to.deep.equal([]);
    expect(rulesOfReason('S.005.434', { 'S.005.434': ['MON-001'] })).to.deep.equal(['MON-001']);
  });
});

describe('countEchoes', () => {
  it('counts how often the insurer said what a rule of ours had said, the rule nobody minds first', () => {
    const claims = [
      { own: [own(), own({ row: 3, number: '3' }), own({ rule: 'MED-001', table: 'XML2', row: 1, number: '1' })], told: [told()] },
      { own: [own()], told: [] },
      { own: null, told: [told()] },
    ];
    expect(countEchoes(claims, {})).to.deep.equal([
      { rule: 'SVC-001', severity: 'warning', warned: 3, echoed: 1 },
      { rule: 'MED-001', severity: 'warning', warned: 1, echoed: 0 },
    ]);
  });

  it('counts one warning once, however many findings of the insurer say the same', () => {
    expect(countEchoes([{ own: [own()], told: [told(), told({ reasonCode: 'L2' })] }], {})[0]).to.include({ warned: 1, echoed: 1 });
  });
});
