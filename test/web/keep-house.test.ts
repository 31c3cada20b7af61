import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../support/accessible.ts';
import { enter, reach, typeInto } from '../support/by-keyboard.ts';
import { startDeskServer, type DeskServer } from '../support/desk-server.ts';

describe('what the laboratory and imaging keep themselves, by keyboard', function () {
  this.timeout(180_000);
  let desks: DeskServer;

  before(async () => {
    desks = await startDeskServer();
  });
  after(async () => await desks.close());

  const open = async (username: string): Promise<Page> => {
    const page = await desks.logIn(username);
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) desks.complaints.push(message.text());
    });
    await enter(page, page.getByRole('button', { name: 'Danh mục của phòng' }));
    await page.getByLabel('Tìm trong danh mục').waitFor();
    return page;
  };
  const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });

  it('sets the range of an indicator from today on, with its source; the old one stays for what was reported', async () => {
    const head = await open('duyetxn.muongban');
    await head.getByRole('row', { name: /Kali/ }).waitFor();
    await expectAccessible(head);
    await head.keyboard.type('kali');
    await enter(head, head.getByRole('row', { name: /Kali/ }));
    await field(head, 'Thấp, dòng 3').waitFor();
    await expectAccessible(head);
    await typeInto(head, field(head, 'Thấp, dòng 3'), 'ba');
    await head.keyboard.press('Control+Enter');
    await head.getByText('Dòng 3: kiểm tra tuổi và các số.').waitFor();
    await typeInto(head, field(head, 'Thấp, dòng 3'), '3,6');
    await head.keyboard.press('Control+Enter');
    await head.getByText('Điền ngày bắt đầu và nguồn.').waitFor();
    await typeInto(head, field(head, 'Theo (thuốc thử, tài liệu)'), 'Thuốc thử X, tờ hướng dẫn');
    await head.keyboard.press('Control+Enter');
    await head.getByText('Đã lưu.', { exact: true }).waitFor();
    await head.getByRole('row', { name: /Kali.*3,6.*của phòng/ }).waitFor();
  });

  it('adds a machine with its days of use, which results then offer', async () => {
    const head = await open('duyetxn.muongban');
    await head.keyboard.press('Alt+2');
    await head.getByRole('row', { name: /Máy sinh hóa/ }).waitFor();
    await head.keyboard.press('F2');
    await reach(head, field(head, 'Mã máy (như đã đăng ký với BHXH)'));
    await head.keyboard.type('DG.1.14901.DEMO09');
    await head.keyboard.press('Enter');
    await head.keyboard.type('Analyser');
    await head.keyboard.press('Enter');
    await head.keyboard.type('SN-009');
    await head.keyboard.press('Enter');
    await head.keyboard.type('01012026');
    await expectAccessible(head);
    await head.keyboard.press('Control+Enter');
    await head.getByRole('row', { name: /DG\.1\.14901\.DEMO09.*01\/01\/2026 – …/ }).waitFor();
  });

  it('changes a wording of imaging and takes it out of use', async () => {
    const reader = await open('docanh.muongban');
    await reader.getByRole('row', { name: /Điện tim bình thường/ }).waitFor();
    await reader.keyboard.type('dien tim');
    await enter(reader, reader.getByRole('row', { name: /Điện tim bình thường/ }));
    await field(reader, 'Kết luận').waitFor();
    await expectAccessible(reader);
    await typeInto(reader, field(reader, 'Kết luận'), 'Điện tim trong giới hạn bình thường.');
    await reader.keyboard.press('Control+Enter');
    await reader.getByText('Đã lưu.', { exact: true }).waitFor();
    await reach(reader, field(reader, 'Thôi dùng mẫu này'));
    await reader.keyboard.press('Space');
    await reader.keyboard.press('Control+Enter');
    await reader.getByRole('row', { name: /Điện tim bình thường/ }).waitFor({ state: 'detached' });
    await enter(reader, reader.getByRole('button', { name: 'Về danh sách việc' }));
    await reader.getByLabel('Tìm người bệnh, dịch vụ').waitFor();
  });

  it('is the head’s: a technician is not offered it', async () => {
    const technician = await desks.logIn('xetnghiem.muongban');
    await technician.getByRole('button', { name: 'Sổ ngày' }).waitFor();
    expect(await technician.getByRole('button', { name: 'Danh mục của phòng' }).count()).to.equal(0);
  });

  it('complained about nothing on the way and asked nobody outside', () => {
    expect(desks.complaints).to.deep.equal([]);
    expect(desks.outside).to.deep.equal([]);
  });
});
