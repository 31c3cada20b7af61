import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { addDays, dayForPeople, localDay } from '../../domain/dates.ts';
import { newId } from '../../domain/ids.ts';
import { aPerson } from '../support/a-registration.ts';
import { expectAccessible } from '../support/accessible.ts';
import { enter, pick, reach, typeInto } from '../support/by-keyboard.ts';
import { startDeskServer, type DeskServer } from '../support/desk-server.ts';
import { openVisit } from '../api/encounters/open-visit.ts';
import { demoHospital } from './demo-hospital.ts';

describe('pregnancy at the doctor’s desk, by keyboard', function () {
  this.timeout(180_000);
  let desks: DeskServer;
  let doctor: Page;
  let visitOf: (sex: 'male' | 'female') => Promise<string>;

  before(async () => {
    desks = await startDeskServer();
    const place = await demoHospital(desks.api);
    visitOf = async (sex) =>
      (await openVisit(place, { patient: { kind: 'new', id: newId(), data: aPerson({ sex, birthDate: '1996-01-01' }) } })).encounterId;
    doctor = await desks.logIn('bacsi.muongban');
    await doctor.goto(`${desks.baseUrl}/doctor/${await visitOf('female')}`);
  });
  after(async () => await desks.close());

  const dialog = () => doctor.getByRole('dialog');
  const begin = () => enter(doctor, doctor.getByRole('button', { name: 'Ghi thai, cho bú' }));

  it('says that nobody has asked, which is not the same as no', async () => {
    await doctor.getByText('Chưa hỏi về thai').waitFor();
    await begin();
    await pick(doctor, dialog().getByLabel('Có thai không'), /^Không$/);
    await enter(doctor, dialog().getByRole('button', { name: 'Lưu câu trả lời' }));
    await doctor.locator('.banner').getByText('Không mang thai').waitFor();
  });

  it('counts the weeks from the last period and stands in the banner', async () => {
    const first = addDays(localDay(desks.api.services.now()), -70);
    await begin();
    await enter(doctor, dialog().getByRole('button', { name: 'Lưu câu trả lời' }));
    await dialog().getByText('Chọn có thai hay không rồi lưu.').waitFor();
    await pick(doctor, dialog().getByLabel('Có thai không'), /^Có$/);
    await typeInto(doctor, dialog().getByLabel('Ngày đầu kỳ kinh cuối'), '99');
    await doctor.keyboard.press('Enter');
    await dialog().getByText('Ngày chưa đúng. Gõ như 24112026.').waitFor();
    await typeInto(doctor, dialog().getByLabel('Ngày đầu kỳ kinh cuối'), dayForPeople(first));
    await dialog()
      .getByText(`Dự sinh ${dayForPeople(addDays(first, 280))}`)
      .waitFor();
    await reach(doctor, dialog().getByLabel('Đang cho con bú'));
    await doctor.keyboard.press('Space');
    await expectAccessible(doctor);
    await doctor.keyboard.press('Enter');
    await doctor.locator('.banner').getByText('Thai 10 tuần, đang cho con bú').waitFor();
    await expectAccessible(doctor);
  });

  it('is no question for a man', async () => {
    await doctor.goto(`${desks.baseUrl}/doctor/${await visitOf('male')}`);
    await doctor.getByText('Chưa hỏi về dị ứng').waitFor();
    expect(await doctor.getByRole('button', { name: 'Ghi thai, cho bú' }).count()).to.equal(0);
  });

  it('left nothing in the console', () => {
    expect(desks.complaints).to.deep.equal([]);
  });
});
