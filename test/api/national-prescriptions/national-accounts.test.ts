import { expect } from 'chai';
import type { LogInTried, NationalAccountsView } from '../../../api/national-prescriptions/national-schemas.ts';
import { row } from '../../../db/knex.ts';
import { newId } from '../../../domain/ids.ts';
import { aUser, testApi, type TestApi } from '../../support/api.ts';
import { runJobs } from '../../support/jobs.ts';
import { startNational, type TestNational } from '../../support/national-server.ts';
import { findings, refusedWithoutTrace } from '../at-work.ts';
import { itIsGuarded, type Guarded } from '../guards.ts';
import { aLink, setDoctor, setFacility, sign, view, type Link } from './a-link.ts';

const FACILITY = '/national-accounts/facility';
const LOG_INS = '/national-accounts/log-ins';

describe('the accounts at the national prescription system', function () {
  this.timeout(60_000);
  let api: TestApi;
  let link: Link;
  let national: TestNational;

  before(async () => {
    api = await testApi();
  });
  beforeEach(async () => {
    link = await aLink(api);
    national = await startNational();
  });
  afterEach(async () => await national.close());

  const accounts = async (): Promise<NationalAccountsView> =>
    (await link.administrator.get('/national-accounts').expect(200)).body as NationalAccountsView;
  const tryLogIn = async (whose: object = {}): Promise<LogInTried> =>
    (await link.administrator.post(LOG_INS, whose).expect(200)).body as LogInTried;
  const doctorPath = (userId = link.doctor.userId) => `/national-accounts/doctors/${userId}`;
  const guarded = (path: string, body: object, status: number): Guarded => ({
    ...{ method: 'post', path, body, status, may: link.administrator, mayNot: link.pharmacist },
  });

  describe('are shown', () => {
    itIsGuarded(
      () => api,
      async () =>
        await Promise.resolve({ method: 'get', path: '/national-accounts', status: 200, may: link.administrator, mayNot: link.pharmacist }),
      'question',
      'province-wide',
    );

    it('without their passwords, which lie sealed in the database', async () => {
      expect(await accounts()).to.deep.include({ facility: null, facilityLinkCode: link.facility.prescriptionLinkCode });
      await setFacility(link, national);
      await setDoctor(link, national);
      const shown = await accounts();
      expect(shown.facility?.baseUrl).to.equal(national.baseUrl);
      expect(shown.doctors[0]).to.include({ userId: link.doctor.userId, linkCode: 'SLA0000000001', stoppedAt: null });
      const stored = await row<{ text: string }>(
        api.database.owner,
        `SELECT to_jsonb(f)::text || to_jsonb(d)::text AS text FROM national_facility_accounts AS f, national_doctor_accounts AS d
          WHERE f.facility_id = :facilityId AND d.facility_id = :facilityId`,
        { facilityId: link.facility.id },
      );
      for (const password of Object.values(national.passwords)) {
        expect(JSON.stringify(shown)).not.to.include(password);
        expect(stored?.text ?? '').not.to.include(Buffer.from(password).toString('hex'));
      }
    });
  });

  describe('of a facility are set', () => {
    itIsGuarded(
      () => api,
      async () =>
        await Promise.resolve({
          ...guarded(FACILITY, { id: newId(), baseUrl: 'https://rx.example', password: 'x' }, 201),
          malformed: [
            [{ password: '' }, 'malformed@password'],
            [{ baseUrl: ' ' }, 'malformed@baseUrl'],
          ] as [object, string][],
        }),
      'province-wide',
    );

    it('only to an address of the web without a password in it, with a word where it is not encrypted', async () => {
      const set = (baseUrl: string) => link.administrator.post(FACILITY, { id: newId(), baseUrl, password: 'x' });
      for (const baseUrl of ['ftp://rx.example', 'rx', 'https://a:b@rx.example', 'https://rx.example/?q=1']) {
        expect(findings(await refusedWithoutTrace(api, () => set(baseUrl), 422))).to.deep.equal(['base_url_invalid@baseUrl']);
      }
      const warned = await set('http://rx.example/').expect(201);
      expect((warned.body as { issues: { code: string }[] }).issues.map(({ code }) => code)).to.deep.equal(['base_url_unencrypted']);
      expect((await accounts()).facility?.baseUrl).to.equal('http://rx.example');
    });
  });

  describe('of a facility are ended', () => {
    itIsGuarded(
      () => api,
      async () => {
        link = await aLink(api);
        const id = await setFacility(link, national);
        return {
          ...guarded(`${FACILITY}/end`, { id }, 200),
          malformed: [[{ id: 'x' }, 'malformed@id']],
          elsewhere: { client: (await aLink(api)).administrator, unknownPath: `${FACILITY}/end` },
        };
      },
    );

    it('and then the simulator answers what waited', async () => {
      const id = await setFacility(link, national);
      const signed = await sign(link);
      await runJobs(api);
      expect((await view(link, signed)).lastClass).to.equal('doctor-account-missing');
      await refusedWithoutTrace(api, () => link.administrator.post(`${FACILITY}/end`, { id: newId() }), 404);
      await link.administrator.post(`${FACILITY}/end`, { id }).expect(200);
      await runJobs(api);
      expect(await view(link, signed)).to.include({ state: 'accepted', source: 'simulator' });
    });
  });

  describe('of a doctor are set', () => {
    itIsGuarded(
      () => api,
      async () =>
        await Promise.resolve({
          ...guarded(doctorPath(), { id: newId(), linkCode: 'SLA0000000009', password: 'x' }, 201),
          elsewhere: { client: (await aLink(api)).administrator, unknownPath: doctorPath(newId()) },
          malformed: [
            [{ linkCode: 'a b' }, 'malformed@linkCode'],
            [{ password: 'x'.repeat(201) }, 'malformed@password'],
          ] as [object, string][],
        }),
    );

    it('to one doctor each', async () => {
      await setDoctor(link, national);
      const second = await aUser(api, link.facility, ['doctor']);
      const body = { id: newId(), linkCode: 'SLA0000000001', password: 'x' };
      const refused = await refusedWithoutTrace(api, () => link.administrator.post(doctorPath(second.userId), body), 409);
      expect(findings(refused)).to.deep.equal(['national_link_code_taken@linkCode']);
    });
  });

  describe('of a doctor are ended', () => {
    itIsGuarded(
      () => api,
      async () => {
        link = await aLink(api);
        const id = await setDoctor(link, national);
        return {
          ...guarded(`${doctorPath()}/end`, { id }, 200),
          malformed: [[{ id: 'x' }, 'malformed@id']],
          elsewhere: { client: (await aLink(api)).administrator, unknownPath: `${doctorPath(newId())}/end` },
        };
      },
    );

    it('and another may be set afterwards', async () => {
      const id = await setDoctor(link, national);
      await link.administrator.post(`${doctorPath()}/end`, { id }).expect(200);
      expect((await accounts()).doctors[0]).to.include({ linkCode: null, setAt: null });
      await setDoctor(link, national);
      expect((await accounts()).doctors[0]?.linkCode).to.equal('SLA0000000001');
    });
  });

  describe('are tried', () => {
    itIsGuarded(
      () => api,
      async () => {
        if ((await accounts()).facility === null) await setFacility(link, national);
        const doctor = await aUser(api, link.facility, ['doctor']);
        const linkCode = `SL${doctor.userId.slice(-10)}`;
        const body = { id: newId(), linkCode, password: national.passwords.doctor };
        await link.administrator.post(doctorPath(doctor.userId), body).expect(201);
        return {
          ...guarded(LOG_INS, { doctorId: doctor.userId }, 200),
          malformed: [[{ doctorId: 'x' }, 'malformed@doctorId']] as [object, string][],
        };
      },
      'province-wide',
    );

    it('by the simulator, by the facility and by its doctor, with what came of it', async () => {
      expect(await tryLogIn()).to.deep.equal({ source: 'simulator', class: 'accepted', works: true });
      await setFacility(link, national, 'sai');
      expect(await tryLogIn()).to.deep.equal({ source: 'system', class: 'facility-login-refused', works: false });
      await setFacility(link, national);
      expect(await tryLogIn()).to.deep.equal({ source: 'system', class: 'accepted', works: true });
      const doctorId = link.doctor.userId;
      await refusedWithoutTrace(api, () => link.administrator.post(LOG_INS, { doctorId }), 404);
      await setDoctor(link, national);
      expect(await tryLogIn({ doctorId })).to.deep.equal({ source: 'system', class: 'accepted', works: true });
    });

    it('and let go what a refused one has held up', async () => {
      await setFacility(link, national);
      await setDoctor(link, national);
      const password = national.passwords.doctor;
      national.passwords.doctor = 'đổi rồi';
      const signed = await sign(link);
      await runJobs(api);
      expect((await accounts()).doctors[0]?.stoppedClass).to.equal('doctor-login-refused');
      national.passwords.doctor = password;
      expect((await tryLogIn({ doctorId: link.doctor.userId })).works).to.equal(true);
      await runJobs(api);
      expect((await view(link, signed)).state).to.equal('accepted');
      expect((await accounts()).doctors[0]?.stoppedAt).to.equal(null);
    });
  });
});
