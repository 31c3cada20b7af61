import { expect } from 'chai';
import type { PatientView } from '../../../api/patients/patient-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { aCard, aPerson } from '../../support/a-registration.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

describe('add an insurance card', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
  });

  async function somebody(): Promise<string> {
    const id = newId();
    await place.reception.post('/patients', { id, ...aPerson() }).expect(201);
    return id;
  }
  const cardsOf = async (id: string) => ((await place.reception.get(`/patients/${id}`).expect(200)).body as PatientView).cards;

  itIsGuarded(
    () => api,
    async () => ({
      method: 'post',
      path: `/patients/${await somebody()}/cards`,
      body: aCard(),
      status: 201,
      may: place.reception,
      mayNot: place.doctor,
      malformed: [
        [{ validFrom: '2026-02-30' }, 'day_impossible@validFrom'],
        [{ validTo: 'soon' }, 'day_impossible@validTo'],
        [{ areaCode: 'K4' }, 'malformed@areaCode'],
        [{ exemptFrom: '2026-13-01' }, 'day_impossible@exemptFrom'],
      ],
    }),
    'province-wide',
  );

  it('writes the number in capitals and keeps a card that has expired: it tells of earlier visits', async () => {
    const id = await somebody();
    const card = aCard({ cardNumber: ' gd4149990000001', validFrom: '2010-01-01', validTo: '2020-12-31' });
    await place.reception.post(`/patients/${id}/cards`, card).expect(201);
    expect((await cardsOf(id))[0]).to.include({ cardNumber: 'GD4149990000001', validTo: '2020-12-31' });
  });

  it('knows the same card again, and tells another period apart', async () => {
    const id = await somebody();
    const first = aCard();
    await place.reception.post(`/patients/${id}/cards`, first).expect(201);
    const again = await place.reception.post(`/patients/${id}/cards`, aCard()).expect(201);
    expect(again.body).to.deep.equal({ id: first.id });
    await place.reception.post(`/patients/${id}/cards`, aCard({ validTo: '2026-12-31' })).expect(201);
    expect(await cardsOf(id)).to.have.length(2);
  });

  it('refuses a number of no known form, a period that ends before it begins and a code that is no facility', async () => {
    const id = await somebody();
    const cases: [object, string][] = [
      [{ cardNumber: 'GD914999000000' }, 'card_number_malformed@card.cardNumber'],
      [{ cardNumber: 'GD\u00004999000000' }, 'card_number_malformed@card.cardNumber'],
      [{ validTo: '2025-12-31' }, 'card_validity_reversed@card.validTo'],
      [{ registeredFacilityCode: '149' }, 'registered_facility_code_malformed@card.registeredFacilityCode'],
    ];
    for (const [change, finding] of cases) {
      const response = await refusedWithoutTrace(api, () => place.reception.post(`/patients/${id}/cards`, { ...aCard(), ...change }), 422);
      expect(findings(response)).to.deep.equal([finding]);
    }
  });

  it('answers 404 for a person that is not there and 409 for an id that is taken', async () => {
    await refusedWithoutTrace(api, () => place.reception.post(`/patients/${newId()}/cards`, aCard()), 404);
    const card = aCard();
    await place.reception.post(`/patients/${await somebody()}/cards`, card).expect(201);
    const path = `/patients/${await somebody()}/cards`;
    expect(findings(await refusedWithoutTrace(api, () => place.reception.post(path, card), 409))).to.deep.equal(['already_exists@card.id']);
  });
});
