import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { writeClaimFile } from '../../api/http/claim-xml-writer.ts';
import { buildClaimTables } from '../../domain/claims/build-claim-tables.ts';
import { aVisit } from '../support/a-visit.ts';
import { expectAccessible } from '../support/accessible.ts';
import { startDeskServer, type DeskServer } from '../support/desk-server.ts';

describe('reading an exported claim file at the insurance desk', function () {
  this.timeout(120_000);
  let desks: DeskServer;
  let page: Page;

  before(async () => {
    desks = await startDeskServer();
    page = await desks.logIn('giamdinh.muongban');
    await page.getByRole('navigation').getByRole('link', { name: 'Đọc hồ sơ XML', exact: true }).press('Enter');
  });
  after(async () => await desks.close());

  const tables = buildClaimTables(aVisit());
  const xml = writeClaimFile(tables, tables.XML1[0]?.['MA_CSKCB'] ?? '', '2026-11-24');
  const choose = async (...files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> => {
    const waiting = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Chọn tệp hồ sơ XML' }).focus();
    await page.keyboard.press('F2');
    await (await waiting).setFiles(files);
  };

  it('shows every table of the file, a broken file with its reason, and asks for nothing but keys', async () => {
    await page.getByText('Chưa mở tệp nào.').waitFor();
    await choose(
      { name: 'hong.xml', mimeType: 'text/xml', buffer: Buffer.from('<GIAMDINHHS>') },
      { name: 'dung.xml', mimeType: 'text/xml', buffer: xml },
    );
    await page.getByText('Tệp XML hỏng ở dòng 1').waitFor();
    await page.getByRole('tab', { name: 'XML1 (1)' }).waitFor();
    await page.getByText('TEN_BENH_CHINH').or(page.getByText('CHAN_DOAN_RV')).first().waitFor();
    await page.keyboard.press('Alt+2');
    await page
      .getByRole('columnheader', { name: 'MA_THUOC' })
      .or(page.getByText('MA_THUOC', { exact: true }))
      .first()
      .waitFor();
    await page.getByText(tables.XML2[0]?.['TEN_THUOC'] ?? 'nothing', { exact: true }).waitFor();
    await expectAccessible(page);
    expect(desks.complaints).to.deep.equal([]);
  });
});
