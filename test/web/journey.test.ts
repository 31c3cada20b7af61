import { readFile } from 'node:fs/promises';
import type { Bundle } from '@medplum/fhirtypes';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { addDestination } from '../../api/interop/add-destination.ts';
import { systemCtx } from '../../api/http/system-context.ts';
import { demoStations } from '../../seeds/demo/district.ts';
import { expectAccessible } from '../support/accessible.ts';
import { startDeskServer, type DeskServer } from '../support/desk-server.ts';
import { addDrug, examine, field, fillByScan, orderAndPerform, waitForValue } from '../support/desk-steps.ts';
import { startFhirServer, type TestFhirServer } from '../support/fhir-server.ts';
import { unzip } from '../support/unzip.ts';

describe('the journey from the reception desk to the claim file, in a browser', function () {
  this.timeout(180_000);
  this.bail(true); // each step stands on the one before
  let desks: DeskServer;
  let fhir: TestFhirServer;
  let doctor: Page;
  let total: string;

  before(async () => {
    desks = await startDeskServer();
    fhir = await startFhirServer();
    const [station] = demoStations;
    const { services } = desks.api;
    await addDestination(systemCtx(services, station?.id ?? ''), services.secrets, { name: 'loopback', baseUrl: fhir.baseUrl });
  });
  after(async () => {
    await desks.close();
    await fhir.close();
  });

  it('registers a scanned person with a scanned card and shows the ticket number', async () => {
    const reception = await desks.logIn('tieptan.nahoa');
    await fillByScan(reception);
    await waitForValue(reception, 'Họ và tên', 'Lò Văn Hương');
    await waitForValue(reception, 'CCCD', '014080912345');
    await expectAccessible(reception);
    await reception.keyboard.press('Control+Enter');
    await reception.getByText(/Số vừa cấp: 1 – P1/).waitFor();
    await waitForValue(reception, 'Họ và tên', '');
    await expectFocus(reception, 'search');
  });

  it('opens the next patient on one key, records vitals and a diagnosis found without marks', async () => {
    doctor = await desks.logIn('bacsi.nahoa');
    await doctor.getByRole('button', { name: 'Người tiếp theo (1 chờ)' }).waitFor();
    await doctor.keyboard.press('F10');
    await doctor.getByText('Chưa hỏi về dị ứng').waitFor();
    await examine(doctor);
    await expectAccessible(doctor);
  });

  it('orders a service and notes it as done', async () => {
    await orderAndPerform(doctor);
    await expectAccessible(doctor);
  });

  it('refuses a contraindicated pair until one of the two is removed', async () => {
    await doctor.keyboard.press('Alt+3');
    // Enter at once after typing takes what was typed, never a line of the list before.
    await addDrug(doctor, 'azithromycin', 'Azithromycin');
    await addDrug(doctor, 'domperidon', 'Domperidon');
    await doctor.getByText('chống chỉ định dùng cùng nhau').waitFor();
    const sign = doctor.getByRole('button', { name: /^Ký đơn 2 thuốc/ });
    expect(await sign.getAttribute('aria-disabled')).to.equal('true');
    await expectAccessible(doctor);
    await doctor
      .getByRole('row', { name: /Domperidon/ })
      .getByRole('button')
      .click();
    await addDrug(doctor, 'paracetamol 500', 'Paracetamol');
    await doctor.getByRole('button', { name: /^Ký đơn 2 thuốc/, disabled: false }).waitFor();
    await doctor.keyboard.press('Control+Enter');
    await doctor.getByRole('dialog').getByRole('button', { name: 'Ký đơn 2 thuốc' }).click();
    await doctor.getByText(/DM902[0-9A-Z]{7}-C/i).waitFor();
  });

  it('shows the bill and closes the visit', async () => {
    await doctor.keyboard.press('Alt+4');
    await doctor.getByText('Mức hưởng 100 %').waitFor();
    total = await doctor
      .locator('main')
      .getByText(/^[\d.]+ đ$/)
      .first()
      .innerText();
    await expectAccessible(doctor);
    await doctor.keyboard.press('Alt+1');
    await field(doctor, 'Kết quả điều trị').selectOption('2');
    await doctor.getByRole('button', { name: 'Kết thúc khám' }).click();
    await doctor.getByRole('dialog').getByRole('button', { name: 'Kết thúc khám' }).click();
    await doctor.getByText('Xong 1').waitFor();
  });

  it('exports the day and downloads one claim file for the visit', async () => {
    const officer = await desks.logIn('giamdinh.nahoa');
    await officer
      .getByRole('row', { name: /Lò Văn Hương/ })
      .getByText(total)
      .first()
      .waitFor();
    await expectAccessible(officer);
    await officer.getByRole('button', { name: /^Xuất 1 hồ sơ BHYT/ }).click();
    const link = officer.getByRole('button', { name: /^Tải 14902_\d{8}\.zip/ });
    await link.waitFor({ timeout: 30_000 });
    const [download] = await Promise.all([officer.waitForEvent('download'), link.click()]);
    const files = unzip(await readFile(await download.path()));
    expect(files).to.have.length(1);
    expect(files[0]?.content.toString('utf8')).to.match(/^<\?xml|^<GIAMDINHHS/);
  });

  it('sends the visit to the FHIR server, and the administrator sees it delivered', async () => {
    const administrator = await desks.logIn('quantri.nahoa');
    const line = administrator.getByRole('row', { name: /loopback/ });
    await line.waitFor();
    // Beside the visit the server sees the self-test of the worker's start.
    const visits = () =>
      (fhir.received as unknown as Bundle[]).filter(({ entry = [] }) =>
        entry.some(({ resource }) => resource?.resourceType === 'Encounter'),
      );
    for (let waited = 0; waited < 30_000 && visits().length === 0; waited += 100) await administrator.waitForTimeout(100);
    expect(visits()).to.have.length(1);
    await administrator.reload();
    await administrator.getByRole('row', { name: /loopback.*1/ }).waitFor();
    await expectAccessible(administrator);
  });

  it('asked no other machine for anything and no page complained', () => {
    expect(desks.outside).to.deep.equal([]);
    expect(desks.complaints).to.deep.equal([]);
  });
});

async function expectFocus(page: Page, id: string): Promise<void> {
  expect(await page.evaluate(() => document.activeElement?.id)).to.equal(id);
}
