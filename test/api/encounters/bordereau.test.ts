import { expect } from 'chai';
import type { BordereauView } from '../../../api/encounters/bordereau-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { aCard } from '../../support/a-registration.ts';
import { aUser, testApi, type TestApi } from '../../support/api.ts';
import { aHospital, aWorkplace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';
import { aClosure, openVisit, type OpenVisit } from './open-visit.ts';

const SCAN = '18.0049.0004';
const BLOOD = '22.0121.1369';

describe('the cost statement of a visit', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
    api.setNow('2026-11-24T02:00:00Z');
    place = await aWorkplace(api, aHospital);
  });

  const insured = async (): Promise<OpenVisit> => {
    const card = aCard({ cardNumber: 'GD4149990000001', registeredFacilityCode: place.facility.code });
    const visit = await openVisit(place, { coverage: { kind: 'new-card', card } });
    await visit.diagnose('J02.9');
    for (const code of [BLOOD, SCAN, SCAN]) await visit.perform(code);
    return visit;
  };
  const statement = async ({ path }: OpenVisit): Promise<BordereauView> =>
    (await place.doctor.get(`${path}/bordereau`).expect(200)).body as BordereauView;

  itIsGuarded(
    () => api,
    async () => {
      const { path } = await insured();
      const elsewhere = { client: (await aWorkplace(api)).doctor, unknownPath: `/encounters/${newId()}/bordereau` };
      const mayNot = await aUser(api, place.facility, ['laboratory']);
      return { method: 'get' as const, path: `${path}/bordereau`, status: 200, may: place.doctor, mayNot, elsewhere };
    },
    'question',
  );

  it('stands in the items of the form and is the bill to the last digit, before and after closing', async () => {
    const visit = await insured();
    const live = await statement(visit);
    expect([live.final, live.type, live.endedAt, live.icdCodes]).to.deep.equal([false, '01', null, ['J02.9']]);
    const [sheet] = live.sheets;
    expect(sheet?.card).to.deep.include({ cardNumber: 'GD4149990000001', registeredFacilityCode: place.facility.code });
    // 39 800 + 49 700 + 2 × 252 300 = 594 100, 80 % of it 475 280
    expect(sheet?.blocks.map(({ item, totals }) => [item, totals.hospitalAmount])).to.deep.equal([
      ['1', '39800'],
      ['3', '49700'],
      ['4', '504600'],
    ]);
    expect([sheet?.rate, sheet?.totals.fundAmount, sheet?.totals.copayAmount]).to.deep.equal(['80', '475280', '118820']);
    await place.doctor.post(`${visit.path}/closure`, await visit.fresh(aClosure())).expect(200);
    const final = await statement(visit);
    expect([final.final, final.treatmentDays, final.sheets]).to.deep.equal([true, 0, live.sheets]);
    expect(final.sheets[0]?.totals).to.deep.equal((await visit.bill()).totals);
  });

  it('says of somebody without a card that nothing is insured', async () => {
    const visit = await openVisit(place);
    const { sheets } = await statement(visit);
    expect(sheets.map(({ card, rate, totals }) => [card, rate, totals.selfPayAmount])).to.deep.equal([[null, '0', '39800']]);
  });
});
