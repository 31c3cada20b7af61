import { expect } from 'chai';
import type { SignedPrescription } from '../../../api/prescriptions/prescription-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { stock, testApi, type TestApi } from '../../support/api.ts';
import { aClosure, openVisit, type OpenVisit } from '../encounters/open-visit.ts';
import { aHospital, aWorkplace, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

describe('withdraw a prescription', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api, aHospital);
    await stock(api, place.facility, { T001: '1000' });
  });

  async function signed(): Promise<{ visit: OpenVisit; path: string }> {
    const visit = await openVisit(place);
    await place.doctor.post(`/patients/${visit.patientId}/no-known-allergies`).expect(200);
    await visit.diagnose('J02.9');
    const line = { id: newId(), drugCode: 'T001', dosage: { morning: '1', evening: '1', days: 5 } };
    const body = { id: newId(), lines: [line], acceptedWarnings: [] };
    const answer = (await place.doctor.post(`${visit.path}/prescriptions`, body).expect(201)).body as SignedPrescription;
    return { visit, path: `/prescriptions/${answer.documents[0]?.id ?? ''}/withdrawal` };
  }
  const body = () => ({ id: newId(), reason: 'Nhầm thuốc' });

  itIsGuarded(
    () => api,
    async () => ({
      method: 'post',
      path: (await signed()).path,
      body: body(),
      status: 201,
      may: place.doctor,
      mayNot: place.nurse,
      elsewhere: { client: (await aWorkplace(api)).doctor, unknownPath: `/prescriptions/${newId()}/withdrawal` },
      malformed: [[{ reason: ' ' }, 'malformed@reason']],
    }),
  );

  it('keeps the sheet with its reason, takes its drugs off the bill, and they act no more', async () => {
    const { visit, path } = await signed();
    const drugs = async () => (await visit.bill()).lines.filter(({ kind }) => kind === 'drug').length;
    expect(await drugs()).to.equal(1);
    await place.doctor.post(path, body()).expect(201);
    expect(await drugs()).to.equal(0);
    const [sheet] = (await visit.view()).prescriptions;
    expect(sheet?.withdrawnReason).to.equal('Nhầm thuốc');
    // The same drug again is no repetition now, and it is charged once.
    const line = { id: newId(), drugCode: 'T001', dosage: { morning: '1', days: 5 } };
    await place.doctor.post(`${visit.path}/prescriptions`, { id: newId(), lines: [line], acceptedWarnings: [] }).expect(201);
    expect(await drugs()).to.equal(1);
  });

  it('is refused a second time and after the end of the visit', async () => {
    const { visit, path } = await signed();
    const other = await signed();
    await place.doctor.post(path, body()).expect(201);
    const again = await refusedWithoutTrace(api, () => place.doctor.post(path, body()), 409);
    expect(again.body).to.include({ code: 'prescription_withdrawn' });
    await place.doctor.post(`${other.visit.path}/closure`, await other.visit.fresh(aClosure())).expect(200);
    const late = await refusedWithoutTrace(api, () => place.doctor.post(other.path, body()), 409);
    expect(late.body).to.include({ code: 'encounter_already_closed' });
    expect((await visit.view()).prescriptions).to.have.length(1);
  });
});
