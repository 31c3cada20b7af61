import { aPrescription } from '../api/dispensing/a-prescription.ts';
import { scan, type DeskServer } from '../support/desk-server.ts';
import { choice } from '../support/desk-steps.ts';
import { aWorkbook } from '../support/workbook.ts';
import { demoHospital } from './demo-hospital.ts';
import { takePicture } from './desk-pictures.ts';

/** The pictures of docs/how-to/nha-thuoc.md: the window and the stock of the demo hospital, with an invented patient. */
export async function takePharmacyPictures(desks: DeskServer, folder: string): Promise<void> {
  const page = await desks.logIn('duocsi.muongban');
  const at = await aPrescription(await demoHospital(desks.api), { T001: '10', T045: '15' });
  const { prescriptionCode, lines } = await at.view();
  await page.waitForFunction(() => document.activeElement?.closest('.scan-box') !== null);
  await scan(page, prescriptionCode);
  await page.waitForFunction(() => document.activeElement?.id === 'box-scan');
  await scan(page, lines[0]?.proposals[0]?.lotNumber ?? '');
  await page.getByText('còn 1 thuốc chưa xác nhận đã lấy').waitFor();
  await takePicture(page, `${folder}pharmacy-window.webp`);

  await page.getByRole('navigation').getByRole('link', { name: 'Kho dược', exact: true }).press('Enter');
  await page.getByRole('row').nth(2).waitFor();
  await page.keyboard.press('Alt+2');
  await page.keyboard.press('F2');
  await choice(page, 'Thêm thuốc').fill('advifen');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.id.startsWith('line-'));
  for (const cell of ['LO-BAN-1', '31122028', '500']) {
    await page.keyboard.type(cell);
    await page.keyboard.press('Enter');
  }
  await page.keyboard.type('733');
  await takePicture(page, `${folder}pharmacy-receipt.webp`);

  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Bỏ phiếu này' }).click();
  await page.getByRole('button', { name: 'Nạp tồn đầu từ Excel' }).click();
  const buffer = await aWorkbook([
    ['Mã thuốc', 'Số lô', 'Hạn dùng', 'Đơn giá', 'Số lượng'],
    ['T001', { number: '12' }, '31/02/2028', { number: '387' }, { number: '500' }],
  ]);
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  await page.getByLabel('Tệp Excel').setInputFiles({ name: 'ton-dau.xlsx', mimeType, buffer });
  await page.getByRole('button', { name: 'Đọc tệp' }).click();
  await page.getByText(/^Chưa nạp gì cả/).waitFor();
  await takePicture(page, `${folder}pharmacy-import.webp`);
}
