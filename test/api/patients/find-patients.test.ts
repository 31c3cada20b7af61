import { expect } from 'chai';
import supertest from 'supertest';
import type { PatientSearchAnswer, PatientSummary } from '../../../api/patients/patient-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { aCard, aPerson, aRegistration } from '../../support/a-registration.ts';
import { aUser, testApi, type Client, type TestApi } from '../../support/api.ts';
import { aWorkplace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

describe('find patients', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let elsewhere: Workplace;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
    elsewhere = await aWorkplace(api);
    await person({ fullName: 'Lường Thị Đào Hoa', birthDate: '1991-02-03', sex: 'female', phone: '0977 000 111' });
    await person({ fullName: 'Lường Thị Đào', birthDate: '1955-01-01', birthPrecision: 'year', sex: 'female' });
    await person({ fullName: 'Ính', birthDate: '1999-09-09' });
    await person({ fullName: "Y'Bia Kbuôr", birthDate: '1985-05-05' });
    await person({ fullName: 'Hà Văn Số', identifiers: [{ system: 'citizen-id', value: '014080000077' }] });
  });

  async function person(fields: object): Promise<string> {
    const id = newId();
    await place.reception.post('/patients', { id, ...aPerson(), ...fields }).expect(201);
    return id;
  }
  const search = async (query: string, client: Client = place.reception, limit?: number): Promise<PatientSearchAnswer> =>
    (await client.post('/patients/search', { query, ...(limit === undefined ? {} : { limit }) }).expect(200)).body as PatientSearchAnswer;
  const names = async (query: string): Promise<string[]> => (await search(query)).items.map((one) => one.fullName).sort();

  itIsGuarded(
    () => api,
    async () => ({
      method: 'post',
      path: '/patients/search',
      body: { query: 'lò' },
      status: 200,
      may: place.reception,
      mayNot: await aUser(api, place.facility, ['auditor']),
      malformed: [
        [{ query: undefined }, 'malformed@query'],
        [{ query: 'a'.repeat(101) }, 'malformed@query'],
        [{ limit: 0 }, 'malformed@limit'],
        [{ limit: 51 }, 'malformed@limit'],
      ],
    }),
    'question',
    'province-wide',
  );

  it('finds a name without marks, in any order, with the last word unfinished', async () => {
    for (const query of [
      'luong thi dao hoa',
      'Lường Thị Đào Hoa',
      'HOA LUONG',
      'dao luong ho',
      'hoa  đào',
      'Lường Thị Đào Hoa'.normalize('NFD'),
    ]) {
      expect(await names(query), query).to.deep.equal(['Lường Thị Đào Hoa']);
    }
    expect(await names('luong dao')).to.deep.equal(['Lường Thị Đào', 'Lường Thị Đào Hoa']);
    expect(await names('luong xoa')).to.deep.equal([]);
  });

  it('finds a name of one word and a name with an apostrophe, however that is typed', async () => {
    expect(await names('inh')).to.deep.equal(['Ính']);
    for (const query of ["y'bia", 'y’bia', 'ybia', "Y'BIA KBUOR"]) expect(await names(query), query).to.deep.equal(["Y'Bia Kbuôr"]);
  });

  it('narrows by the year of birth, also where only the year is known', async () => {
    expect(await names('luong dao 1991')).to.deep.equal(['Lường Thị Đào Hoa']);
    expect(await names('1955 luong')).to.deep.equal(['Lường Thị Đào']);
    expect(await names('luong 1990')).to.deep.equal([]);
  });

  it('finds by identity number, by phone however typed, by card and by number of the own facility', async () => {
    const card = aCard({ cardNumber: 'GD4149990000123' });
    const registration = aRegistration(place.roomId, {
      patient: { kind: 'new', id: newId(), data: aPerson({ fullName: 'Quàng Văn Thẻ' }) },
      coverage: { kind: 'new-card', card },
    });
    const { encounterCode } = (await place.reception.post('/registrations', registration).expect(201)).body as { encounterCode: string };
    const [found] = (await search('quang van the')).items;
    expect(found).to.include({ cardTail: '0123', citizenIdTail: null });
    expect(found?.lastVisitOn).to.match(/^\d{4}-\d{2}-\d{2}$/);

    expect(await names('014080000077')).to.deep.equal(['Hà Văn Số']);
    for (const phone of ['0977000111', '0977 000 111', '+84 977 000 111']) expect(await names(phone)).to.deep.equal(['Lường Thị Đào Hoa']);
    for (const number of ['GD4149990000123', 'gd 4 14 9990000123', found?.facilityNumber ?? '-', encounterCode])
      expect(await names(number), number).to.deep.equal(['Quàng Văn Thẻ']);
  });

  it('never finds or shows by a number that another facility gave', async () => {
    const [own] = (await search('quang van the')).items;
    const [theirs] = (await search('quang van the', elsewhere.reception)).items;
    expect(theirs).to.include({ id: own?.id, facilityNumber: null, lastVisitOn: null });
    expect((await search(own?.facilityNumber ?? '-', elsewhere.reception)).items).to.deep.equal([]);
  });

  it('shows the own and latest patients first', async () => {
    const ids: string[] = [];
    for (const fullName of ['Cà Thị Hàng', 'Cà Thị Hàng', 'Cà Thị Hàng']) {
      const data = aPerson({ fullName, birthDate: '1980-01-01', birthPrecision: 'year' });
      ids.push(await person(data));
    }
    const visit = async (id: string | undefined) =>
      await place.reception.post('/registrations', aRegistration(place.roomId, { patient: { kind: 'known', id: id ?? '' } })).expect(201);
    await visit(ids[2]);
    await visit(ids[1]);
    const order = (await search('ca thi hang')).items.map((one) => one.id);
    expect(order).to.deep.equal([ids[1], ids[2], ids[0]]);
  });

  it('shows no more of a number than its last four signs', async () => {
    const [found] = (await search('ha van so')).items;
    expect(found).to.include({ citizenIdTail: '0077' });
    expect(JSON.stringify(found)).to.not.include('014080000077');
    const shown: (keyof PatientSummary)[] = ['id', 'fullName', 'sex', 'birthDate', 'birthPrecision', 'communeName'];
    const tails: (keyof PatientSummary)[] = ['citizenIdTail', 'cardTail', 'facilityNumber', 'lastVisitOn'];
    expect(Object.keys(found ?? {})).to.have.members([...shown, ...tails]);
  });

  it('is bounded, says that there is more, and never counts', async () => {
    for (let i = 0; i < 22; i += 1) await person({ fullName: 'Vì Văn Nhiều', birthDate: '1980-01-01', birthPrecision: 'year' });
    expect(await search('vi van nhieu'))
      .to.include({ more: true })
      .and.to.have.property('items')
      .with.length(10);
    expect(await search('vi van nhieu', place.reception, 22))
      .to.include({ more: false })
      .and.to.have.property('items')
      .with.length(22);
    expect(await search('vi van nhieu', place.reception, 21))
      .to.include({ more: true })
      .and.to.have.property('items')
      .with.length(21);
  });

  it('answers nothing to nothing, to signs alone and to patterns of the database', async () => {
    for (const query of ['', '   ', '%', '_', '%%%', '--', "'; DROP TABLE patients; --x", '1980'])
      expect((await search(query)).items, query).to.deep.equal([]);
  });

  it('cannot be asked by an address, where a name would stay in histories and logs', async () => {
    await supertest(api.app).get('/api/patients/search?query=lo').set('Authorization', `Bearer ${place.reception.token}`).expect(400);
    await supertest(api.app).get('/api/patients?query=lo').set('Authorization', `Bearer ${place.reception.token}`).expect(404);
    await place.reception.post('/patients/search?query=lo', {}).expect(400);
  });
});
