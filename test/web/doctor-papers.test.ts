import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../support/accessible.ts';
import { enter, pick, reach, typeInto } from '../support/by-keyboard.ts';
import { startDeskServer, type DeskServer } from '../support/desk-server.ts';
import { choice, field } from '../support/desk-steps.ts';

describe('work list, rooms and papers of the doctor, by keyboard', function () {
  this.timeout(240_000);
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
    await doctor.getByRole('button', { name: /^Người tiếp theo \([1-9]/ }).waitFor();
    // Printing is asked for and goes nowhere here; what stands on the sheet is kept.
    await doctor.evaluate(() => {
      const kept = window as unknown as { sheets: string[] };
      kept.sheets = [];
      window.print = () => kept.sheets.push(document.querySelector('.sheet')?.textContent ?? '');
    });
    await doctor.keyboard.press('F10');
    await field(doctor, 'Mạch').waitFor();
  });
  after(async () => await desks.close());

  const chip = (name: RegExp) => doctor.getByRole('group', { name: 'Lọc theo trạng thái' }).getByRole('button', { name });
  const dialog = () => doctor.getByRole('dialog');
  const printed = async (words: string) =>
    await doctor.waitForFunction(
      (wanted) => (window as unknown as { sheets: string[] }).sheets.some((text) => text.includes(wanted)),
      words,
    );

  it('filters the list by state and counts', async () => {
    await doctor
      .getByRole('row', { name: /Đang khám/ })
      .first()
      .waitFor();
    await enter(doctor, chip(/^Đang khám/));
    expect(await chip(/^Đang khám/).getAttribute('aria-pressed')).to.equal('true');
    const rows = doctor.getByRole('grid', { name: 'Danh sách chờ' }).locator('tbody tr');
    expect(await rows.count()).to.equal(Number(/\d+/.exec(await chip(/^Đang khám/).innerText())?.[0]));
    await expectAccessible(doctor);
    await doctor.keyboard.press('Enter');
  });

  it('asks another room, which waits in the list, and takes the question back', async () => {
    await enter(doctor, doctor.getByRole('button', { name: 'Hỏi phòng khác' }));
    await pick(doctor, dialog().getByLabel('Phòng', { exact: true }), /Tai mũi họng/);
    await typeInto(doctor, dialog().getByLabel('Hỏi gì'), 'Tai đau');
    await expectAccessible(doctor);
    await doctor.keyboard.press('Enter');
    await doctor.getByText(/^Hỏi: Tai đau/).waitFor();
    await doctor
      .getByRole('row', { name: /Chờ KQ/ })
      .first()
      .waitFor();
    await expectAccessible(doctor);
    await enter(doctor, doctor.getByRole('button', { name: 'Thôi không khám phòng này' }));
    await typeInto(doctor, dialog().getByLabel('Lý do'), 'Đã đỡ');
    await doctor.keyboard.press('Enter');
    await doctor.getByText(/^Hỏi: Tai đau/).waitFor({ state: 'detached' });
  });

  it('issues a certificate of leave filled from the visit, says what is missing, and prints it', async () => {
    await typeInto(doctor, choice(doctor, 'Chẩn đoán chính (ICD-10)'), 'viem hong cap');
    await doctor.keyboard.press('Enter');
    await doctor.getByText('bệnh chính', { exact: true }).waitFor();
    await doctor.keyboard.press('Alt+7');
    await doctor.getByText(/^Chưa có giấy nào/).waitFor();
    await enter(doctor, doctor.getByRole('button', { name: 'Nghỉ việc hưởng BHXH' }));
    await field(doctor, 'Số ngày nghỉ').waitFor();
    expect(await field(doctor, 'Chẩn đoán').inputValue()).to.match(/^Viêm họng cấp.*\(J02/);
    await typeInto(doctor, field(doctor, 'Số ngày nghỉ'), '31');
    await doctor.keyboard.press('Control+Enter');
    await doctor.getByText('Chưa lập được:').waitFor();
    await expectAccessible(doctor);
    await typeInto(doctor, field(doctor, 'Mã số BHXH'), '1499000001');
    await typeInto(doctor, field(doctor, 'Đơn vị làm việc'), 'Xí nghiệp Thử');
    await typeInto(doctor, field(doctor, 'Phương pháp điều trị'), 'Thuốc');
    await doctor.keyboard.press('Control+Enter');
    await doctor.getByText('Một giấy cho nghỉ nhiều nhất 30 ngày.').first().waitFor();
    await typeInto(doctor, field(doctor, 'Số ngày nghỉ'), '3');
    await doctor.keyboard.press('Control+Enter');
    await doctor.getByRole('cell', { name: /^00001\// }).waitFor();
    await printed('GIẤY CHỨNG NHẬN NGHỈ VIỆC');
    await expectAccessible(doctor);
  });

  it('prints the newest again with F8, marked as a copy, and the forms of the visit', async () => {
    await doctor.keyboard.press('F8');
    await printed('BẢN IN LẠI lần 1');
    await enter(doctor, doctor.getByRole('button', { name: 'Bảng kê chi phí' }));
    await printed('BẢNG KÊ CHI PHÍ');
  });

  it('leads from the end of the visit to the paper it needs, and shows where the person went', async () => {
    await doctor.keyboard.press('Alt+1');
    await pick(doctor, field(doctor, 'Xử trí'), /^Nhập viện/);
    await enter(doctor, doctor.getByRole('button', { name: 'Lập Phiếu vào viện' }));
    await typeInto(doctor, field(doctor, 'Cho vào khoa'), 'Khoa Nội');
    await typeInto(doctor, field(doctor, 'Khám'), 'Họng đỏ');
    await doctor.keyboard.press('Control+Enter');
    await printed('PHIẾU KHÁM BỆNH VÀO VIỆN');
    await doctor.keyboard.press('Alt+1');
    await pick(doctor, field(doctor, 'Xử trí'), /^Nhập viện/);
    await pick(doctor, field(doctor, 'Kết quả điều trị'), /^2 /);
    await enter(doctor, doctor.getByRole('button', { name: 'Kết thúc khám' }));
    await reach(doctor, dialog().getByRole('button', { name: 'Kết thúc khám' }));
    await doctor.keyboard.press('Enter');
    await doctor
      .getByRole('row', { name: /Chuyển.*Nhập viện/ })
      .first()
      .waitFor();
    await expectAccessible(doctor);
  });

  it('left nothing in the console and asked no other machine', () => {
    expect(desks.complaints).to.deep.equal([]);
    expect(desks.outside).to.deep.equal([]);
  });
});
