import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { closeTestDatabases } from '../support/database.ts';
import { startDeskServer } from '../support/desk-server.ts';
import { addDrug, examine, fillByScan, orderAndPerform } from '../support/desk-steps.ts';
import { takeDeskPictures, takePicture } from './desk-pictures.ts';
import { takeCashierPictures } from './cashier-pictures.ts';
import { takeInteropPictures } from './interop-pictures.ts';
import { takeFindingPictures } from './finding-pictures.ts';
import { takePharmacyPictures } from './pharmacy-pictures.ts';
import { takeSettlementPictures } from './settlement-pictures.ts';

/** `npm run docs:pictures`: the desks as they look on the demo district, for the README. `npm start` or `npm test` has built the web app before. */
const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
mkdirSync(folder, { recursive: true });
const desks = await startDeskServer();

const picture = async (page: Page, name: string) => await takePicture(page, `${folder}${name}.webp`);

await takeDeskPictures(desks, folder);
await takePharmacyPictures(desks, folder);
await takeCashierPictures(desks, folder);
await takeFindingPictures(desks, folder);
await takeSettlementPictures(desks, folder);
await takeInteropPictures(desks, folder);

const door = await desks.browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN' });
await door.goto(`${desks.baseUrl}/login`);
await door.getByText('Bản thử').waitFor();
await picture(door, 'log-in');

const reception = await desks.logIn('tieptan.nahoa');
await fillByScan(reception);
await picture(reception, 'reception');
await reception.keyboard.press('Control+Enter');
await reception.getByText(/Số vừa cấp: 1/).waitFor();

const doctor = await desks.logIn('bacsi.nahoa');
await doctor.getByRole('button', { name: 'Người tiếp theo (1 chờ)' }).waitFor();
await doctor.keyboard.press('F10');
await examine(doctor);
await picture(doctor, 'doctor-examination');
await orderAndPerform(doctor);
await doctor.keyboard.press('Alt+3');
await addDrug(doctor, 'azithromycin', 'Azithromycin');
await addDrug(doctor, 'domperidon', 'Domperidon');
await doctor.getByText('chống chỉ định dùng cùng nhau').waitFor();
await picture(doctor, 'doctor-prescription');
await doctor
  .getByRole('row', { name: /Domperidon/ })
  .getByRole('button')
  .click();
await addDrug(doctor, 'paracetamol 500', 'Paracetamol');
await doctor.getByRole('button', { name: /^Ký đơn 2 thuốc/, disabled: false }).waitFor();
await doctor.keyboard.press('Control+Enter');
await doctor.getByRole('dialog').getByRole('button', { name: 'Ký đơn 2 thuốc' }).click();
await doctor.getByText(/DM902/i).waitFor();
await doctor.keyboard.press('Alt+4');
await doctor.getByText('Mức hưởng 100 %').waitFor();
await picture(doctor, 'doctor-cost');
await doctor.keyboard.press('Alt+7');
await doctor
  .getByRole('button', { name: /nghỉ việc/i })
  .first()
  .waitFor();
await picture(doctor, 'doctor-papers');
await doctor.keyboard.press('Alt+1');
await doctor.getByLabel('Kết quả điều trị', { exact: true }).selectOption('2');
await doctor.getByRole('button', { name: 'Kết thúc khám' }).click();
await doctor.getByRole('dialog').getByRole('button', { name: 'Kết thúc khám' }).click();
await doctor.getByText('Xong 1').waitFor();

const officer = await desks.logIn('giamdinh.nahoa');
await officer.getByRole('row', { name: /Lò Văn Hương/ }).waitFor();
await officer.getByRole('button', { name: /^Xuất 1 hồ sơ BHYT/ }).click();
await officer.getByRole('button', { name: /^Tải/ }).waitFor({ timeout: 30_000 });
await picture(officer, 'insurance');

await desks.close();
await closeTestDatabases();
