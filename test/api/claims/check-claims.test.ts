import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { CLAIM_FILE_MAX_BYTES, readClaimFile } from '../../../api/claims/read-claim-file.ts';
import { checkClaimFile, isHeld } from '../../../domain/claims/checks/check-claim.ts';
import type { ClaimFinding } from '../../../domain/claims/checks/claim-check.ts';
import type { ClaimRow, ClaimTables } from '../../../domain/claims/claim-definitions.ts';
import { claimContext } from '../../support/claim-context.ts';
import { foreignFile, type Manner } from '../../support/foreign-claim-file.ts';
import { foreignClaims } from '../../support/foreign-claims.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');

function findings(text: string): ClaimFinding[] {
  const reading = readClaimFile(bytes(text));
  if ('issues' in reading) throw new Error(JSON.stringify(reading.issues));
  const found = checkClaimFile(reading.file, () => claimContext);
  return [...found.findings, ...found.encounters.flatMap((encounter) => encounter.findings)];
}
const held = (text: string): string[] =>
  findings(text)
    .filter(({ severity }) => severity === 'block' || severity === 'error')
    .map(({ rule, table, row, fields }) => `${rule} ${table}.${row} ${fields.join()}`);
const refusal = (content: Buffer | string): string | undefined => {
  const reading = readClaimFile(Buffer.from(content));
  return 'issues' in reading ? reading.issues[0]?.code : undefined;
};

const manners: Record<string, Manner> = {
  'base64 in one line': {},
  'tables inline': { inline: true },
  'tables inline as text': { inlineText: true },
  'all tables listed, the empty ones without content': { emptyTables: true },
  'columns the other way round': { columns: 'reversed' },
  'the share of the fund first': { columns: 'fund-first', inline: true },
  'texts in CDATA': { cdata: true },
  'names of the envelope in small letters': { lowerCase: true },
  'a declaration and a byte order mark': { declaration: true, mark: true },
  'base64 in lines': { wrapBase64: true },
};

