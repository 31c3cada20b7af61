import { expect } from 'chai';
import supertest from 'supertest';
import type {
  CodeEntry,
  CommuneEntry,
  DrugEntry,
  FacilityEntry,
  IcdEntry,
  ParameterList,
  ServiceEntry,
} from '../../../api/catalogues/catalogue-schemas.ts';
import { aFacility, aUser, stock, testApi, type Client, type TestApi } from '../../support/api.ts';
import { aHospital, aWorkplace, findings, footprint, type Workplace } from '../at-work.ts';

const NAMES = ['icd10', 'drugs', 'services', 'communes', 'facilities'] as const;

describe('the catalogues', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
    await stock(api, place.facility, { T001: '1250.5' });
  });
  afterEach(() => api.setNow(undefined));

  const search = async <T>(path: string, client: Client = place.doctor): Promise<T[]> =>
    ((await client.get(`/catalogues/${path}`).expect(200)).body as { items: T[] }).items;
  const q = (text: string): string => `q=${encodeURIComponent(text)}`;

  it('are open to every role and to nobody without a token', async () => {
    const { facility } = await aFacility(api);
    for (const role of ['reception', 'cashier', 'auditor', 'facility-administrator'] as const) {
      const client = await aUser(api, facility, [role]);
      for (const name of NAMES) await client.get(`/catalogues/${name}?q=a`).expect(200);
      await client.get('/catalogues/codes/KET_QUA_DTRI').expect(200);
    }
    for (const name of [...NAMES, 'codes/KET_QUA_DTRI']) await supertest(api.app).get(`/api/catalogues/${name}?q=a`).expect(401);
  });

  it('refuse questions of another shape and leave no trace of a good one', async () => {
    for (const [query, finding] of [
      ['', 'malformed@query.q'],
      ['q=a&limit=0', 'malformed@query.limit'],
      ['q=a&limit=51', 'malformed@query.limit'],
      ['q=a&limit=x', 'malformed@query.limit'],
      ['q=a&on=2026-13-01', 'day_impossible@query.on'],
      ['q=a&order=code;DROP', 'unknown_field@query.order'],
      ['q=a&q=b', 'malformed@query.q'],
      [`q=${'a'.repeat(101)}`, 'malformed@query.q'],
    ] as const) {
      for (const name of NAMES)
        expect(findings(await place.doctor.get(`/catalogues/${name}?${query}`).expect(400)), query).to.include(finding);
    }
    const before = await footprint(api);
    for (const name of NAMES) await search(`${name}?q=a`);
    expect(await footprint(api)).to.deep.equal(before);
  });

  it('answer no more than is asked for, twenty unless told', async () => {
    expect(await search('icd10?q=viem')).to.have.length(20);
    expect(await search('icd10?q=viem&limit=50')).to.have.length(50);
    expect(await search('drugs?q=t&limit=1')).to.have.length(1);
    for (const name of NAMES) expect(await search(`${name}?${q('%_ zzqx')}`)).to.deep.equal([]);
    for (const name of NAMES) expect(await search(`${name}?q=`)).to.deep.equal([]);
  });

  it('find a disease by code and by words without marks, from the list of the day', async () => {
    const [first] = await search<IcdEntry>('icd10?q=j029');
    expect(first).to.include({ code: 'J02.9', version: 'tt06-2026', hasSubcodes: false, sexOnly: null });
    expect((await search<IcdEntry>('icd10?q=viem%20hong%20cap')).map((one) => one.code)).to.include('J02.9');
    expect(await search(`icd10?q=A90&on=2026-07-01`)).to.deep.equal([]);
    expect((await search<IcdEntry>(`icd10?q=A90&on=2026-06-30`))[0]).to.include({ code: 'A90', version: 'qd4469-2020' });
    api.setNow('2026-06-30T16:59:00Z');
    const earlier = await aUser(api, place.facility, ['doctor']);
    expect((await search<IcdEntry>('icd10?q=A90', earlier))[0]).to.include({ code: 'A90' });
    api.setNow('2026-06-30T17:00:00Z');
    expect(await search('icd10?q=A90', earlier)).to.deep.equal([]);
  });

  it('show a drug with the price of the own facility only', async () => {
    const priceAt = async (client: Client): Promise<string | null | undefined> =>
      (await search<DrugEntry>('drugs?q=T001', client)).find((one) => one.code === 'T001')?.price;
    expect(await priceAt(place.doctor)).to.equal('1250.5');
    const stranger = await aUser(api, (await aFacility(api)).facility, ['doctor']);
    expect(await priceAt(stranger)).to.equal(null);
    const names = (await search<DrugEntry>(`drugs?${q('paracetamol 500')}`)).map((one) => one.ingredient);
    expect(names[0]).to.equal('Paracetamol');
  });

  it('show a service at the price of the class of the facility', async () => {
    const hospital = await aWorkplace(api, aHospital);
    const priceAt = async (client: Client) => (await search<ServiceEntry>('services?q=22.0121.1369', client))[0]?.price;
    expect(await priceAt(place.doctor)).to.equal('34790');
    expect(await priceAt(hospital.doctor)).to.equal('49700');
  });

  it('find communes by name and by former name, and facilities by code and name', async () => {
    const [commune] = await search<CommuneEntry>('communes?q=04105');
    expect(commune).to.include({ code: '04105', provinceCode: '14' });
    const former = commune?.formerNames?.split(', ').find((name) => name !== commune.name) ?? '';
    expect((await search<CommuneEntry>(`communes?${q(former)}&limit=50`)).map((one) => one.code)).to.include('04105');
    expect((await search<FacilityEntry>('facilities?q=14009'))[0]).to.include({ code: '14009' });
  });

  it('list a short table in its official order, as of a day, and nothing for a table that is not there', async () => {
    const codes = (await search<CodeEntry>('codes/KET_QUA_DTRI')).map((one) => one.code);
    expect(codes).to.include('2').and.to.have.length.greaterThan(3);
    expect(await search('codes/KET_QUA_DTRI?on=1990-01-01')).to.deep.equal([]);
    expect(await search('codes/NOTHING')).to.deep.equal([]);
    await place.doctor.get("/catalogues/codes/a';--").expect(400);
  });

  it('show the dated numbers of the law with their source to who keeps the house, and to nobody else', async () => {
    const administrator = await aUser(api, place.facility, ['facility-administrator']);
    const on = async (day: string) =>
      ((await administrator.get(`/catalogues/parameters?day=${day}`).expect(200)).body as ParameterList).items;
    const before = (await on('2026-06-30')).find(({ code }) => code === 'bhyt.base_salary');
    const after = (await on('2026-07-01')).find(({ code }) => code === 'bhyt.base_salary');
    expect([before?.value, before?.validTo, after?.value]).to.deep.equal(['2340000', '2026-06-30', '2530000']);
    expect(after?.source).to.contain('161/2026');
    expect((await on('2026-11-30')).some(({ confidence }) => confidence === 'unsure')).to.equal(true);
    await place.doctor.get('/catalogues/parameters?day=2026-07-01').expect(403);
    await administrator.get('/catalogues/parameters?day=2026-02-30').expect(400);
  });
});
