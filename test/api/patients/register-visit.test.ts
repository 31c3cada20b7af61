import { expect } from 'chai';
import type { PatientView } from '../../../api/patients/patient-schemas.ts';
import type { Registration, RegistrationAnswer } from '../../../api/patients/registration-schemas.ts';
import { row } from '../../../db/knex.ts';
import { addDays, localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { aCard, aPerson, aRegistration } from '../../support/a-registration.ts';
import { testApi, type Client, type TestApi } from '../../support/api.ts';
import { aHospital, aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

describe('register a visit', function () {
  this.timeout(60_000);
  const today = localDay(new Date());
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
  });

  const register = async (fields: Partial<Registration> = {}, at = place, client: Client = at.reception): Promise<RegistrationAnswer> =>
    (await client.post('/registrations', aRegistration(at.roomId, fields)).expect(201)).body as RegistrationAnswer;
  const refused = async (fields: object, status: number, at = place): Promise<string[]> => {
    const body = { ...aRegistration(at.roomId), ...fields };
    return findings(await refusedWithoutTrace(api, () => at.reception.post('/registrations', body), status));
  };
  const view = async (id: string): Promise<PatientView> => (await place.reception.get(`/patients/${id}`).expect(200)).body as PatientView;
  const newCard = (fields: Parameters<typeof aCard>[0] = {}) => ({ kind: 'new-card', card: aCard(fields) }) as const;
  const visit = (fields: object, at = place) => ({ visit: { ...aRegistration(at.roomId).visit, ...fields } });

  itIsGuarded(
    () => api,
    async () => ({
      method: 'post',
      path: '/registrations',
      body: aRegistration(place.roomId, { coverage: newCard() }),
      status: 201,
      may: place.reception,
      mayNot: place.doctor,
      malformed: [
        [{ patient: { kind: 'new', id: newId() } }, 'malformed@patient.data'],
        [{ patient: { kind: 'somebody', id: newId() } }, 'malformed@patient.kind'],
        [{ coverage: { kind: 'known-card' } }, 'malformed@coverage.cardId'],
        [visit({ reason: '' }), 'malformed@visit.reason'],
        [visit({ priority: 'vip' }), 'malformed@visit.priority'],
        [visit({ number: 1 }), 'unknown_field@visit.number'],
        [{ coverage: { ...newCard(), card: { ...aCard(), price: 1 } } }, 'unknown_field@coverage.card.price'],
      ],
    }),
    'province-wide',
  );

  it('takes a new person, a known person and a known person whose data changed', async () => {
    const first = await register();
    await register({ patient: { kind: 'known', id: first.patientId } });
    expect(await view(first.patientId)).to.include({ version: 1 });
    const data = aPerson({ fullName: 'Lò Văn Mới' });
    await register({ patient: { kind: 'edited', id: first.patientId, version: 1, data } });
    expect(await view(first.patientId)).to.include({ version: 2, fullName: 'Lò Văn Mới' });
    expect(await refused({ patient: { kind: 'edited', id: first.patientId, version: 1, data } }, 409)).to.deep.equal([
      'stale_version@patient.version',
    ]);
    await refused({ patient: { kind: 'known', id: newId() } }, 404);
  });

  it('gives one number a person and one code a visit, in the order of coming', async () => {
    const at = await aWorkplace(api);
    const { code } = at.facility;
    const first = await register({}, at);
    const again = await register({ patient: { kind: 'known', id: first.patientId } }, at);
    const year = today.slice(2, 4);
    expect([first.encounterCode, again.encounterCode]).to.deep.equal([`${code}${year}0000001`, `${code}${year}0000002`]);
    expect((await view(first.patientId)).facilityNumber).to.equal(null);
    const own = (await at.reception.get(`/patients/${first.patientId}`).expect(200)).body as PatientView;
    expect(own.facilityNumber).to.equal(`${code}0000001`);
  });

  it('saves person, card, visit and ticket together or not at all', async () => {
    const id = newId();
    await refused({ patient: { kind: 'new', id, data: aPerson() }, coverage: newCard({ validTo: '2026-01-02' }) }, 422);
    await refusedWithoutTrace(api, () => place.reception.get(`/patients/${id}`), 404);
    expect(await refused({ patient: { kind: 'new', id, data: aPerson({ fullName: '7' }) }, coverage: newCard() }, 422)).to.include(
      'name_missing@fullName',
    );
  });

  describe('with a card', () => {
    it('notes a new card as it is on the day, and takes the known card of the person', async () => {
      const registered = await register({ coverage: newCard({ areaCode: 'K1', fiveYearDate: '2030-01-01' }) });
      const [card] = (await view(registered.patientId)).cards;
      const known = { kind: 'known', id: registered.patientId } as const;
      const again = await register({ patient: known, coverage: { kind: 'known-card', cardId: card?.id ?? '' } });
      const used = await row<Record<string, unknown>>(
        api.database.owner,
        `SELECT c.card_id, c.card_number, c.valid_from, c.area_code, c.card_rate FROM encounter_coverages AS c WHERE c.encounter_id = :id`,
        { id: again.encounterId },
      );
      const noted = { cardId: card?.id, cardNumber: 'GD4149990000001', validFrom: '2026-01-01', areaCode: 'K1', cardRate: '80' };
      expect(used).to.deep.equal(noted);
    });

    it('does not take the card of somebody else', async () => {
      const owner = await register({ coverage: newCard() });
      const [card] = (await view(owner.patientId)).cards;
      const response = await refusedWithoutTrace(
        api,
        () =>
          place.reception.post('/registrations', aRegistration(place.roomId, { coverage: { kind: 'known-card', cardId: card?.id ?? '' } })),
        404,
      );
      expect(response.body).to.include({ code: 'card_not_found' });
    });

    it('refuses a card that has ended or has not begun, on either side of the day', async () => {
      await register({ coverage: newCard({ validTo: today }) });
      await register({ coverage: newCard({ validFrom: today }) });
      expect(await refused({ coverage: newCard({ validTo: addDays(today, -1) }) }, 422)).to.deep.equal(['card_expired@card.validTo']);
      expect(await refused({ coverage: newCard({ validFrom: addDays(today, 1) }) }, 422)).to.deep.equal([
        'card_not_yet_valid@card.validFrom',
      ]);
    });

    it('refuses a number of no known form, a reversed period, a code that is no facility', async () => {
      expect(await refused({ coverage: newCard({ cardNumber: 'GD41499900000' }) }, 422)).to.deep.equal([
        'card_number_malformed@card.cardNumber',
      ]);
      expect(await refused({ coverage: newCard({ validTo: '2025-12-31' }) }, 422)).to.deep.equal(['card_validity_reversed@card.validTo']);
      expect(await refused({ coverage: newCard({ registeredFacilityCode: '1490' }) }, 422)).to.deep.equal([
        'registered_facility_code_malformed@card.registeredFacilityCode',
      ]);
    });

    it('lets a doubtful number pass and says so', async () => {
      const codes = async (cardNumber: string) => (await register({ coverage: newCard({ cardNumber }) })).issues.map((one) => one.code);
      // Nobody has asked the insurer yet: that is said as well.
      expect(await codes('9990000001')).to.deep.equal(['card_benefit_level_unknown', 'card_not_verified']);
      expect(await codes('GD1149990000001')).to.deep.equal(['card_benefit_digit_mismatch', 'card_not_verified']);
      expect(await codes('gd4149990000001')).to.deep.equal(['card_not_verified']);
    });
  });

  describe('by its arrival category', () => {
    it('takes the proposal of the law: a station, the own hospital, another with and without referral, an emergency, nobody insured', async () => {
      const hospital = await aWorkplace(api, aHospital);
      const own = newCard({ registeredFacilityCode: hospital.facility.code });
      const other = newCard();
      expect((await register({ coverage: newCard() })).arrivalCategory).to.equal('1.2');
      expect((await register({}, place)).arrivalCategory).to.equal('9');
      expect((await register({ coverage: own }, hospital)).arrivalCategory).to.equal('1.1');
      expect((await register({ coverage: other, ...visit({ referredFrom: '14902' }, hospital) }, hospital)).arrivalCategory).to.equal(
        '1.3',
      );
      expect((await register({ coverage: newCard() }, hospital)).arrivalCategory).to.equal('1.12');
    });

    it('takes the choice of the clerk with a reason, which stays with the visit, and without one only what it proposed', async () => {
      const chosen = (fields: object) => ({ coverage: newCard(), ...visit({ arrivalCategory: '1.5', ...fields }) });
      const { arrivalCategory, encounterId } = await register(chosen({ arrivalReason: 'Có giấy hẹn' }));
      expect(arrivalCategory).to.equal('1.5');
      const kept = await row<{ reason: string }>(
        api.database.owner,
        `SELECT e.arrival_reason AS reason FROM encounters AS e WHERE e.id = :encounterId`,
        { encounterId },
      );
      expect(kept?.reason).to.equal('Có giấy hẹn');
      expect(await refused(chosen({}), 422)).to.deep.equal(['arrival_reason_needed@visit.arrivalReason']);
      expect((await register(chosen({ arrivalCategory: '1.2' }))).arrivalCategory).to.equal('1.2');
    });

    it('refuses a category that is not there, an insured category without a card and the uninsured one with a card', async () => {
      expect(await refused({ coverage: newCard(), ...visit({ arrivalCategory: '4.4' }) }, 422)).to.deep.equal([
        'arrival_category_unknown@visit.arrivalCategory',
      ]);
      const mismatch = ['arrival_category_mismatch@visit.arrivalCategory'];
      expect(await refused(visit({ arrivalCategory: '1.1' }), 422)).to.deep.equal(mismatch);
      expect(await refused({ coverage: newCard(), ...visit({ arrivalCategory: '9' }) }, 422)).to.deep.equal(mismatch);
    });

    it('asks the clerk where no case of the law fits', async () => {
      const specialised = await aWorkplace(api, { ...aHospital, level: 'specialised', formerTier: 'commune', points: null });
      expect(await refused({ coverage: newCard() }, 422, specialised)).to.deep.equal(['arrival_category_needed@visit.arrivalCategory']);
      await register({ coverage: newCard(), ...visit({ arrivalCategory: '1.3' }, specialised) }, specialised);
    });
  });

  it('does not see the room of another facility, nor one that is not there', async () => {
    const other = await aWorkplace(api);
    const bodies = await Promise.all(
      [other.roomId, newId()].map(async (roomId) => {
        const response = await place.reception.post('/registrations', aRegistration(roomId)).expect(404);
        return { ...(response.body as object), requestId: '' };
      }),
    );
    expect(bodies[0]).to.deep.equal(bodies[1]).and.to.include({ code: 'room_not_found' });
  });

  it('answers 409 to the id of a visit that is taken', async () => {
    const { encounterId } = await register();
    expect(await refused(visit({ id: encounterId }), 409)).to.deep.equal(['already_exists@visit.id']);
  });
});