describe('the check of claim files of any product', () => {
  for (const [name, tables] of Object.entries(foreignClaims)) {
    it(`holds nothing of ${name}, in whatever manner it is written`, () => {
      for (const [manner, how] of Object.entries(manners)) expect(held(foreignFile([tables], how)), manner).to.deep.equal([]);
    });
  }

  it('reads many visits in one file and names the visit of each finding', () => {
    const [first, second] = Object.values(foreignClaims) as [ClaimTables, ClaimTables];
    const reading = readClaimFile(
      bytes(foreignFile([first, { ...second, XML3: second.XML3?.map((row, i) => (i === 1 ? { ...row, T_BHTT: '1' } : row)) ?? [] }])),
    );
    if ('issues' in reading) throw new Error('refused');
    const { encounters } = checkClaimFile(reading.file, () => claimContext);
    expect(encounters.map((one) => isHeld(one.findings))).to.deep.equal([false, true]);
    const [finding] = encounters[1]?.findings.filter(({ rule }) => rule === 'MON-008') ?? [];
    expect(finding).to.include({ table: 'XML3', row: 2, number: second.XML3?.[1]?.['STT'] });
    expect(finding?.fields).to.deep.equal(['T_BHTT']);
  });

  it('finds a changed digit in every column of money', () => {
    const places = Object.entries(foreignClaims).flatMap(([name, tables]) =>
      (['XML1', 'XML2', 'XML3'] as const).flatMap((code) =>
        (tables[code] ?? []).flatMap((row, i) =>
          Object.keys(row)
            .filter((field) => isMoney(field, row))
            .map((field) => ({ name, code, i, field })),
        ),
      ),
    );
    const columns = new Set(places.map(({ code, field }) => `${code}.${field}`));
    expect([...columns].filter((column) => /SO_LUONG|DON_GIA|TYLE|THANH_TIEN|T_|MUC_HUONG/.test(column))).to.have.length.greaterThan(35);
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.nat(20), fc.integer({ min: 1, max: 9 }), ({ name, code, i, field }, at, step) => {
        const tables = foreignClaims[name] ?? {};
        const value = tables[code]?.[i]?.[field] ?? '';
        const spoilt = withDigit(value, at, step);
        fc.pre(Number(spoilt) !== Number(value));
        const rows = tables[code]?.map((row, k) => (k === i ? { ...row, [field]: spoilt } : row)) ?? [];
        expect(
          held(foreignFile([{ ...tables, [code]: rows }], { inline: true })),
          `${name} ${code}.${i + 1} ${field} ${value} → ${spoilt}`,
        ).to.not.deep.equal([]);
      }),
      { numRuns: 150 },
    );
  });

  it('finds what a product spoils in an envelope', () => {
    const text = foreignFile([Object.values(foreignClaims)[0] ?? {}]);
    expect(held(text.replace('<SOLUONGHOSO>1<', '<SOLUONGHOSO>2<'))).to.deep.equal(['ENV-004 FILE.0 SOLUONGHOSO']);
    expect(held(text.replace('<LOAIHOSO>XML2<', '<LOAIHOSO>XML99<'))).to.include('ENV-005 FILE.0 LOAIHOSO');
    expect(held(text.replace(/<LOAIHOSO>XML2<\/LOAIHOSO><NOIDUNGFILE>.{8}/, '<LOAIHOSO>XML2</LOAIHOSO><NOIDUNGFILE>????????'))).to.include(
      'ENV-006 FILE.0 NOIDUNGFILE',
    );
  });

  describe('refuses what attacks a reader', () => {
    const inner = (xml: string) =>
      `<GIAMDINHHS><THONGTINHOSO><DANHSACHHOSO><HOSO><FILEHOSO><LOAIHOSO>XML1</LOAIHOSO><NOIDUNGFILE>${Buffer.from(xml).toString('base64')}</NOIDUNGFILE></FILEHOSO></HOSO></DANHSACHHOSO></THONGTINHOSO></GIAMDINHHS>`;

    it('a document type, outside or packed inside', () => {
      expect(refusal('<!DOCTYPE a SYSTEM "file:///etc/passwd"><GIAMDINHHS/>')).to.equal('claim_file_doctype');
      expect(refusal(inner('<!DOCTYPE a [<!ENTITY x SYSTEM "http://example.org">]><TONG_HOP/>'))).to.equal('claim_file_doctype');
    });

    it('entities that multiply themselves, and any that is not declared', () => {
      const laughs = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><GIAMDINHHS>&b;</GIAMDINHHS>';
      expect(refusal(laughs)).to.equal('claim_file_doctype');
      expect(refusal('<GIAMDINHHS>&b;</GIAMDINHHS>')).to.equal('claim_file_entity');
      expect(refusal(inner('<TONG_HOP><MA_LK>&xxe;</MA_LK><STT/></TONG_HOP>'))).to.equal('claim_file_entity');
    });

    it('depth without end', () => {
      expect(refusal(`<GIAMDINHHS>${'<A>'.repeat(5000)}${'</A>'.repeat(5000)}</GIAMDINHHS>`)).to.equal('claim_file_too_deep');
    });

    it('a file beyond the stated size', () => {
      expect(refusal(Buffer.alloc(CLAIM_FILE_MAX_BYTES + 1, ' '))).to.equal('claim_file_too_large');
    });

    it('bytes that are no text', () => {
      expect(refusal(Buffer.from([0x3c, 0x41, 0x3e, 0xc3, 0x28, 0x3c, 0x2f, 0x41, 0x3e]))).to.equal('claim_file_not_text');
      expect(refusal('<GIAMDINHHS>\0</GIAMDINHHS>')).to.equal('claim_file_not_text');
    });

    it('and takes characters by number and the five signs of XML for what they are', () => {
      const reading = readClaimFile(bytes(inner('<TONG_HOP><MA_LK>a&amp;b</MA_LK><HO_TEN>L&#242; &#x1EDA;</HO_TEN></TONG_HOP>')));
      expect('file' in reading && reading.file.encounters[0]?.parts[0]?.rows[0]).to.deep.equal({ MA_LK: 'a&b', HO_TEN: 'Lò Ớ' });
    });
  });

  describe('from the command line', function () {
    this.timeout(60_000);
    let folder: string;
    before(() => (folder = mkdtempSync(join(tmpdir(), 'claims-'))));
    after(() => rmSync(folder, { recursive: true }));

    const run = (name: string, text: string, ...more: string[]) => {
      const file = join(folder, name);
      writeFileSync(file, text);
      const done = spawnSync(process.execPath, ['api/cli/his.mjs', 'check-claims', file, '--now', '202611101200', ...more], {
        encoding: 'utf8',
        env: { ...process.env, DATABASE_URL: 'postgres://nowhere.invalid/none' },
      });
      return { status: done.status, out: done.stdout };
    };

    it('needs no database and says by its exit code whether a file may go', () => {
      const [tables] = Object.values(foreignClaims) as [ClaimTables];
      const sound = run('sound.xml', foreignFile([tables]), '--json');
      expect(sound.status).to.equal(0);
      const spoilt = run(
        'spoilt.xml',
        foreignFile([{ ...tables, XML1: tables.XML1?.map((row) => ({ ...row, T_BHTT: '1' })) ?? [] }]),
        '--json',
      );
      expect(spoilt.status).to.equal(1);
      const { files } = JSON.parse(spoilt.out) as {
        files: { counts: Record<string, number>; encounters: { key: string; findings: Record<string, unknown>[] }[] }[];
      };
      const finding = files[0]?.encounters[0]?.findings.find(({ rule }) => rule === 'MON-017');
      expect(finding).to.include({ severity: 'block', table: 'XML1', row: 1 });
      expect(String(finding?.['message'])).to.include('Tổng quỹ trả phải bằng tổng quỹ trả các dòng');
      expect(run('broken.xml', '<GIAMDINHHS>', '--json').status).to.equal(2);
      expect(run('text.xml', foreignFile([tables])).out).to.match(/text\.xml: block 0, error 0/);
    });
  });
});

/** Columns whose digits are money. What stands outside the scope has no money in its rate and insured price; a row without price none at all. */
function isMoney(field: string, row: ClaimRow): boolean {
  if (!/^(SO_LUONG|DON_GIA|TYLE_TT|THANH_TIEN|T_|MUC_HUONG)/.test(field) || !/^\d/.test(row[field] ?? '')) return false;
  const isFree = Number(row['DON_GIA_BV'] ?? row['DON_GIA'] ?? '1') === 0;
  if (isFree && /^(SO_LUONG|TYLE_TT|MUC_HUONG)/.test(field)) return false;
  const isOutside = Number(row['TYLE_TT_BH'] ?? '100') === 0;
  return !(isOutside && ['DON_GIA_BH', 'MUC_HUONG'].includes(field));
}

function withDigit(value: string, at: number, step: number): string {
  const digits = [...value].flatMap((sign, i) => (/\d/.test(sign) ? [i] : []));
  const place = digits[at % digits.length] ?? 0;
  const digit = (Number(value[place]) + step) % 10;
  return `${value.slice(0, place)}${digit}${value.slice(place + 1)}`;
}
