import { expect } from 'chai';
import type { DrugSetList } from '../../../api/prescriptions/prescription-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { aFacility, aUser, testApi, type Client, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

const [PARACETAMOL, IBUPROFEN] = ['T001', 'T009'];

describe('sets of drugs', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let colleague: Client;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
    colleague = await aUser(api, place.facility, ['doctor']);
  });

  const line = (drugCode: string) => ({ drugCode, dosage: { morning: '1', evening: '1', days: 5, timing: 'after-meal' } });
  const freshName = () => `Cảm ${newId().slice(-8)}`;
  const aSet = (fields: object = {}) => ({ name: freshName(), lines: [line(PARACETAMOL)], shared: false, ...fields });
  const seenBy = async (who: Client) => ((await who.get('/drug-sets').expect(200)).body as DrugSetList).items;

  describe('kept', () => {
    itIsGuarded(
      () => api,
      async () => {
        const id = newId();
        await place.doctor.put(`/drug-sets/${id}`, aSet()).expect(200);
        return {
          method: 'put',
          path: `/drug-sets/${id}`,
          body: aSet({ version: 1 }),
          status: 200,
          may: place.doctor,
          mayNot: place.nurse,
          elsewhere: { client: await aUser(api, (await aFacility(api)).facility, ['doctor']), unknownPath: `/drug-sets/${newId()}` },
          malformed: [
            [{ name: '' }, 'malformed@name'],
            [{ lines: [] }, 'malformed@lines'],
          ],
        };
      },
    );
  });

  describe('listed', () => {
    itIsGuarded(
      () => api,
      () => Promise.resolve({ method: 'get', path: '/drug-sets', status: 200, may: place.doctor, mayNot: place.pharmacist }),
      'question',
      'province-wide',
    );
  });

  it('are mine until I share them, and come with the drugs as they are named today', async () => {
    const id = newId();
    const set = aSet({ lines: [line(PARACETAMOL), { ...line(IBUPROFEN), payer: 'self-pay' }] });
    await place.doctor.put(`/drug-sets/${id}`, set).expect(200);
    const mine = (await seenBy(place.doctor)).find((one) => one.id === id);
    expect(mine).to.include({ name: set.name, shared: false, version: 1 });
    expect(mine?.lines.map(({ drugName, payer, inForce }) => [drugName, payer, inForce])).to.deep.equal([
      ['Paracetamol', null, true],
      ['Ibuprofen', 'self-pay', true],
    ]);
    expect((await seenBy(colleague)).some((one) => one.id === id)).to.equal(false);
    await refusedWithoutTrace(api, () => colleague.put(`/drug-sets/${id}`, { ...set, version: 1 }), 404);
    await place.doctor.put(`/drug-sets/${id}`, { ...set, version: 1, shared: true }).expect(200);
    expect((await seenBy(colleague)).find((one) => one.id === id)).to.include({ shared: true, version: 2 });
  });

  it('take no drug that is not in the list, and tell of one that has left it', async () => {
    const unknown = await refusedWithoutTrace(api, () => place.doctor.put(`/drug-sets/${newId()}`, aSet({ lines: [line('T999')] })), 422);
    expect(findings(unknown)).to.deep.equal(['drug_unknown@lines.0.drugCode']);
    const id = newId();
    const set = aSet({ lines: [line(PARACETAMOL), line('T069')] });
    await place.doctor.put(`/drug-sets/${id}`, set).expect(200);
    await api.database.owner.raw(`UPDATE drugs SET valid_to = current_date - 2 WHERE code = 'T069'`);
    const shown = (await seenBy(place.doctor)).find((one) => one.id === id);
    expect(shown?.lines.map(({ inForce }) => inForce)).to.deep.equal([true, false]);
    // Taken out of use all the same.
    await place.doctor.put(`/drug-sets/${id}`, { ...set, version: 1, closed: true }).expect(200);
    expect((await seenBy(place.doctor)).some((one) => one.id === id)).to.equal(false);
  });

  it('have one name each, and are changed against the version that was seen', async () => {
    const id = newId();
    const set = aSet();
    await place.doctor.put(`/drug-sets/${id}`, set).expect(200);
    const again = await refusedWithoutTrace(api, () => place.doctor.put(`/drug-sets/${newId()}`, set), 409);
    expect(again.body).to.include({ code: 'drug_set_name_taken' });
    await place.doctor.put(`/drug-sets/${id}`, { ...set, version: 1, lines: [line(IBUPROFEN)] }).expect(200);
    const stale = await refusedWithoutTrace(api, () => place.doctor.put(`/drug-sets/${id}`, { ...set, version: 1 }), 409);
    expect(stale.body).to.include({ code: 'stale_version' });
    // A colleague may have the same name for a set of their own.
    await colleague.put(`/drug-sets/${newId()}`, set).expect(200);
  });
});
