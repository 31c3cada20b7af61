import { expect } from 'chai';
import fc from 'fast-check';
import { buildClaimTables } from '../../../domain/claims/build-claim-tables.ts';
import { checkClaimTables } from '../../../domain/claims/check-claim-tables.ts';
import type { ClaimTables, TableCode, VisitTables } from '../../../domain/claims/claim-definitions.ts';
import { errorsOf } from '../../../domain/issue.ts';
import { decimal } from '../../../domain/money.ts';
import { aCoverage, aDrug, anExamination, aSupply, aTest, aVisit, type VisitChanges } from './a-visit.ts';

const found = (tables: ClaimTables) => checkClaimTables(tables).map((issue) => `${issue.severity} ${issue.code} ${issue.path}`);
const foundIn = (changes: VisitChanges) => found(buildClaimTables(aVisit(changes)));

/** The tables of a visit with some values overwritten in one row (from 1). */
function spoilt(code: TableCode, row: number, values: Record<string, string>, changes: VisitChanges = {}): VisitTables {
  const tables = buildClaimTables(aVisit(changes));
  return { ...tables, [code]: (tables[code] ?? []).map((old, i) => (i === row - 1 ? { ...old, ...values } : old)) };
}
const foundWith = (code: TableCode, row: number, values: Record<string, string>, changes: VisitChanges = {}) =>
  found(spoilt(code, row, values, changes));

const dear = { charges: [anExamination(), aTest({ quantity: '20' }), aDrug(), aSupply()] };

describe('checkClaimTables', () => {
  it('finds nothing in what the builder writes, insured or not', () => {
    expect(foundIn({})).to.deep.equal([]);
    expect(foundIn(dear)).to.deep.equal([]);
    expect(foundIn({ coverages: [] })).to.deep.equal([]);
    expect(foundIn({ coverages: [aCoverage({ validFrom: '2026-11-25' })] })).to.deep.equal([]);
  });

  it('finds nothing in capped supplies, support for the person and the yearly ceiling', () => {
    expect(foundIn({ charges: [aSupply({ quantity: '1', hospitalPrice: '120000000', insurancePrice: '120000000' })] })).to.deep.equal([]);
    expect(foundIn({ charges: [aTest({ quantity: '20', otherSource: '150000.5' })] })).to.deep.equal([]);
    expect(
      foundIn({ charges: [aTest({ quantity: '20' }), aTest({ id: 'b', sequence: 5, quantity: '3' })], bill: { copayRemaining: '7000.5' } }),
    ).to.deep.equal([]);
  });

  it('accepts a donation to the facility and antiretrovirals, the official examples', () => {
    const drug = aDrug({ quantity: '1', hospitalPrice: '10000000', insuranceRatio: '50' });
    const money = {
      THANH_TIEN_BH: '3500000',
      T_NGUONKHAC_CL: '3000000',
      T_NGUONKHAC: '3000000',
      T_BHTT: '2800000',
      T_BNCCT: '700000',
      T_BNTT: '3500000',
    };
    const tables = spoilt('XML2', 1, money, { charges: [drug] });
    const { THANH_TIEN_BH, T_BHTT, T_BNCCT, T_BNTT, T_NGUONKHAC } = money;
    const totals = { T_TONGCHI_BH: THANH_TIEN_BH, T_BHTT, T_BHTT_GDV: T_BHTT, T_BNCCT, T_BNTT, T_NGUONKHAC };
    expect(found({ ...tables, XML1: tables.XML1.map((row) => ({ ...row, ...totals })) })).to.deep.equal([]);

    const arv = aDrug({ quantity: '1', hospitalPrice: '1200000', insuranceRatio: '50' });
    const paid = { T_NGUONKHAC_CL: '120000', T_NGUONKHAC: '120000', T_BNCCT: '0' };
    const others = spoilt('XML2', 1, paid, { charges: [arv] });
    expect(found({ ...others, XML1: others.XML1.map((row) => ({ ...row, T_BNCCT: '0', T_NGUONKHAC: '120000' })) })).to.deep.equal([]);
  });
});

