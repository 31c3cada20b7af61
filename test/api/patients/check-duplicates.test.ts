import { expect } from 'chai';
import type { DuplicateCheckAnswer } from '../../../api/patients/duplicate-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { aPerson } from '../../support/a-registration.ts';
import { aUser, testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, footprint, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

describe('check duplicates', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let known: string;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
    known = await person({ fullName: 'Lò Thị Xuân', sex: 'female', birthDate: '1968-04-23', phone: '0990 000 123' });
    await person({ fullName: 'Lò Thị Xuân', sex: 'female', birthDate: '1968-11-02' });
    await person({ fullName: 'Cầm Văn Số', birthDate: '1990-01-02', identifiers: [{ system: 'citizen-id', value: '099090000001' }] });
    await person({ fullName: 'Vì Thị Già', sex: 'female', birthDate: '1949-01-01', birthPrecision: 'year' });
  });

  async function person(fields: object): Promise<string> {
    const id = newId();
    await place.reception.post('/patients', { id, ...aPerson(), ...fields }).expect(201);
    return id;
  }
  const check = async (facts: object): Promise<DuplicateCheckAnswer['items']> =>
    ((await place.reception.post('/patients/duplicate-checks', facts).expect(200)).body as DuplicateCheckAnswer).items;
  const facts = { fullName: 'lo thi suan', sex: 'female', birthDate: '1968-04-23', birthPrecision: 'day', communeCode: '04105' };

  itIsGuarded(
    () => api,
    async () => ({
      method: 'post',
      path: '/patients/duplicate-checks',
      body: { fullName: 'Lò Văn Thử' },
      status: 200,
      may: place.reception,
      mayNot: await aUser(api, place.facility, ['auditor']),
      malformed: [
        [{ fullName: '' }, 'malformed@fullName'],
        [{ sex: 'x' }, 'malformed@sex'],
        [{ exceptId: 'x' }, 'malformed@exceptId'],
      ],
    }),
    'question',
    'province-wide',
  );

  it('shows who may be the same with score and reasons, and no namesake of the year', async () => {
    const items = await check(facts);
    expect(items.map(({ id }) => id)).to.deep.equal([known]);
    expect(items[0]).to.deep.include({ score: 91, reasons: ['similar_name', 'same_birth_date', 'same_commune'], fullName: 'Lò Thị Xuân' });
  });

  it('finds a slip of the birth date, a year alone, a number and a phone', async () => {
    expect((await check({ ...facts, birthDate: '1968-04-32' })).length).to.equal(0);
    expect((await check({ ...facts, birthDate: '1986-04-23', phone: '0990000123' })).map(({ id }) => id)).to.deep.equal([known]);
    const old = await check({ fullName: 'Vì Thị Già', birthDate: '1949-06-05', birthPrecision: 'day', communeCode: '04105' });
    expect(old.map(({ fullName }) => fullName)).to.deep.equal([]);
    const woman = await check({
      fullName: 'Vì Thị Già',
      sex: 'female',
      birthDate: '1949-06-05',
      birthPrecision: 'day',
      communeCode: '04105',
    });
    expect(woman[0]?.reasons).to.deep.equal(['same_name', 'same_birth_year', 'same_commune']);
    const numbered = await check({ fullName: 'Ai Đó', identifiers: [{ system: 'citizen-id', value: '099090000001' }] });
    expect(numbered[0]).to.deep.include({ fullName: 'Cầm Văn Số', reasons: ['same_identifier'] });
  });

  it('leaves out the person who is being edited and answers nothing to a name alone', async () => {
    expect(await check({ ...facts, exceptId: known })).to.deep.equal([]);
    expect(await check({ fullName: 'Lò Thị Xuân' })).to.deep.equal([]);
  });

  it('shows five at most and leaves no trace', async () => {
    // Each was looked at and found to be somebody else.
    const others: string[] = [];
    for (let i = 0; i < 7; i += 1)
      others.push(await person({ fullName: 'Hà Thị Đôi', sex: 'female', birthDate: '1968-04-23', knownDistinct: [...others] }));
    const before = await footprint(api);
    expect(await check({ ...facts, fullName: 'Hà Thị Đôi' })).to.have.length(5);
    expect(await footprint(api)).to.deep.equal(before);
  });
});
