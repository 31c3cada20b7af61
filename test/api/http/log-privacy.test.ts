import { expect } from 'chai';
import supertest from 'supertest';
import { newId } from '../../../domain/ids.ts';
import { aCard, aPerson } from '../../support/a-registration.ts';
import { stock, testApi, type TestApi } from '../../support/api.ts';
import { aClosure, openVisit } from '../encounters/open-visit.ts';
import { aWorkplace, type Workplace } from '../at-work.ts';

/** Everything of this person that must not stand in a log, invented and unmistakable. */
const SECRETS = {
  name: 'Quàng Thị Bímật',
  birth: '1977-07-17',
  phone: '0977123456',
  citizenId: '014177654321',
  card: 'GD4149996543210',
  address: 'Bản Kínđáo',
  reason: 'Ho ra máu kínđáo',
  history: 'Tiền sử riêngtư',
  icd: 'A15.0',
  allergy: 'Penicilin-riêng',
  result: 'Dương tính-riêng',
  advice: 'Dặn dò-riêng',
  drug: 'Paracetamol',
  password: 'Sai-Mật-Khẩu-77',
};

describe('the log', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
    await stock(api, place.facility, { T001: '1250' });
    await work();
    await errors();
  });

  async function work(): Promise<void> {
    const data = aPerson({
      ...{ fullName: SECRETS.name, sex: 'female', birthDate: SECRETS.birth, phone: SECRETS.phone },
      identifiers: [{ system: 'citizen-id', value: SECRETS.citizenId }],
      address: { text: SECRETS.address },
    });
    const patient = { kind: 'new', id: newId(), data } as const;
    const coverage = { kind: 'new-card', card: aCard({ cardNumber: SECRETS.card }) } as const;
    const visit = { id: newId(), roomId: place.roomId, priority: 'normal', reason: SECRETS.reason } as const;
    const open = await openVisit(place, { patient, coverage, visit });
    const { doctor, reception } = place;
    await reception.post('/patients/search', { query: SECRETS.name }).expect(200);
    await reception.post('/scans', { text: `${SECRETS.citizenId}||${SECRETS.name}|17071977|Nữ|${SECRETS.address}|` }).expect(200);
    await reception.get(`/patients/${open.patientId}`).expect(200);
    await doctor.post(`/patients/${open.patientId}/allergies`, { id: newId(), substance: SECRETS.allergy }).expect(201);
    await doctor.put(`${open.path}/findings`, await open.fresh({ history: SECRETS.history })).expect(200);
    await open.diagnose(SECRETS.icd);
    await open.prescribe('T001', '5');
    const order = newId();
    await doctor.post(`${open.path}/orders`, { id: order, serviceCode: '22.0121.1369' }).expect(201);
    await doctor.post(`${open.path}/orders/${order}/performance`, { resultText: SECRETS.result }).expect(200);
    await doctor.post(`${open.path}/closure`, await open.fresh(aClosure({ advice: SECRETS.advice }))).expect(200);
    await place.officer.get(`/claims?day=${new Date().toISOString().slice(0, 10)}`).expect(200);
  }

  /** Refusals, malformed bodies, a broken constraint of the database and a bug, each with the words of the person in it. */
  async function errors(): Promise<void> {
    const { reception } = place;
    const bad = { id: newId(), ...aPerson({ fullName: SECRETS.name, phone: SECRETS.phone }) };
    await reception.post('/patients', { ...bad, birthDate: '2999-01-01' }).expect(422);
    await reception.post('/patients', { ...bad, [SECRETS.name]: SECRETS.citizenId }).expect(400);
    await reception.post('/patients', bad).expect(201);
    await reception.post('/patients', bad).expect(409);
    await supertest(api.app)
      .get(`/api/patients/${encodeURIComponent(SECRETS.name)}?card=${SECRETS.card}`)
      .expect(401);
    await supertest(api.app)
      .get(`/api/${encodeURIComponent(SECRETS.name)}`)
      .expect(404);
    await supertest(api.app).post('/api/auth/login').send({ username: SECRETS.phone, password: SECRETS.password }).expect(401);

    // The database quotes the row in what it says of an error: the worst that can reach the log.
    await api.database.owner.raw(`
      CREATE FUNCTION quote_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'row (%, %)', NEW.full_name, NEW.phone; END $$;
      CREATE TRIGGER quote_row BEFORE INSERT ON patients FOR EACH ROW EXECUTE FUNCTION quote_row();`);
    await reception.post('/patients', { ...bad, id: newId(), birthDate: '1980-03-13' }).expect(500);
  }

  it('has a line for every request, with its route, its status and who asked, by id', () => {
    const lines = api.logLines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const requests = lines.filter((line) => line['msg'] === 'request');
    expect(requests.length).to.be.greaterThan(20);
    const closing = requests.find((line) => line['route'] === 'POST /encounters/:encounterId/closure');
    expect(closing).to.include({ status: 200, userId: place.doctor.userId, facilityId: place.facility.id });
    expect(lines.find((line) => line['msg'] === 'unexpected error')).to.be.an('object');
  });

  it('names a bug by code and place, never by its words', () => {
    const line = api.logLines.find((one) => one.includes('unexpected error')) ?? '';
    const { error } = JSON.parse(line) as { error: Record<string, unknown> };
    expect(error).to.include({ code: 'P0001' });
    expect(error['stack']).to.be.an('array').that.is.not.empty;
  });

  for (const [what, secret] of Object.entries(SECRETS)) {
    it(`holds nothing of the person: ${what}`, () => {
      const log = api.logLines.join('\n');
      for (const form of [secret, encodeURIComponent(secret), secret.normalize('NFD')]) expect(log).to.not.include(form);
    });
  }

  it('holds no token and no address', () => {
    const log = api.logLines.join('\n');
    expect(log).to.not.include(place.reception.token);
    expect(log).to.not.match(/Bearer|cookie|his-refresh|\?card=|\/api\//i);
  });
});