describe('checkClaimTables on shapes', () => {
  it('misses what is always required', () => {
    expect(foundWith('XML1', 1, { MA_HSBA: '' })).to.deep.equal(['error claim_field_missing XML1.1.MA_HSBA']);
    expect(foundWith('XML3', 2, { MA_BAC_SI: '' })).to.deep.equal(['error claim_field_missing XML3.2.MA_BAC_SI']);
    expect(foundWith('XML1', 1, { NHOM_MAU: '' })).to.deep.equal([]);
  });

  it('measures characters, not bytes, up to the limit and beyond', () => {
    expect(foundWith('XML2', 1, { DON_VI_TINH: 'ộ'.repeat(50) })).to.deep.equal([]);
    expect(foundWith('XML2', 1, { DON_VI_TINH: 'ộ'.repeat(51) })).to.deep.equal(['error claim_field_too_long XML2.1.DON_VI_TINH']);
  });

  it('wants real days and minutes', () => {
    const time = (NGAY_YL: string) => foundWith('XML2', 1, { NGAY_YL });
    expect(time('202611242359')).to.deep.equal([]);
    for (const text of ['202611242400', '202611240860', '202602290800', '20261124', '20261124080a'])
      expect(time(text), text).to.deep.equal(['error claim_field_format XML2.1.NGAY_YL']);
    expect(foundWith('XML1', 1, { NGAY_SINH: '196500000000' })).to.deep.equal([]);
    expect(foundWith('XML1', 1, { NGAY_SINH: '196505000000' })).to.deep.equal(['error claim_field_format XML1.1.NGAY_SINH']);
    expect(foundWith('XML1', 1, { GT_THE_DEN: '20261131' })).to.deep.equal(['error claim_field_format XML1.1.GT_THE_DEN']);
  });

  it('wants plain numbers with a dot, three places in quantities, two in amounts, percents up to 100', () => {
    const one = (values: Record<string, string>) => foundWith('XML3', 1, values).filter((line) => line.includes('claim_field_format'));
    expect(one({ SO_LUONG: '1.0000' })).to.deep.equal(['error claim_field_format XML3.1.SO_LUONG']);
    expect(one({ T_BHTT: '39800.001' })).to.deep.equal(['error claim_field_format XML3.1.T_BHTT']);
    expect(one({ T_BHTT: '39,800' })).to.deep.equal(['error claim_field_format XML3.1.T_BHTT']);
    expect(one({ T_BNTT: '-1' })).to.deep.equal(['error claim_field_format XML3.1.T_BNTT']);
    expect(one({ MUC_HUONG: '47.5' })).to.deep.equal([]);
    expect(one({ TYLE_TT_BH: '101' })).to.deep.equal(['error claim_field_format XML3.1.TYLE_TT_BH']);
  });

  it('refuses control characters and outer blanks', () => {
    expect(foundWith('XML1', 1, { GHI_CHU: 'a\u0007b' })).to.deep.equal(['error claim_field_characters XML1.1.GHI_CHU']);
    expect(foundWith('XML1', 1, { GHI_CHU: ' a' })).to.deep.equal(['error claim_field_characters XML1.1.GHI_CHU']);
  });

  it('wants one summary, one key and single row numbers', () => {
    expect(foundWith('XML3', 2, { MA_LK: 'X' })).to.deep.equal(['error claim_key_differs XML3.2.MA_LK']);
    expect(foundWith('XML3', 2, { STT: '1' })).to.deep.equal(['error claim_number_repeated XML3.2.STT']);
    expect(foundIn({ encounter: { code: '14009 26' } })).to.deep.equal(['error claim_key_has_blank XML1.1.MA_LK']);
    expect(found({ XML1: [], XML2: [], XML3: [] })).to.deep.equal(['error claim_summary_count XML1']);
  });
});

