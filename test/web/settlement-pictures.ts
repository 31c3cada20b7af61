import { aClosedVisit } from '../api/claims/a-closed-visit.ts';
import type { DeskServer } from '../support/desk-server.ts';
import { demoHospital } from './demo-hospital.ts';
import { takePicture } from './desk-pictures.ts';

/** The pictures of docs/how-to/quyet-toan.md: claims of invented patients that the simulator has taken. */
export async function takeSettlementPictures(desks: DeskServer, folder: string): Promise<void> {
  const place = await demoHospital(desks.api);
  const encounterIds: string[] = [];
  for (let i = 0; i < 5; i += 1) encounterIds.push((await aClosedVisit(place)).encounterId);
  await place.officer.post('/claim-sending/approvals', { encounterIds }).expect(200);
  const page = await desks.logIn('giamdinh.muongban');
  await page.getByRole('navigation').getByRole('link', { name: 'Quyết toán BHYT', exact: true }).press('Enter');
  await page.getByText(/ 0 hồ sơ đã duyệt chưa có trả lời\.$/).waitFor({ timeout: 60_000 });
  await page.keyboard.press('F9');
  await page.getByText('bằng tổng XML: đúng').first().waitFor({ timeout: 60_000 });
  await takePicture(page, `${folder}settlement-summary.webp`);
  await page.keyboard.press('Alt+3');
  await page.getByText(/^5\/5 dòng$/).waitFor();
  await takePicture(page, `${folder}settlement-list.webp`);
}
