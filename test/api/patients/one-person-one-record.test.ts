import { expect } from 'chai';
import { row } from '../../../db/knex.ts';
import { newId } from '../../../domain/ids.ts';
import { aPerson, aRegistration } from '../../support/a-registration.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';

describe('one person registered at two desks', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let elsewhere: Workplace;
  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
    elsewhere = await aWorkplace(api);
  });

  const citizen = (value: string) => [{ system: 'citizen-id' as const, value }];
  const register = (data: object, at = place, more: object = {}) => {
    const patient = { kind: 'new' as const, id: newId(), data: { ...aPerson(), ...data }, ...more };
    return at.reception.post('/registrations', aRegistration(at.roomId, { patient }));
  };
  const recordsOf = async (value: string) =>
    (
      await row<{ n: number }>(api.database.owner, 'SELECT count(*)::int AS n FROM patient_identifiers AS i WHERE i.value = :value', {
        value,
      })
    )?.n;

  it('is one record when twenty desks of two facilities save the same citizen id at once', async () => {
    const data = { identifiers: citizen('099080000001') };
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => register(data, i % 2 === 0 ? place : elsewhere)));
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, ...Array.from({ length: 19 }, () => 409)]);
    expect(await recordsOf('099080000001')).to.equal(1);
    const made = answers.find(({ status }) => status === 201)?.body as { patientId: string };
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body).to.deep.include({
      code: 'duplicate_patient',
      issues: [{ code: 'duplicate_patient', path: 'patient', severity: 'error', params: { id: made.patientId, why: 'same_citizen_id' } }],
    });
  });

  it('is one record when the desks have no number, but the same name, day, sex and commune', async () => {
    const person = aPerson();
    const again = { ...person, fullName: person.fullName.toUpperCase() };
    const answers = await Promise.all(Array.from({ length: 6 }, () => register(again)));
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 409, 409, 409, 409, 409]);
  });

  it('is refused without a trace, also without a visit', async () => {
    const person = aPerson();
    await place.reception.post('/patients', { id: newId(), ...person }).expect(201);
    const response = await refusedWithoutTrace(api, () => place.reception.post('/patients', { id: newId(), ...person }), 409);
    expect(findings(response)).to.deep.equal(['duplicate_patient@patient']);
  });

  it('is not seen in another sex, day, commune, year alone or citizen id', async () => {
    const person = { ...aPerson(), identifiers: citizen('099080000002') };
    await register(person).expect(201);
    await register({ ...person, sex: 'female', identifiers: [] }).expect(201);
    await register({ ...person, birthDate: '1980-03-13', identifiers: [] }).expect(201);
    await register({ ...person, address: { communeCode: '03646' }, identifiers: [] }).expect(201);
    await register({ ...person, birthDate: '1980-01-01', birthPrecision: 'year', identifiers: [] }).expect(201);
    await register({ ...person, birthDate: '1980-01-01', birthPrecision: 'year', identifiers: [] }).expect(201);
    await register({ ...person, identifiers: citizen('099080000003') }).expect(201);
    await register({ ...person, identifiers: [] }).expect(409);
  });

  it('goes on when the desk says that it is somebody else, and only then', async () => {
    const person = aPerson();
    const { patientId } = (await register(person).expect(201)).body as { patientId: string };
    await register(person, place, { knownDistinct: [newId()] }).expect(409);
    await register(person, place, { knownDistinct: [patientId] }).expect(201);
  });

  it('is a matter of one day: two people of one name and day come later without a question', async () => {
    const person = aPerson();
    await register(person).expect(201);
    const hours = (n: number): string => new Date(Date.now() + n * 3_600_000).toISOString();
    try {
      api.setNow(hours(25));
      const later = await aWorkplace(api);
      await register(person, later).expect(201);
    } finally {
      api.setNow(undefined);
    }
  });
});
