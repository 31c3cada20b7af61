import { expect } from 'chai';
import type { CoverageView, PayerChangeView } from '../../../api/patients/coverage-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { aCard } from '../../support/a-registration.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { aClosure, openVisit, type OpenVisit } from '../encounters/open-visit.ts';
import { aHospital, aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

/* By hand, hospital of class 3: examination 39 800, heart scan 252 300, blood count 49 700; low cost is below 379 500. */
const SCAN = '18.0049.0004';
const BLOOD = '22.0121.1369';

describe('the payer of a visit as the desk sees it', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
  });
  beforeEach(async () => {
    api.setNow('2026-11-24T02:00:00Z');
    place = await aWorkplace(api, aHospital);
  });

  const ownCard = (fields: Parameters<typeof aCard>[0] = {}) => aCard({ registeredFacilityCode: place.facility.code, ...fields });
  const insured = async (): Promise<OpenVisit> => await openVisit(place, { coverage: { kind: 'new-card', card: ownCard() } });
  const look = async ({ path }: OpenVisit): Promise<CoverageView> =>
    (await place.reception.get(`${path}/coverage`).expect(200)).body as CoverageView;
  const payer = async ({ path }: OpenVisit, body: object): Promise<PayerChangeView> =>
    (await place.reception.post(`${path}/payer`, { id: newId(), reason: 'Đổi đối tượng', ...body }).expect(201)).body as PayerChangeView;

  itIsGuarded(
    () => api,
    async () => ({
      method: 'get',
      path: `${(await insured()).path}/coverage`,
      status: 200,
      may: place.reception,
      mayNot: place.nurse,
      elsewhere: { client: (await aWorkplace(api)).reception, unknownPath: `/encounters/${newId()}/coverage` },
    }),
    'question',
  );

  it('names the card, since when it is used, what each pays, and nothing that was not done', async () => {
    const visit = await insured();
    for (const code of [SCAN, BLOOD, BLOOD]) await visit.perform(code);
    const { cards, shares, changes, arrivalCategory, roomName, code } = await look(visit);
    expect([arrivalCategory, roomName, changes]).to.deep.equal(['1.1', place.room.name, []]);
    expect(code).to.equal((await visit.view()).code);
    expect(cards.map(({ cardNumber, usedFrom, counts }) => ({ cardNumber, usedFrom, counts }))).to.deep.equal([
      { cardNumber: 'GD4149990000001', usedFrom: '2026-11-24T02:00:00.000Z', counts: true },
    ]);
    expect(shares).to.include({ hospitalAmount: '391500', fundAmount: '313200', copayAmount: '78300', selfPayAmount: '0' });
  });

  it('shows that a card another one took over from the beginning no longer counts', async () => {
    const visit = await insured();
    const card = ownCard({ cardNumber: 'TE1149990000002' });
    await place.reception.post(`${visit.path}/coverages`, { id: newId(), card: { kind: 'new-card', card }, reason: 'Thẻ mới' }).expect(201);
    expect((await look(visit)).cards.map(({ cardNumber, counts, reason }) => [cardNumber.slice(0, 3), counts, reason])).to.deep.equal([
      ['GD4', false, null],
      ['TE1', true, 'Thẻ mới'],
    ]);
  });

  it('keeps the trace of each change, latest first, with the bill before and after and who did it', async () => {
    const visit = await insured();
    for (const code of [SCAN, BLOOD, BLOOD]) await visit.perform(code);
    const cardId = (await look(visit)).cards[0]?.cardId;
    await payer(visit, { kind: 'none' });
    api.setNow('2026-11-24T02:01:00Z');
    await payer(visit, { kind: 'card', cardId });
    const { changes } = await look(visit);
    expect(changes.map((one) => [one.kind, one.categoryBefore, one.categoryAfter])).to.deep.equal([
      ['card', '9', '1.1'],
      ['none', '1.1', '9'],
    ]);
    expect(changes.map((one) => [one.sharesBefore.fundAmount, one.sharesAfter.fundAmount])).to.deep.equal([
      ['0', '313200'],
      ['313200', '0'],
    ]);
    expect(changes[0]?.changedByName).to.be.a('string').and.not.equal('');
  });

  it('lets the desk change the category alone, with a trace, and leaves the card as it is used', async () => {
    const visit = await insured();
    for (const code of [SCAN, BLOOD, BLOOD]) await visit.perform(code);
    const before = await look(visit);
    const cardId = before.cards[0]?.cardId;
    const changed = await payer(visit, { kind: 'card', cardId, arrivalCategory: '1.12' });
    expect([changed.arrivalCategory, changed.before.fundAmount]).to.deep.equal(['1.12', '313200']);
    const after = await look(visit);
    expect(after.cards).to.deep.equal(before.cards);
    expect(after.changes.map(({ categoryBefore, categoryAfter }) => [categoryBefore, categoryAfter])).to.deep.equal([['1.1', '1.12']]);
    const refused = async (body: object, status: number) =>
      await refusedWithoutTrace(
        api,
        () => place.reception.post(`${visit.path}/payer`, { id: newId(), reason: 'x', kind: 'card', cardId, ...body }),
        status,
      );
    expect((await refused({ arrivalCategory: '1.12' }, 409)).body).to.include({ code: 'payer_is_the_same' });
    expect((await refused({}, 409)).body).to.include({ code: 'payer_is_the_same' });
    expect(findings(await refused({ arrivalCategory: '8.8' }, 422))).to.deep.equal(['arrival_category_unknown@arrivalCategory']);
    expect(findings(await refused({ arrivalCategory: '9' }, 422))).to.deep.equal(['arrival_category_mismatch@arrivalCategory']);
  });

  it('goes on showing the shares after the visit is closed', async () => {
    const visit = await insured();
    await visit.perform(SCAN);
    await visit.diagnose('J02.9');
    await place.doctor.post(`${visit.path}/closure`, await visit.fresh(aClosure())).expect(200);
    const { state, shares } = await look(visit);
    expect([state, shares.hospitalAmount]).to.deep.equal(['finished', '292100']);
  });
});
