import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { aClosedVisit, close, reopen } from '../api/claims/a-closed-visit.ts';
import type { Workplace } from '../api/at-work.ts';
import type { OpenVisit } from '../api/encounters/open-visit.ts';
import { expectAccessible } from '../support/accessible.ts';
import { enter } from '../support/by-keyboard.ts';
import { startDeskServer, type DeskServer } from '../support/desk-server.ts';
import { demoHospital } from './demo-hospital.ts';

describe('the settlement desk, by keyboard', function () {
  this.timeout(240_000);
  let desks: DeskServer;
  let place: Workplace;
  let page: Page;
  let visit: OpenVisit;

  before(async () => {
    desks = await startDeskServer();
    place = await demoHospital(desks.api);
    visit = await aClosedVisit(place);
    await approve(visit, await aClosedVisit(place));
    page = await desks.logIn('giamdinh.muongban');
    await page.getByRole('navigation').getByRole('link', { name: 'Quyết toán BHYT', exact: true }).press('Enter');
  });
  after(async () => await desks.close());

  const approve = async (...visits: OpenVisit[]): Promise<void> => {
    await place.officer.post('/claim-sending/approvals', { encounterIds: visits.map(({ encounterId }) => encounterId) }).expect(200);
  };
  const tab = (name: string) => page.getByRole('tab', { name: new RegExp(`^${name} `) });

  it('says what a report would count before one is made', async () => {
    await page.getByText('Cổng đã nhận 2 hồ sơ của tháng này; 0 hồ sơ đã duyệt chưa có trả lời.').waitFor({ timeout: 60_000 });
    await page.getByText(/^Chưa lập báo cáo nào của tháng/).waitFor();
    await expectAccessible(page);
  });

  it('makes the forms and proves their totals against the files', async () => {
    await page.keyboard.press('F9');
    await page.getByText('bằng tổng XML: đúng').first().waitFor({ timeout: 60_000 });
    await page.getByText(/^2 hồ sơ do máy mô phỏng trả lời thay cổng/).waitFor();
    await page.getByRole('row', { name: /^Tổng cộng 2 / }).waitFor();
    expect(await page.getByText(/^lệch/).count()).to.equal(0);
    await expectAccessible(page);
  });

  it('shows every form as a tab with its total', async () => {
    await page.keyboard.press('Alt+3');
    await page.getByRole('columnheader', { name: /^Quỹ BHYT \(tỉnh\)/ }).waitFor();
    await page.getByText('2/2 dòng').waitFor();
    expect(await tab('C79-HD').getAttribute('aria-selected')).to.equal('true');
    await expectAccessible(page);
    await page.keyboard.press('Alt+9');
    await page.getByRole('cell', { name: 'Đúng tuyến' }).first().waitFor();
    await page.keyboard.press('Alt+4');
    await page.getByText('Biểu mẫu này không có dòng nào trong tháng.').waitFor();
  });

  it('gives the form as a file and opens it for printing', async () => {
    await page.keyboard.press('Alt+3');
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Tải XLSX' }).press('Enter')]);
    expect(file.suggestedFilename()).to.match(/^C79_\d{4}-\d{2}_1\.xlsx$/);
    expect((await readFile(await file.path())).subarray(0, 2).toString()).to.equal('PK');
    await page.evaluate('window.opened = { location: { href: "" } }; window.open = () => window.opened');
    await page.keyboard.press('F8');
    await page.waitForFunction(() =>
      (window as unknown as { opened: { location: { href: string } } }).opened.location.href.startsWith('blob:'),
    );
  });

  it('notes once that the report was handed in, and takes the note back with a reason', async () => {
    await enter(page, page.getByRole('button', { name: 'Ghi nhận đã nộp' }));
    const dialog = page.getByRole('dialog', { name: /^Ghi nhận đã nộp quyết toán tháng/ });
    await dialog.getByText(/^2 hồ sơ, đề nghị quỹ BHYT thanh toán/).waitFor();
    await expectAccessible(page);
    await enter(page, dialog.getByRole('button', { name: 'Ghi nhận đã nộp' }));
    await page.getByText(/^Đã nộp \d\d\/\d\d\/\d{4}/).waitFor();
    await enter(page, page.getByRole('button', { name: 'Bỏ ghi nhận' }));
    await page.getByRole('dialog', { name: /^Bỏ ghi nhận đã nộp/ }).waitFor();
    await page.keyboard.type('Nộp nhầm bản');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Ghi nhận đã nộp' }).waitFor();
  });

  it('says that claims changed since, and keeps the earlier report when it is made anew', async () => {
    await reopen(place, visit);
    await place.nurse.put(`${visit.path}/vitals`, await visit.fresh({ values: { weight: '51' } })).expect(200);
    await close(place, visit);
    await approve(visit);
    await page.getByText('1 hồ sơ đã thay đổi sau khi lập báo cáo này. Lập lại (F9) để có số mới.').waitFor({ timeout: 60_000 });
    await page.keyboard.press('F9');
    await page.getByRole('option', { name: /^Lần 2/ }).waitFor({ state: 'attached' });
    expect(await page.getByRole('option', { name: /^Lần 1/ }).count()).to.equal(1);
    expect(desks.complaints).to.deep.equal([]);
    expect(desks.outside).to.deep.equal([]);
  });
});
