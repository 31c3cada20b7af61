import { expect } from 'chai';
import { XMLParser } from 'fast-xml-parser';
import { writeClaimFile } from '../../../api/http/claim-xml-writer.ts';
import { buildClaimTables } from '../../../domain/claims/build-claim-tables.ts';
import { claimTable, type TableCode } from '../../../domain/claims/claim-definitions.ts';
import { add } from '../../../domain/money.ts';
import { aDrug, anExamination, aSupply, aTest, aVisit, type VisitChanges } from '../../domain/claims/a-visit.ts';

type Node = Record<string, unknown>;
type Ordered = { [name: string]: Ordered | string }[];

const nasty = 'Đau ngực & khó thở < 2 giờ, SpO2 > 90% "nặng" \'thêm\' ]]> &amp; Ngần ộữ 🏥';
const visit = (changes: VisitChanges = {}) =>
  aVisit({ charges: [anExamination(), aTest({ quantity: '20' }), aDrug({ insuranceRatio: '50' }), aSupply()], ...changes });
const write = (changes: VisitChanges = {}) => writeClaimFile(buildClaimTables(visit(changes)), '14009', '2026-11-25');

/** As a stranger reads it: entities untouched by the parser, decoded here by the five rules of XML. */
const parse = (xml: string): Node =>
  new XMLParser({ processEntities: false, parseTagValue: false, trimValues: false, isArray: (name) => name === 'FILEHOSO' }).parse(
    xml,
  ) as Node;
