import { expect } from 'chai';
import type { DispensingBook } from '../../../api/dispensing/dispensing-schemas.ts';
import { addDays, localDay } from '../../../domain/dates.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { aPharmacy, type Pharmacy } from '../stock/a-pharmacy.ts';

const [MORPHINE, DIAZEPAM, PARACETAMOL] = ['T018', 'T234', 'T001'];

describe('the books of controlled drugs', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let pharmacy: Pharmacy;
  const today = localDay(new Date());

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
    pharmacy = await aPharmacy(place);
    const all = [MORPHINE, DIAZEPAM, PARACETAMOL].map((drugCode) => ({ drugCode, quantity: '10' }));
    await pharmacy.receive(pharmacy.mainId, ...all);
  });

  const book = async (type: 'n' | 'h', from = today) =>
    ((await place.pharmacist.get(`/control-books?type=${type}&from=${from}&to=${today}`).expect(200)).body as DispensingBook).rows;

  it('hold every entry of their own drugs and of no other, on the days that are asked for', async () => {
    expect((await book('n')).map(({ kind, incoming, lotNumber }) => [kind, incoming, lotNumber])).to.deep.equal([['receipt', '10', 'L1']]);
    expect((await book('h')).map(({ drugName }) => /diazepam/i.test(drugName))).to.deep.equal([true]);
    const tomorrow = addDays(today, 1);
    const later = await place.pharmacist.get(`/control-books?type=n&from=${tomorrow}&to=${tomorrow}`).expect(200);
    expect((later.body as DispensingBook).rows).to.deep.equal([]);
  });

  it('are closed to who does not dispense', async () => {
    await refusedWithoutTrace(api, () => place.doctor.get(`/control-books?type=n&from=${today}&to=${today}`), 403);
    await refusedWithoutTrace(api, () => place.pharmacist.get(`/control-books?type=c&from=${today}&to=${today}`), 400);
  });
});
