import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { systemCtx } from '../../api/http/system-context.ts';
import { write } from '../../db/doors.ts';
import { row } from '../../db/knex.ts';
import type { Workplace } from '../api/at-work.ts';
import { openVisit } from '../api/encounters/open-visit.ts';
import { aRegistration } from '../support/a-registration.ts';
import { expectAccessible } from '../support/accessible.ts';
import { reach, typeInto } from '../support/by-keyboard.ts';
import { startDeskServer, type DeskServer } from '../support/desk-server.ts';
import { choice } from '../support/desk-steps.ts';
import { demoHospital } from './demo-hospital.ts';

describe('the usual diagnoses at the doctor’s desk, by keyboard', function () {
  this.timeout(180_000);
  let desks: DeskServer;
  let place: Workplace;
  let doctor: Page;

  before(async () => {
    desks = await startDeskServer();
    place = await demoHospital(desks.api);
    const { encounterId } = await openVisit(place);
    await place.reception.post('/registrations', aRegistration(place.roomId)).expect(201);
    doctor = await desks.logIn(await withDemoPassword());
    await doctor.goto(`${desks.baseUrl}/doctor/${encounterId}`);
  });
  after(async () => await desks.close());

  /** The doctor of the test, whom nobody has diagnosed with before, can sit down at a desk. */
  async function withDemoPassword(): Promise<string> {
    const sql = `UPDATE users SET password_hash = (SELECT d.password_hash FROM users AS d WHERE d.username = 'bacsi.muongban')
                  WHERE id = :id RETURNING username`;
    const ctx = systemCtx(desks.api.services, place.facility.id);
    const found = await write(ctx, 'user.update', async (tx) => await row<{ username: string }>(tx, sql, { id: place.doctor.userId }));
    return found?.username ?? expect.fail('the doctor of the test is missing');
  }

  const list = () => doctor.locator('.combo-list');
  const options = () => list().getByRole('option');
  const codes = () => doctor.locator('.diagnoses li b').allTextContents();

  it('say that there are none yet, and what to do', async () => {
    await reach(doctor, choice(doctor, 'Chẩn đoán chính (ICD-10)'));
    await doctor.keyboard.press('ArrowDown');
    await list().getByText('Chưa có bệnh hay dùng. Gõ mã hoặc tên bệnh.').waitFor();
    await doctor.keyboard.press('Escape');
  });

  it('know at once what was diagnosed a moment ago', async () => {
    await typeInto(doctor, choice(doctor, 'Chẩn đoán chính (ICD-10)'), 'K29.7');
    await doctor.keyboard.press('Enter');
    await doctor.getByText('bệnh chính', { exact: true }).waitFor();
    await reach(doctor, choice(doctor, 'Bệnh kèm theo (ICD-10)'));
    await doctor.keyboard.press('ArrowDown');
    await list().getByText('Chưa có bệnh hay dùng. Gõ mã hoặc tên bệnh.').waitFor();
    await doctor.keyboard.press('F10');
    await reach(doctor, choice(doctor, 'Chẩn đoán chính (ICD-10)'));
    await doctor.keyboard.press('ArrowDown');
    await options()
      .getByText(/^K29\.7 /)
      .waitFor();
    await doctor.keyboard.press('Escape');
  });

  it('open on ↓ in the empty box, the most used first, and Enter takes it', async () => {
    for (const used of [['J02.9'], ['I10', 'J02.9'], ['I10'], ['I10'], ['I10'], ['I10']]) await (await openVisit(place)).diagnose(...used);
    await doctor.reload();
    await reach(doctor, choice(doctor, 'Chẩn đoán chính (ICD-10)'));
    await doctor.keyboard.press('ArrowDown');
    await options().getByText(/^I10 /).waitFor();
    const shown = await options().allTextContents();
    expect(shown.map((line) => line.split(' ')[0])).to.deep.equal(['I10', 'J02.9', 'K29.7']);
    await expectAccessible(doctor);
    await doctor.keyboard.press('Enter');
    await doctor.getByText('bệnh chính', { exact: true }).waitFor();
    expect(await codes()).to.deep.equal(['I10']);
    expect(desks.complaints).to.deep.equal([]);
  });
});
