import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { row } from '../../db/knex.ts';
import type { MyShift } from '../../api/cashier/book-schemas.ts';
import { newId } from '../../domain/ids.ts';
import { aClosure, openVisit, type OpenVisit } from '../api/encounters/open-visit.ts';
import { aHospital, type Workplace } from '../api/at-work.ts';
import { aPerson } from '../support/a-registration.ts';
import { expectAccessible } from '../support/accessible.ts';
import { enter, reach, typeInto } from '../support/by-keyboard.ts';
import { scan, startDeskServer, type DeskServer } from '../support/desk-server.ts';
import { demoHospital } from './demo-hospital.ts';

/** The examination at a hospital of class 3. */
const EXAMINATION = '39.800 đ';

describe('the cashier, by keyboard', function () {
  this.timeout(240_000);
  let desks: DeskServer;
  let place: Workplace;
  let page: Page;
  const complaints: string[] = [];

  before(async () => {
    desks = await startDeskServer();
    place = await demoHospital(desks.api);
    expect(place.facility.priceClass).to.equal(aHospital.priceClass);
    page = await desks.logIn('thungan.muongban');
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    // What goes to the printer is looked at where it hangs, not in a dialog that holds the page.
    await page.evaluate(() => {
      window.print = () => {
        (window as unknown as { printed: string[] }).printed ??= [];
        (window as unknown as { printed: string[] }).printed.push(document.querySelector('.sheet, .paper')?.textContent ?? '');
      };
    });
  });
  after(async () => await desks.close());

  const printed = async (): Promise<string[]> => await page.evaluate(() => (window as unknown as { printed?: string[] }).printed ?? []);
  const aVisit = async (fullName: string): Promise<OpenVisit & { code: string }> => {
    const visit = await openVisit(place, { patient: { kind: 'new', id: newId(), data: aPerson({ fullName }) } });
    const found = await row<{ code: string }>(desks.api.database.owner, 'SELECT e.code FROM encounters AS e WHERE e.id = :id', {
      id: visit.encounterId,
    });
    return { ...visit, code: found?.code ?? '' };
  };
  const close = async (visit: OpenVisit): Promise<void> => {
    await visit.diagnose('J02.9');
    await place.doctor.post(`${visit.path}/closure`, await visit.fresh(aClosure())).expect(200);
  };
  const open = async (code: string, fullName: string) => {
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.activeElement?.closest('.cash-scan') !== null);
    await scan(page, code);
    const account = page.getByRole('article', { name: fullName });
    await account.waitFor();
    return account;
  };
  const amountBox = () => page.getByLabel('Số tiền (đồng)');

  it('takes an advance while the visit runs, and the cursor is where the next key belongs', async () => {
    const visit = await aVisit('Lò Văn Ứng');
    const account = await open(visit.code, 'Lò Văn Ứng');
    await account.getByText('Tạm tính còn phải thu').waitFor();
    await page.waitForFunction(() => document.activeElement?.closest('.money-amount') !== null);
    await expectAccessible(page);
    await page.keyboard.type('100000');
    await account.getByText('Một trăm nghìn đồng').waitFor();
    await page.keyboard.press('F9');
    await account.getByText(/Đã ghi 100\.000 đ, phiếu BL26-MH \d{7}: Lò Văn Ứng\./).waitFor();
    await page.waitForFunction(() => document.activeElement?.closest('.cash-scan') !== null);
    await page.waitForFunction(() => ((window as unknown as { printed?: string[] }).printed ?? []).length === 1);
    expect((await printed())[0])
      .to.contain('BIÊN LAI TẠM ỨNG')
      .and.to.contain('Một trăm nghìn đồng');

    await close(visit);
    await open(visit.code, 'Lò Văn Ứng');
    await account.getByText('Phải trả lại').waitFor();
    expect(await amountBox().inputValue()).to.equal('60.200');
    await page.keyboard.press('F9');
    await account.getByText(/^Đã ghi 60\.200 đ, phiếu PC26-MH/).waitFor();
    await account.getByText('Đã thu đủ, không còn phải thu hay trả.').waitFor();
    await expectAccessible(page);
  });

  it('collects the final bill with change, from the scan with eight keys', async () => {
    const visit = await aVisit('Quàng Thị Thu');
    await close(visit);
    const account = await open(visit.code, 'Quàng Thị Thu');
    await account.getByText('Còn phải thu', { exact: true }).waitFor();
    expect(await amountBox().inputValue()).to.equal('39.800');
    await typeInto(page, page.getByLabel('Khách đưa'), '50000');
    await account.getByText('10.200 đ').waitFor();
    await page.keyboard.press('F9');
    await account.getByText(/^Đã ghi 39\.800 đ/).waitFor();
    await account.getByText('Không còn phải thu', { exact: true }).waitFor();
  });

  it('says that less was handed over, and does not take it', async () => {
    const visit = await aVisit('Cầm Văn Thiếu');
    await close(visit);
    const account = await open(visit.code, 'Cầm Văn Thiếu');
    await typeInto(page, page.getByLabel('Khách đưa'), '30000');
    await account.getByText('Khách đưa chưa đủ.').waitFor();
    await page.keyboard.press('F9');
    await account.getByText('Chưa thu lần nào.').waitFor();
  });

  it('shows the code of a payment with the number of the visit', async () => {
    const visit = await aVisit('Bạc Thị Mã');
    await close(visit);
    const account = await open(visit.code, 'Bạc Thị Mã');
    await reach(page, page.getByLabel('Hình thức'));
    await page.keyboard.press('End');
    await account.getByRole('img', { name: `Mã VietQR ${EXAMINATION}` }).waitFor();
    await expectAccessible(page);
    await enter(page, account.getByRole('button', { name: 'In phiếu có mã' }));
    await page.waitForFunction(() => ((window as unknown as { printed?: string[] }).printed ?? []).at(-1)?.includes('PHIẾU BÁO') === true);
    await page.keyboard.press('F9');
    await account.getByText(/^Đã ghi 39\.800 đ/).waitFor();
  });

  it('cancels a receipt with the reason; it stays in sight and the money is due again', async () => {
    const visit = await aVisit('Vì Văn Hủy');
    await close(visit);
    const account = await open(visit.code, 'Vì Văn Hủy');
    await page.keyboard.press('F9');
    await account.getByText(/^Đã ghi 39\.800 đ/).waitFor();
    await enter(page, account.getByRole('button', { name: /^Hủy BL26-MH/ }));
    const dialog = page.getByRole('dialog', { name: /^Hủy phiếu BL26-MH/ });
    await dialog.waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await dialog.getByText(/lý do/i).first().waitFor();
    await page.keyboard.type('Thu nham nguoi');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await account.getByText(/^Hủy phiếu BL26-MH/).waitFor();
    await account.getByText('Thu nham nguoi').first().waitFor();
    await account.getByText('Còn phải thu', { exact: true }).waitFor();
  });

  it('hears that another cashier was faster, and sees the new state', async () => {
    const visit = await aVisit('Lường Thị Nhanh');
    await close(visit);
    const account = await open(visit.code, 'Lường Thị Nhanh');
    await account.getByText('Còn phải thu', { exact: true }).waitFor();
    const { due, sequence } = (await place.cashier.get(`${visit.path}/account`).expect(200)).body as { due: string; sequence: number };
    const body = { id: newId(), kind: 'collection', amount: due, method: 'cash', seen: { sequence, due } };
    await place.cashier.post(`${visit.path}/receipts`, body).expect(201);
    await page.keyboard.press('F9');
    await account.getByText(/vừa thay đổi/).waitFor();
    await account.getByText('Đã thu đủ, không còn phải thu hay trả.').waitFor();
  });

  it('makes the invoice of a settled visit, marked as simulated, and finds it in the list', async () => {
    const visit = await aVisit('Tòng Thị Đơn');
    await close(visit);
    const account = await open(visit.code, 'Tòng Thị Đơn');
    await page.keyboard.press('F9');
    await account.getByText(/^Đã ghi 39\.800 đ/).waitFor();
    await enter(page, account.getByRole('button', { name: 'Lập hóa đơn' }));
    const dialog = page.getByRole('dialog', { name: 'Lập hóa đơn điện tử cho ai?' });
    await dialog.getByLabel('Người mua').waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await account.getByText(/^đã phát hành MP26THB \d{8} · mô phỏng$/).waitFor({ timeout: 20_000 });
    await page.keyboard.press('Alt+3');
    await page.getByText(/^Chưa nối nhà cung cấp hóa đơn/).waitFor();
    await page.getByText(visit.code).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Alt+1');
    await page.waitForFunction(() => document.activeElement?.closest('.cash-scan') !== null);
  });

  it('lets the head put a charge right and note who else pays, each with the reason', async () => {
    const visit = await aVisit('Hà Thị Chỉnh');
    const head = await desks.logIn('truongthungan.muongban');
    await head.waitForFunction(() => document.activeElement?.closest('.cash-scan') !== null);
    await scan(head, visit.code);
    const account = head.getByRole('article', { name: 'Hà Thị Chỉnh' });
    await enter(head, account.getByRole('button', { name: /^Điều chỉnh Khám/ }));
    const dialog = head.getByRole('dialog', { name: /^Điều chỉnh: Khám/ });
    await dialog.getByLabel(/^SL/).waitFor();
    await expectAccessible(head);
    await head.keyboard.type('2');
    await head.keyboard.press('Enter');
    await dialog.getByText(/lý do/i).last().waitFor();
    await typeInto(head, dialog.getByLabel('Lý do', { exact: true }), 'Kham hai chuyen khoa');
    await head.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await account.getByText('79.600 đ').first().waitFor();
    await account.getByText('đã điều chỉnh').waitFor();
    await enter(head, account.getByRole('button', { name: 'Hỗ trợ', exact: true }));
    const support = head.getByRole('dialog', { name: 'Hỗ trợ' });
    await support.getByLabel('Nguồn trả').waitFor();
    await expectAccessible(head);
    await head.keyboard.type('20000');
    await typeInto(head, support.getByLabel('Lý do', { exact: true }), 'Quy nguoi ngheo');
    await head.keyboard.press('Enter');
    await support.waitFor({ state: 'detached' });
    await account.getByText('59.600 đ').first().waitFor();
    await account.getByText('Hỗ trợ · Ngân sách nhà nước').waitFor();
    await expectAccessible(head);
  });

  it('closes the shift with a difference and its reason', async () => {
    await page.keyboard.press('Alt+2');
    await page.getByRole('region', { name: 'Ca thu' }).waitFor();
    await page.waitForFunction(() => document.activeElement?.closest('.close-shift') !== null);
    await expectAccessible(page);
    await page.keyboard.type('1000');
    await page.getByText(/^Lệch .* so với sổ/).waitFor();
    await typeInto(page, page.getByLabel('Lý do chênh lệch'), 'Dem thieu to le');
    await page.keyboard.press('F9');
    const dialog = page.getByRole('dialog', { name: 'Chốt ca của bạn?' });
    await dialog.waitFor();
    await enter(page, dialog.getByRole('button', { name: 'Chốt ca' }));
    await page.getByText(/^Đã chốt ca lúc .* nộp 1\.000 đ\.$/).waitFor();
    expect((await printed()).at(-1)).to.contain('BẢNG TỔNG HỢP CA THU');
  });

  it('closes the day at the cash book, opens a book and sets the account', async () => {
    const { shift } = (await place.cashier.get('/cash-shift').expect(200)).body as MyShift;
    const countedCash = shift?.summary.expectedCash ?? '';
    await place.cashier.post(`/cash-shifts/${shift?.id ?? ''}/closure`, { countedCash }).expect(200);
    const head = await desks.logIn('quantri.muongban');
    await head.getByRole('navigation').getByRole('link', { name: 'Sổ thu', exact: true }).press('Enter');
    await head.getByRole('table', { name: 'Các ca trong ngày' }).waitFor();
    await expectAccessible(head);
    await enter(head, head.getByRole('button', { name: 'Khóa sổ ngày' }));
    await enter(head, head.getByRole('dialog').getByRole('button', { name: 'Khóa sổ ngày' }));
    await head.getByText(/^Đã khóa sổ lúc/).waitFor();
    await head.keyboard.press('Alt+2');
    await head.waitForFunction(() => document.activeElement?.closest('.close-shift') !== null);
    await head.keyboard.type('BL27');
    await typeInto(head, head.getByLabel('Số cuối', { exact: true }), '100');
    await head.keyboard.press('F9');
    await head.getByText('Đã mở quyển BL27 từ 0000001 đến 0000100.').waitFor();
    await expectAccessible(head);
    await head.keyboard.press('Alt+3');
    await head.getByLabel('Số tài khoản').waitFor();
    await expectAccessible(head);
  });

  it('leaves the console empty and asks nobody outside', () => {
    // A refused write is told by the browser itself.
    expect(complaints.filter((text) => !/409/.test(text))).to.deep.equal([]);
    expect(desks.complaints).to.deep.equal([]);
    expect(desks.outside).to.deep.equal([]);
  });
});
