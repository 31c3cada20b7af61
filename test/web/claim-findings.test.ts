import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { dayForPeople, localDay } from '../../domain/dates.ts';
import { expectAccessible } from '../support/accessible.ts';
import { enter, pick, reach } from '../support/by-keyboard.ts';
import { startDeskServer, type DeskServer } from '../support/desk-server.ts';
import { aClosedVisit } from '../api/claims/a-closed-visit.ts';
import type { Workplace } from '../api/at-work.ts';
import { demoHospital } from './demo-hospital.ts';

describe("the desk of the insurer's findings, by keyboard", function () {
  this.timeout(240_000);
  let desks: DeskServer;
  let place: Workplace;
  let page: Page;
  let key: string;

  before(async () => {
    desks = await startDeskServer();
    place = await demoHospital(desks.api);
    const visit = await aClosedVisit(place);
    key = (await visit.view()).code;
    await place.officer.post('/claim-sending/approvals', { encounterIds: [visit.encounterId] }).expect(200);
    page = await desks.logIn('giamdinh.muongban');
    await page.getByRole('navigation').getByRole('link', { name: 'Gửi giám định', exact: true }).press('Enter');
    await page.getByRole('row', { name: new RegExp(`${key}.*cổng đã nhận`) }).waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Kết quả giám định', exact: true }).press('Enter');
  });
  after(async () => await desks.close());

  const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
  const row = (reason: string) => page.getByRole('row', { name: new RegExp(`${key}.*${reason}`) });
  const detail = () => page.getByRole('region', { name: `Kết quả giám định hồ sơ ${key}` });
  /** Chooses a file of these lines and has it checked. */
  const choose = async (...lines: string[]): Promise<void> => {
    await page.keyboard.press('F2');
    const heads = 'MA_LK;Bảng;STT dòng;Mã lý do;Lý do;Số tiền từ chối;Ngày giám định';
    const text = [heads, ...lines].join('\r\n');
    await dialog('Nạp tệp kết quả')
      .getByLabel('Tệp .xlsx hoặc .csv')
      .setInputFiles({ name: 'ket-qua.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await enter(page, dialog('Nạp tệp kết quả').getByRole('button', { name: 'Kiểm tra tệp' }));
  };
  const line = (of: string, amount: string, reason: string, number = '1') =>
    `${of};XML3;${number};${reason};Lý do ${reason};${amount};${dayForPeople(localDay(new Date()))}`;

  it('says what would stand here and which key begins', async () => {
    await page.getByText(/^Chưa có kết quả giám định nào như vậy\. F2/).waitFor();
    await page.getByRole('button', { name: 'Tệp mẫu (mô phỏng)' }).waitFor();
    await expectAccessible(page);
  });

  it('names every wrong line of a file and loads none', async () => {
    await choose(line('KHONGCO', '1.000', 'A'), line(key, '1.000', 'A', '9'));
    const report = dialog('Nạp tệp kết quả').getByRole('alert');
    await report.getByText(/^Dòng 2, cột MA_LK.*Không có hồ sơ nào mang mã này/).waitFor();
    await report.getByText(/^Dòng 3, cột STT dòng.*không có dòng này/).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await dialog('Nạp tệp kết quả').waitFor({ state: 'detached' });
  });

  it('tells what a file would do, then loads it', async () => {
    await choose(line(key, '12.500', 'A'), line(key, '4.000', 'B'));
    await dialog('Nạp tệp kết quả')
      .getByText(/^2 dòng, từ chối 16\.500 đ: 2 mới, 0 thay đổi/)
      .waitFor();
    await enter(page, dialog('Nạp tệp kết quả').getByRole('button', { name: 'Nạp 2 dòng' }));
    await page.getByText('Đã nạp 2 dòng.').waitFor();
    await row('A').getByText('chưa trả lời').waitFor();
    await expectAccessible(page);
  });

  it('opens a finding, says whether we had known, and answers it with F9', async () => {
    await reach(page, row('A'));
    await page.keyboard.press('Enter');
    await detail().getByText('Quy tắc của ta không thấy').waitFor();
    await expectAccessible(page);
    await page.keyboard.press('F9');
    await dialog(`Giải trình 12.500 đ của hồ sơ ${key}`).waitFor();
    await page.keyboard.type('Benh nhan sot cao');
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await row('A').getByText('đã giải trình').waitFor();
    await detail().getByText('Benh nhan sot cao').waitFor();
  });

  it('writes down what was given back and undoes it', async () => {
    await enter(page, detail().getByRole('button', { name: 'Được trả lại' }));
    const ask = dialog(`Cơ quan BHXH trả lại tiền của hồ sơ ${key}`);
    await ask.getByLabel('Số tiền trả lại (đồng)').fill('5.000');
    await ask.getByLabel('Căn cứ (số văn bản, biên bản)').fill('12/BB');
    await page.keyboard.press('Enter');
    await row('A').getByText('đã trả lại 5.000 đ').waitFor();
    await enter(page, detail().getByRole('button', { name: 'Hoàn tác việc sau cùng' }));
    await page.keyboard.type('Go nham');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await row('A').getByText('đã giải trình').waitFor();
  });

  it('says on F10 where it is cured, and whom to ask when that desk is another’s', async () => {
    await page.keyboard.press('F10');
    await detail().getByText('Tài khoản này không mở được bàn đó.').waitFor();
  });

  it('adds the money of a month up and puts reasons together with our rules', async () => {
    await page.keyboard.press('Alt+2');
    const month = localDay(new Date()).slice(0, 7);
    const sums = page.getByRole('grid', { name: 'Tiền theo tháng quyết toán' });
    await sums
      .getByRole('row', { name: new RegExp(`${month.slice(5)}/${month.slice(0, 4)}.*39\\.800 23\\.300 4\\.000 12\\.500 0 0 0`) })
      .waitFor();
    await expectAccessible(page);
    await enter(page, page.getByRole('row', { name: /^Lý do A A/ }));
    const ask = dialog('Quy tắc của ta ứng với lý do A');
    await ask.getByRole('textbox').fill('SVC-999');
    await ask.getByText(/SVC-999: Không có quy tắc này/).waitFor();
    await ask.getByRole('textbox').fill('SVC-001');
    await page.keyboard.press('Enter');
    await page.getByRole('row', { name: /^Lý do A A.*SVC-001/ }).waitFor();
  });

  it('shows refusals over the months with the numbers of the picture in words, and leads from a cell to its findings', async () => {
    await page.keyboard.press('Alt+3');
    await page.getByRole('img', { name: /^Lý do A: .*12\.500 đ/ }).waitFor();
    await expectAccessible(page);
    const cell = page.getByRole('button', { name: /^Xem 1 kết quả của Lý do B, tháng/ });
    await cell.getByText('10,05 %').waitFor();
    await enter(page, cell);
    await page.getByText(/^Chỉ đang xem: Lý do B/).waitFor();
    await row('B').waitFor();
    expect(await page.getByRole('row', { name: new RegExp(key) }).count()).to.equal(1);
    await page.keyboard.press('Alt+3');
    await page.getByLabel('Tháng quyết toán từ').selectOption({ index: 3 });
    await enter(page, page.getByRole('rowheader', { name: /^Lý do B/ }).getByRole('button'));
    await page.getByRole('button', { name: 'của lý do B → mọi lý do' }).waitFor();
    await page.getByRole('columnheader', { name: 'Khoa' }).waitFor();
    await pick(page, page.getByLabel('Xếp theo'), /^Người chỉ định$/);
    await page.getByRole('button', { name: /^Xem 1 kết quả của Người Thử Nghiệm, tháng/ }).waitFor();
    expect(desks.complaints).to.deep.equal([]);
    expect(desks.outside).to.deep.equal([]);
  });

  it('shows the head of the facility the sums and the list, and nobody’s name', async () => {
    const head = await desks.logIn('quantri.muongban');
    await head.getByRole('navigation').getByRole('link', { name: 'Kết quả giám định', exact: true }).press('Enter');
    await head.getByRole('row', { name: new RegExp(`${key}.*Lý do B`) }).waitFor();
    expect(await head.getByRole('button', { name: /^Nạp tệp kết quả/ }).count()).to.equal(0);
    await head.getByText('Chi tiết và trả lời là việc của cán bộ giám định BHYT.').waitFor();
  });
});
