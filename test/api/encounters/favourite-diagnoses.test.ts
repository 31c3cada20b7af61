import { expect } from 'chai';
import { aUser, testApi, type Client, type TestApi } from '../../support/api.ts';
import { aWorkplace, type Workplace } from '../at-work.ts';
import { openVisit } from './open-visit.ts';

describe('the usual diagnoses of a doctor', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
  });

  const usualOf = async (who: Client): Promise<string[]> =>
    ((await who.get('/favourite-diagnoses').expect(200)).body as { items: { code: string }[] }).items.map(({ code }) => code);

  it('are counted, the most used first, without those that were taken off', async () => {
    for (const codes of [['J02.9'], ['I10', 'J02.9'], ['I10'], ['I10', 'K29.7']]) await (await openVisit(place)).diagnose(...codes);
    const visit = await openVisit(place);
    await visit.diagnose('E11.9');
    await visit.diagnose('K29.7');
    expect(await usualOf(place.doctor)).to.deep.equal(['I10', 'J02.9', 'K29.7']);
  });

  it('are a doctor’s own at this facility', async () => {
    expect(await usualOf(await aUser(api, place.facility, ['doctor']))).to.deep.equal([]);
    expect(await usualOf((await aWorkplace(api)).doctor)).to.deep.equal([]);
  });

  it('are closed to who diagnoses nobody', async () => {
    await place.nurse.get('/favourite-diagnoses').expect(403);
  });
});
