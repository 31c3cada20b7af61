import { expect } from 'chai';
import { buildClaimTables } from '../../../domain/claims/build-claim-tables.ts';
import { claimTable } from '../../../domain/claims/claim-definitions.ts';
import { aCoverage, aDrug, anExamination, aSupply, aTest, aVisit, type VisitChanges } from './a-visit.ts';

const MAIN = ['XML1', 'XML2', 'XML3'] as const;
const build = (changes: VisitChanges = {}) => buildClaimTables(aVisit(changes));
const summary = (changes: VisitChanges = {}) => build(changes).XML1[0] ?? {};
const filled = (row: Readonly<Record<string, string>> | undefined) =>
  Object.fromEntries(Object.entries(row ?? {}).filter(([, value]) => value !== ''));
const pick = (row: Readonly<Record<string, string>> | undefined, ...names: string[]) => names.map((name) => row?.[name]);

describe('buildClaimTables', () => {
  it('writes every field of every table in the official order', () => {
    const tables = build();
    for (const code of MAIN) {
      const names = claimTable(code, '1931').fields.map(({ name }) => name);
      for (const row of tables[code]) expect(Object.keys(row)).to.deep.equal(names);
    }
    expect(MAIN.map((code) => claimTable(code, '1931').fields.length)).to.deep.equal([66, 39, 47]);
    expect(MAIN.map((code) => tables[code].length)).to.deep.equal([1, 1, 3]);
  });

  it('sums up an ordinary insured visit', () => {
    expect(filled(summary())).to.deep.equal({
      MA_LK: '14009.26.000123',
      STT: '1',
      MA_BN: '26000123',
      HO_TEN: 'LÒ THỊ NGẦN',
      SO_CCCD: '014190000001',
      NGAY_SINH: '199005150000',
      GIOI_TINH: '2',
      MA_QUOCTICH: '000',
      MA_DANTOC: '03',
      MA_NGHE_NGHIEP: '00000',
      DIA_CHI: 'Bản Mòng, xã Mường La, tỉnh Sơn La',
      MATINH_CU_TRU: '14',
      MAXA_CU_TRU: '03760',
      DIEN_THOAI: '0912000000',
      MA_THE_BHYT: 'GD4141234567890',
      MA_DKBD: '14009',
      GT_THE_TU: '20260101',
      GT_THE_DEN: '20261231',
      LY_DO_VV: 'Sốt, đau họng',
      CHAN_DOAN_VAO: 'Viêm họng cấp',
      CHAN_DOAN_RV: 'Viêm họng cấp; thiếu máu',
      MA_BENH_CHINH: 'J02.9',
      MA_BENH_KT: 'D64.9',
      MA_DOITUONG_KCB: '1.1',
      NGAY_VAO: '202611240800',
      NGAY_RA: '202611240945',
      SO_NGAY_DTRI: '0',
      KET_QUA_DTRI: '2',
      MA_LOAI_RV: '1',
      GHI_CHU: 'Uống đủ nước',
      NGAY_TTOAN: '202611241000',
      T_THUOC: '26260.5',
      T_VTYT: '1700',
      T_TONGCHI_BV: '117460.5',
      T_TONGCHI_BH: '117460.5',
      T_BNTT: '0',
      T_BNCCT: '0',
      T_BHTT: '117460.5',
      T_NGUONKHAC: '0',
      T_BHTT_GDV: '117460.5',
      NAM_QT: '2026',
      THANG_QT: '11',
      MA_LOAI_KCB: '01',
      MA_KHOA: 'K01',
      MA_CSKCB: '14009',
      MA_KHUVUC: 'K2',
      CAN_NANG: '47.5',
      NAM_NAM_LIEN_TUC: '20270301',
      NGAY_TAI_KHAM: '20261201',
      MA_HSBA: 'NT26000123',
      MA_TTDV: '1400000001',
    });
  });

  it('writes a drug row', () => {
    expect(filled(build().XML2[0])).to.deep.equal({
      MA_LK: '14009.26.000123',
      STT: '1',
      MA_THUOC: '40.155',
      MA_NHOM: '4',
      TEN_THUOC: 'Amoxicilin 500mg',
      DON_VI_TINH: 'Viên',
      HAM_LUONG: '500mg',
      DUONG_DUNG: '1.01',
      DANG_BAO_CHE: 'Viên nang',
      LIEU_DUNG: '1 viên/lần * 3 lần/ngày * 7 ngày [3 viên/ngày]',
      CACH_DUNG: 'Uống sau ăn',
      SO_DANG_KY: 'VD-00000-00',
      TT_THAU: '622/QĐ-SYT;G1;N4;2026',
      PHAM_VI: '1',
      TYLE_TT_BH: '100',
      SO_LUONG: '21.000',
      DON_GIA: '1250.500',
      THANH_TIEN_BV: '26260.5',
      THANH_TIEN_BH: '26260.5',
      T_NGUONKHAC_NSNN: '0',
      T_NGUONKHAC_VTNN: '0',
      T_NGUONKHAC_VTTN: '0',
      T_NGUONKHAC_CL: '0',
      T_NGUONKHAC: '0',
      MUC_HUONG: '100',
      T_BNTT: '0',
      T_BNCCT: '0',
      T_BHTT: '26260.5',
      MA_KHOA: 'K01',
      MA_BAC_SI: '000123/SL-CCHN',
      NGAY_YL: '202611240930',
      MA_PTTT: '1',
      NGUON_CTRA: '1',
    });
  });

  it('names a service and a supply in their own fields', () => {
    const [exam, test, supply] = build().XML3;
    const names = ['STT', 'MA_DICH_VU', 'TEN_DICH_VU', 'MA_VAT_TU', 'TEN_VAT_TU', 'MA_NHOM'];
    expect(pick(exam, ...names)).to.deep.equal(['1', '02.03', 'Khám Nội', '', '', '13']);
    expect(pick(supply, ...names)).to.deep.equal(['3', '', '', 'N03.01.020', 'Bơm tiêm 5ml', '10']);
    const course = ['MA_BAC_SI', 'NGUOI_THUC_HIEN', 'MA_BENH', 'NGAY_YL', 'NGAY_TH_YL', 'NGAY_KQ', 'DON_GIA_BH'];
    expect(pick(test, ...course)).to.deep.equal([
      '000123/SL-CCHN',
      '000456/SL-GPHN',
      'D64.9',
      '202611240820',
      '202611240840',
      '202611240910',
      '49700.000',
    ]);
    expect([pick(test, 'MA_MAY'), pick(exam, 'MA_MAY')]).to.deep.equal([['SH.1.14901.001'], ['']]);
    expect(pick(exam, 'MA_BENH', 'NGAY_TH_YL', 'NGUOI_THUC_HIEN')).to.deep.equal(['J02.9', '', '']);
  });

  it('agrees with the totals of the bill', () => {
    const dear = [
      anExamination({ insurancePrice: '30000' }),
      aTest({ quantity: '12' }),
      aDrug({ insuranceRatio: '50' }),
      aSupply({ otherSource: '700' }),
    ];
    const visit = aVisit({ charges: dear });
    const { totals } = visit.bill;
    const names = ['T_TONGCHI_BV', 'T_TONGCHI_BH', 'T_BNTT', 'T_BNCCT', 'T_BHTT', 'T_NGUONKHAC'];
    expect(pick(buildClaimTables(visit).XML1[0], ...names)).to.deep.equal([
      totals.hospitalAmount,
      totals.insuranceAmount,
      totals.selfPayAmount,
      totals.copayAmount,
      totals.fundAmount,
      totals.otherSourceAmount,
    ]);
    expect(totals.copayAmount).not.to.equal('0');
  });

  it('gives a person without a card category 9, no card fields and nothing in scope', () => {
    const tables = build({ coverages: [] });
    const cardFields = ['MA_DOITUONG_KCB', 'MA_THE_BHYT', 'MA_DKBD', 'GT_THE_TU', 'GT_THE_DEN', 'MA_KHUVUC', 'NAM_NAM_LIEN_TUC'];
    expect(pick(tables.XML1[0], ...cardFields)).to.deep.equal(['9', '', '', '', '', '', '']);
    expect(pick(tables.XML2[0], 'PHAM_VI', 'TYLE_TT_BH', 'THANH_TIEN_BH', 'MUC_HUONG', 'T_BNTT', 'NGUON_CTRA')).to.deep.equal([
      '2',
      '0',
      '0',
      '0',
      '26260.5',
      '4',
    ]);
  });

  it('puts a free line of an uninsured person out of scope too', () => {
    expect(pick(build({ coverages: [], charges: [aDrug({ hospitalPrice: '0' })] }).XML2[0], 'PHAM_VI', 'TYLE_TT_BH')).to.deep.equal([
      '2',
      '0',
    ]);
  });

  it('writes the identity number in force on the last day, not an ended one', () => {
    const until = (day: string) =>
      summary({ patient: { identifiers: [{ system: 'old-citizen-id', value: '050000001', until: day }] } })['SO_CCCD'];
    expect(until('2026-11-24')).to.equal('050000001');
    expect(until('2026-11-23')).to.equal('');
  });

  it('orders the diseases by rank', () => {
    const [second, first] = aVisit().diagnoses;
    if (second === undefined || first === undefined) throw new Error('the visit lost its diagnoses');
    const diagnoses = [{ ...second, id: 'd3', rank: 3, icdCode: 'I10' }, second, first];
    expect(pick(buildClaimTables({ ...aVisit(), diagnoses }).XML1[0], 'MA_BENH_CHINH', 'MA_BENH_KT')).to.deep.equal(['J02.9', 'D64.9;I10']);
  });

  it('takes the card of a visit that asks for category 9 out as well', () => {
    expect(pick(summary({ encounter: { arrivalCategory: '9' } }), 'MA_DOITUONG_KCB', 'MA_THE_BHYT')).to.deep.equal(['9', '']);
  });

  it('joins two cards in the same order and keeps the place of an open end', () => {
    const { validTo: _, ...open } = aCoverage({ cardNumber: 'HN2141234567890', validFrom: '2026-11-25', registeredFacilityCode: '14010' });
    const coverages = [aCoverage({ validTo: '2026-11-24' }), open];
    expect(pick(summary({ coverages }), 'MA_THE_BHYT', 'MA_DKBD', 'GT_THE_TU', 'GT_THE_DEN')).to.deep.equal([
      'GD4141234567890;HN2141234567890',
      '14009;14010',
      '20260101;20261125',
      '20261124;',
    ]);
  });

  it('says that a line outside every card period is out of scope', () => {
    const { XML2, XML3 } = build({ coverages: [aCoverage({ validFrom: '2026-11-25' })], encounter: { endedAt: '2026-11-25T02:00:00Z' } });
    for (const row of [...XML2, ...XML3]) expect(pick(row, 'PHAM_VI', 'TYLE_TT_BH', 'T_BHTT')).to.deep.equal(['2', '0', '0']);
  });

  it('states the cap of a supply that was capped, no other', () => {
    const charges = [
      aSupply({ hospitalPrice: '120000000', insurancePrice: '120000000', quantity: '1' }),
      aSupply({ id: 'small', sequence: 9 }),
    ];
    expect(build({ charges }).XML3.map((row) => row['T_TRANTT'])).to.deep.equal(['113850000', '']);
  });

  it('ends long outpatient treatment with its day and writes the exemption in eight or twelve digits', () => {
    expect(summary({ encounter: { careType: '05' } })['NGAY_RA']).to.equal('202611242359');
    expect(summary({ coverages: [aCoverage({ exemptFrom: '2026-10-01' })] })['NGAY_MIEN_CCT']).to.equal('20261001');
    const ceiling = { charges: [aTest({ quantity: '40' })], bill: { copayRemaining: '1000' } };
    expect(summary(ceiling)['NGAY_MIEN_CCT']).to.equal('202611241000');
  });

  it('leaves the payment empty while nothing is paid and settles in the month of the end', () => {
    const { paidAt: _, ...unpaid } = { ...aVisit().encounter, endedAt: '2026-11-30T17:30:00Z' };
    const row = buildClaimTables({ ...aVisit(), encounter: unpaid }).XML1[0];
    expect(pick(row, 'NGAY_TTOAN', 'NAM_QT', 'THANG_QT')).to.deep.equal(['', '2026', '12']);
  });

  it('refuses a bill that is older than the charges', () => {
    const visit = aVisit();
    expect(() => buildClaimTables({ ...visit, charges: [...visit.charges, aTest({ id: 'new' })] })).to.throw(RangeError);
  });
});
