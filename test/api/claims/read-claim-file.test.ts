import { expect } from 'chai';
import { readClaimFile } from '../../../api/claims/read-claim-file.ts';
import { writeClaimFile } from '../../../api/http/claim-xml-writer.ts';
import type { ClaimFile } from '../../../domain/claims/checks/claim-file.ts';
import type { ClaimFileView } from '../../../api/claims/claim-schemas.ts';
import { claimTable } from '../../../domain/claims/claim-definitions.ts';
import { buildClaimTables } from '../../../domain/claims/build-claim-tables.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { aVisit } from '../../support/a-visit.ts';
import { aWorkplace, findings, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
const summary = '<TONG_HOP><MA_LK>LK1</MA_LK><HO_TEN>Lò Văn Ước &amp; con</HO_TEN><GHI_CHU/></TONG_HOP>';
const drugs =
  '<CHITIEU_CHITIET_THUOC><DSACH_CHI_TIET_THUOC><CHI_TIET_THUOC><STT>1</STT><MA_LK>LK1</MA_LK></CHI_TIET_THUOC>' +
  '<CHI_TIET_THUOC><STT>2</STT><MA_LK>LK1</MA_LK></CHI_TIET_THUOC></DSACH_CHI_TIET_THUOC></CHITIEU_CHITIET_THUOC>';
const file = (...records: string[]): string =>
  `<?xml version="1.0"?><GIAMDINHHS><THONGTINDONVI><MACSKCB>14901</MACSKCB></THONGTINDONVI><THONGTINHOSO><NGAYLAP>20261124</NGAYLAP>` +
  `<SOLUONGHOSO>${records.length}</SOLUONGHOSO><DANHSACHHOSO>${records.join('')}</DANHSACHHOSO></THONGTINHOSO><CHUKYDONVI/></GIAMDINHHS>`;
const record = (...tables: [code: string, content: string][]): string =>
  `<HOSO>${tables.map(([code, content]) => `<FILEHOSO><LOAIHOSO>${code}</LOAIHOSO><NOIDUNGFILE>${content}</NOIDUNGFILE></FILEHOSO>`).join('')}</HOSO>`;

describe('an exported claim file', function () {
  this.timeout(60_000);
  const read = (text: string): ClaimFile => {
    const reading = readClaimFile(Buffer.from(text, 'utf8'));
    if ('issues' in reading) throw new Error(JSON.stringify(reading.issues));
    return reading.file;
  };
  const refusal = (text: string): string[] => {
    const reading = readClaimFile(Buffer.from(text, 'utf8'));
    return 'issues' in reading ? reading.issues.map(({ code, path }) => `${code}@${path}`) : [];
  };

  it('reads the same whether its tables stand inline or as base64', () => {
    const inline = read(file(record(['XML1', summary], ['XML2', drugs])));
    expect(inline).to.deep.equal(read(file(record(['XML1', base64(summary)], ['XML2', base64(drugs)]))));
    expect(inline.encounters).to.deep.equal([
      {
        parts: [
          { code: 'XML1', root: 'TONG_HOP', rows: [{ MA_LK: 'LK1', HO_TEN: 'Lò Văn Ước & con', GHI_CHU: '' }] },
          {
            code: 'XML2',
            root: 'CHITIEU_CHITIET_THUOC',
            rows: [
              { STT: '1', MA_LK: 'LK1' },
              { STT: '2', MA_LK: 'LK1' },
            ],
          },
        ],
      },
    ]);
  });

  it('holds one list of tables for each record', () => {
    expect(
      read(file(record(['XML1', summary]), record(['XML1', summary], ['XML2', drugs]))).encounters.map(({ parts }) => parts.length),
    ).to.deep.equal([1, 2]);
  });

  it('gives back the tables that this product wrote, to the last character', () => {
    const tables = buildClaimTables(aVisit());
    const { encounters, facilityCode } = read(writeClaimFile(tables, tables.XML1[0]?.['MA_CSKCB'] ?? '', '2026-11-24').toString('utf8'));
    expect(facilityCode).to.equal(tables.XML1[0]?.['MA_CSKCB']);
    const written = (['XML1', 'XML2', 'XML3'] as const).flatMap((code) =>
      tables[code].length === 0 ? [] : [{ code, root: claimTable(code, '1931').root, rows: [...tables[code]] }],
    );
    expect(encounters).to.deep.equal([{ parts: written }]);
  });

  it('is read with a byte order mark and in UTF-16 as some products write it', () => {
    const text = file(record(['XML1', summary]));
    const plain = read(text);
    expect(read(`\uFEFF${text}`)).to.deep.equal(plain);
    const reading = readClaimFile(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
    expect(reading).to.deep.equal({ file: plain });
  });

  it('is refused with a document type, broken, too deep, or when it is something else', () => {
    expect(refusal('<!DOCTYPE x [<!ENTITY a "b">]><GIAMDINHHS/>')).to.deep.equal(['claim_file_doctype@content']);
    expect(refusal(file(record(['XML1', base64('<!DOCTYPE x><TONG_HOP/>')])))).to.deep.equal([
      'claim_file_doctype@HOSO.1.FILEHOSO.1.NOIDUNGFILE',
    ]);
    expect(refusal('<GIAMDINHHS><A></GIAMDINHHS>')).to.deep.equal(['claim_file_not_xml@content']);
    expect(refusal('<HTML/>')).to.deep.equal(['claim_file_not_giamdinhhs@content']);
    expect(refusal(file())).to.deep.equal(['claim_file_empty@content']);
    expect(read(file(record(['XML1', 'x'.repeat(100)]))).encounters[0]?.parts[0]?.problem).to.equal('xml');
    expect(refusal(`<GIAMDINHHS>${'<A>'.repeat(40)}${'</A>'.repeat(40)}</GIAMDINHHS>`)).to.deep.equal(['claim_file_too_deep@content']);
  });

  describe('opened at the insurance desk', () => {
    let api: TestApi;
    let place: Workplace;

    before(async () => {
      api = await testApi();
      place = await aWorkplace(api);
    });

    const body = (text: string) => ({ content: base64(text) });

    itIsGuarded(
      () => api,
      async () => ({
        method: 'post',
        path: '/claim-file-readings',
        body: body(file(record(['XML1', summary]))),
        status: 200,
        may: place.officer,
        mayNot: place.nurse,
        malformed: [[{ content: '' }, 'malformed@content']],
      }),
      'question',
      'province-wide',
    );

    const view = async (text: string): Promise<ClaimFileView> =>
      (await place.officer.post('/claim-file-readings', body(text)).expect(200)).body as ClaimFileView;

    it('shows what stands in it and what the checks find', async () => {
      const tables = buildClaimTables(aVisit());
      const written = writeClaimFile(tables, tables.XML1[0]?.['MA_CSKCB'] ?? '', '2026-11-24').toString('utf8');
      const [encounter] = (await view(written)).encounters;
      expect(encounter?.key).to.equal(tables.XML1[0]?.['MA_LK']);
      expect(encounter?.tables.map(({ code, rows }) => [code, rows.length])).to.deep.equal([
        ['XML1', 1],
        ['XML2', tables.XML2.length],
        ['XML3', tables.XML3.length],
      ]);
      expect(encounter?.findings.map(({ rule }) => rule)).to.not.include('GEN-001');
      const [poor] = (await view(file(record(['XML1', summary])))).encounters;
      expect(poor?.findings.map(({ rule, fields }) => `${rule} ${fields.join()}`)).to.include('CLN-031 MA_CSKCB');
    });

    it('is refused with a sentence when it is no such file', async () => {
      const response = await place.officer.post('/claim-file-readings', body('<HTML/>')).expect(422);
      expect(findings(response)).to.deep.equal(['claim_file_not_giamdinhhs@content']);
    });

    it('may be as large as a month of a station', async () => {
      const many = Array.from({ length: 60 }, () => record(['XML1', base64(summary)], ['XML3', base64(`<A>${drugs.repeat(40)}</A>`)]));
      const large = file(...many);
      expect(large.length).to.be.greaterThan(700_000);
      expect((await view(large)).encounters.map(({ tables }) => tables[1]?.rows.length)).to.deep.equal(many.map(() => 80));
    });
  });
});
