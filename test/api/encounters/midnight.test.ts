import { expect } from 'chai';
import type { PrescriptionIssues } from '../../../api/prescriptions/prescription-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { messagesVi } from '../../../domain/messages-vi.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { aHospital, aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { aClosure, openVisit, type OpenVisit } from './open-visit.ts';

const [PARACETAMOL, AZITHROMYCIN] = ['T001', 'T069'];
const BLOOD = '22.0121.1369';
const DIAGNOSIS = 'J15.9';
/** A minute before and after midnight at the facility. */
const [BEFORE, AFTER] = ['2026-11-30T16:59:00.000Z', '2026-11-30T17:01:00.000Z'];
const LAST_DAY = '2026-11-30';

describe('a catalogue that changes at midnight under a visit', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let visit: OpenVisit;

  before(async () => {
    api = await testApi();
    api.setNow(BEFORE);
    place = await aWorkplace(api, aHospital);
    visit = await openVisit(place);
    await place.doctor.post(`/patients/${visit.patientId}/no-known-allergies`).expect(200);
    await visit.diagnose(DIAGNOSIS);
    for (const table of ['drugs', 'service_prices']) {
      const code = table === 'drugs' ? AZITHROMYCIN : BLOOD;
      await api.database.owner.raw(`UPDATE ${table} SET valid_to = '${LAST_DAY}' WHERE code = '${code}' AND valid_to IS NULL`);
    }
    await api.database.owner.raw(
      `INSERT INTO icd_versions (version, name, valid_from, source, confidence) VALUES ('thu-nghiem', 'Danh mục mới', '2026-12-01', 'test', 'sure')`,
    );
  });

  const line = (drugCode: string) => ({ id: newId(), drugCode, dosage: { morning: '1', days: 5 } });
  const check = async (drugCode: string): Promise<string[]> =>
    (
      (await place.doctor.post(`${visit.path}/prescription-checks`, { lines: [line(drugCode)] }).expect(200)).body as PrescriptionIssues
    ).issues
      .filter(({ severity }) => severity === 'error')
      .map(({ code, path }) => `${code}@${path}`);
  const sign = (drugCode: string) =>
    place.doctor.post(`${visit.path}/prescriptions`, { id: newId(), lines: [line(drugCode)], acceptedWarnings: [] });
  const order = () => place.doctor.post(`${visit.path}/orders`, { id: newId(), serviceCode: BLOOD, repeatReason: 'Theo dõi' });

  it('lets everything of the old day through until midnight', async () => {
    expect(await check(AZITHROMYCIN)).to.deep.equal([]);
    await order().expect(201);
  });

  it('says at the typing and at the signing that the drug is no longer listed, and writes nothing', async () => {
    api.setNow(AFTER);
    expect(await check(AZITHROMYCIN)).to.deep.equal(['drug_unknown@lines.0.drugCode']);
    expect(findings(await refusedWithoutTrace(api, () => sign(AZITHROMYCIN), 422))).to.deep.equal(['drug_unknown@lines.0.drugCode']);
    expect(messagesVi['drug_unknown']).to.include('không còn');
    await sign(PARACETAMOL).expect(201);
  });

  it('orders nothing at a price that has ended, and keeps what was ordered before', async () => {
    expect(findings(await refusedWithoutTrace(api, order, 422))).to.deep.equal(['service_unknown@serviceCode']);
    const [before] = (await visit.view()).orders;
    await place.doctor.post(`${visit.path}/orders/${before?.id}/performance`).expect(200);
    expect((await visit.bill()).lines.filter(({ kind }) => kind === 'service').map(({ name }) => name)).to.include(before?.serviceName);
  });

  it('takes a diagnosis of the new day from the new list only, and closes with what was written before', async () => {
    const again = await visit.fresh({ items: [{ id: newId(), icdCode: 'I10' }] });
    const refused = await refusedWithoutTrace(api, () => place.doctor.put(`${visit.path}/diagnoses`, again), 422);
    expect(findings(refused)).to.deep.equal(['icd_not_valid_at_date@items.0.icdCode']);
    await place.doctor.post(`${visit.path}/closure`, await visit.fresh(aClosure())).expect(200);
    expect((await visit.view()).diagnoses.map(({ icdCode }) => icdCode)).to.deep.equal([DIAGNOSIS]);
  });
});
