import { expect } from 'chai';
import type { AuditLine } from '../../../../domain/claims/audit/audit-finding.ts';
import { type AuditedClaim, placeFindings } from '../../../../domain/claims/audit/place-findings.ts';

const today = '2026-11-30';
const claim = (fields: Partial<AuditedClaim> = {}): AuditedClaim => ({
  ...{ submissionId: 's1', encounterId: 'e1', claimKey: 'HS1', number: 1, acceptedOn: '2026-11-10' },
  tables: {
    XML1: [{ MA_LK: 'HS1', T_BHTT: '100000', MA_KHOA: 'K01;K02' }],
    XML2: [{ STT: '1', MA_THUOC: '40.1', TEN_THUOC: 'Thuốc A', T_BHTT: '30000', MA_KHOA: 'K02', MA_BAC_SI: '1/SL' }],
    XML3: [
      { STT: '1', MA_DICH_VU: '02.03', MA_VAT_TU: '', TEN_DICH_VU: 'Khám', T_BHTT: '40000', MA_KHOA: 'K01', MA_BAC_SI: '2/SL' },
      { STT: '2', MA_DICH_VU: '22.0121', MA_VAT_TU: '', TEN_DICH_VU: 'Công thức máu', T_BHTT: '20000', MA_KHOA: 'K01', MA_BAC_SI: '2/SL' },
      { STT: '3', MA_DICH_VU: '22.0121', MA_VAT_TU: '', TEN_DICH_VU: 'Công thức máu', T_BHTT: '10000', MA_KHOA: 'K01', MA_BAC_SI: '2/SL' },
    ],
  },
  ...fields,
});
const line = (fields: Partial<AuditLine> = {}): AuditLine => ({
  ...{ row: 2, claimKey: 'HS1', table: 'XML3', number: '2', itemCode: '', field: '', reasonCode: 'L1', reasonText: 'Lý do' },
  ...{ refused: '20000', proposed: null, stage: null, auditedOn: '2026-11-20', minutesNumber: '' },
  ...fields,
});
const place = (lines: AuditLine[], claims = [claim()]) => placeFindings(lines, claims, today);
const found = (...lines: Partial<AuditLine>[]) =>
  place(lines.map((fields, i) => line({ row: i + 2, ...fields }))).issues.map(({ code, path }) => `${code}@${path}`);
const placeOf = (fields: Partial<AuditLine>) => {
  const { findings, issues } = place([line({ refused: '0', ...fields })]);
  return issues[0]?.code ?? `${findings[0]?.table ?? '-'} ${findings[0]?.number ?? ''} ${findings[0]?.itemName ?? ''}`.trim();
};

describe('placeFindings', () => {
  it('finds the row by its number, its code, or both', () => {
    expect(placeOf({ table: 'XML3', number: '2' })).to.equal('XML3 2 Công thức máu');
    expect(placeOf({ table: null, number: '', itemCode: '40.1' })).to.equal('XML2 1 Thuốc A');
    expect(placeOf({ table: 'XML3', number: '3', itemCode: '22.0121' })).to.equal('XML3 3 Công thức máu');
    expect(placeOf({ table: null, number: '2' })).to.equal('XML3 2 Công thức máu');
  });

  it('says when there is no such row and when several could be meant', () => {
    expect(placeOf({ number: '9' })).to.equal('audit_line_unknown');
    expect(placeOf({ number: '1', itemCode: '22.0121' })).to.equal('audit_line_unknown');
    expect(placeOf({ number: '', itemCode: '22.0121' })).to.equal('audit_line_ambiguous');
    expect(placeOf({ table: null, number: '1' })).to.equal('audit_line_ambiguous');
  });

  it('means the claim as a whole without a row, and in table 1', () => {
    expect(placeOf({ table: null, number: '' })).to.equal('-');
    expect(placeOf({ table: 'XML1', number: '1' })).to.equal('XML1');
  });

  it('takes department and doctor from the row, of a whole claim the first department', () => {
    const where = (fields: Partial<AuditLine>) =>
      place([line({ refused: '0', ...fields })]).findings.map(({ departmentCode, doctorLicence }) => [departmentCode, doctorLicence]);
    expect(where({ table: 'XML2', number: '1' })).to.deep.equal([['K02', '1/SL']]);
    expect(where({ table: 'XML1', number: '' })).to.deep.equal([['K01', '']]);
  });

  it('belongs to the claim that was in force on the day of the audit, from the day it was accepted', () => {
    const claims = [claim(), claim({ submissionId: 's2', number: 2, acceptedOn: '2026-11-20' })];
    const inForce = (auditedOn: string) => place([line({ auditedOn })], claims).findings[0]?.submissionId;
    expect([inForce('2026-11-19'), inForce('2026-11-20'), inForce('2026-11-01')]).to.deep.equal(['s1', 's2', 's1']);
  });

  it('refuses a claim that was never accepted, and a day to come', () => {
    expect(found({ claimKey: 'HS2' })).to.deep.equal(['audit_claim_unknown@2.claimKey']);
    expect(found({ auditedOn: today })).to.deep.equal([]);
    expect(found({ auditedOn: '2026-12-01' })).to.deep.equal(['day_in_future@2.auditedOn']);
  });

  it('refuses more than the row asked for, with several reasons together', () => {
    expect(found({ refused: '20000' })).to.deep.equal([]);
    expect(found({ refused: '20000.01' })).to.deep.equal(['audit_refused_above_claimed@2.refused']);
    expect(found({ refused: '15000' }, { refused: '5000', reasonCode: 'L2' })).to.deep.equal([]);
    expect(found({ refused: '15000' }, { refused: '5001', reasonCode: 'L2' })).to.deep.equal(['audit_refused_above_claimed@3.refused']);
  });

  it('refuses more than the whole claim asked for, rows and claim together', () => {
    const whole = { table: null, number: '', reasonCode: 'L9' } as const;
    expect(found({ refused: '20000' }, { ...whole, refused: '80000' })).to.deep.equal([]);
    expect(found({ refused: '20000' }, { ...whole, refused: '80001' })).to.deep.equal(['audit_refused_above_claim@3.refused']);
  });

  it('refuses the same reason for the same place twice, told by number or by code', () => {
    expect(found({ refused: '1' }, { refused: '1', number: '2', itemCode: '22.0121' })).to.deep.equal(['audit_line_repeated@3.reasonCode']);
    expect(found({ refused: '1' }, { refused: '1', field: 'DON_GIA_BH' })).to.deep.equal([]);
  });

  it('only warns of another proposed amount than was sent', () => {
    const { findings, issues } = place([line({ proposed: '25000' })]);
    expect(issues.map(({ code, severity, params }) => [code, severity, params])).to.deep.equal([
      ['audit_proposed_differs', 'warning', { claimed: '20000' }],
    ]);
    expect(findings).to.have.length(1);
  });
});
