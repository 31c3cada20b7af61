import { expect } from 'chai';
import { newId } from '../../../domain/ids.ts';
import { aCard } from '../../support/a-registration.ts';
import { stock, testApi, type TestApi } from '../../support/api.ts';
import { rows } from '../../../db/knex.ts';
import { openVisit, type OpenVisit } from '../encounters/open-visit.ts';
import { aHospital, aWorkplace, type Workplace } from '../at-work.ts';

/* By hand: 10 tablets at 1 000, of which the list pays 50 percent; the examination (39 800) is always paid in full: low cost. */
const RATIO_DRUG = 'T001';

describe('the ratio of what exists already when the card or the payer changes', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let visit: OpenVisit;

  before(async () => {
    api = await testApi();
  });
  beforeEach(async () => {
    api.setNow('2026-11-24T02:00:00Z');
    place = await aWorkplace(api, aHospital);
    await stock(api, place.facility, { [RATIO_DRUG]: '1000' }, { insuranceRatio: '50' });
    visit = await openVisit(place, { coverage: { kind: 'new-card', card: ownCard() } });
    await place.doctor.post(`/patients/${visit.patientId}/no-known-allergies`).expect(200);
    await visit.prescribe(RATIO_DRUG, '10');
  });

  const ownCard = (fields: Parameters<typeof aCard>[0] = {}) => aCard({ registeredFacilityCode: place.facility.code, ...fields });
  const shares = async () => {
    const { fundAmount, selfPayAmount, copayAmount } = (await visit.bill()).totals;
    return { fundAmount, selfPayAmount, copayAmount };
  };
  /** A war invalid's card: ratio limits do not touch the digits 1 and 5. */
  const changeCard = async () =>
    await place.reception
      .post(`${visit.path}/coverages`, {
        id: newId(),
        card: { kind: 'new-card', card: ownCard({ cardNumber: 'CC1149990000002' }) },
        reason: 'Thẻ mới',
      })
      .expect(201);
  const changePayer = async (body: object) =>
    await place.reception.post(`${visit.path}/payer`, { id: newId(), reason: 'Đổi đối tượng', ...body }).expect(201);

  it('is lifted by a card that knows no ratio limit, and the old ratio stays in the change log', async () => {
    expect(await shares()).to.deep.equal({ fundAmount: '44800', selfPayAmount: '5000', copayAmount: '0' });
    await changeCard();
    expect(await shares()).to.deep.equal({ fundAmount: '49800', selfPayAmount: '0', copayAmount: '0' });
    const logged = await rows<{ before: { insurance_ratio: number }; after: { insurance_ratio: number } }>(
      api.database.owner,
      `SELECT c.before, c.after FROM change_log AS c
        WHERE c.table_name = 'charge_lines' AND c.action = 'coverage.add' AND c.facility_id = :id`,
      { id: place.facility.id },
    );
    expect(logged.map(({ before, after }) => [before.insurance_ratio, after.insurance_ratio])).to.deep.equal([[50, 100]]);
  });

  it('comes back with the first card, by way of nobody paying', async () => {
    await changeCard();
    await changePayer({ kind: 'none' });
    expect(await shares()).to.deep.equal({ fundAmount: '0', selfPayAmount: '49800', copayAmount: '0' });
    const [first] = await rows<{ cardId: string }>(
      api.database.owner,
      `SELECT v.card_id FROM encounter_coverages AS v WHERE v.encounter_id = :id ORDER BY v.sequence LIMIT 1`,
      { id: visit.encounterId },
    );
    const changed = (await changePayer({ kind: 'card', cardId: first?.cardId })).body as { after: { fundAmount: string } };
    expect(changed.after.fundAmount).to.equal('44800');
    expect(await shares()).to.deep.equal({ fundAmount: '44800', selfPayAmount: '5000', copayAmount: '0' });
  });
});
