import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { orderServices } from '../../api/orders/order-service.ts';
import { registerVisit } from '../../api/patients/register-visit.ts';
import { callTicket } from '../../api/queue/call-ticket.ts';
import { row } from '../../db/knex.ts';
import { demoCtx } from '../../seeds/demo/demo-context.ts';
import { derivedId, newId } from '../../domain/ids.ts';
import { expectAccessible } from '../support/accessible.ts';
import { startDeskServer, type DeskServer } from '../support/desk-server.ts';
import { chooseFirst, field } from '../support/desk-steps.ts';

const ROOM = derivedId('demo', 'room', '14901', 'P1');

describe('laboratory and imaging, by keyboard', function () {
  this.timeout(180_000);
  let desks: DeskServer;
  let encounterId: string;
  let fullName: string;

  before(async () => {
    desks = await startDeskServer();
    const known = await row<{ id: string; fullName: string }>(
      desks.api.database.owner,
      `SELECT p.id, p.full_name FROM patients AS p WHERE '14901' = ANY (p.known_at) AND p.birth_date < '1990-01-01' ORDER BY p.id LIMIT 1`,
    );
    if (known === undefined) throw new Error('nobody is known at the hospital');
    fullName = known.fullName;
    encounterId = newId();
    const as = (job: string, step: string) => demoCtx(desks.api.services, `${job}.muongban`, { at: new Date(), step });
    const { ticket } = await registerVisit(as('tieptan', 'lab-register'), {
      patient: { kind: 'known', id: known.id },
      coverage: { kind: 'none' },
      visit: { id: encounterId, roomId: ROOM, priority: 'normal', reason: 'Yếu chân' },
    });
    await callTicket(as('bacsi', 'lab-call'), ROOM, { ticketId: ticket.id });
  });
  after(async () => await desks.close());

  const at = async (username: string): Promise<Page> => {
    const page = await desks.logIn(username);
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) desks.complaints.push(message.text());
    });
    await page.evaluate(() => (window.print = () => undefined));
    return page;
  };
  const focused = (page: Page, label: string) =>
    page.waitForFunction((name) => document.activeElement?.getAttribute('aria-label') === name, label);

  let doctor: Page;

  it('orders from the doctor’s record with a question, and asks for a reason when it was ordered today', async () => {
    doctor = await at('bacsi.muongban');
    await doctor.goto(`${desks.baseUrl}/doctor/${encounterId}`);
    await doctor.getByRole('tab', { name: /Chỉ định/ }).waitFor();
    await doctor.evaluate(() => (window.print = () => undefined));
    await doctor.keyboard.press('Alt+2');
    await field(doctor, 'Câu hỏi lâm sàng (cho lần chỉ định này)').fill('Hạ kali?');
    await chooseFirst(doctor, 'Thêm chỉ định', 'dien giai do');
    await doctor.getByRole('cell', { name: /Chờ làm/ }).waitFor();
    await expectAccessible(doctor);
    await chooseFirst(doctor, 'Thêm chỉ định', 'dien giai do');
    const dialog = doctor.getByRole('dialog');
    await dialog.getByText(/đã chỉ định hôm nay lúc/).waitFor();
    await expectAccessible(doctor);
    await doctor.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await field(doctor, 'Gói chỉ định').selectOption({ label: 'Sốt chưa rõ nguyên nhân (3)' });
    await doctor.getByRole('button', { name: 'Chỉ định cả gói' }).press('Enter');
    await doctor.getByRole('rowheader', { name: /Tổng phân tích nước tiểu/ }).waitFor();
    expect(await doctor.getByRole('cell', { name: /Chờ làm/ }).count()).to.equal(4);
    // What the laboratory reports is not done by a tick in the room, and the button says why.
    const done = doctor.getByRole('button', { name: 'Đã làm' }).first();
    expect(await done.getAttribute('aria-disabled')).to.equal('true');
    await doctor.getByText('chờ phòng xét nghiệm duyệt kết quả').first().waitFor();
  });

  it('makes an order set from the orders of the visit, renames it and ends it', async () => {
    const keep = doctor.getByRole('button', { name: 'Sửa gói chỉ định' });
    const inSet = (label: string) => doctor.getByRole('dialog').getByLabel(label, { exact: true });
    const offered = (name: string) => doctor.locator('option', { hasText: name });
    await keep.press('Enter');
    await inSet('Tên gói').fill('Gói thử');
    await doctor.getByRole('button', { name: 'Lấy các chỉ định của lượt khám này' }).press('Enter');
    await doctor.getByRole('button', { name: /Bỏ Tổng phân tích nước tiểu/ }).press('Enter');
    await expectAccessible(doctor);
    await doctor.getByRole('button', { name: 'Lưu gói' }).press('Enter');
    await doctor.getByRole('dialog').waitFor({ state: 'detached' });
    await offered('Gói thử (3)').waitFor({ state: 'attached' });
    await keep.press('Enter');
    await inSet('Gói').selectOption({ label: 'Gói thử' });
    await inSet('Tên gói').fill('Gói thử mới');
    await doctor.keyboard.press('Enter');
    await doctor.getByRole('dialog').waitFor({ state: 'detached' });
    await offered('Gói thử mới (3)').waitFor({ state: 'attached' });
    await keep.press('Enter');
    await inSet('Gói').selectOption({ label: 'Gói thử mới' });
    await doctor.getByRole('button', { name: 'Thôi dùng gói' }).press('Enter');
    await doctor.getByRole('dialog').waitFor({ state: 'detached' });
    await offered('Gói thử mới (3)').waitFor({ state: 'detached' });
  });

  it('goes from the sample over a typing error to a critical value that is told, approved and acknowledged', async () => {
    const technician = await at('xetnghiem.muongban');
    await technician.getByRole('row', { name: /Điện giải đồ/ }).waitFor();
    await expectAccessible(technician);
    await technician.keyboard.type('dien giai');
    await technician.keyboard.press('Enter');
    await technician.getByRole('button', { name: /Nhận mẫu và in nhãn/ }).waitFor();
    await technician.keyboard.press('F2');
    await technician.getByText(/Mẫu \d{10}/).waitFor();
    await focused(technician, 'Kết quả – Natri');
    await technician.keyboard.type('138');
    await technician.keyboard.press('Enter');
    await technician.keyboard.type('2,1');
    await technician.getByText('nguy kịch thấp').waitFor();
    await technician.keyboard.press('Enter');
    await technician.keyboard.type('cao');
    await technician.keyboard.press('Control+Enter');
    await technician
      .getByText(/Clo: gõ số/)
      .first()
      .waitFor();
    await expectAccessible(technician);
    await field(technician, 'Kết quả – Clo').fill('101');
    await technician.keyboard.press('Control+Enter');
    await technician.getByText('cần người có quyền duyệt').waitFor();

    const head = await at('duyetxn.muongban');
    await head.getByRole('row', { name: /Chờ duyệt/ }).waitFor();
    await head.keyboard.press('Alt+4');
    await head.keyboard.press('Enter');
    await head.getByRole('button', { name: /Duyệt kết quả/ }).waitFor();
    await head.waitForFunction(() => document.activeElement?.textContent?.includes('Duyệt kết quả'));
    await head.keyboard.press('Control+Enter');
    await head
      .getByRole('dialog')
      .getByText(/Trị số nguy kịch: Kali 2,1/)
      .waitFor();
    await expectAccessible(head);
    await head.waitForFunction(() => document.activeElement?.tagName === 'INPUT');
    await head.keyboard.type('BS Khoa');
    await head.keyboard.press('Enter');
    await head.getByRole('button', { name: /In phiếu kết quả/ }).waitFor();
    await expectAccessible(head);
  });

  it('reaches the doctor within seconds, who takes note of it', async () => {
    await doctor
      .getByRole('region', { name: 'Kết quả mới về' })
      .getByRole('button', { name: new RegExp(`${fullName}.*nguy kịch`) })
      .waitFor();
    await doctor.keyboard.press('Alt+6');
    await doctor.getByText('Trị số nguy kịch chưa có bác sĩ xác nhận').waitFor();
    await expectAccessible(doctor);
    await field(doctor, 'Đã biết trị số nguy kịch, xử trí').fill('Bù kali, ghi điện tim');
    await doctor.keyboard.press('Enter');
    await doctor.getByText(/xác nhận lúc .*Bù kali, ghi điện tim/).waitFor();
    await doctor.getByRole('button', { name: 'Đã xem hết kết quả mới' }).press('Enter');
    await doctor.getByRole('region', { name: 'Kết quả mới về' }).waitFor({ state: 'detached' });
  });

  it('receives a tube from the ward by its label once, and says so the second time', async () => {
    const taken = await row<{ id: string }>(
      desks.api.database.owner,
      `SELECT o.id FROM service_orders AS o WHERE o.encounter_id = :encounterId AND o.service_code = '22.0121.1369'`,
      { encounterId },
    );
    const nurse = demoCtx(desks.api.services, 'dieuduong.muongban', { at: new Date(), step: 'lab-ward-sample' });
    const { takeSpecimen } = await import('../../api/results/specimens.ts');
    const { number } = await takeSpecimen(nurse, { id: newId(), encounterId, orderIds: [taken?.id ?? ''], received: false });
    const technician = await at('xetnghiem.muongban');
    await technician.getByRole('row', { name: /Tổng phân tích tế bào/ }).waitFor();
    await technician.keyboard.type(number);
    await technician.keyboard.press('Enter');
    await technician.getByText(`Đã nhận mẫu ${number}.`).waitFor();
    await focused(technician, 'Kết quả – Số lượng bạch cầu (WBC)');
    await technician.keyboard.press('Escape');
    await technician.keyboard.type(number);
    await technician.keyboard.press('Enter');
    await technician.getByText(/Mẫu này đã nhận lúc/).waitFor();
  });

  it('reports an X-ray from a wording, with a picture, corrects it and shows both issues', async () => {
    const doctorCtx = demoCtx(desks.api.services, 'bacsi.muongban', { at: new Date(), step: 'lab-xray' });
    await orderServices(doctorCtx, encounterId, {
      urgent: true,
      reason: 'Viêm phổi?',
      items: [{ id: newId(), serviceCode: '18.0119.0028' }],
    });
    const reader = await at('docanh.muongban');
    await reader.getByRole('row', { name: /X-quang ngực/ }).press('Enter');
    await field(reader, 'Mẫu mô tả').selectOption({ label: 'Ngực thẳng bình thường' });
    await expectAccessible(reader);
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    await reader.getByLabel('Thêm ảnh hoặc PDF').setInputFiles({ name: 'phim.png', mimeType: 'image/png', buffer: png });
    await reader.getByRole('button', { name: 'Mở phim.png' }).press('Enter');
    await reader.getByRole('img', { name: 'phim.png' }).waitFor();
    await reader.keyboard.press('Control+Enter');
    await reader.waitForFunction(() => document.activeElement?.textContent?.includes('Duyệt kết quả'));
    await reader.keyboard.press('Control+Enter');
    await reader.getByRole('button', { name: 'Sửa kết quả đã duyệt' }).press('Enter');
    await field(reader, 'Kết luận').fill('Mờ đáy phổi phải, theo dõi viêm phổi');
    await field(reader, 'Lý do sửa').fill('Đọc lại phim');
    await reader.keyboard.press('Control+Enter');
    await reader.getByText(/Bản sửa 2: Đọc lại phim/).waitFor();
    await reader.getByText('bản trước, đã thay').waitFor();
    await expectAccessible(reader);
  });

  it('closes the book only when nothing waits for approval', async () => {
    const head = await at('duyetxn.muongban');
    await head.getByRole('button', { name: 'Sổ ngày' }).press('Enter');
    await head.getByText(/Đã duyệt 1 · bản sửa 0/).waitFor();
    await expectAccessible(head);
    await head.getByRole('button', { name: 'Khóa sổ' }).press('Enter');
    await head.getByText(/đã khóa sổ lúc/).waitFor();
  });

  it('complained about nothing on the way and asked nobody outside', () => {
    // A refused value is answered 422, which the browser writes into its console by itself.
    expect(desks.complaints.filter((text) => !/status of (409|422)/.test(text))).to.deep.equal([]);
    expect(desks.outside).to.deep.equal([]);
  });
});
