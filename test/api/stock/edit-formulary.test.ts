import { expect } from 'chai';
import type { FormularyList } from '../../../api/stock/stock-schemas.ts';
import { addDays, localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { aFacility, aUser, testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

describe('edit the formulary', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  const today = localDay(new Date());

  before(async () => {
    api = await testApi();
  });
  beforeEach(async () => {
    place = await aWorkplace(api);
  });

  const item = (fields: object = {}) => ({
    ...{ id: newId(), drugCode: 'T001', unitPrice: '387', insuranceRatio: '100', validFrom: '2026-01-01' },
    ...{ tender: '1/QĐ;G1;N4;2026', registrationNumber: '893100193324' },
    ...fields,
  });
  const list = async (on = today) => ((await place.pharmacist.get(`/formulary?on=${on}`).expect(200)).body as FormularyList).items;
  const refused = async (fields: object, status = 422): Promise<string[]> =>
    findings(await refusedWithoutTrace(api, () => place.pharmacist.post('/formulary', item(fields)), status));

  // A request after another in one facility is about another drug.
  let made = 0;
  itIsGuarded(
    () => api,
    async () => {
      made += 1;
      const body = item({ drugCode: `T00${(made % 9) + 1}` });
      await place.pharmacist.post('/formulary', body).expect(201);
      const { facility } = await aFacility(api);
      return {
        method: 'post' as const,
        path: `/formulary/${body.id}/end`,
        body: { version: 1, validTo: today },
        status: 200,
        may: place.pharmacist,
        mayNot: place.nurse,
        elsewhere: { client: await aUser(api, facility, ['pharmacist']), unknownPath: `/formulary/${newId()}/end` },
        malformed: [[{ validTo: '2026-02-30' }, 'day_impossible@validTo']],
      };
    },
  );

  it('ends the price before on the eve of the new one, so that no day has two', async () => {
    await place.pharmacist.post('/formulary', item()).expect(201);
    await place.pharmacist.post('/formulary', item({ unitPrice: '401.5', validFrom: today })).expect(201);
    expect((await list('2026-01-01')).map(({ unitPrice, validFrom, validTo }) => [unitPrice, validFrom, validTo])).to.deep.equal([
      ['387', '2026-01-01', addDays(today, -1)],
      ['401.5', today, null],
    ]);
    expect((await list()).map(({ unitPrice }) => unitPrice)).to.deep.equal(['401.5']);
    expect(await refused({ validFrom: '2026-01-01' }, 422)).to.deep.equal(['formulary_later_exists@validFrom']);
    expect(await refused({ validFrom: today }, 409)).to.deep.equal(['formulary_item_exists@validFrom']);
  });

  it('refuses an unknown drug, a ratio above all, a tender that is none, prices and periods that cannot be', async () => {
    const cases: [object, string[]][] = [
      [{ drugCode: 'T9999' }, ['stock_drug_unknown@drugCode']],
      [{ insuranceRatio: '100.01' }, ['formulary_ratio@insuranceRatio']],
      [{ insuranceRatio: '-1' }, ['formulary_ratio@insuranceRatio']],
      [{ unitPrice: '-1' }, ['stock_price_missing@unitPrice']],
      [{ unitPrice: '1.0001' }, ['stock_places@unitPrice']],
      [{ tender: '123/QĐ-SYT' }, ['formulary_tender_format@tender']],
      [{ validTo: '2025-12-31' }, ['period_reversed@validTo']],
    ];
    for (const [fields, expected] of cases) expect(await refused(fields), JSON.stringify(fields)).to.deep.equal(expected);
    await place.pharmacist.post('/formulary', item({ insuranceRatio: '0', validTo: '2026-01-01' })).expect(201);
  });

  it('refuses to end over a newer version, or before the beginning', async () => {
    const body = item();
    await place.pharmacist.post('/formulary', body).expect(201);
    const path = `/formulary/${body.id}/end`;
    expect(findings(await place.pharmacist.post(path, { version: 2, validTo: today }).expect(409))).to.deep.equal([
      'stale_version@version',
    ]);
    expect(findings(await place.pharmacist.post(path, { version: 1, validTo: '2025-12-31' }).expect(422))).to.deep.equal([
      'period_reversed@validTo',
    ]);
    await place.pharmacist.post(path, { version: 1, validTo: addDays(today, -1) }).expect(200);
    expect(await list()).to.deep.equal([]);
  });

  it('is closed to who only looks', async () => {
    await refusedWithoutTrace(api, () => place.doctor.post('/formulary', item()), 403);
    await place.doctor.get('/formulary').expect(200);
  });
});
