import { newId } from '../../domain/ids.ts';
import { aClosure, openVisit } from '../api/encounters/open-visit.ts';
import { aPerson } from '../support/a-registration.ts';
import type { DeskServer } from '../support/desk-server.ts';
import { demoHospital } from './demo-hospital.ts';
import { takePicture } from './desk-pictures.ts';

/** The pictures of docs/how-to/thu-ngan.md: the cashier of the demo hospital, with invented patients. */
export async function takeCashierPictures(desks: DeskServer, folder: string): Promise<void> {
  const place = await demoHospital(desks.api);
  const visit = await openVisit(place, { patient: { kind: 'new', id: newId(), data: aPerson({ fullName: 'Lò Thị Ngần' }) } });
  await visit.prescribe('T001', '20');
  const page = await desks.logIn('thungan.muongban');
  await page.evaluate(() => (window.print = () => undefined));
  await page.waitForFunction(() => document.activeElement?.closest('.cash-scan') !== null);
  await page.keyboard.type('lo thi ngan');
  await page.keyboard.press('Enter');
  await page.getByRole('article', { name: 'Lò Thị Ngần' }).waitFor();
  await page.getByLabel('Số tiền (đồng)').fill('20000');
  await page.keyboard.press('F9');
  await page.getByText(/^Đã ghi 20\.000 đ/).waitFor();
  await visit.diagnose('J02.9');
  await place.doctor.post(`${visit.path}/closure`, await visit.fresh(aClosure())).expect(200);
  await page.getByText('Còn phải thu', { exact: true }).waitFor({ timeout: 30_000 });
  await page.getByLabel('Khách đưa').fill('200000');
  await takePicture(page, `${folder}cashier-collect.webp`);

  await page.keyboard.press('F9');
  await page.getByText('Không còn phải thu', { exact: true }).waitFor();
  await page.keyboard.press('Alt+2');
  await page.getByLabel('Tiền mặt đếm được (đồng)').fill('150000');
  await page.getByLabel('Lý do chênh lệch').fill('Đếm thiếu tờ lẻ');
  await takePicture(page, `${folder}cashier-shift.webp`);
}
