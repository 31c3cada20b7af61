import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { PatientView } from '../../api/patients/patient-schemas.ts';
import { row, rows } from '../../db/knex.ts';
import { findFacilityByCode } from '../../db/stores/facility-store.ts';
import { expectAccessible } from '../support/accessible.ts';
import { aUser } from '../support/api.ts';
import { enter, pick, reach, typeInto } from '../support/by-keyboard.ts';
import { startDeskServer, type DeskServer } from '../support/desk-server.ts';
import { field, waitForValue } from '../support/desk-steps.ts';

interface Known {
  id: string;
  fullName: string;
  citizenId: string;
  cardId: string;
  cardNumber: string;
}

/** A dot, the smallest picture there is. */
const PICTURE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe('a visit under way at the reception desk, by keyboard', function () {
  this.timeout(240_000);
  let desks: DeskServer;
  let page: Page;
  let man: Known;
  let woman: Known;

  before(async () => {
    desks = await startDeskServer();
    man = await someone('male');
    woman = await someone('female');
    page = await desks.logIn('tieptan.muongban');
    await page.getByText('Tai mũi họng').first().waitFor({ state: 'attached' });
  });
  after(async () => await desks.close());

  const someone = async (sex: string): Promise<Known> => {
    const found = await row<Known>(
      desks.api.database.owner,
      `SELECT p.id, p.full_name, i.value AS citizen_id, c.id AS card_id, c.card_number FROM patients AS p
         JOIN patient_identifiers AS i ON i.patient_id = p.id AND i.system = 'citizen-id'
         JOIN insurance_cards AS c ON c.patient_id = p.id AND c.card_number NOT LIKE '%900___' AND c.valid_to IS NULL
        WHERE p.sex = :sex AND p.birth_precision = 'day'
          AND p.birth_date BETWEEN '1950-01-01' AND '2006-01-01' ORDER BY p.id LIMIT 1`,
      { sex },
    );
    return found ?? expect.fail('the demo district has nobody like this');
  };
  const find = async ({ citizenId, fullName }: Known): Promise<void> => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.keyboard.type(citizenId);
    await page.keyboard.press('Enter');
    await waitForValue(page, 'Họ và tên', fullName);
  };
  const dialog = () => page.getByRole('dialog');
  const within = (label: string) => dialog().getByLabel(label, { exact: true });

  it('tells at the desk that the person has a visit today, and opens it with Alt+1', async () => {
    await find(man);
    await pick(page, field(page, 'Phòng'), /^P1 /);
    await page.keyboard.press('Control+Enter');
    await waitForValue(page, 'Họ và tên', '');
    await page.waitForFunction(() => document.activeElement?.id === 'search');
    await find(man);
    await page.getByText(/đang có lượt khám ở Nội tổng hợp/).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Alt+1');
    await dialog().getByRole('cell', { name: 'đã kiểm tra' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).to.equal('field-payerAct');
    await expectAccessible(page);
  });

  it('adds a second card in mid-visit: the old one stays and no longer counts', async () => {
    await typeInto(page, within('Số thẻ'), 'TE1149900000777');
    await typeInto(page, within('Hạn từ'), '01012026');
    await typeInto(page, within('Nơi ĐK khám ban đầu'), '14901');
    await page.locator('.combo-option').first().waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await dialog()
      .getByRole('link', { name: /Chưa ghi lý do đổi/ })
      .waitFor();
    expect(await within('Số thẻ').inputValue()).to.equal('TE1149900000777');
    await typeInto(page, within('Lý do đổi'), 'Đưa thẻ mới');
    await page.keyboard.press('Control+Enter');
    await dialog().getByText('Đã đổi.').waitFor();
    await dialog()
      .getByRole('row', { name: /^TE1149900000777/ })
      .waitFor();
    expect(await dialog().getByRole('row', { name: man.cardNumber }).innerText()).to.include('đã thay');
    await expectAccessible(page);
  });

  it('takes the insurance off and puts it back, and shows the bill before and after and who did it', async () => {
    await pick(page, within('Việc cần làm'), /không BHYT/);
    await typeInto(page, within('Lý do đổi'), 'Tự nguyện trả');
    await page.keyboard.press('Control+Enter');
    await dialog().getByText('9 Không khám chữa bệnh BHYT').waitFor();
    expect(
      await dialog()
        .getByRole('row', { name: /^(Trước|Sau)/ })
        .count(),
    ).to.equal(2);
    await typeInto(page, within('Lý do đổi'), 'Vẫn dùng thẻ');
    await page.keyboard.press('Control+Enter');
    await dialog()
      .getByRole('listitem')
      .filter({ hasText: /Lò Thị Xuân: 9 → .*Vẫn dùng thẻ/ })
      .waitFor();
    const kept = await rows<{ reason: string }>(
      desks.api.database.owner,
      `SELECT c.reason FROM payer_changes AS c JOIN encounters AS e ON e.facility_id = c.facility_id AND e.id = c.encounter_id
        WHERE e.patient_id = :id ORDER BY c.changed_at`,
      { id: man.id },
    );
    expect(kept.map(({ reason }) => reason)).to.deep.equal(['Tự nguyện trả', 'Vẫn dùng thẻ']);
  });

  it('corrects a card on file, and lays the correction of another desk beside what is typed', async () => {
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await find(woman);
    await enter(page, page.getByRole('button', { name: 'Sửa thẻ' }));
    await waitForIn('Số thẻ', woman.cardNumber);
    await expectAccessible(page);
    await correctElsewhere(woman);
    await typeInto(page, within('Đủ 5 năm từ'), '01052026');
    await page.keyboard.press('Control+Enter');
    await dialog().getByText('đang lưu: 01/02/2026').waitFor();
    expect(await within('Đủ 5 năm từ').inputValue()).to.equal('01052026');
    await expectAccessible(page);
    await enter(page, dialog().getByRole('button', { name: 'Lấy giá trị đang lưu' }).nth(1));
    await page.keyboard.press('Control+Enter');
    await dialog().waitFor({ state: 'detached' });
    const card = await row<object>(
      desks.api.database.owner,
      `SELECT c.exempt_from, c.five_year_date FROM insurance_cards AS c WHERE c.id = :id`,
      { id: woman.cardId },
    );
    expect(card).to.deep.equal({ exemptFrom: '2026-02-01', fiveYearDate: '2026-05-01' });
  });
  /** The same card, corrected at the station meanwhile. */
  const correctElsewhere = async ({ id, cardId }: Known): Promise<void> => {
    const facility = await findFacilityByCode(desks.api.services.db, '14902');
    const station = await aUser(desks.api, facility ?? expect.fail('no station'), ['reception']);
    const { cards } = (await station.get(`/patients/${id}`).expect(200)).body as PatientView;
    const card = cards.find((one) => one.id === cardId) ?? expect.fail('no card');
    const { cardNumber, validFrom, registeredFacilityCode, version } = card;
    const body = { cardNumber, validFrom, registeredFacilityCode, version, areaCode: card.areaCode ?? undefined, exemptFrom: '2026-02-01' };
    await station.put(`/patients/${id}/cards/${cardId}`, body).expect(200);
  };
  const waitForIn = async (label: string, value: string): Promise<void> => {
    await page.waitForFunction(
      ([name, wanted]) =>
        [...document.querySelectorAll<HTMLInputElement>('dialog input')].some(
          (input) => input.labels?.[0]?.textContent === name && input.value === wanted,
        ),
      [label, value],
    );
  };

  it('keeps the time of birth of a newborn', async () => {
    await page.keyboard.press('Shift+F2');
    await waitForValue(page, 'Cha, mẹ, người đi cùng', woman.fullName);
    await typeInto(page, field(page, 'Ngày sinh'), today());
    await pick(page, field(page, 'Giới'), /^Nam$/);
    await typeInto(page, field(page, 'Giờ sinh (trẻ sơ sinh)'), '2530');
    await page.getByText(/Giờ sinh không có thật/).waitFor();
    await typeInto(page, field(page, 'Giờ sinh (trẻ sơ sinh)'), '0005');
    await pick(page, field(page, 'Phòng'), /^P2 /);
    await expectAccessible(page);
    await page.keyboard.press('Control+Enter');
    await waitForValue(page, 'Họ và tên', '');
    const child = await row<object>(
      desks.api.database.owner,
      `SELECT p.birth_precision, p.birth_time, (SELECT count(*)::int FROM insurance_cards AS c WHERE c.patient_id = p.id) AS cards
         FROM patients AS p WHERE p.mother_id = :id`,
      { id: woman.id },
    );
    // The mother's card is hers.
    expect(child).to.deep.equal({ birthPrecision: 'minute', birthTime: '00:05', cards: 0 });
  });

  it('takes a picture from a file, makes it small, and shows it again', async () => {
    const file = join(tmpdir(), `desk-picture-${process.pid}.png`);
    writeFileSync(file, Buffer.from(PICTURE, 'base64'));
    await find(woman);
    await enter(page, page.getByRole('button', { name: 'Ảnh', exact: true }));
    await dialog()
      .getByLabel(/^Chụp gì/)
      .waitFor();
    await expectAccessible(page);
    await enter(page, dialog().getByRole('button', { name: 'Lưu ảnh' }));
    await dialog().getByText('Chụp hoặc chọn ảnh trước.').waitFor();
    await reach(page, dialog().getByLabel(/^Chụp hoặc chọn tệp/));
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Space')]);
    await chooser.setFiles(file);
    await dialog().getByAltText('Ảnh vừa chọn').waitFor();
    await enter(page, dialog().getByRole('button', { name: 'Lưu ảnh' }));
    await dialog().waitFor({ state: 'detached' });
    await enter(page, page.getByRole('button', { name: 'Ảnh', exact: true }));
    await dialog()
      .getByAltText(/^Ảnh chụp/)
      .waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
  });

  it('lists the check-ins of the day with their state and cause', async () => {
    const officer = await desks.logIn('giamdinh.muongban');
    await enter(officer, officer.getByRole('navigation').getByRole('link', { name: 'Check-in', exact: true }));
    await officer
      .getByRole('row', { name: /đã gửi.*mô phỏng/ })
      .first()
      .waitFor();
    await expectAccessible(officer);
    await enter(officer, officer.getByRole('button', { name: /^đã gửi/ }));
    await officer.keyboard.press('Alt+ArrowLeft');
    await officer.getByText(/chưa có lượt BHYT nào/).waitFor();
    await expectAccessible(officer);
  });

  it('left nothing in the console and asked no other machine', () => {
    expect(desks.complaints).to.deep.equal([]);
    expect(desks.outside).to.deep.equal([]);
  });

  /** As the desk types it; the birth is asked for today's child. */
  const today = () =>
    new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', day: '2-digit', month: '2-digit', year: 'numeric' })
      .format(new Date())
      .replaceAll('/', '');
});
