import { newId } from '../../domain/ids.ts';
import type { FindingPage } from '../../api/claims/audit/audit-schemas.ts';
import { localDay } from '../../domain/dates.ts';
import type { DeskServer } from '../support/desk-server.ts';
import { aClosedVisit } from '../api/claims/a-closed-visit.ts';
import type { Workplace } from '../api/at-work.ts';
import { demoHospital } from './demo-hospital.ts';
import { takePicture } from './desk-pictures.ts';

const CLAIMS = 5;

/** The pictures of docs/how-to/claim-sending.md and ket-qua-giam-dinh.md: claims of invented patients, and the marked sample in place of the insurer. */
export async function takeFindingPictures(desks: DeskServer, folder: string): Promise<void> {
  const place = await demoHospital(desks.api);
  const codes: string[] = [];
  for (let i = 0; i < CLAIMS; i += 1) codes.push(await anApprovedClaim(place));
  await aClosedVisit(place, { wrong: true });
  await aClosedVisit(place);
  const page = await desks.logIn('giamdinh.muongban');
  await page.getByRole('navigation').getByRole('link', { name: 'Gửi giám định', exact: true }).press('Enter');
  for (const code of codes) await page.getByRole('row', { name: new RegExp(`${code}.*cổng đã nhận`) }).waitFor();
  await page.getByRole('row', { name: new RegExp(codes[0] ?? '') }).click();
  await page.getByText(/^Mã giao dịch MP/).waitFor();
  await takePicture(page, `${folder}claim-sending.webp`);

  await answerOne(place);
  await page.getByRole('navigation').getByRole('link', { name: 'Kết quả giám định', exact: true }).press('Enter');
  await page
    .getByRole('row', { name: /chưa trả lời/ })
    .first()
    .click();
  await page.getByText('Diễn biến').waitFor();
  await takePicture(page, `${folder}claim-findings.webp`);
  await page.keyboard.press('Alt+2');
  await page.getByRole('row', { name: /MP\.001/ }).waitFor();
  await takePicture(page, `${folder}claim-findings-reconcile.webp`);
  await page.keyboard.press('Alt+3');
  await page.getByRole('img', { name: /^Tổng/ }).waitFor();
  await takePicture(page, `${folder}claim-findings-trend.webp`);
}

async function anApprovedClaim(place: Workplace): Promise<string> {
  const visit = await aClosedVisit(place);
  await place.officer.post('/claim-sending/approvals', { encounterIds: [visit.encounterId] }).expect(200);
  return (await visit.view()).code;
}

/** The sample is loaded, and its first finding answered. */
async function answerOne({ officer }: Workplace): Promise<void> {
  const { text } = await officer.get('/claim-audit/sample').expect(200);
  const content = Buffer.from(text).toString('base64');
  await officer.post('/claim-audit/imports', { id: newId(), fileName: 'mo-phong-ket-qua-giam-dinh.csv', content }).expect(201);
  const month = localDay(new Date()).slice(0, 7);
  const { items } = (await officer.post('/claim-audit/searches', { from: month, until: month }).expect(200)).body as FindingPage;
  const note = 'Người bệnh sốt cao, đau họng 3 ngày; có chỉ định khám';
  await officer.post(`/claim-audit/findings/${items[0]?.id}/decisions`, { version: 1, kind: 'contest', note }).expect(200);
}
