import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { aPrescription, controlledSheets, DIAZEPAM, drugsOnBill, MORPHINE, type AtTheWindow } from '../api/dispensing/a-prescription.ts';
import type { Workplace } from '../api/at-work.ts';
import { thePharmacy } from '../api/stock/a-pharmacy.ts';
import { stock } from '../support/api.ts';
import { expectAccessible } from '../support/accessible.ts';
import { scan, startDeskServer, type DeskServer } from '../support/desk-server.ts';
import { chooseFirst, waitForValue } from '../support/desk-steps.ts';
import { demoHospital } from './demo-hospital.ts';

const [PARACETAMOL, AMOXICILLIN, IBUPROFEN] = ['T001', 'T045', 'T009'];

describe('the dispensing window, from scan to label, by keyboard', function () {
  this.timeout(180_000);
  let desks: DeskServer;
  let place: Workplace;
  let page: Page;
  const complaints: string[] = [];

  before(async () => {
    desks = await startDeskServer();
    place = await demoHospital(desks.api);
    page = await desks.logIn('duocsi.muongban');
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.evaluate(
      `window.papers = []; window.print = () => void window.papers.push(document.querySelector('.drug-labels')?.textContent ?? 'nothing')`,
    );
  });
  after(async () => await desks.close());

  const papers = async (): Promise<string[]> => await page.evaluate(() => (window as unknown as { papers: string[] }).papers);
  const boxScan = () => page.getByLabel('Quét hộp thuốc hoặc gõ số lô');
  const handOverButton = () => page.getByRole('button', { name: /^Phát \d+ thuốc/ });
  const openByScan = async (at: AtTheWindow): Promise<void> => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await scan(page, (await at.view()).prescriptionCode.toUpperCase());
    await boxScan().waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'box-scan');
  };

  it('lands at the window with the cursor in the scan box', async () => {
    await page.waitForURL(/\/dispensing$/);
    await page.waitForFunction(() => document.activeElement?.closest('.scan-box') !== null);
    await expectAccessible(page);
  });

  it('opens by the code on the sheet, confirms every box by its lot, hands over and prints a label a drug', async () => {
    const at = await aPrescription(place, { [PARACETAMOL]: '10', [AMOXICILLIN]: '15' });
    const lots = (await at.view()).lines.map(({ proposals }) => proposals[0]?.lotNumber ?? '');
    await openByScan(at);
    await expectAccessible(page);
    await scan(page, 'KHONG-CO');
    await page.getByText('KHONG-CO không khớp thuốc nào').waitFor();
    await scan(page, lots[0] ?? '');
    await page.getByText('còn 1 thuốc chưa xác nhận đã lấy').waitFor();
    // Nothing happens while a box is missing.
    await page.keyboard.press('Control+Enter');
    expect((await at.view()).state).to.equal('waiting');
    await scan(page, `0108934567890123172903311${'0'}${lots[1] ?? ''}`);
    await page.getByText('chưa xác nhận').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Enter');
    await page.getByText(/^Đã phát cho .* Phiếu PT\d\d-\d{6}\.$/).waitFor();
    expect((await at.view()).state).to.equal('done');
    const [paper] = await papers();
    expect(paper).to.include('Paracetamol').and.to.include('10 Viên').and.to.include(`Lô ${lots[0]}`).and.to.include('uống theo lời dặn');
    await page.waitForFunction(() => document.activeElement?.closest('.scan-box') !== null);
    await page.keyboard.press('F8');
    expect(await papers()).to.have.length(2);
  });

  it('gives a part with Space and a smaller number, and shows what remains when it is opened again', async () => {
    const at = await aPrescription(place, { [AMOXICILLIN]: '20' });
    await openByScan(at);
    // Enter goes from field to field: the lot, then how many.
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('5');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('F9');
    await page.getByText(/^Đã phát cho/).waitFor();
    await openByScan(at);
    await page.getByText('của 20, đã phát 5').waitFor();
    expect((await at.view()).lines[0]).to.include({ given: '5', remaining: '15' });
  });

  it('gives the rest no more, with the reason, and the bill falls to what was given', async () => {
    const at = await aPrescription(place, { [AMOXICILLIN]: '20' });
    await openByScan(at);
    await page.getByRole('button', { name: 'Thôi phát phần còn lại' }).press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute('type') === 'checkbox');
    await expectAccessible(page);
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.type('người bệnh không nhận');
    await page.keyboard.press('Enter');
    await page.getByText('Đơn này đã phát xong.').waitFor();
    expect(await drugsOnBill(at.visit)).to.deep.equal([]);
  });

  it('substitutes a drug with the consent of a doctor and gives that', async () => {
    const at = await aPrescription(place, { [PARACETAMOL]: '10' });
    await openByScan(at);
    await page.getByRole('button', { name: 'Đổi thuốc' }).press('Enter');
    await chooseFirst(page, 'Thay bằng', 'hapacol');
    await waitForValue(page, 'Thay bằng', 'Paracetamol (Hapacol 250) 250mg');
    await page.getByLabel('Số lượng', { exact: true }).fill('20');
    await page.getByLabel('Cách dùng theo lời bác sĩ').fill('Uống 2 gói sáng, 2 gói tối');
    await page.getByLabel('Lý do', { exact: true }).fill('hết viên');
    await page.getByLabel('Bác sĩ đồng ý').selectOption({ index: 1 });
    await expectAccessible(page);
    await page.getByLabel('Đồng ý bằng cách').press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Đổi thuốc' }).press('Enter');
    await page.getByText(/Thay cho Paracetamol/).waitFor();
    await page.getByText('Uống 2 gói sáng, 2 gói tối').first().waitFor();
    expect((await at.view()).lines[0]?.substitute?.unit).to.equal('Gói');
  });

  it('says in a sentence what another pharmacist has done meanwhile, and keeps what was typed', async () => {
    const at = await aPrescription(place, { [IBUPROFEN]: '6' });
    await openByScan(at);
    const body = await at.handing((await at.view()).depotId ?? '');
    await place.pharmacist.post(`${at.path}/hand-overs`, body).expect(201);
    await page.getByLabel(/^Đã lấy – Ibuprofen/).press('Space');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Đơn này đã phát đủ. Không phát thêm.').waitFor();
    await handOverButton().waitFor();
  });

  it('hands a narcotic over only with the number of who collects it, and says so beside the button', async () => {
    await stock(desks.api, place.facility, { [MORPHINE]: '7000', [DIAZEPAM]: '500' });
    const pharmacy = await thePharmacy(place);
    await pharmacy.receive(pharmacy.counterId, { drugCode: MORPHINE, quantity: '200' }, { drugCode: DIAZEPAM, quantity: '100' });
    const { n } = await controlledSheets(place, 5);
    await openByScan(n);
    await page.getByLabel(/^Đã lấy – Morphin/).press('Space');
    const reasons = page.getByRole('textbox', { name: /^Lý do/ });
    for (let i = 0; i < (await reasons.count()); i += 1) await reasons.nth(i).fill('giảm đau ung thư');
    await page.keyboard.press('Control+Enter');
    await page.getByText('chưa ghi số CCCD người lĩnh').waitFor();
    expect((await n.view()).state).to.equal('waiting');
    await expectAccessible(page);
    await page.getByLabel('Số CCCD người lĩnh (bắt buộc)').fill('014090000001');
    await page.keyboard.press('Control+Enter');
    await page.getByText(/^Đã phát cho/).waitFor();
    expect((await n.view()).state).to.equal('done');
  });

  it('leaves the console empty and asks nobody outside', () => {
    // A refusal of the server is told by the browser as a failed request; nothing else may be.
    expect(complaints.filter((text) => !/status of 409/.test(text))).to.deep.equal([]);
    expect(desks.complaints).to.deep.equal([]);
    expect(desks.outside).to.deep.equal([]);
  });
});