describe('checkClaimTables on the facts of a visit', () => {
  it('keeps card and category together', () => {
    expect(foundWith('XML1', 1, { MA_DOITUONG_KCB: '9' })).to.deep.equal(['error claim_card_without_insurance XML1.1.MA_THE_BHYT']);
    expect(foundWith('XML1', 1, { MA_DOITUONG_KCB: '1.2' }, { coverages: [] })).to.deep.equal([
      'error claim_card_missing XML1.1.MA_THE_BHYT',
    ]);
    expect(foundWith('XML1', 1, { MA_THE_BHYT: 'GD414123456789' })).to.deep.equal(['error claim_card_malformed XML1.1.MA_THE_BHYT']);
    expect(foundWith('XML1', 1, { GT_THE_TU: '20260101;20260701' })).to.deep.equal(['error claim_card_count_differs XML1.1.GT_THE_TU']);
    expect(foundWith('XML1', 1, { GT_THE_TU: '' })).to.deep.equal(['error claim_field_missing XML1.1.GT_THE_TU']);
  });

  it('wants the slip of a referral and the destination of a transfer', () => {
    const referral = { MA_DOITUONG_KCB: '1.3' };
    expect(foundWith('XML1', 1, { ...referral, MA_NOI_DI: '14010', GIAY_CHUYEN_TUYEN: '12' })).to.deep.equal([]);
    expect(foundWith('XML1', 1, { ...referral, MA_NOI_DI: '14010' })).to.deep.equal([
      'error claim_referral_number_missing XML1.1.GIAY_CHUYEN_TUYEN',
    ]);
    expect(foundWith('XML1', 1, { ...referral, GIAY_CHUYEN_TUYEN: '12' })).to.deep.equal(['error claim_referral_missing XML1.1.MA_NOI_DI']);
    expect(foundWith('XML1', 1, { MA_LOAI_RV: '2', MA_NOI_DEN: '14001' })).to.deep.equal([]);
    expect(foundWith('XML1', 1, { MA_LOAI_RV: '2' })).to.deep.equal(['error claim_destination_disagrees XML1.1.MA_NOI_DEN']);
    expect(foundWith('XML1', 1, { MA_NOI_DEN: '14001' })).to.deep.equal(['error claim_destination_disagrees XML1.1.MA_NOI_DEN']);
    expect(foundWith('XML1', 1, { MA_LOAI_RV: '2', MA_NOI_DEN: '14009' })).to.deep.equal(['error claim_facility_is_own XML1.1.MA_NOI_DEN']);
  });

  it('wants category 1.1 registered here', () => {
    expect(foundWith('XML1', 1, { MA_DKBD: '14010' })).to.deep.equal(['error claim_not_registered_here XML1.1.MA_DOITUONG_KCB']);
  });

  it('wants an order of times, and the admission of inpatients', () => {
    expect(foundWith('XML1', 1, { NGAY_RA: '202611240759' })).to.deep.equal(['error claim_ends_before_start XML1.1.NGAY_RA']);
    expect(foundWith('XML1', 1, { NGAY_SINH: '202700000000' })).to.include('error claim_born_after_visit XML1.1.NGAY_SINH');
    expect(foundWith('XML1', 1, { NGAY_TTOAN: '' })).to.deep.equal(['warning claim_not_paid XML1.1.NGAY_TTOAN']);
    expect(foundWith('XML1', 1, { MA_LOAI_KCB: '03' })).to.deep.equal([
      'error claim_field_missing XML1.1.LY_DO_VNT',
      'error claim_field_missing XML1.1.NGAY_VAO_NOI_TRU',
    ]);
  });

  it('needs the weight of an infant and asks for that of others', () => {
    const weight = (NGAY_SINH: string) => foundWith('XML1', 1, { NGAY_SINH, CAN_NANG: '' });
    expect(weight('202511250000')).to.deep.equal(['error claim_field_missing XML1.1.CAN_NANG']);
    expect(weight('202511240000')).to.deep.equal(['warning claim_weight_missing XML1.1.CAN_NANG']);
  });

  it('takes twelve accompanying diseases, not thirteen', () => {
    const diseases = (count: number) =>
      foundWith('XML1', 1, { MA_BENH_KT: Array.from({ length: count }, (_, i) => `A${10 + i}`).join(';') });
    expect(diseases(12)).to.deep.equal([]);
    expect(diseases(13)).to.deep.equal(['error claim_too_many_diseases XML1.1.MA_BENH_KT']);
  });
});

