import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { row, rows } from '../../db/knex.ts';
import { expectAccessible } from '../support/accessible.ts';
import { startDeskServer, type DeskServer } from '../support/desk-server.ts';
import { enter, pick, typeInto } from '../support/by-keyboard.ts';
import { choice, field, waitForValue } from '../support/desk-steps.ts';

interface Known {
  id: string;
  fullName: string;
  citizenId: string;
}

describe('the desks around the reception desk, by keyboard', function () {
  this.timeout(180_000);
  let desks: DeskServer;
  let reception: Page;
  let known: Known[];
  const complaints: string[] = [];

  before(async () => {
    desks = await startDeskServer();
    known = await rows<Known>(
      desks.api.database.owner,
      `SELECT p.id, p.full_name, i.value AS citizen_id FROM patients AS p
         JOIN patient_identifiers AS i ON i.patient_id = p.id AND i.system = 'citizen-id'
        WHERE '14901' = ANY (p.known_at)
        ORDER BY p.id LIMIT 4`,
    );
    expect(known).to.have.length(4);
    await receiveKnown(await at('tieptan.nahoa'), person(1));
    reception = await at('tieptan.muongban');
  });
  after(async () => await desks.close());

  const person = (i: number): Known => known[i] ?? expect.fail('too few people known at both places');
  const at = async (username: string): Promise<Page> => {
    const page = await desks.logIn(username);
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    return page;
  };
  /** Through the rail: from the desk that is open, with the keyboard. */
  const goTo = async (page: Page, desk: string): Promise<void> => {
    await enter(page, page.getByRole('navigation').getByRole('link', { name: desk, exact: true }));
  };
  const choosePerson = async (page: Page, label: string, { citizenId, fullName }: Known): Promise<void> => {
    await typeInto(page, choice(page, label), citizenId);
    await page.keyboard.press('Enter');
    await waitForChoice(page, label, fullName);
  };

  it('sends a waiting person to another room, with a number there', async () => {
    await receiveUnknown(reception, desks, 40);
    await goTo(reception, 'Hàng chờ');
    const row = reception.getByRole('row', { name: /Chưa rõ danh tính/ });
    await row.waitFor();
    await expectAccessible(reception);
    await enter(reception, row);
    await pick(reception, field(reception, 'Chuyển sang phòng'), /^P3 /);
    await typeInto(reception, field(reception, 'Lý do chuyển'), 'Khám sai chuyên khoa');
    await enter(reception, reception.getByRole('button', { name: 'Chuyển phòng' }));
    await reception.getByText('Hôm nay chưa có ai.').waitFor();
    await reception.keyboard.press('Alt+3');
    await reception.getByRole('row', { name: /Chưa rõ danh tính/ }).waitFor();
    await expectAccessible(reception);
  });

  it('books an appointment with F2, finds it in the list and receives the person from there', async () => {
    const { fullName } = person(0);
    await goTo(reception, 'Lịch hẹn');
    await reception.getByText(/chưa có ai hẹn/).waitFor();
    await expectAccessible(reception);
    await reception.keyboard.press('F2');
    await reception.waitForFunction(() => document.activeElement?.id === 'field-appointmentPerson');
    await choosePerson(reception, 'Người bệnh', person(0));
    await expectAccessible(reception);
    await pick(reception, field(reception, 'Phòng'), /^P1 /);
    await typeInto(reception, field(reception, 'Giờ (nếu có)'), '08:30');
    await typeInto(reception, field(reception, 'Lý do'), 'Khám lại');
    await reception.keyboard.press('Enter');
    await reception.getByRole('row', { name: new RegExp(`08:30.*${fullName}`) }).waitFor();
    await expectAccessible(reception);
    await enter(reception, reception.getByRole('button', { name: `Đón ${fullName}` }));
    await waitForValue(reception, 'Họ và tên', fullName);
    expect(await field(reception, 'Ưu tiên').inputValue()).to.equal('booked');
    await reception.keyboard.press('Control+Enter');
    await reception.getByText(/Số vừa cấp/).waitFor();
    const arrived = await row<{ state: string }>(
      desks.api.database.owner,
      'SELECT a.state FROM appointments AS a WHERE a.patient_id = :id',
      { id: person(0).id },
    );
    expect(arrived?.state).to.equal('arrived');
  });

  it('opens a record of elsewhere against a reason, and the auditor judges it', async () => {
    const doctor = await at('bacsi.muongban');
    await goTo(doctor, 'Tra hồ sơ');
    await choice(doctor, 'Người bệnh').waitFor();
    await expectAccessible(doctor);
    await choosePerson(doctor, 'Người bệnh', person(1));
    await doctor.getByText(/Người này không đang khám ở đây/).waitFor();
    await expectAccessible(doctor);
    await enter(doctor, doctor.getByRole('button', { name: 'Mở vì lý do cần thiết' }));
    await typeInto(doctor, field(doctor, 'Lý do ghi'), 'Cấp cứu, không hỏi được người nhà');
    await expectAccessible(doctor);
    await doctor.keyboard.press('Enter');
    await enter(doctor, doctor.getByRole('button', { name: /^Xem \(/ }));
    await doctor.getByText(/Được xem đến/).waitFor();
    await expectAccessible(doctor);

    const auditor = await at('thanhtra.muongban');
    await goTo(auditor, 'Mở hồ sơ');
    await auditor.getByRole('row', { name: /Tòng Văn Khoa/ }).waitFor();
    await expectAccessible(auditor);
    await typeInto(auditor, field(auditor, 'Nhận xét'), 'Có ghi bệnh án cấp cứu cùng giờ');
    await enter(auditor, auditor.getByRole('button', { name: 'Đúng lý do' }));
    await auditor.getByText('Không có lượt mở hồ sơ nào chờ xem xét.').waitFor();
    await expectAccessible(auditor);
  });

  it('shows the auditor of the province nothing that belongs to the hospital', async () => {
    const auditor = await at('thanhtra.tinh');
    await goTo(auditor, 'Mở hồ sơ');
    await auditor.getByText('Không có lượt mở hồ sơ nào chờ xem xét.').waitFor();
    await expectAccessible(auditor);
  });

  it('shows the doctor the history of whoever sits in the room', async () => {
    const doctor = await at('bacsi.muongban');
    const open = await row<{ id: string }>(
      desks.api.database.owner,
      `SELECT e.id FROM encounters AS e WHERE e.patient_id = :id AND e.state = 'planned'`,
      { id: person(0).id },
    );
    await doctor.goto(`${desks.baseUrl}/doctor/${open?.id ?? ''}`);
    const tab = doctor.getByRole('tab', { name: /Lịch sử/ });
    await doctor.keyboard.press(await tab.locator('kbd').innerText());
    await doctor.getByText('Lần khám ở nơi khác').waitFor();
    await expectAccessible(doctor);
  });

  it('joins two records of one person and takes them apart again', async () => {
    const officer = await at('hoso.muongban');
    await choice(officer, 'Hồ sơ giữ lại').waitFor();
    await expectAccessible(officer);
    await choosePerson(officer, 'Hồ sơ giữ lại', person(2));
    await choosePerson(officer, 'Hồ sơ nhập vào', person(3));
    await officer.getByRole('columnheader', { name: 'Hồ sơ nhập vào' }).waitFor();
    await expectAccessible(officer);
    await typeInto(officer, officer.getByLabel('Lý do', { exact: true }), 'Một người, hai lần lập hồ sơ');
    await enter(officer, officer.getByRole('button', { name: 'Nhập hai hồ sơ' }));
    await enter(officer, officer.getByRole('dialog').getByRole('button', { name: 'Nhập hai hồ sơ' }));
    await officer.getByRole('button', { name: 'Tách lại' }).waitFor();
    await expectAccessible(officer);
    await enter(officer, officer.getByRole('button', { name: 'Tách lại' }));
    await typeInto(officer, officer.getByRole('dialog').getByLabel('Lý do', { exact: true }), 'Là hai chị em');
    await officer.keyboard.press('Enter');
    await officer.getByText(/đã tách lại/).waitFor();
    await expectAccessible(officer);
  });

  it('keeps the password out of the address while the script of the log-in page is on its way', async () => {
    const page = await desks.browser.newPage();
    await page.route('**/*.js', async (route) => await route.abort());
    await page.goto(`${desks.baseUrl}/login`);
    await page.getByLabel('Mật khẩu', { exact: true }).fill('bi-mat-thu-9');
    await page.keyboard.press('Enter');
    await page.locator('form').evaluate((form: HTMLFormElement) => form.requestSubmit());
    expect(await page.getByRole('button', { name: 'Đăng nhập' }).isDisabled()).to.equal(true);
    expect(page.url()).to.equal(`${desks.baseUrl}/login`);
    await page.close();
  });

  it('left nothing in the console and asked no other machine', () => {
    expect(complaints).to.deep.equal([]);
    expect(desks.complaints).to.deep.equal([]);
    expect(desks.outside).to.deep.equal([]);
  });
});

/** Somebody nobody can name, in the first room. */
async function receiveUnknown(page: Page, desks: DeskServer, age: number): Promise<void> {
  if (!page.url().endsWith('/reception')) await page.goto(`${desks.baseUrl}/reception`);
  await page.getByText('Tai mũi họng').first().waitFor({ state: 'attached' });
  await typeInto(page, choice(page, 'Quét thẻ / tìm'), `?${age}`);
  await page.keyboard.press('Enter');
  await page.getByText('Chưa rõ danh tính. Tuổi là ước chừng.').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText(/Số vừa cấp/).waitFor();
}

/** Found by number, sent to the room that stands first. */
async function receiveKnown(page: Page, { citizenId, fullName }: Known): Promise<void> {
  await typeInto(page, choice(page, 'Quét thẻ / tìm'), citizenId);
  await page.keyboard.press('Enter');
  await waitForValue(page, 'Họ và tên', fullName);
  await pick(page, field(page, 'Phòng'), /^P1 /);
  await page.keyboard.press('Control+Enter');
  await page.getByText(/Số vừa cấp/).waitFor();
}

/** A box that searches says whom it found. */
async function waitForChoice(page: Page, label: string, value: string): Promise<void> {
  const box = choice(page, label);
  for (let waited = 0; waited < 10_000; waited += 50) {
    if ((await box.inputValue()) === value) return;
    await page.waitForTimeout(50);
  }
  throw new Error(`"${label}" shows "${await box.inputValue()}" and not "${value}"`);
}
