import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { addMonths, localDay } from '../../domain/dates.ts';
import { newId } from '../../domain/ids.ts';
import { openVisit } from '../api/encounters/open-visit.ts';
import { aPerson } from '../support/a-registration.ts';
import { expectAccessible } from '../support/accessible.ts';
import { typeInto } from '../support/by-keyboard.ts';
import { startDeskServer, type DeskServer } from '../support/desk-server.ts';
import { field } from '../support/desk-steps.ts';
import { demoHospital } from './demo-hospital.ts';

describe('weight and height of a child, by keyboard', function () {
  this.timeout(120_000);
  let desks: DeskServer;
  let doctor: Page;

  before(async () => {
    desks = await startDeskServer();
    const birthDate = addMonths(localDay(desks.api.services.now()), -12);
    const data = aPerson({ sex: 'male', birthDate, guardian: { fullName: 'Lò Thị Mẹ' } });
    const { encounterId } = await openVisit(await demoHospital(desks.api), { patient: { kind: 'new', id: newId(), data } });
    doctor = await desks.logIn('bacsi.muongban');
    await doctor.goto(`${desks.baseUrl}/doctor/${encounterId}`);
  });
  after(async () => await desks.close());

  it('tell how far they lie from the standard of the age, in words, while they are typed', async () => {
    await typeInto(doctor, field(doctor, 'Cân nặng'), '7,5');
    await doctor.getByText('Cân/tuổi −2,3 SD: nhẹ cân').waitFor();
    await typeInto(doctor, field(doctor, 'Chiều cao'), '76');
    await doctor.getByText('Cao/tuổi +0,1 SD: bình thường').waitFor();
    await doctor.getByText(/^Cân\/dài −3,\d SD: gầy còm nặng$/).waitFor();
    await doctor.getByText(/^BMI\/tuổi −\d,\d SD: gầy còm/).waitFor();
    await doctor.getByText('BMI 13', { exact: true }).waitFor();
    await expectAccessible(doctor);
    expect(desks.complaints).to.deep.equal([]);
  });

  it('stand as a line between those of the standard, and as a table that says the same', async () => {
    await doctor.keyboard.press('Control+Enter');
    await doctor.getByText('Chưa có gì mới để lưu').waitFor();
    await doctor.keyboard.press('Alt+5');
    await doctor.getByRole('img', { name: /^Biểu đồ cân nặng theo tuổi từ \d+ đến \d+ tháng, 1 lần cân/ }).waitFor();
    const row = doctor.getByRole('region', { name: 'Đường tăng trưởng: cân nặng theo tuổi' }).getByRole('row').nth(1);
    expect(await row.getByRole('cell').allTextContents()).to.include.members(['12', '7,5', '−2,3', '9,6']);
    await expectAccessible(doctor);
    expect(desks.complaints).to.deep.equal([]);
  });
});