describe('checkClaimTables on money', () => {
  it('recomputes the cost of every row to the last digit', () => {
    expect(foundWith('XML2', 1, { THANH_TIEN_BV: '26260.51' }, dear)).to.include('error claim_amount_wrong XML2.1.THANH_TIEN_BV');
    expect(foundWith('XML2', 1, { THANH_TIEN_BH: '26260.49' }, dear)).to.include('error claim_amount_wrong XML2.1.THANH_TIEN_BH');
    expect(foundWith('XML3', 2, { TYLE_TT_DV: '50' }, dear)).to.include.members([
      'error claim_amount_wrong XML3.2.THANH_TIEN_BV',
      'error claim_amount_wrong XML3.2.THANH_TIEN_BH',
    ]);
  });

  it('recomputes the shares of every row', () => {
    expect(foundWith('XML3', 2, { MUC_HUONG: '100' }, dear)).to.deep.equal([
      'error claim_amount_wrong XML3.2.T_BNCCT',
      'error claim_amount_wrong XML3.2.T_BHTT',
    ]);
    expect(foundWith('XML3', 2, { T_BNTT: '1' }, dear)).to.include('error claim_amount_wrong XML3.2.T_BNTT');
    expect(foundWith('XML3', 2, { T_NGUONKHAC_NSNN: '5' }, dear)).to.deep.equal(['error claim_amount_wrong XML3.2.T_NGUONKHAC']);
  });

  it('lets the fund take over a co-payment only where the ceiling was reached', () => {
    const shifted = { T_BNCCT: '0', T_BHTT: '994000' };
    const rows = (NGAY_MIEN_CCT: string) => {
      const tables = spoilt('XML3', 2, shifted, dear);
      return found({ ...tables, XML1: tables.XML1.map((row) => ({ ...row, NGAY_MIEN_CCT })) }).filter((line) =>
        line.includes('claim_amount_wrong'),
      );
    };
    expect(rows('202611241000')).to.deep.equal([]);
    expect(rows('')).to.deep.equal(['error claim_amount_wrong XML3.2.T_BNCCT', 'error claim_amount_wrong XML3.2.T_BHTT']);
  });

  it('recomputes every sum', () => {
    const names = ['T_THUOC', 'T_VTYT', 'T_TONGCHI_BV', 'T_TONGCHI_BH', 'T_BNTT', 'T_BNCCT', 'T_BHTT', 'T_NGUONKHAC', 'T_BHTT_GDV'];
    for (const name of names)
      expect(foundWith('XML1', 1, { [name]: '1.01' }, dear), name).to.deep.equal([`error claim_sum_wrong XML1.1.${name}`]);
  });

  it('finds no error in any visit that the rules billed', () => {
    const price = fc.integer({ min: 1, max: 900_000_000 }).map((n) => decimal((n / 1000).toFixed(3)));
    const charge = fc.record({
      hospitalPrice: price,
      quantity: fc.constantFrom('1', '0.5', '3.333', '20'),
      insuranceRatio: fc.constantFrom('100', '50', '0'),
    });
    const visit = fc.record({ service: charge, drug: charge, supply: charge, other: fc.constantFrom('0', '0.01', '1234.56', '99999999') });
    fc.assert(
      fc.property(visit, ({ service, drug, supply, other }) => {
        const charges = [
          aTest({ ...service, insurancePrice: service.hospitalPrice, serviceRatio: '30' }),
          aDrug({ ...drug, otherSource: other }),
          aSupply({ ...supply, insurancePrice: supply.hospitalPrice }),
        ];
        expect(errorsOf(checkClaimTables(buildClaimTables(aVisit({ charges }))))).to.deep.equal([]);
      }),
      { numRuns: 100 },
    );
  });
});
