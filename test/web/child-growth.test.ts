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
    await expectAccessible(doctor);
    expect(desks.complaints).to.deep.equal([]);
  });
});
