import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../support/accessible.ts';
import { startDeskServer, type DeskServer } from '../support/desk-server.ts';
import { addDrug } from '../support/desk-steps.ts';
import { openVisit, type OpenVisit } from '../api/encounters/open-visit.ts';
import { demoHospital } from './demo-hospital.ts';

describe('sets of drugs at the doctor, by keyboard', function () {
  this.timeout(120_000);
  let desks: DeskServer;
  let page: Page;
  let second: OpenVisit;

  before(async () => {
    desks = await startDeskServer();
    const place = await demoHospital(desks.api);
    const first = await openVisit(place);
    second = await openVisit(place);
    page = await desks.logIn('bacsi.muongban');
    await prescribing(first);
  });
  after(async () => await desks.close());

  const prescribing = async (visit: OpenVisit): Promise<void> => {
    await page.goto(`${desks.baseUrl}/doctor/${visit.encounterId}`);
    await page.getByRole('tab', { name: /Đơn thuốc/ }).waitFor();
    await page.keyboard.press('Alt+3');
    await page.waitForFunction(() => document.activeElement?.id === 'field-drug');
  };
  const dialog = () => page.getByRole('dialog');

  it('keeps what is being written under a name', async () => {
    await page.keyboard.press('F4');
    await dialog()
      .getByText(/Chưa có đơn mẫu/)
      .waitFor();
    await page.keyboard.press('Escape');
    await addDrug(page, 'paracetamol 500', 'Paracetamol');
    await addDrug(page, 'loratad', 'Loratadin');
    await page.keyboard.press('F4');
    await dialog().getByRole('button', { name: 'Lưu 2 thuốc đang kê thành đơn mẫu' }).press('Enter');
    await page.waitForFunction(
      () => document.activeElement?.closest('dialog') !== null && document.activeElement instanceof HTMLInputElement,
    );
    await expectAccessible(page);
    await page.keyboard.type('Cảm cúm');
    await page.keyboard.press('Enter');
    await dialog().getByRole('button', { name: 'Lấy «Cảm cúm»' }).waitFor();
  });

  it('gives it to the next person with F4 and Enter, to be reviewed line by line', async () => {
    await prescribing(second);
    await page.keyboard.press('F4');
    await dialog().getByRole('button', { name: 'Lấy «Cảm cúm»' }).waitFor();
    await page.keyboard.type('cam');
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await page.getByText(/người bệnh trả/).waitFor();
    await page.getByRole('row', { name: /Paracetamol/ }).waitFor();
    await page.getByRole('row', { name: /Loratadin/ }).waitFor();
    await page.getByRole('button', { name: /^Ký đơn 2 thuốc/ }).waitFor();
    expect(desks.complaints).to.deep.equal([]);
  });
});
