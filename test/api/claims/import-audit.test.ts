import { expect } from 'chai';
import type { AuditImports, AuditReport } from '../../../api/claims/audit/audit-schemas.ts';
import { setPortalAccount } from '../../../api/http/portal/portal-account.ts';
import { systemCtx } from '../../../api/http/system-context.ts';
import { addDays, localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { aWorkbook } from '../../support/workbook.ts';
import { aWorkplace, findings, footprint, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';
import { auditDesk, auditFile, AUDIT_HEADS, refusalRow } from './audit-files.ts';

describe("importing the insurer's findings", function () {
  this.timeout(120_000);
  const today = localDay(new Date());
  let api: TestApi;
  let place: Workplace;
  before(async () => {
    api = await testApi();
  });
  beforeEach(async () => {
    place = await aWorkplace(api);
  });
  const desk = auditDesk(
    () => api,
    () => place,
  );
  const post = (path: string, body: object) => place.officer.post(path, body);

  for (const [path, status, traits] of [
    ['/claim-audit/imports', 201, ['province-wide']],
    ['/claim-audit/readings', 200, ['question', 'province-wide']],
  ] as const) {
    describe(path, () => {
      itIsGuarded(
        () => api,
        async () => ({
          ...{ method: 'post' as const, path, status, may: place.officer, mayNot: place.doctor },
          body: await auditFile({ key: await desk.acceptedKey(), refused: '10000' }),
          malformed: [
            [{ content: 'no base64!' }, 'malformed@content'],
            [{ fileName: '' }, 'malformed@fileName'],
          ] as [object, string][],
        }),
        ...traits,
      );
    });
  }

  it('keeps each finding with its place in the claim, and says what it did', async () => {
    const key = await desk.acceptedKey();
    expect(await desk.load({ key, refused: '10000' }, { key, refused: '500', number: '', reason: 'L2' })).to.deep.include({
      ...{ lines: 2, added: 2, changed: 0, same: 0, older: 0, refused: '10500', warnings: [] },
    });
    const found = await desk.search();
    expect(
      found.map(({ claimKey, table, number, refused, state, month }) => [claimKey, table, number, refused, state, month]),
    ).to.have.deep.members([
      [key, 'XML3', '1', '10000', 'open', desk.month],
      [key, null, '', '500', 'open', desk.month],
    ]);
    expect(found.find(({ number }) => number === '1')).to.include({ itemCode: '02.03', departmentCode: 'K01', own: 'missed' });
    const { items } = (await place.officer.get('/claim-audit/imports').expect(200)).body as AuditImports;
    expect(items.map(({ fileName, lines, added }) => [fileName, lines, added])).to.deep.equal([['ket-qua.xlsx', 2, 2]]);
  });

  it('loads nothing while one line is wrong, and names every one', async () => {
    const key = await desk.acceptedKey();
    const body = await auditFile(
      { key, refused: '10000' },
      { key: 'KHONGCO', refused: '1' },
      { key, refused: '1', number: '9' },
      { key, refused: '99999999', number: '' },
      { key, refused: '1' },
      { key, refused: '1', reason: 'L3', day: addDays(today, 1) },
    );
    const before = await footprint(api);
    expect(findings(await post('/claim-audit/imports', body).expect(422))).to.deep.equal([
      'audit_claim_unknown@3.claimKey',
      'audit_line_unknown@4.number',
      'audit_refused_above_claim@5.refused',
      'audit_line_repeated@6.reasonCode',
      'day_in_future@7.auditedOn',
    ]);
    expect(await footprint(api)).to.deep.equal(before);
    expect(await desk.search()).to.deep.equal([]);
  });

  it('changes nothing when the same file is loaded twice, under another name as well', async () => {
    const file = await auditFile({ key: await desk.acceptedKey(), refused: '10000' });
    await post('/claim-audit/imports', file).expect(201);
    const before = await footprint(api);
    const again = await post('/claim-audit/imports', { ...file, id: newId(), fileName: 'ban-sao.xlsx' }).expect(409);
    expect(findings(again)).to.deep.equal(['audit_file_already_loaded@content']);
    expect(await footprint(api)).to.deep.equal(before);
  });

  it('loads two files at the same time one after the other: what both tell of is one finding', async () => {
    const key = await desk.acceptedKey();
    const both = [await auditFile({ key, refused: '10' }), await auditFile({ key, refused: '10' }, { key, refused: '5', reason: 'L2' })];
    const done = await Promise.all(both.map(async (file) => await post('/claim-audit/imports', file)));
    expect(done.map(({ status }) => status)).to.deep.equal([201, 201]);
    expect((await desk.search()).map(({ refused }) => refused)).to.have.members(['10', '5']);
  });

  it('lets a newer file change what is known, and leaves what a later one has told', async () => {
    const key = await desk.acceptedKey();
    const day = (back: number) => addDays(today, -back);
    await desk.load({ key, refused: '10000', day: day(2) });
    const preview = (await post('/claim-audit/readings', await auditFile({ key, refused: '4000', day: day(1) })).expect(200))
      .body as AuditReport;
    expect(preview).to.include({ added: 0, changed: 1, same: 0 });
    expect((await desk.one()).refused).to.equal('10000');
    await desk.load({ key, refused: '4000', day: day(1) });
    expect(await desk.one()).to.include({ refused: '10000', restored: '6000', state: 'open' });
    expect(await desk.load({ key, refused: '10000', day: day(3) })).to.include({ changed: 0, older: 1 });
    expect(await desk.load({ key, refused: '0', day: today }, { key, refused: '1', reason: 'L2' })).to.include({ added: 1, changed: 1 });
    const settled = (await desk.search({ states: ['restored'] }))[0];
    expect(settled).to.include({ refused: '10000', restored: '10000', answer: null });
  });

  it('does not know the claims of another facility, nor those that were not accepted', async () => {
    const key = await desk.acceptedKey();
    place = await aWorkplace(api);
    const body = await auditFile({ key, refused: '1' });
    expect(findings(await post('/claim-audit/imports', body).expect(422))).to.deep.equal(['audit_claim_unknown@2.claimKey']);
  });

  it('takes text with semicolons as well', async () => {
    const key = await desk.acceptedKey();
    const content = Buffer.from(`\uFEFFma lk;ma ly do;so tien tu choi;ngay\r\n${key};L1;"1.000";${today}\r\n`).toString('base64');
    await post('/claim-audit/imports', { id: newId(), fileName: 'ket-qua.csv', content }).expect(201);
    expect((await desk.search()).map(({ refused }) => refused)).to.deep.equal(['1000']);
  });

  it('refuses what is no table: noise, an old code page, a zip that swells, rows without end', async () => {
    const code = async (bytes: Buffer) =>
      findings(await post('/claim-audit/readings', { id: newId(), fileName: 'x', content: bytes.toString('base64') }).expect(422))[0];
    expect(await code(Buffer.from([0xff, 0xfe, 0x00, 0xd8]))).to.equal('import_not_a_table@content');
    expect(await code(Buffer.from('MA_LK;"không đóng'))).to.equal('import_not_a_table@content');
    expect(await code(Buffer.from('a\u0000b'))).to.equal('import_not_a_table@content');
    const swollen = await aWorkbook([AUDIT_HEADS]);
    // The directory of the archive claims four gigabytes for its first file.
    swollen.writeUInt32LE(0xfffffff0, swollen.indexOf(Buffer.from('PK\u0001\u0002')) + 24);
    expect(await code(swollen)).to.equal('import_not_a_table@content');
    const long = [AUDIT_HEADS.join(';'), ...Array.from({ length: 5001 }, () => 'K;XML3;1;L;x;1;01/11/2026')].join('\n');
    expect(await code(Buffer.from(long))).to.equal('import_too_large@');
    expect(await code(await aWorkbook([AUDIT_HEADS.slice(1), refusalRow({ key: 'K', refused: '1' })]))).to.equal('import_column_missing@1');
  });

  describe('a sample in place of the insurer', () => {
    const sample = async () => (await place.officer.get('/claim-audit/sample').expect(200)).text;
    itIsGuarded(
      () => api,
      async () => {
        await desk.acceptedKey();
        return { method: 'get', path: '/claim-audit/sample', status: 200, may: place.officer, mayNot: place.doctor };
      },
      'question',
      'province-wide',
    );

    it('is marked in every line and loads as it is', async () => {
      await desk.acceptedKey();
      const text = await sample();
      expect(
        text
          .trim()
          .split('\r\n')
          .slice(1)
          .every((line) => line.includes('(mô phỏng)')),
      ).to.equal(true);
      const file = { id: newId(), fileName: 'mo-phong.csv', content: Buffer.from(text).toString('base64') };
      expect(((await post('/claim-audit/imports', file).expect(201)).body as AuditReport).added).to.equal(1);
    });

    it('is made only of claims that were accepted, and only while the insurer is simulated', async () => {
      expect((await place.officer.get('/claim-audit/sample').expect(409)).body).to.include({ code: 'audit_sample_needs_claims' });
      await desk.acceptedKey();
      const account = { username: `${place.facility.code}_BV`, password: 'x', officerName: 'Giám định', officerNumber: '014080000001' };
      const ctx = systemCtx(api.services, place.facility.id);
      await setPortalAccount(ctx, api.services.secrets, { ...account, baseUrl: 'https://egw.example.vn' });
      expect((await place.officer.get('/claim-audit/sample').expect(409)).body).to.include({ code: 'audit_sample_only_simulated' });
    });
  });
});
