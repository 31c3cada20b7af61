import { expect } from 'chai';
import type { PrescriptionSheet, SignedPrescription } from '../../../api/prescriptions/prescription-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { stock, testApi, type TestApi } from '../../support/api.ts';
import { openVisit } from '../encounters/open-visit.ts';
import { aHospital, aWorkplace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

describe('print a prescription', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api, aHospital);
    await stock(api, place.facility, { T001: '1000' });
  });

  async function signed(): Promise<string> {
    const visit = await openVisit(place);
    await place.doctor.post(`/patients/${visit.patientId}/no-known-allergies`).expect(200);
    await visit.diagnose('J02.9');
    const line = { id: newId(), drugCode: 'T001', dosage: { morning: '1', days: 5 } };
    const answer = await place.doctor.post(`${visit.path}/prescriptions`, { id: newId(), lines: [line], acceptedWarnings: [] }).expect(201);
    return `/prescriptions/${(answer.body as SignedPrescription).documents[0]?.id ?? ''}/prints`;
  }
  const print = async (path: string): Promise<PrescriptionSheet> =>
    (await place.doctor.post(path, { id: newId() }).expect(201)).body as PrescriptionSheet;

  itIsGuarded(
    () => api,
    async () => ({
      method: 'post',
      path: await signed(),
      body: { id: newId() },
      status: 201,
      may: place.doctor,
      mayNot: place.laboratory,
      elsewhere: { client: (await aWorkplace(api)).doctor, unknownPath: `/prescriptions/${newId()}/prints` },
      malformed: [[{ id: 'x' }, 'malformed@id']],
    }),
  );

  it('shows what the law wants on the sheet, and marks every copy after the first', async () => {
    const path = await signed();
    const sheet = await print(path);
    expect(sheet.copy).to.equal(0);
    expect(sheet.prescription).to.include({ type: 'c', prescriberName: 'Người Thử Nghiệm' });
    expect(sheet.prescription.prescriberLicence).to.match(/\/SL-GPHN$/);
    expect(sheet.prescription.lines[0]).to.deep.include({ drugName: 'Paracetamol (Partamol Eff.) 500mg', quantity: '5', unit: 'Viên' });
    expect(sheet.diagnoses.map(({ icdCode }) => icdCode)).to.deep.equal(['J02.9']);
    expect(sheet.patient.address).to.match(/^Bản Thử, /);
    expect([(await print(path)).copy, (await print(path)).copy]).to.deep.equal([1, 2]);
  });
});
