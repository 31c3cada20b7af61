import { expect } from 'chai';
import {
  CLAIM_CODES,
  claimRow,
  claimTable,
  type ClaimVersion,
  claimVersionAt,
  claimVersionOf,
  TABLE_CODES,
  type TableCode,
} from '../../../domain/claims/claim-definitions.ts';

const VERSIONS: ClaimVersion[] = ['4750', '3176', '1931'];
const names = (code: TableCode, version: ClaimVersion) => claimTable(code, version).fields.map(({ name }) => name);
const size = (code: TableCode, name: string, version: ClaimVersion) =>
  claimTable(code, version).fields.find((field) => field.name === name)?.maxLength;

describe('the claim tables', () => {
  it('change version with the day the visit ends', () => {
    const days = ['2024-06-30', '2024-07-01', '2024-12-31', '2025-01-01', '2026-06-30', '2026-07-01', '2030-01-01'];
    expect(days.map(claimVersionAt)).to.deep.equal(['4750', '4750', '4750', '3176', '3176', '1931', '1931']);
    expect(claimVersionOf({ XML1: [{ NGAY_RA: '202606302359' }] })).to.equal('3176');
    expect([claimVersionOf({ XML1: [{ NGAY_RA: 'soon' }] }), claimVersionOf({})]).to.deep.equal(['1931', '1931']);
  });

  it('are sixteen, of which the check-in and the assessment stand outside the claim file', () => {
    expect(TABLE_CODES).to.have.length(16);
    expect(TABLE_CODES.filter((code) => !CLAIM_CODES.includes(code))).to.deep.equal(['XML0', 'XML12']);
  });

  it('have as many fields in each version as its text lists', () => {
    const counts = (version: ClaimVersion) => TABLE_CODES.map((code) => claimTable(code, version).fields.length);
    expect(counts('4750')).to.deep.equal([26, 66, 39, 47, 12, 9, 47, 26, 22, 35, 13, 23, 35, 38, 22, 20]);
    expect(counts('3176')).to.deep.equal([26, 66, 39, 47, 12, 9, 47, 26, 22, 35, 13, 23, 35, 36, 22, 20]);
    expect(counts('1931')).to.deep.equal(counts('3176'));
    for (const version of VERSIONS)
      for (const code of TABLE_CODES) expect(new Set(names(code, version)).size, code).to.equal(names(code, version).length);
  });

  it('name their elements as the letter does, inconsistent as it is', () => {
    const elements = (code: TableCode) => [claimTable(code, '1931').root, claimTable(code, '1931').list, claimTable(code, '1931').row];
    expect(elements('XML3')).to.deep.equal(['CHITIEU_CHITIET_DVKT_VTYT', 'DSACH_CHI_TIET_DVKT', 'CHI_TIET_DVKT']);
    expect(elements('XML5')).to.deep.equal(['CHITIEU_CHITIET_DIENBIENLAMSANG', 'DSACH_CHI_TIET_DIEN_BIEN_BENH', 'CHI_TIET_DIEN_BIEN_BENH']);
    expect(elements('XML7')).to.deep.equal(['CHI_TIEU_DU_LIEU_GIAY_RA_VIEN', null, null]);
    expect(names('XML7', '1931')).to.include('PP_DIEUTRI');
    expect(names('XML1', '1931')).to.include('PP_DIEU_TRI');
  });

  it('rename and drop the fields of the referral paper with QĐ 3176', () => {
    const changed = ['MA_NOI_DI', 'MA_NOI_DEN', 'PP_DIEUTRI', 'TEN_DICH_VU', 'TEN_THUOC'];
    expect(names('XML13', '4750')).to.include.members(changed).and.not.include('MA_CSKCB_DI');
    expect(names('XML13', '3176')).to.include.members(['MA_CSKCB_DI', 'MA_CSKCB_DEN', 'TINH_TRANG_CT']);
    expect(names('XML13', '3176').filter((name) => changed.includes(name))).to.deep.equal([]);
    expect(names('XML13', '3176').indexOf('TINH_TRANG_CT') + 1).to.equal(names('XML13', '3176').indexOf('MA_LOAI_RV'));
  });

  it('grow in size with the versions', () => {
    expect(VERSIONS.map((version) => size('XML2', 'MUC_HUONG', version))).to.deep.equal([3, 3, 4]);
    expect(VERSIONS.map((version) => size('XML4', 'GIA_TRI', version))).to.deep.equal([50, 255, 255]);
    expect(VERSIONS.map((version) => size('XML13', 'NGAY_VAO', version))).to.deep.equal([12, 100, 100]);
  });

  it('take a value only where the version has the field', () => {
    expect(claimRow('XML13', '4750', { MA_NOI_DEN: '14001', MA_CSKCB_DEN: '14001' }))
      .to.include({ MA_NOI_DEN: '14001' })
      .and.not.have.property('MA_CSKCB_DEN');
    expect(claimRow('XML13', '1931', { MA_NOI_DEN: '14001', MA_CSKCB_DEN: '14001' }))
      .to.include({ MA_CSKCB_DEN: '14001' })
      .and.not.have.property('MA_NOI_DEN');
  });
});
