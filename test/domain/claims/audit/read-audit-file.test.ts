import { expect } from 'chai';
import { readAuditFile } from '../../../../domain/claims/audit/read-audit-file.ts';
import type { Cell } from '../../../../domain/sheets/read-columns.ts';

const heads = ['MA_LK', 'Bảng', 'STT dòng', 'Mã chi phí', 'Mã lý do', 'Lý do', 'Số tiền từ chối', 'Hình thức giám định', 'Ngày giám định'];
const good: Cell[] = ['HS1', 'XML3', '2', null, 'S.005.434', 'Chỉ định quá mức', '12.500', 'Chuyên đề', '20/11/2026'];
const sheet = (...rows: Cell[][]) => readAuditFile([heads, ...rows]);
const found = (...rows: Cell[][]) => sheet(...rows).issues.map(({ code, path }) => `${code}@${path}`);
/** A good row with other cells, by the place of the heading. */
const row = (changes: Record<number, Cell>): Cell[] => good.map((cell, i) => (i in changes ? (changes[i] ?? null) : cell));

describe('readAuditFile', () => {
  it('reads what a line says; what it leaves out is empty or null', () => {
    expect(sheet(good)).to.deep.equal({
      issues: [],
      lines: [
        {
          ...{ row: 2, claimKey: 'HS1', table: 'XML3', number: '2', itemCode: '', field: '', reasonCode: 'S.005.434' },
          ...{
            reasonText: 'Chỉ định quá mức',
            refused: '12500',
            proposed: null,
            stage: 'topic',
            auditedOn: '2026-11-20',
            minutesNumber: '',
          },
        },
      ],
    });
  });

  it('knows its columns in any order, by other names, without marks and in capitals', () => {
    const { lines, issues } = readAuditFile([
      ['NGAY BIEN BAN', 'ly do xuat toan', 'TIEN XUAT TOAN', 'Mã lỗi', 'mã liên kết', 'T_BHTT', 'so bb', 'Chỉ tiêu'],
      ['2026-11-20', 'Sai giá', '500', 'L1', 'HS1', '1000', '7/BB', 'DON_GIA_BH'],
    ]);
    expect(issues).to.deep.equal([]);
    expect(lines[0]).to.include({ claimKey: 'HS1', reasonCode: 'L1', refused: '500', proposed: '1000', auditedOn: '2026-11-20' });
    expect(lines[0]).to.include({ minutesNumber: '7/BB', field: 'DON_GIA_BH', reasonText: 'Sai giá' });
  });

  it('does not take the running number of the list for the row of the claim', () => {
    expect(
      readAuditFile([
        ['STT', ...heads.filter((head) => head !== 'STT dòng')],
        ['1', ...good.toSpliced(2, 1)],
      ]).lines[0]?.number,
    ).to.equal('');
  });

  it('takes the code from whichever of several columns is filled', () => {
    const both = ['MA_LK', 'Mã thuốc', 'Mã dịch vụ', 'Mã lý do', 'Số tiền từ chối', 'Ngày'];
    const codes = readAuditFile([
      both,
      ['HS1', '40.1', null, 'L1', '1', '20/11/2026'],
      ['HS1', null, '02.03', 'L1', '1', '20/11/2026'],
    ]).lines.map(({ itemCode }) => itemCode);
    expect(codes).to.deep.equal(['40.1', '02.03']);
  });

  for (const [written, meant] of [
    ['1.234.500', '1234500'],
    ['1,234,500.50', '1234500.5'],
    ['1.234.500,5', '1234500.5'],
    ['1.234', '1234'],
    ['12.50', '12.5'],
    ['1 234 500 đ', '1234500'],
    [{ number: '1234500.5' }, '1234500.5'],
    ['0', '0'],
  ] as [Cell, string][]) {
    it(`reads an amount written ${JSON.stringify(written)} as ${meant} dong`, () => {
      expect(sheet(row({ 6: written })).lines[0]?.refused).to.equal(meant);
    });
  }

  for (const written of ['1.23.456', '-500', 'mười', '1.2345', '1,2.3', '12.345.67.890']) {
    it(`reads no amount from ${written}`, () => {
      expect(found(row({ 6: written }))).to.deep.equal(['import_cell_unreadable@2.refused']);
    });
  }

  for (const [written, table] of [
    ['XML2', 'XML2'],
    ['bang 3', 'XML3'],
    [{ number: '4' }, 'XML4'],
    ['Bảng XML', undefined],
    ['XML16', undefined],
  ] as [Cell, string | undefined][]) {
    it(`reads table ${JSON.stringify(written)} as ${table ?? 'unknown'}`, () => {
      if (table === undefined) expect(found(row({ 1: written }))).to.deep.equal(['audit_table_unknown@2.table']);
      else expect(sheet(row({ 1: written })).lines[0]?.table).to.equal(table);
    });
  }

  it('names every cell that is wrong and goes on reading', () => {
    expect(
      found(row({ 0: null, 8: '31/02/2026' }), row({ 7: 'qua loa' }), row({ 5: 'x'.repeat(1001) }), row({ 4: 'x'.repeat(41), 6: null })),
    ).to.deep.equal([
      'import_cell_missing@2.claimKey',
      'import_cell_unreadable@2.auditedOn',
      'import_cell_missing@5.refused',
      'audit_stage_unknown@3.stage',
      'audit_text_too_long@4.reasonText',
    ]);
  });

  it('refuses more refused than proposed, not as much', () => {
    const asked = (refused: string) =>
      readAuditFile([
        [...heads, 'Số tiền đề nghị'],
        [...row({ 6: refused }), '12.500'],
      ]).issues.map(({ code }) => code);
    expect(asked('12500')).to.deep.equal([]);
    expect(asked('12500.01')).to.deep.equal(['audit_refused_above_proposed']);
  });

  it('says which heading is missing', () => {
    expect(readAuditFile([['MA_LK', 'Ngày'], []]).issues.map(({ params }) => params)).to.deep.equal([
      { column: 'Mã lý do' },
      { column: 'Số tiền từ chối' },
    ]);
  });
});
