import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../support/accessible.ts';
import { startDeskServer, type DeskServer } from '../support/desk-server.ts';
import { startNational, type TestNational } from '../support/national-server.ts';
import { enter, reach, typeInto } from '../support/by-keyboard.ts';
import { sign, view, type Link, type Signed } from '../api/national-prescriptions/a-link.ts';
import { aUser } from '../support/api.ts';
import { demoHospital } from './demo-hospital.ts';

describe('the desk of the national prescriptions, by keyboard', function () {
  this.timeout(240_000);
  let desks: DeskServer;
  let link: Link;
  let national: TestNational;
  let page: Page;
  let refused: Signed;
  let unknown: Signed;
  const complaints: string[] = [];

  before(async () => {
    desks = await startDeskServer();
    national = await startNational();
    const place = await demoHospital(desks.api);
    link = { ...place, administrator: await aUser(desks.api, place.facility, ['facility-administrator']) };
    refused = await sign(link, { fullName: 'Lò Thị Kín', phone: '0912900422' });
    unknown = await sign(link, { phone: '0912900409' });
    page = await desks.logIn('quantri.muongban');
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.getByRole('navigation').getByRole('link', { name: 'Đơn thuốc quốc gia', exact: true }).press('Enter');
  });
  after(async () => {
    await desks.close();
    await national.close();
  });

  const codeBox = () => page.getByLabel('Mã đơn', { exact: true });
  const rowOf = ({ code }: Signed) => page.getByRole('row', { name: new RegExp(code, 'i') });
  const detailOf = ({ code }: Signed) => page.getByRole('region', { name: `Đơn ${code.toUpperCase()}` });
  const find = async (signed: Signed): Promise<void> => {
    await page.keyboard.press('F4');
    await page.keyboard.type(signed.code.toUpperCase());
    await page.getByRole('row').nth(1).waitFor();
    await detailOf(signed).waitFor();
  };

  it('says that everything is simulated, and why a prescription came back, without the name of the patient', async () => {
    await page.getByText(/^Cơ sở chưa có tài khoản: máy tự trả lời/).waitFor();
    await codeBox().waitFor();
    await find(refused);
    await detailOf(refused).getByText('bị trả: không nhận nội dung').waitFor();
    await detailOf(refused).getByText('Hệ thống quốc gia không nhận địa chỉ.').waitFor();
    await detailOf(refused)
      .getByText(/không nhận nội dung \(mã 422\) · mô phỏng/)
      .waitFor();
    expect(await page.getByText('Lò Thị Kín').count()).to.equal(0);
    expect(await page.getByRole('button', { name: 'Xem tên người bệnh' }).count()).to.equal(0);
    await expectAccessible(page);
  });

  it('marks rows with the space bar and sends them again with F9', async () => {
    await reach(page, rowOf(refused));
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Gửi lại 1 đơn đã đánh dấu' }).waitFor();
    await page.keyboard.press('F9');
    const dialog = page.getByRole('dialog', { name: 'Gửi lại 1 đơn?' });
    await dialog.waitFor();
    await expectAccessible(page);
    await enter(page, dialog.getByRole('button', { name: 'Gửi lại 1 đơn đã đánh dấu' }));
    await dialog.waitFor({ state: 'detached' });
    await rowOf(refused).getByRole('gridcell', { name: '2', exact: true }).waitFor({ timeout: 25_000 });
  });

  it('decides about an unknown one only with a reason', async () => {
    await find(unknown);
    await enter(page, page.getByRole('button', { name: 'Coi như đã nhận' }));
    const dialog = page.getByRole('dialog', { name: /^Coi đơn/ });
    await dialog.getByLabel('Vì sao biết').waitFor();
    await page.keyboard.press('Enter');
    await dialog.getByText('Ghi vì sao biết đơn đã được nhận.').waitFor();
    await page.keyboard.type('Đơn vị vận hành xác nhận qua điện thoại');
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await detailOf(unknown).getByText('đã gửi', { exact: true }).waitFor();
    await detailOf(unknown)
      .getByText(/quyết định lúc .*: Đơn vị vận hành xác nhận qua điện thoại\.$/)
      .waitFor();
    await dialog.waitFor({ state: 'detached' });
  });

  it('narrows to a state, and back to all', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Delete');
    expect(await codeBox().inputValue()).to.equal('');
    const states = page.getByRole('region', { name: 'Theo trạng thái' });
    await enter(page, states.getByRole('button', { name: /bị trả/ }));
    await rowOf(refused).waitFor();
    await rowOf(unknown).waitFor({ state: 'detached' });
    await enter(page, states.getByRole('button', { name: /Tất cả/ }));
    await rowOf(unknown).waitFor();
  });

  it('sets the accounts, tries them, and a prescription goes to the real system', async () => {
    await page.keyboard.press('Alt+2');
    const facility = page.getByRole('region', { name: 'Tài khoản của cơ sở' });
    await typeInto(page, facility.getByLabel('Địa chỉ máy chủ'), national.baseUrl);
    await typeInto(page, facility.getByLabel('Mật khẩu mới'), 'sai');
    await page.keyboard.press('Enter');
    await facility.getByText('Đã lưu tài khoản.').waitFor();
    await facility.getByRole('button', { name: 'Ngừng dùng' }).waitFor();
    await enter(page, facility.getByRole('button', { name: 'Thử đăng nhập' }));
    await facility.getByText('Chưa đăng nhập được: tài khoản cơ sở bị từ chối.').waitFor();
    await typeInto(page, facility.getByLabel('Mật khẩu mới'), national.passwords.facility);
    await page.keyboard.press('Enter');
    await enter(page, facility.getByRole('button', { name: 'Thử đăng nhập' }));
    await facility.getByText('Đăng nhập được.').waitFor();
    await expectAccessible(page);

    const waiting = await sign(link);
    await page.keyboard.press('Alt+1');
    await find(waiting);
    await detailOf(waiting).getByText('chưa gửi: chờ tài khoản của bác sĩ').waitFor({ timeout: 25_000 });
    await link.administrator
      .post(`/national-accounts/doctors/${link.doctor.userId}`, {
        ...{ id: waiting.id, linkCode: 'SLA0000000077', password: national.passwords.doctor },
      })
      .expect(201);
    await detailOf(waiting).getByText('đã gửi', { exact: true }).waitFor({ timeout: 25_000 });
    expect(national.held.has(waiting.code)).to.equal(true);
    expect((await view(link, waiting)).source).to.equal('system');
  });

  it('shows the name to the pharmacy after a press of its own', async () => {
    const pharmacist = await desks.logIn('duocsi.muongban');
    await pharmacist.getByRole('navigation').getByRole('link', { name: 'Đơn thuốc quốc gia', exact: true }).press('Enter');
    await pharmacist.getByLabel('Mã đơn', { exact: true }).waitFor();
    await pharmacist.keyboard.type(refused.code);
    const detail = pharmacist.getByRole('region', { name: `Đơn ${refused.code.toUpperCase()}` });
    await enter(pharmacist, detail.getByRole('button', { name: 'Xem tên người bệnh' }));
    await detail.getByText(/^Lò Thị Kín · 12\/03\/1980 · Nam$/).waitFor();
    expect(await pharmacist.getByRole('tab', { name: /Tài khoản/ }).count()).to.equal(0);
    await expectAccessible(pharmacist);
  });

  it('leaves the console empty and asks nobody outside', () => {
    expect(complaints).to.deep.equal([]);
    expect(desks.complaints).to.deep.equal([]);
    expect(desks.outside).to.deep.equal([]);
  });
});