const decode = (text: string): string =>
  text.replace(
    /&(amp|lt|gt|quot|apos);/g,
    (entity) => ({ '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" })[entity] ?? entity,
  );
const at = (node: unknown, ...path: string[]): unknown => path.reduce((inner, name) => (inner as Node)[name], node);

function innerXml(content: Buffer): Map<string, string> {
  const files = at(parse(content.toString('utf8')), 'GIAMDINHHS', 'THONGTINHOSO', 'DANHSACHHOSO', 'HOSO', 'FILEHOSO') as Node[];
  return new Map(files.map((entry) => [String(entry['LOAIHOSO']), Buffer.from(String(entry['NOIDUNGFILE']), 'base64').toString('utf8')]));
}

/** Element names in document order, with their depth. */
function names(nodes: Ordered, depth = 0): string[] {
  return nodes.flatMap((node) =>
    Object.entries(node).flatMap(([name, inner]) =>
      name.startsWith('#') || name === ':@' || typeof inner === 'string' ? [] : [`${'.'.repeat(depth)}${name}`, ...names(inner, depth + 1)],
    ),
  );
}
const order = (xml: string): string[] =>
  names(new XMLParser({ preserveOrder: true, processEntities: false, ignoreDeclaration: true }).parse(xml) as Ordered);
const fieldNames = (code: TableCode) => claimTable(code, '1931').fields.map(({ name }) => name);

describe('writeClaimFile', () => {
  it('nests the envelope as the letter says, with an empty signature at the end', () => {
    const xml = write().toString('utf8');
    expect(xml.startsWith('<?xml version="1.0" encoding="utf-8"?><GIAMDINHHS>')).to.equal(true);
    expect(xml.endsWith('<CHUKYDONVI></CHUKYDONVI></GIAMDINHHS>')).to.equal(true);
    const file = ['....FILEHOSO', '.....LOAIHOSO', '.....NOIDUNGFILE'];
    expect(order(xml)).to.deep.equal([
      'GIAMDINHHS',
      '.THONGTINDONVI',
      '..MACSKCB',
      '.THONGTINHOSO',
      '..NGAYLAP',
      '..SOLUONGHOSO',
      '..DANHSACHHOSO',
      '...HOSO',
      ...file,
      ...file,
      ...file,
      '.CHUKYDONVI',
    ]);
    const root = at(parse(xml), 'GIAMDINHHS');
    expect([
      at(root, 'THONGTINDONVI', 'MACSKCB'),
      at(root, 'THONGTINHOSO', 'NGAYLAP'),
      at(root, 'THONGTINHOSO', 'SOLUONGHOSO'),
    ]).to.deep.equal(['14009', '20261125', '1']);
  });

  it('writes each table under its own names with every field in the official order', () => {
    const inner = innerXml(write());
    expect([...inner.keys()]).to.deep.equal(['XML1', 'XML2', 'XML3']);
    expect(order(inner.get('XML1') ?? '')).to.deep.equal(['TONG_HOP', ...fieldNames('XML1').map((name) => `.${name}`)]);
    expect(order(inner.get('XML2') ?? '')).to.deep.equal([
      'CHITIEU_CHITIET_THUOC',
      '.DSACH_CHI_TIET_THUOC',
      '..CHI_TIET_THUOC',
      ...fieldNames('XML2').map((name) => `...${name}`),
    ]);
    const row = ['..CHI_TIET_DVKT', ...fieldNames('XML3').map((name) => `...${name}`)];
    expect(order(inner.get('XML3') ?? '')).to.deep.equal(['CHITIEU_CHITIET_DVKT_VTYT', '.DSACH_CHI_TIET_DVKT', ...row, ...row, ...row]);
  });

  it('leaves out a table without rows', () => {
    expect([...innerXml(write({ charges: [anExamination()] })).keys()]).to.deep.equal(['XML1', 'XML3']);
    expect([...innerXml(write({ charges: [aDrug()] })).keys()]).to.deep.equal(['XML1', 'XML2']);
  });

  it('carries sums that a stranger can recompute from the rows', () => {
    const inner = innerXml(write());
    const summary = at(parse(inner.get('XML1') ?? ''), 'TONG_HOP') as Record<string, string>;
    const drug = at(parse(inner.get('XML2') ?? ''), 'CHITIEU_CHITIET_THUOC', 'DSACH_CHI_TIET_THUOC', 'CHI_TIET_THUOC') as Record<
      string,
      string
    >;
    const services = at(parse(inner.get('XML3') ?? ''), 'CHITIEU_CHITIET_DVKT_VTYT', 'DSACH_CHI_TIET_DVKT', 'CHI_TIET_DVKT') as Record<
      string,
      string
    >[];
    for (const name of ['THANH_TIEN_BV', 'THANH_TIEN_BH', 'T_BNTT', 'T_BNCCT', 'T_BHTT']) {
      const total = name.replace('THANH_TIEN', 'T_TONGCHI');
      expect(summary[total], name).to.equal(add(...[drug, ...services].map((row) => row[name] ?? '')));
      expect(summary[total], name).not.to.equal('0');
    }
  });

  it('keeps Vietnamese text and every special character', () => {
    const inner = innerXml(write({ encounter: { reason: nasty } })).get('XML1') ?? '';
    const reason = String(at(parse(inner), 'TONG_HOP', 'LY_DO_VV'));
    expect(reason).not.to.match(/[<>"']|&(?!(amp|lt|gt|quot|apos);)/);
    expect(decode(reason)).to.equal(nasty.normalize('NFC'));
    expect(String(at(parse(inner), 'TONG_HOP', 'HO_TEN'))).to.equal('LÒ THỊ NGẦN');
  });

  it('gives the same bytes for the same input, and others for another day', () => {
    expect(write().equals(write())).to.equal(true);
    expect(writeClaimFile(buildClaimTables(visit()), '14009', '2026-11-26').equals(write())).to.equal(false);
  });

  it('refuses a character that XML cannot hold and names its place, not the text', () => {
    for (const character of ['\u0000', '\u0007', '\u001b', '\ufffe', '\ud800'])
      expect(() => write({ encounter: { reason: `bí mật${character}` } })).to.throw(RangeError, /^(?!.*bí mật).*XML1\.1\.LY_DO_VV$/);
    expect(() => write({ charges: [aDrug({ name: 'a\u0001' })] })).to.throw(RangeError, 'XML2.1.TEN_THUOC');
  });

  it('refuses the tables of another facility', () => {
    expect(() => writeClaimFile(buildClaimTables(visit()), '14010', '2026-11-25')).to.throw(RangeError);
  });
});
