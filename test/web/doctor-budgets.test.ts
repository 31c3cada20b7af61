import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { row } from '../../db/knex.ts';
import { expectAccessible } from '../support/accessible.ts';
import { startDeskServer, type DeskServer } from '../support/desk-server.ts';
import { choice, chooseFirst, field, waitForValue } from '../support/desk-steps.ts';
import { Keystrokes } from '../support/keystrokes.ts';

describe('the doctor without a mouse', function () {
  this.timeout(240_000);
  let desks: DeskServer;
  let doctor: Page;
  let keys: Keystrokes;

  before(async () => {
    desks = await startDeskServer();
    await receiveSomebody();
    doctor = await desks.logIn('bacsi.nahoa');
    await doctor.getByRole('button', { name: /^Người tiếp theo \([1-9]/ }).waitFor();
    // Printing is asked for and goes nowhere here; what stands on the sheet is kept.
    await doctor.evaluate(() => {
      const kept = window as unknown as { sheets: string[] };
      kept.sheets = [];
      window.print = () => kept.sheets.push(document.querySelector('.prescription-a5')?.textContent ?? '');
    });
  });
  after(async () => await desks.close());

  async function receiveSomebody(): Promise<void> {
    const reception = await desks.logIn('tieptan.nahoa');
    const person = await row<{ fullName: string; citizenId: string }>(
      desks.api.database.owner,
      `SELECT p.full_name, i.value AS citizen_id FROM patients AS p
         JOIN patient_identifiers AS i ON i.patient_id = p.id AND i.system = 'citizen-id'
        WHERE '14902' = ANY (p.known_at) AND p.birth_precision = 'day' AND p.birth_date BETWEEN '1960-01-01' AND '2005-01-01' AND p.sex = 'male'
        ORDER BY p.id LIMIT 1`,
    );
    if (person === undefined) throw new Error('nobody is known at the station');
    await choice(reception, 'Quét thẻ / tìm').waitFor();
    await chooseFirst(reception, 'Quét thẻ / tìm', person.citizenId);
    await waitForValue(reception, 'Họ và tên', person.fullName);
    await field(reception, 'Phòng').selectOption({ index: 1 });
    await field(reception, 'Lý do').fill('Ho, đau họng');
    await reception.keyboard.press('Control+Enter');
    await reception.getByText(/Số vừa cấp/).waitFor();
  }
  const sheets = () => doctor.evaluate(() => (window as unknown as { sheets: string[] }).sheets);
  const prescribe = async (typed: string, ingredient: string, short: string): Promise<void> => {
    await keys.type(typed);
    await keys.press('Enter');
    await doctor.waitForFunction((name) => document.activeElement?.getAttribute('aria-label')?.startsWith(`Sáng – ${name}`), ingredient);
    await keys.type(short);
    await keys.press('Enter');
    await doctor.waitForFunction(() => document.activeElement?.id === 'field-drug');
  };

  it('examines, prescribes three drugs, signs and prints in at most 60 keys', async () => {
    keys = new Keystrokes(doctor);
    await keys.press('F10');
    const diagnosis = choice(doctor, 'Chẩn đoán chính (ICD-10)');
    await diagnosis.waitFor();
    await diagnosis.focus();
    await keys.type('j02.9');
    await keys.press('Enter');
    await doctor.getByText('bệnh chính', { exact: true }).waitFor();
    await keys.press('Alt+3');
    await doctor.waitForFunction(() => document.activeElement?.id === 'field-drug');
    await prescribe('paracet', 'Paracetamol', '1-1x5');
    await prescribe('loratad', 'Loratadin', '1-0x5');
    await prescribe('bromhex', 'Bromhexin', '1-1x5');
    await doctor.getByRole('button', { name: /^Ký đơn 3 thuốc/, disabled: false }).waitFor();
    await expectAccessible(doctor);
    await keys.press('Control+Enter');
    await doctor.getByRole('dialog').waitFor();
    await keys.press('Tab', 'Enter');
    await doctor
      .getByText(/DM902[0-9A-Z]{7}-C/i)
      .first()
      .waitFor();
    await doctor.waitForFunction(() => (window as unknown as { sheets: string[] }).sheets.length > 0);
    const [sheet] = await sheets();
    expect(sheet).to.match(/ĐƠN THUỐC.*Chẩn đoán:.*J02\.9.*Paracetamol.*SL: 10 .*Loratadin.*SL: 05 .*Cộng khoản: 03/s);
    expect(keys.count, 'keys pressed').to.be.at.most(60);
  });

  it('marks the sheet as a copy when it is printed again with F8', async () => {
    await keys.press('F8');
    await doctor.waitForFunction(() => (window as unknown as { sheets: string[] }).sheets.length > 1);
    expect((await sheets())[1]).to.include('BẢN IN LẠI lần 1');
  });

  it('repeats the last prescription in at most four keys, and answers what asks for a reason with one', async () => {
    const repeat = new Keystrokes(doctor);
    await repeat.press('Control+d');
    await doctor.getByLabel(/^Sáng – Paracetamol/).waitFor();
    expect(repeat.count).to.be.at.most(4);
    // All three still act: each repetition wants a reason.
    await doctor.getByText(/Còn [1-9] cảnh báo chưa ghi lý do/).waitFor();
    const missing = () => doctor.locator('.findings [data-missing="true"]').count();
    await repeat.press('Control+Enter');
    for (let left = await missing(); left > 0; left = await missing()) {
      await repeat.press('5', 'Enter');
      expect(await missing()).to.equal(left - 1);
    }
    await doctor.getByRole('button', { name: /^Ký đơn 3 thuốc/, disabled: false }).waitFor();
    expect(desks.complaints).to.deep.equal([]);
  });

  it('takes a sheet back with a reason', async () => {
    await doctor.getByRole('button', { name: 'Thu hồi đơn' }).first().press('Enter');
    await doctor.getByLabel('Lý do thu hồi').waitFor();
    await expectAccessible(doctor);
    await doctor.keyboard.type('Nham thuoc');
    await doctor.getByRole('dialog').getByRole('button', { name: 'Thu hồi đơn' }).press('Enter');
    await doctor.getByText(/Đã thu hồi .*Nham thuoc/).waitFor();
  });
});
