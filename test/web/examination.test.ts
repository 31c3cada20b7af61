import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../support/accessible.ts';
import { enter, pick, reach, typeInto } from '../support/by-keyboard.ts';
import { startDeskServer, type DeskServer } from '../support/desk-server.ts';
import { choice, field } from '../support/desk-steps.ts';

describe('the examination tab, by keyboard', function () {
  this.timeout(180_000);
  let desks: DeskServer;
  let doctor: Page;

  before(async () => {
    desks = await startDeskServer();
    const reception = await desks.logIn('tieptan.muongban');
    await reception.getByText('Tai mũi họng').first().waitFor({ state: 'attached' });
    await typeInto(reception, choice(reception, 'Quét thẻ / tìm'), '?40');
    await reception.keyboard.press('Enter');
    await reception.getByText('Chưa rõ danh tính. Tuổi là ước chừng.').waitFor();
    await reception.keyboard.press('Control+Enter');
    await reception.getByText(/Số vừa cấp/).waitFor();
    doctor = await desks.logIn('bacsi.muongban');
    await doctor.getByRole('button', { name: /^Người tiếp theo \(1 chờ/ }).waitFor();
    await doctor.keyboard.press('F10');
    await field(doctor, 'Mạch').waitFor();
  });
  after(async () => await desks.close());

  const history = () => field(doctor, 'Bệnh sử');
  const marked = () =>
    history().evaluate((area) => {
      const { value, selectionStart, selectionEnd } = area as HTMLTextAreaElement;
      return value.slice(selectionStart, selectionEnd);
    });

  it('tells the body mass index once weight and height are typed', async () => {
    await typeInto(doctor, field(doctor, 'Cân nặng'), '58');
    await typeInto(doctor, field(doctor, 'Chiều cao'), '165');
    await doctor.getByText('BMI 21,3').waitFor();
  });

  it('makes a sentence of a short code and leads through its blanks', async () => {
    await reach(doctor, history());
    await doctor.keyboard.type('.ho ');
    expect(await history().inputValue()).to.match(/^Ho ___ ngày, đờm ___/);
    expect(await marked()).to.equal('___');
    await doctor.keyboard.type('3');
    await doctor.keyboard.press('F2');
    await doctor.keyboard.type('trong');
    expect(await history().inputValue()).to.match(/^Ho 3 ngày, đờm trong, sốt ___/);
    await expectAccessible(doctor);
    await doctor.keyboard.press('Control+Enter');
    await doctor.getByText('Chưa có gì mới để lưu').waitFor();
  });

  it('takes a short code back with Ctrl+Z', async () => {
    await reach(doctor, history());
    const before = await history().inputValue();
    await doctor.keyboard.press('Control+End');
    await doctor.keyboard.type(' .phoi ');
    await doctor.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('#field-history')?.value.includes('Phổi thông khí'));
    await doctor.keyboard.press('Control+z');
    expect(await history().inputValue()).to.equal(`${before} .phoi`);
    for (let letter = 0; letter < 6; letter += 1) await doctor.keyboard.press('Backspace');
  });

  it('opens a part of the form that is empty, keeps what is written there, and finds a template in it', async () => {
    await enter(doctor, doctor.getByRole('button', { name: '+ Khám bộ phận' }));
    await doctor.keyboard.press('F4');
    await typeInto(doctor, doctor.getByRole('dialog').getByLabel('Tìm mẫu theo mã hoặc chữ'), 'gan lach');
    await doctor.getByRole('dialog').getByRole('button', { name: 'Chèn .bung' }).waitFor();
    await expectAccessible(doctor);
    await doctor.keyboard.press('Enter');
    await doctor.waitForFunction(() => document.activeElement?.id === 'field-organs');
    await doctor.keyboard.type('mềm');
    expect(await field(doctor, 'Khám bộ phận').inputValue()).to.match(/^Bụng mềm, ấn đau ___/);
    await doctor.keyboard.press('Control+Enter');
    await doctor.getByText('Chưa có gì mới để lưu').waitFor();
    await doctor.reload();
    await field(doctor, 'Khám bộ phận').waitFor();
    expect(await field(doctor, 'Khám bộ phận').inputValue()).to.match(/^Bụng mềm, ấn đau ___/);
  });

  it('makes a template of what stands there, shared, and types it by its code', async () => {
    await reach(doctor, field(doctor, 'Khám bộ phận'));
    await doctor.keyboard.press('F4');
    const dialog = doctor.getByRole('dialog');
    await enter(doctor, dialog.getByRole('button', { name: 'Tạo mẫu từ chữ đang có' }));
    await typeInto(doctor, dialog.getByLabel('Mã (gõ sau dấu chấm)'), 'bmem');
    await typeInto(doctor, dialog.getByLabel('Tên mẫu'), 'Bụng mềm');
    await reach(doctor, dialog.getByLabel('Dùng chung cả cơ sở'));
    await doctor.keyboard.press('Space');
    await expectAccessible(doctor);
    await enter(doctor, dialog.getByRole('button', { name: 'Lưu mẫu' }));
    await typeInto(doctor, dialog.getByLabel('Tìm mẫu theo mã hoặc chữ'), '.bmem');
    await dialog.getByText('dùng chung').waitFor();
    await enter(doctor, dialog.getByRole('button', { name: 'Quay lại' }));
    await enter(doctor, doctor.getByRole('button', { name: '+ Khám toàn thân' }));
    await doctor.keyboard.type('.bmem ');
    expect(await field(doctor, 'Khám toàn thân').inputValue()).to.match(/^Bụng mềm/);
    await doctor.keyboard.press('Control+Enter');
    await doctor.getByText('Chưa có gì mới để lưu').waitFor();
  });

  it('fills several parts from one code', async () => {
    await reach(doctor, field(doctor, 'Khám toàn thân'));
    await doctor.keyboard.press('Control+End');
    await doctor.keyboard.type(' .ls ');
    await field(doctor, 'Tiền sử gia đình').waitFor();
    expect(await field(doctor, 'Hướng xử trí').inputValue()).to.equal('Hướng xử trí: ___');
    expect(await history().inputValue()).to.match(/^Ho 3 ngày[^]*\nBệnh sử: ___$/);
    await doctor.keyboard.press('Control+Enter');
    await doctor.getByText('Chưa có gì mới để lưu').waitFor();
  });

  it('tells what stood in a part before, who wrote it and who replaced it', async () => {
    await enter(doctor, doctor.getByText('Bản trước của Khám toàn thân'));
    const earlier = doctor.getByRole('group').filter({ hasText: 'Bản trước của Khám toàn thân' });
    await earlier
      .getByRole('listitem')
      .getByText(/^Bụng mềm, ấn đau/)
      .waitFor();
    await earlier.getByText(/^Ghi \d{2}\/\d{2}\/\d{4} .* · thay /).waitFor();
    await expectAccessible(doctor);
    await doctor.keyboard.press('Enter');
    await earlier.getByRole('listitem').waitFor({ state: 'detached' });
  });

  it('closes the visit, opens it again with a reason, and shows that it was opened', async () => {
    await typeInto(doctor, choice(doctor, 'Chẩn đoán chính (ICD-10)'), 'viem hong cap');
    await doctor.keyboard.press('Enter');
    await doctor.getByText('bệnh chính', { exact: true }).waitFor();
    await keepsLongTerm();
    await pick(doctor, field(doctor, 'Kết quả điều trị'), /^2 /);
    await enter(doctor, doctor.getByRole('button', { name: 'Kết thúc khám' }));
    await enter(doctor, doctor.getByRole('dialog').getByRole('button', { name: 'Kết thúc khám' }));
    await enter(doctor, doctor.getByRole('button', { name: 'Mở lại lần khám' }));
    await expectAccessible(doctor);
    await doctor.keyboard.press('Enter');
    await doctor.getByRole('dialog').getByText('Ghi lý do mở lại.').waitFor();
    await typeInto(doctor, doctor.getByRole('dialog').getByLabel('Lý do mở lại'), 'Còn thiếu chẩn đoán kèm');
    await doctor.keyboard.press('Enter');
    await doctor.getByText(/^Đã mở lại .*Còn thiếu chẩn đoán kèm/).waitFor();
    await choice(doctor, 'Bệnh kèm theo (ICD-10)').waitFor();
    await expectAccessible(doctor);
  });

  /** One key keeps a diagnosis with the person; since when is told in the dialog; a mistake is taken back with its reason. */
  async function keepsLongTerm(): Promise<void> {
    const banner = doctor.locator('.banner');
    await enter(doctor, doctor.getByRole('button', { name: /^Ghi J02\.9 là bệnh kéo dài/ }));
    await banner.getByText(/Bệnh kéo dài: Viêm họng cấp/).waitFor();
    await enter(doctor, banner.getByRole('button', { name: 'Sửa bệnh kéo dài' }));
    const dialog = doctor.getByRole('dialog');
    await typeInto(doctor, dialog.getByLabel('Từ (2021, 05/2021)'), '2024');
    await enter(doctor, dialog.getByRole('button', { name: 'Lưu J02.9' }));
    await banner.getByText(/từ 2024$/).waitFor({ state: 'attached' });
    await enter(doctor, dialog.getByRole('button', { name: 'J02.9 ghi nhầm' }));
    await typeInto(doctor, dialog.getByLabel('Lý do ghi nhầm'), 'Bệnh cấp');
    await expectAccessible(doctor);
    await enter(doctor, dialog.getByRole('button', { name: 'J02.9 ghi nhầm' }));
    await banner.getByText(/Bệnh kéo dài:/).waitFor({ state: 'detached' });
  }

  it('left nothing in the console and asked no other machine', () => {
    expect(desks.complaints).to.deep.equal([]);
    expect(desks.outside).to.deep.equal([]);
  });
});
