import { writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { row } from '../../db/knex.ts';
import type { DeskServer } from '../support/desk-server.ts';
import { choice, chooseFirst, field, waitForValue } from '../support/desk-steps.ts';

interface Known {
  fullName: string;
  birthDate: string;
  citizenId: string;
}

/** The pictures of docs/how-to/quay-don-tiep.md: the desks of the demo hospital, with people of the demo. */
export async function takeDeskPictures(desks: DeskServer, folder: string): Promise<void> {
  const picture = async (page: Page, name: string) => await takePicture(page, `${folder}${name}.webp`);
  const page = await desks.logIn('tieptan.muongban');
  const search = choice(page, 'Quét thẻ / tìm');
  await page.getByText('Tai mũi họng').first().waitFor({ state: 'attached' });
  const woman = await findWoman(desks);

  await find(page, woman);
  await field(page, 'Phòng').selectOption({ index: 1 });
  await page.getByLabel('+ thêm phòng').selectOption({ index: 2 });
  await field(page, 'Giấy mang theo').selectOption({ label: 'Giấy hẹn khám lại' });
  await page.getByText('Mô phỏng cổng BHXH').waitFor();
  await picture(page, 'desk-insurer');

  await takeVisitPicture(page, woman, picture);

  await page.keyboard.press('Shift+F2');
  await waitForValue(page, 'Cha, mẹ, người đi cùng', woman.fullName);
  await picture(page, 'desk-newborn');

  await page.keyboard.press('F2');
  await field(page, 'Họ và tên').fill(woman.fullName);
  await field(page, 'Ngày sinh').fill(woman.birthDate.split('-').toReversed().join(''));
  await field(page, 'Giới').selectOption({ label: 'Nữ' });
  await page.getByText(/Có thể trùng/).waitFor();
  await picture(page, 'desk-duplicate');

  for (const age of [40, 8, 65]) {
    await search.fill(`?${age}`);
    await page.keyboard.press('Enter');
    await page.getByText('Chưa rõ danh tính. Tuổi là ước chừng.').waitFor();
    if (age === 40) await picture(page, 'desk-unknown');
    await page.keyboard.press('Control+Enter');
    await waitForValue(page, 'Họ và tên', '');
  }
  await takeListPictures(page, woman, picture);
}

/** The visit of somebody who was just received, with a second card. */
async function takeVisitPicture(page: Page, woman: Known, picture: (page: Page, name: string) => Promise<void>): Promise<void> {
  // Without its number the paper of the picture before would stop the visit.
  await field(page, 'Giấy mang theo').selectOption({ index: 0 });
  await page.keyboard.press('Control+Enter');
  await waitForValue(page, 'Họ và tên', '');
  await find(page, woman);
  await page.getByText(/đang có lượt khám/).waitFor();
  await page.keyboard.press('Alt+1');
  const within = (label: string) => page.getByRole('dialog').getByLabel(label, { exact: true });
  await within('Số thẻ').fill('TE1149900000777');
  await within('Hạn từ').fill('01012026');
  await within('Nơi ĐK khám ban đầu').fill('14901');
  await page.locator('.combo-option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#field-fileFacilityName')?.value.includes(' '));
  await within('Lý do đổi').fill('Đưa thẻ mới');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Đã đổi.').waitFor();
  await picture(page, 'desk-visit');
  await page.keyboard.press('Escape');
  await find(page, woman);
}

/** Who waits, and who is expected. */
async function takeListPictures(page: Page, woman: Known, picture: (page: Page, name: string) => Promise<void>): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Hàng chờ' }).press('Enter');
  await page
    .getByRole('row', { name: /Chưa rõ danh tính/ })
    .first()
    .waitFor();
  await field(page, 'Chuyển sang phòng').selectOption({ index: 2 });
  await picture(page, 'desk-queue');

  await page.getByRole('navigation').getByRole('link', { name: 'Lịch hẹn' }).press('Enter');
  await page.getByText(/chưa có ai hẹn/).waitFor();
  await page.keyboard.press('F2');
  await chooseFirst(page, 'Người bệnh', woman.citizenId);
  await waitForValue(page, 'Người bệnh', woman.fullName);
  await field(page, 'Phòng').selectOption({ index: 1 });
  await field(page, 'Giờ (nếu có)').fill('08:30');
  await field(page, 'Lý do').fill('Khám lại');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: `Đón ${woman.fullName}` }).waitFor();
  await picture(page, 'desk-appointments');
}

/** As WebP: a page of small letters is a third of its PNG. */
/** A picture of what the page shows, as small as it gets. */
export async function takePicture(page: Page, file: string): Promise<void> {
  await page.waitForTimeout(600); // what fades in has faded in
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 80 });
  await session.detach();
  writeFileSync(file, Buffer.from(data, 'base64'));
}

async function find(page: Page, { citizenId, fullName }: Known): Promise<void> {
  await chooseFirst(page, 'Quét thẻ / tìm', citizenId);
  await waitForValue(page, 'Họ và tên', fullName);
}

/** Grown up, with a card that is in force and with a birth date to the day. */
async function findWoman(desks: DeskServer): Promise<Known> {
  const found = await row<Known>(
    desks.api.database.owner,
    `SELECT p.full_name, p.birth_date, i.value AS citizen_id FROM patients AS p
       JOIN patient_identifiers AS i ON i.patient_id = p.id AND i.system = 'citizen-id'
       JOIN insurance_cards AS c ON c.patient_id = p.id AND c.card_number NOT LIKE '%900___' AND c.valid_to IS NULL
      WHERE p.sex = 'female' AND p.birth_precision = 'day' AND p.birth_date BETWEEN '1970-01-01' AND '2005-01-01' ORDER BY p.id LIMIT 1`,
  );
  if (found === undefined) throw new Error('the demo district has no grown-up woman with a card');
  return found;
}
