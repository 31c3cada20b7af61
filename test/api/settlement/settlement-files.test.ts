import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Response } from 'supertest';
import { readSheet } from 'read-excel-file/node';
import { openPaper } from '../../../api/settlement/pdf-paper.ts';
import type { ReportView } from '../../../api/settlement/settlement-schemas.ts';
import { columnName, writeWorkbook, type SheetCell } from '../../../api/http/write-workbook.ts';
import { row } from '../../../db/knex.ts';
import { localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { formLayouts, settlementForms, type SettlementForm } from '../../../domain/settlement/form-layouts.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { runJobs } from '../../support/jobs.ts';
import { unzip } from '../../support/unzip.ts';
import { aWorkplace, type Workplace } from '../at-work.ts';
import { aClosedVisit } from '../claims/a-closed-visit.ts';
import { itIsGuarded } from '../guards.ts';

type Cells = (string | { number: string } | null)[][];
const cellsOf = async (bytes: Buffer, sheet = 1): Promise<Cells> =>
  (await readSheet(bytes, sheet, { parseNumber: (number: string) => ({ number }) })) as unknown as Cells;

describe('the files of a settlement report', function () {
  this.timeout(120_000);
  const month = localDay(new Date()).slice(0, 7);
  let api: TestApi;
  let place: Workplace;
  let elsewhere: Workplace;
  let report: ReportView;

  before(async () => {
    api = await testApi();
    [place, elsewhere] = [await aWorkplace(api), await aWorkplace(api)];
    const encounterIds = [(await aClosedVisit(place)).encounterId, (await aClosedVisit(place)).encounterId];
    await place.officer.post('/claim-sending/approvals', { encounterIds }).expect(200);
    await runJobs(api);
    const id = newId();
    await place.officer.post('/settlement-reports', { id, month, basis: 'settled', preview: false }).expect(202);
    await runJobs(api);
    report = (await place.officer.get(`/settlement-reports/${id}`).expect(200)).body as ReportView;
  });

  const path = (form: string, format: string, id = report.id) => `/settlement-reports/${id}/forms/${form}/file?format=${format}`;
  const answer = async (form: string, format: string): Promise<Response> =>
    await place.officer
      .get(path(form, format))
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      })
      .expect(200);
  const file = async (form: string, format: string): Promise<Buffer> => (await answer(form, format)).body as Buffer;

  itIsGuarded(
    () => api,
    () =>
      Promise.resolve({
        method: 'get' as const,
        path: path('19', 'xlsx'),
        status: 200,
        may: place.officer,
        mayNot: place.doctor,
        elsewhere: { client: elsewhere.officer, unknownPath: path('19', 'xlsx', newId()) },
      }),
    'question',
  );

  it('are a spreadsheet of every form, with its columns and a last line that is its total', async () => {
    for (const form of settlementForms.filter((one) => one !== '01BH')) {
      const cells = await cellsOf(await file(form, 'xlsx'));
      const { columns } = formLayouts[form];
      const marks = cells.findIndex((line) => line[1] === (columns[1]?.mark ?? columns[1]?.name));
      expect(
        cells[marks]?.map((cell) => (typeof cell === 'object' ? (cell?.number ?? '') : cell)),
        form,
      ).to.deep.equal(columns.map(({ mark, name }) => mark ?? name));
      const total = report.forms.find((one) => one.form === form);
      expect(cells.length - marks - 2, form).to.equal(total?.count);
      expect(lastSum(cells, form), form).to.equal(total?.sums['insured'] ?? total?.sums['amount']);
    }
  });

  const lastSum = (cells: Cells, form: SettlementForm): string | undefined => {
    const at = formLayouts[form].columns.findIndex(({ from }) => from[0] === 'insured' || from[0] === 'amount');
    const cell = cells.at(-1)?.[at];
    return typeof cell === 'object' && cell !== null ? cell.number : undefined;
  };

  it('of 01/BH has the four sections, their total, and the visits on a second sheet', async () => {
    const bytes = await file('01BH', 'xlsx');
    const summary = await cellsOf(bytes);
    expect(summary.slice(-5).map(([title]) => title)).to.deep.equal([
      ...['I. Khám bệnh ngoại trú', 'II. Điều trị ngoại trú', 'III. Điều trị ban ngày', 'IV. Điều trị nội trú', 'Tổng cộng'],
    ]);
    expect(summary.at(-1)?.[3]).to.deep.equal({ number: '73000' });
    expect((await cellsOf(bytes, 2)).some((line) => line.includes('MA_THE_BHYT'))).to.equal(true);
  });

  it('say that the simulator answered', async () => {
    expect((await cellsOf(await file('C79', 'xlsx'))).flat()).to.include('BẢN THỬ: 2 hồ sơ do máy mô phỏng trả lời thay cổng');
  });

  it('are a PDF of every form with its letters inside, under a name that tells nothing of a person', async () => {
    for (const form of settlementForms) {
      const response = await answer(form, 'pdf');
      const bytes = response.body as Buffer;
      expect(bytes.subarray(0, 5).toString(), form).to.equal('%PDF-');
      expect(bytes.includes('/FontFile2'), form).to.equal(true);
      expect(String(response.headers['content-disposition']).replaceAll('"', ''), form).to.equal(
        `attachment; filename=${form}_${place.facility.code}_${month}_1.pdf`,
      );
    }
  });

  it('are the same bytes for the same report', async () => {
    for (const format of ['xlsx', 'pdf']) expect((await file('C79', format)).equals(await file('C79', format)), format).to.equal(true);
  });

  it('log whose visits they name', async () => {
    const openings = async () =>
      (
        await row<{ count: number }>(
          api.database.owner,
          `SELECT count(*)::int AS count FROM access_events AS a WHERE a.facility_id = :facilityId`,
          {
            facilityId: place.facility.id,
          },
        )
      )?.count ?? 0;
    const before = await openings();
    await file('79a', 'xlsx');
    expect(await openings()).to.equal(before + 2);
    await file('20', 'pdf');
    expect(await openings()).to.equal(before + 2);
  });

  it('come from the command line too, with the proof that the totals are those of the XML', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'settlement-'));
    const run = (...args: string[]) =>
      spawnSync(process.execPath, ['api/cli/his.mjs', 'settlement', '--facility', place.facility.code, '--month', month, ...args], {
        encoding: 'utf8',
        env: { ...process.env, DATABASE_URL: api.database.ownerUrl, HIS_DATA_DIR: folder, HIS_DEMO: 'off' },
      });
    try {
      const out = join(folder, 'form.xlsx');
      const done = run('--form', '19', '--out', out, '--json');
      expect(done.stderr + String(done.status)).to.equal('0');
      const { total, proofs } = JSON.parse(done.stdout) as { total: number; proofs: { difference: string }[] };
      expect(total).to.equal(2);
      expect(proofs).to.not.have.length(0);
      expect(proofs.filter(({ difference }) => difference !== '0')).to.deep.equal([]);
      expect(await cellsOf(readFileSync(out))).to.have.length((await cellsOf(await file('19', 'xlsx'))).length);
      expect(run('--form', 'none', '--out', out).status).to.equal(1);
      expect(readFileSync(out).length).to.be.greaterThan(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a workbook', () => {
  const written = async (rows: SheetCell[][]): Promise<Buffer> => {
    const source = async function* () {
      for (const one of rows) yield await Promise.resolve(one);
    };
    const chunks: Buffer[] = [];
    for await (const chunk of writeWorkbook([{ name: 'Bảng', widths: [10], head: 0, merged: [], rows: source() }]))
      chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  };

  it('keeps text with marks, signs of XML and leading zeros, and numbers digit by digit', async () => {
    const text = 'Nguyễn Thị Ướt <b> & "x" =1+1';
    const bytes = await written([[{ text }, { text: '00123' }, null, { number: '9007199254740993.25', style: 'number' }]]);
    expect(await cellsOf(bytes)).to.deep.equal([[text, '00123', null, { number: '9007199254740993.25' }]]);
  });

  it('leaves out what no XML can hold', async () => {
    expect(await cellsOf(await written([[{ text: 'a\u0000b\uD800c' }]]))).to.deep.equal([['abc']]);
  });

  it('ends with the error of its source', async () => {
    const source = async function* (): AsyncGenerator<SheetCell[]> {
      yield await Promise.resolve([{ text: 'a' }]);
      throw new Error('the line is gone');
    };
    let thrown: unknown;
    try {
      for await (const _ of writeWorkbook([{ name: 'a', widths: [1], head: 0, merged: [], rows: source() }]));
    } catch (cause) {
      thrown = cause;
    }
    expect(thrown).to.include({ message: 'the line is gone' });
  });

  it('names its columns and says the parts a program looks for', async () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).to.deep.equal(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
    expect(unzip(await written([])).map(({ name }) => name)).to.include.members([
      '[Content_Types].xml',
      'xl/workbook.xml',
      'xl/styles.xml',
    ]);
  });
});

describe('the letters of a PDF form', () => {
  it('have every Vietnamese mark', () => {
    const paper = openPaper({ format: 'A4', size: 8, widths: [1], madeAt: new Date(0), title: 'x', onPage: () => undefined });
    const marks = 'aăâeêioôơuưy'
      .split('')
      .flatMap((letter) => ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'].map((mark) => (letter + mark).normalize('NFC')));
    const letters = [...marks, 'đ'].flatMap((letter) => [letter, letter.toLocaleUpperCase('vi')]).join('');
    for (const name of ['regular', 'bold']) {
      paper.document.font(name);
      const { font } = (paper.document as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } })._font;
      expect([...letters].filter((letter) => !font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0)).join('')).to.equal('');
    }
  });
});
