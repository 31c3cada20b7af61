import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { newId } from '../../domain/ids.ts';
import { expectAccessible } from '../support/accessible.ts';
import { startDeskServer, type DeskServer } from '../support/desk-server.ts';
import { openVisit } from '../api/encounters/open-visit.ts';
import { demoHospital } from './demo-hospital.ts';

const [DIGOXIN, AMIODARONE] = ['T139', 'T140'];

describe('the list of reasons of a month, by keyboard', function () {
  this.timeout(120_000);
  let desks: DeskServer;
  let page: Page;

  before(async () => {
    desks = await startDeskServer();
    const place = await demoHospital(desks.api);
    const visit = await openVisit(place);
    await place.doctor.post(`/patients/${visit.patientId}/no-known-allergies`).expect(200);
    await visit.diagnose('I10');
    const lines = [DIGOXIN, AMIODARONE].map((drugCode) => ({ id: newId(), drugCode, dosage: { morning: '1', days: 5 } }));
    const acceptedWarnings = [{ code: 'interaction_major', path: 'lines.1', reason: 'Theo dõi điện tim hằng ngày' }];
    await place.doctor.post(`${visit.path}/prescriptions`, { id: newId(), lines, acceptedWarnings }).expect(201);
    page = await desks.logIn('duocsi.muongban');
  });
  after(async () => await desks.close());

  it('tells the pharmacist what was prescribed against which warning and why, month by month', async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'Lý do kê đơn', exact: true }).press('Enter');
    const row = page.getByRole('row', { name: /Theo dõi điện tim hằng ngày/ });
    await row.waitFor();
    expect(await row.innerText()).to.include('Dữ liệu cảnh báo');
    await page.getByText(/lần ký đơn có ghi lý do/).waitFor();
    await page.getByRole('button', { name: /^Tương tác nặng/ }).press('Enter');
    await row.waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Alt+ArrowLeft');
    await row.waitFor({ state: 'detached' });
    await page.keyboard.press('Alt+ArrowRight');
    await row.waitFor();
    expect(desks.complaints).to.deep.equal([]);
  });
});
