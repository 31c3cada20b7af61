import { expect } from 'chai';
import type { Growth } from '../../../api/records/growth-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { aPerson } from '../../support/a-registration.ts';
import { testApi, type Client, type TestApi } from '../../support/api.ts';
import { aWorkplace, type Workplace } from '../at-work.ts';
import { openVisit, type OpenVisit } from '../encounters/open-visit.ts';

describe('the growth line of a child', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
  });
  afterEach(() => api.setNow(undefined));

  const born = async (fields: object): Promise<OpenVisit> =>
    await openVisit(place, {
      patient: { kind: 'new', id: newId(), data: aPerson({ sex: 'female', guardian: { fullName: 'Lò Thị Mẹ' }, ...fields }) },
    });
  const weigh = async (visit: OpenVisit, weight: string): Promise<void> => {
    await place.nurse.put(`${visit.path}/vitals`, await visit.fresh({ values: { weight } })).expect(200);
  };
  const growthOf = async (who: Client, patientId: string): Promise<Growth> =>
    (await who.get(`/patients/${patientId}/growth`).expect(200)).body as Growth;

  it('holds the last weight of each visit, oldest first, with the age and the standard of its sex', async () => {
    api.setNow('2026-05-24T02:00:00Z');
    const first = await born({ birthDate: '2025-11-24' });
    await weigh(first, '7.1');
    await weigh(first, '7.2');
    api.setNow('2026-11-24T02:00:00Z');
    const second = await openVisit(place, { patient: { kind: 'known', id: first.patientId } });
    await weigh(second, '8.4');
    const { weights, curve } = await growthOf(place.doctor, first.patientId);
    expect(weights.map(({ day, weight }) => [day, weight])).to.deep.equal([
      ['2026-05-24', 7.2],
      ['2026-11-24', 8.4],
    ]);
    expect(weights.map(({ completedMonths }) => completedMonths)).to.deep.equal([6, 12]);
    expect(weights[1]?.months).to.be.closeTo(12, 0.05);
    expect(curve).to.have.length(61);
    expect(curve[12]).to.deep.equal({ month: 12, l: -0.2024, m: 8.9481, s: 0.12268 });
  });

  it('is empty for who has no standard', async () => {
    api.setNow('2026-11-24T02:00:00Z');
    for (const fields of [
      { birthDate: '2020-01-01' },
      { birthDate: '2025-01-01', birthPrecision: 'year' },
      { birthDate: '2025-01-01', sex: 'unknown' },
    ])
      expect(await growthOf(place.doctor, (await born(fields)).patientId)).to.deep.equal({ weights: [], curve: [] });
  });

  it('of a nobody is not found, what is no id is malformed, and who reads no visits sees none', async () => {
    const { patientId } = await born({ birthDate: '2025-11-24' });
    await place.doctor.get(`/patients/${newId()}/growth`).expect(404);
    await place.doctor.get('/patients/x/growth').expect(400);
    await place.cashier.get(`/patients/${patientId}/growth`).expect(403);
  });

  it('shows another facility none of the weights here', async () => {
    const visit = await born({ birthDate: '2026-01-01' });
    await weigh(visit, '7.1');
    const other = await aWorkplace(api);
    expect((await growthOf(other.doctor, visit.patientId)).weights).to.deep.equal([]);
  });
});
