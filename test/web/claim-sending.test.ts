import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../support/accessible.ts';
import { enter, reach } from '../support/by-keyboard.ts';
import { startDeskServer, type DeskServer } from '../support/desk-server.ts';
import { aClosedVisit, close, reopen, weigh } from '../api/claims/a-closed-visit.ts';
import type { Workplace } from '../api/at-work.ts';
import type { OpenVisit } from '../api/encounters/open-visit.ts';
import { demoHospital } from './demo-hospital.ts';

describe('the desk that sends claims, by keyboard', function () {
  this.timeout(240_000);
  let desks: DeskServer;
  let place: Workplace;
  let page: Page;
  let refused: OpenVisit;
  let code: string;

  before(async () => {
    desks = await startDeskServer();
    place = await demoHospital(desks.api);
    await aClosedVisit(place, { wrong: true });
    refused = await aClosedVisit(place, { cardNumber: 'GD4149990900910', weight: false });
    ({ code } = await refused.view());
    page = await desks.logIn('giamdinh.muongban');
    await page.getByRole('navigation').getByRole('link', { name: 'Gửi giám định', exact: true }).press('Enter');
  });
  after(async () => await desks.close());

  const row = () => page.getByRole('row', { name: new RegExp(code) });
  const detail = () => page.getByRole('region', { name: `Hồ sơ ${code}` });
  const approveMarked = async (): Promise<void> => {
    await reach(page, row());
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: /^Duyệt và gửi 1 hồ sơ đã chọn/ }).waitFor();
    await page.keyboard.press('F9');
    const dialog = page.getByRole('dialog', { name: 'Duyệt và gửi 1 hồ sơ?' });
    await dialog.getByText(/^1 hồ sơ, quỹ BHYT [\d.]+ đ, tổng chi phí [\d.]+ đ\.$/).waitFor();
    await expectAccessible(page);
    await enter(page, dialog.getByRole('button', { name: 'Duyệt và gửi 1', exact: true }));
    await dialog.waitFor({ state: 'detached' });
  };

  it('says that everything is simulated and signed by a certificate for trial', async () => {
    await page.getByText(/máy tự trả lời thay cổng/).waitFor();
    await page.getByText(/CHỨNG THƯ THỬ NGHIỆM/).waitFor();
    await row().waitFor();
    await expectAccessible(page);
  });

  it('says before sending how many go, for how much, and what is left out for its errors', async () => {
    await page.keyboard.press('F9');
    const dialog = page.getByRole('dialog', { name: /^Duyệt và gửi \d+ hồ sơ\?$/ });
    await dialog.getByText(/hồ sơ còn lỗi, không gửi:/).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('shows a refusal with the sentence of the portal', async () => {
    await page.keyboard.press('F4');
    await page.keyboard.type(code);
    await page.getByRole('row').nth(2).waitFor({ state: 'detached' });
    await approveMarked();
    await row()
      .getByText(/CAN_NANG không được để trống/)
      .waitFor();
    await reach(page, row());
    await page.keyboard.press('Enter');
    await detail()
      .getByText(/^bị cổng trả \(mô phỏng\): XML1: CAN_NANG/)
      .waitFor();
    await detail()
      .getByText(/gửi lại sau khi bị trả/)
      .waitFor();
    await expectAccessible(page);
  });

  it('shows what the doctor corrected beside what was sent, and sends it again until it is accepted', async () => {
    await reopen(place, refused);
    await weigh(place, refused);
    await close(place, refused);
    await row().getByText('đã sửa, chờ duyệt lại').waitFor();
    await reach(page, row());
    await page.keyboard.press('Enter');
    await detail().getByText('XML1.1 CAN_NANG').waitFor();
    await approveMarked();
    await row().getByText('cổng đã nhận').waitFor();
    await detail()
      .getByText(/^Mã giao dịch MP/)
      .waitFor();
    expect(
      await detail()
        .getByText(/^Lần \d/)
        .count(),
    ).to.equal(2);
    expect(desks.complaints).to.deep.equal([]);
    expect(desks.outside).to.deep.equal([]);
  });

  it('withdraws only with a reason', async () => {
    await enter(page, detail().getByRole('button', { name: 'Thu hồi hồ sơ' }));
    const dialog = page.getByRole('dialog', { name: `Thu hồi hồ sơ ${code} trên cổng?` });
    await dialog.getByText(/mã đối tượng 8/).waitFor();
    await expectAccessible(page);
    await page.keyboard.type('Gửi nhầm người bệnh');
    await page.keyboard.press('Enter');
    await row().getByText('đã thu hồi').waitFor();
  });
});
