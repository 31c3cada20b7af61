import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { registerVisit } from '../../api/patients/register-visit.ts';
import { row } from '../../db/knex.ts';
import { addDays, dayForPeople, localDay } from '../../domain/dates.ts';
import { derivedId, newId } from '../../domain/ids.ts';
import { demoCtx } from '../../seeds/demo/demo-context.ts';
import { expectAccessible } from '../support/accessible.ts';
import { enter, pick, reach, typeInto } from '../support/by-keyboard.ts';
import { startDeskServer, type DeskServer } from '../support/desk-server.ts';

const ROOM = derivedId('demo', 'room', '14901', 'P1');
const NUMBER = 'SL26100001';

describe('the blood store, by keyboard', function () {
  this.timeout(180_000);
  let desks: DeskServer;
  let code: string;
  let page: Page;

  before(async () => {
    desks = await startDeskServer();
    const known = await row<{ id: string }>(
      desks.api.database.owner,
      `SELECT p.id FROM patients AS p WHERE '14901' = ANY (p.known_at) AND p.birth_date < '1980-01-01' ORDER BY p.id DESC LIMIT 1`,
    );
    const encounterId = newId();
    await registerVisit(demoCtx(desks.api.services, 'tieptan.muongban', { at: new Date(), step: 'blood-register' }), {
      patient: { kind: 'known', id: known?.id ?? '' },
      coverage: { kind: 'none' },
      visit: { id: encounterId, roomId: ROOM, priority: 'normal', reason: 'Thiếu máu' },
    });
    const visit = await row<{ code: string }>(desks.api.database.owner, `SELECT e.code FROM encounters AS e WHERE e.id = :encounterId`, {
      encounterId,
    });
    code = visit?.code ?? '';
    page = await desks.logIn('xetnghiem.muongban');
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) desks.complaints.push(message.text());
    });
    await page.goto(`${desks.baseUrl}/blood`);
    await box().waitFor();
  });
  after(async () => await desks.close());

  const box = () => page.getByLabel('Quét số túi / tìm số túi, nhóm, người bệnh');
  const dialog = () => page.getByRole('dialog');
  const inDialog = (label: string) => dialog().getByLabel(label, { exact: true });
  const closed = async () => await dialog().waitFor({ state: 'detached' });
  const state = async (word: string) => await page.getByRole('definition').filter({ hasText: word }).waitFor();

  async function choosePerson(): Promise<void> {
    const person = dialog().getByRole('combobox', { name: 'Người bệnh (họ tên hoặc mã lượt khám)' });
    await person.waitFor();
    await typeInto(page, person, code);
    await page.keyboard.press('Enter');
    await dialog().getByText('Ghi một lần định nhóm').waitFor();
  }

  async function typing(sample: string): Promise<void> {
    await typeInto(page, inDialog('Mã mẫu'), sample);
    await pick(page, inDialog('ABO'), /^A$/);
    await pick(page, inDialog('Rh(D)'), /Dương/);
    await enter(page, dialog().getByRole('button', { name: 'Ghi lần này' }));
  }

  it('takes a bag in as its label says, and keeps what the next label shares', async () => {
    await expectAccessible(page);
    await page.keyboard.press('F2');
    await inDialog('Số túi').waitFor();
    await page.keyboard.type(NUMBER);
    await pick(page, inDialog('Chế phẩm'), /Khối hồng cầu/);
    await typeInto(page, inDialog('Thể tích (ml)'), '250');
    await pick(page, inDialog('ABO'), /^A$/);
    await pick(page, inDialog('Rh(D)'), /Dương/);
    const today = localDay(new Date());
    await typeInto(page, inDialog('Ngày lấy'), dayForPeople(addDays(today, -3)).replaceAll('/', ''));
    await typeInto(page, inDialog('Hạn dùng'), dayForPeople(addDays(today, 5)).replaceAll('/', ''));
    await typeInto(page, inDialog('Nơi cấp'), 'Trung tâm máu thử');
    await page.keyboard.press('Enter');
    await dialog().getByText(`Đã nhập túi ${NUMBER}.`).waitFor();
    await expectAccessible(page);
    await page.keyboard.type(NUMBER);
    await page.keyboard.press('Enter');
    await dialog().getByText('Số túi này đã có trong kho. Quét lại nhãn.').waitFor();
    await page.keyboard.press('Escape');
    await closed();
    await page.keyboard.press('Alt+2');
    await page.getByRole('row', { name: new RegExp(`A\\+.*${NUMBER}.*còn 5 ngày`) }).waitFor();
  });

  it('does not set it aside before the group was typed, and asks for a reason after one sample', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.type(NUMBER);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: NUMBER }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Control+Enter');
    await choosePerson();
    await dialog().getByText('Chưa định nhóm máu ở đây.').waitFor();
    await enter(page, dialog().getByRole('button', { name: `Giữ cho người bệnh ${NUMBER}` }));
    await dialog()
      .getByText(/Chưa có nhóm máu ABO và Rh\(D\)/)
      .waitFor();
    await typing('M100000001');
    await dialog().getByText('Nhóm A+, mới định một lần.').waitFor();
    await enter(page, dialog().getByRole('button', { name: `Giữ cho người bệnh ${NUMBER}` }));
    await inDialog('Lý do và bác sĩ quyết định').waitFor();
    await expectAccessible(page);
    await typing('M100000002');
    await dialog().getByText('Nhóm A+, hai mẫu khác nhau cùng kết quả.').waitFor();
    await enter(page, dialog().getByRole('button', { name: `Giữ cho người bệnh ${NUMBER}` }));
    await closed();
    await state('Đang giữ');
    await page.getByText('Chưa có phản ứng chéo').waitFor();
  });

  it('hands it out after the cross-match, by the number on the bag and both ticks', async () => {
    await page.keyboard.press('Control+Enter');
    await inDialog('Kết quả').waitFor();
    await pick(page, inDialog('Kết quả'), /Hòa hợp/);
    await typeInto(page, inDialog('Kỹ thuật'), 'Ống nghiệm');
    await page.keyboard.press('Enter');
    await closed();
    await page.getByText('Phản ứng chéo: hòa hợp').waitFor();
    await page.keyboard.press('Control+Enter');
    await inDialog('Quét lại số trên túi').waitFor();
    await expectAccessible(page);
    await page.keyboard.type('SL26100009');
    await typeInto(page, inDialog('Người lĩnh máu'), 'ĐD Thử');
    await page.keyboard.press('Enter');
    await dialog().getByText('Điền đủ các ô, đánh dấu những việc đã kiểm tra.').waitFor();
    for (const tick of ['Hai bên đã đối chiếu phiếu dự trù, phiếu truyền máu và nhãn túi', 'Hình thức túi bình thường']) {
      await reach(page, inDialog(tick));
      await page.keyboard.press('Space');
    }
    await enter(page, dialog().getByRole('button', { name: `Phát túi ${NUMBER}` }));
    await dialog().getByText('Số đọc trên túi không phải số của túi đã giữ. Lấy đúng túi rồi quét lại.').waitFor();
    await typeInto(page, inDialog('Quét lại số trên túi'), NUMBER);
    await page.keyboard.press('Enter');
    await closed();
    await state('Đã phát');
  });

  it('notes the check at the bed, and shows the whole way and the book', async () => {
    await page.keyboard.press('Control+Enter');
    await inDialog('ABO người bệnh thử tại giường').waitFor();
    await pick(page, inDialog('ABO người bệnh thử tại giường'), /^A$/);
    await pick(page, inDialog('ABO túi máu thử tại giường'), /^A$/);
    await typeInto(page, inDialog('Người kiểm tra tại giường'), 'ĐD Thử');
    await page.keyboard.press('Enter');
    await closed();
    await state('Đã truyền');
    expect(await page.getByRole('listitem').filter({ hasText: 'Vàng A Chống' }).count()).to.equal(5);
    await enter(page, page.getByRole('button', { name: 'Sổ tháng' }));
    await dialog().getByRole('rowheader', { name: 'Khối hồng cầu A+' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
  });

  it('complained about nothing on the way and asked nobody outside', () => {
    // A refusal is answered 409 or 422, which the browser writes into its console by itself.
    expect(desks.complaints.filter((text) => !/status of (409|422)/.test(text))).to.deep.equal([]);
    expect(desks.outside).to.deep.equal([]);
  });
});
