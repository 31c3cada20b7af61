import { aClosedVisit } from '../api/claims/a-closed-visit.ts';
import { aDestination, refusedBirthDate } from '../api/interop/a-destination.ts';
import type { DeskServer } from '../support/desk-server.ts';
import { startFhirServer } from '../support/fhir-server.ts';
import { demoHospital } from './demo-hospital.ts';
import { takePicture } from './desk-pictures.ts';

/** The pictures of docs/how-to/lien-thong.md: records of invented patients on their way to loopback servers, one of which does not take a birth date. */
export async function takeInteropPictures(desks: DeskServer, folder: string): Promise<void> {
  const place = await demoHospital(desks.api);
  const good = await startFhirServer();
  const strict = await startFhirServer();
  await aDestination(desks.api, place, good, { name: 'Kho dữ liệu tỉnh (thử)' });
  await aDestination(desks.api, place, strict, { name: 'Bệnh viện tỉnh (thử)' });
  strict.misbehave = refusedBirthDate;
  const visits = [await aClosedVisit(place), await aClosedVisit(place), await aClosedVisit(place)];
  const page = await desks.logIn('giamdinh.muongban');
  await page.getByRole('navigation').getByRole('link', { name: 'Liên thông', exact: true }).press('Enter');
  await page.getByRole('row', { name: /Bệnh viện tỉnh.*Có hồ sơ bị trả/ }).waitFor();
  await page.getByRole('row', { name: /Kho dữ liệu tỉnh.*Đã gửi hết/ }).click();
  await page.keyboard.press('F8');
  await page.getByText(/^Kiểm tra lúc/).waitFor();
  await takePicture(page, `${folder}interop.webp`);
  await page.keyboard.press('Alt+2');
  await page.getByRole('grid', { name: 'Hồ sơ bị trả về' }).waitFor();
  await takePicture(page, `${folder}interop-failures.webp`);
  await page.keyboard.press('Alt+3');
  const seen = await place.reception.get(`/patients/${visits[0]?.patientId}`).expect(200);
  const [number] = (seen.body as { identifiers: { value: string }[] }).identifiers;
  await page.getByRole('combobox', { name: 'Người bệnh' }).fill(number?.value ?? '');
  await page.locator('.combo-option').first().click();
  await page.getByRole('grid', { name: 'Lượt khám đã kết thúc' }).getByRole('row').nth(1).click();
  await page.getByRole('heading', { name: /^Chẩn đoán/ }).waitFor();
  await takePicture(page, `${folder}interop-outside.webp`);
  await good.close();
  await strict.close();
}
