import { expect } from 'chai';
import type { OverrideList } from '../../../api/prescriptions/prescription-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { openVisit, type OpenVisit } from '../encounters/open-visit.ts';
import { aHospital, aWorkplace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

const [DIGOXIN, AMIODARONE, PARACETAMOL] = ['T139', 'T140', 'T001'];
/** A minute before and after midnight of a month's end at the facility. */
const [BEFORE, AFTER] = ['2026-11-30T16:59:00.000Z', '2026-11-30T17:01:00.000Z'];

describe('the monthly list of reasons', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
    api.setNow(BEFORE);
    place = await aWorkplace(api, aHospital);
  });

  const line = (drugCode: string, dosage: object = {}) => ({ id: newId(), drugCode, dosage: { morning: '1', days: 5, ...dosage } });
  const aVisit = async (): Promise<OpenVisit> => {
    const visit = await openVisit(place);
    await place.doctor.post(`/patients/${visit.patientId}/no-known-allergies`).expect(200);
    await visit.diagnose('I10');
    return visit;
  };
  /** A pair that wants a reason, prescribed with one. */
  const override = async (reason: string): Promise<OpenVisit> => {
    const visit = await aVisit();
    const accepted = [{ code: 'interaction_major', path: 'lines.1', reason }];
    const body = { id: newId(), lines: [line(DIGOXIN), line(AMIODARONE)], acceptedWarnings: accepted };
    await place.doctor.post(`${visit.path}/prescriptions`, body).expect(201);
    return visit;
  };
  const list = async (query: string): Promise<OverrideList> =>
    (await place.pharmacist.get(`/prescription-overrides?${query}`).expect(200)).body as OverrideList;

  itIsGuarded(
    () => api,
    () =>
      Promise.resolve({
        method: 'get',
        path: '/prescription-overrides?month=2026-11',
        status: 200,
        may: place.pharmacist,
        mayNot: place.reception,
      }),
    'question',
    'province-wide',
  );

  it("counts signings and findings by the facility's own months, and tells who, what and why, but not about whom", async () => {
    await override('theo dõi điện tim');
    const plain = await aVisit();
    await place.doctor.post(`${plain.path}/prescriptions`, { id: newId(), lines: [line(PARACETAMOL)], acceptedWarnings: [] }).expect(201);
    api.setNow(AFTER);
    const visit = await override('đã giảm nửa liều');
    const november = await list('month=2026-11');
    const december = await list('month=2026-12');
    expect(november).to.include({ signings: 2, overridden: 1, more: false });
    expect(november.findings).to.deep.equal([{ issueCode: 'interaction_major', count: 1, prescribers: 1 }]);
    expect(december).to.include({ signings: 1, overridden: 1 });
    expect(
      december.items.map(({ reason, issueCode, issueParams, signedAt }) => [reason, issueCode, issueParams['interaction'], signedAt]),
    ).to.deep.equal([['đã giảm nửa liều', 'interaction_major', 'SEV-026', AFTER]]);
    expect(JSON.stringify(december)).not.to.include(visit.patientId);
    expect((await list('month=2026-10')).items).to.deep.equal([]);
  });

  it('narrows to one finding', async () => {
    expect((await list('month=2026-12&code=interaction_major')).items).to.have.length(1);
    expect((await list('month=2026-12&code=dose_over_max')).items).to.deep.equal([]);
  });

  it('refuses a month that is none', async () => {
    await place.pharmacist.get('/prescription-overrides?month=2026-13').expect(400);
  });

  it('shows nothing of another facility', async () => {
    const other = await aWorkplace(api, aHospital);
    const seen = (await other.pharmacist.get('/prescription-overrides?month=2026-12').expect(200)).body as OverrideList;
    expect(seen).to.include({ signings: 0, overridden: 0 });
  });
});
