import { expect } from 'chai';
import type { RegistrationAnswer } from '../../../api/patients/registration-schemas.ts';
import type { History, HistoryElsewhere } from '../../../api/records/record-schemas.ts';
import { rows } from '../../../db/knex.ts';
import { newId } from '../../../domain/ids.ts';
import { aPerson, aRegistration, anOpenVisit } from '../../support/a-registration.ts';
import { aUser, testApi, type Client, type TestApi } from '../../support/api.ts';
import { aWorkplace, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

describe('the history of a person', function () {
  this.timeout(60_000);
  let api: TestApi;
  let here: Workplace;
  let there: Workplace;
  let auditor: Client;
  let patientId: string;

  const historyOf = async (client: Client, id = patientId) => (await client.get(`/patients/${id}/history`).expect(200)).body as History;
  const aGrant = (fields = {}) => ({
    id: newId(),
    reasonCode: 'emergency',
    reason: 'Người bệnh hôn mê, cần biết thuốc đang dùng',
    ...fields,
  });

  /** A person whom only the other facility knows, with a finished diagnosis. */
  const aStranger = async (icdCode: string): Promise<string> => {
    const visit = await anOpenVisit(there);
    await there.doctor
      .put(`/encounters/${visit.encounterId}/diagnoses`, { version: visit.version, items: [{ id: newId(), icdCode }] })
      .expect(200);
    return visit.patientId;
  };

  /** Changes what only time or another desk would change, as nobody: the log of changes is set aside. */
  const behindTheScenes = (sql: string, bindings: object) =>
    api.database.owner.transaction(async (tx) => {
      await tx.raw('SET LOCAL session_replication_role = replica');
      await tx.raw(sql, bindings as never);
    });

  before(async () => {
    api = await testApi();
    here = await aWorkplace(api);
    there = await aWorkplace(api);
    auditor = await aUser(api, here.facility, ['auditor']);
    patientId = (await anOpenVisit(here)).patientId;
  });

  itIsGuarded(
    () => api,
    async () => ({ method: 'get', path: `/patients/${patientId}/history`, status: 200, may: here.reception, mayNot: here.cashier }),
    'question',
    'province-wide',
  );

  it('names when, where and who registered to the desk, and what was found only to who may read it', async () => {
    const known = await aStranger('J06.9');
    const [asClerk] = (await historyOf(there.reception, known)).here;
    const [asDoctor] = (await historyOf(there.doctor, known)).here;
    expect(asClerk).to.include({ facilityCode: there.facility.code, state: 'in-progress', reason: 'Ho' });
    expect(asClerk?.registeredBy).to.be.a('string').that.is.not.empty;
    expect(asClerk?.diagnoses).to.deep.equal([]);
    expect(asDoctor?.diagnoses.map(({ icdCode }) => icdCode)).to.deep.equal(['J06.9']);
  });

  it('shows nothing of another facility, and tells a doctor that somebody there knows the person', async () => {
    const known = await aStranger('J06.9');
    const asClerk = await historyOf(here.reception, known);
    const asDoctor = await historyOf(here.doctor, known);
    expect(asClerk).to.deep.include({ here: [], elsewhere: { facilities: [], right: null, until: null } });
    expect(asDoctor.here).to.deep.equal([]);
    expect(asDoctor.elsewhere).to.deep.equal({
      facilities: [{ code: there.facility.code, name: there.facility.name }],
      right: null,
      until: null,
    });
  });

  describe('elsewhere', () => {
    const elsewhere = (client: Client, id: string) => client.get(`/patients/${id}/history-elsewhere`);

    it('stays shut without a relation, to the clerk for ever', async () => {
      const known = await aStranger('J06.9');
      const refused = await refusedWithoutTrace(api, () => elsewhere(here.doctor, known), 403);
      expect(refused.body).to.include({ code: 'elsewhere_needs_reason' });
      await refusedWithoutTrace(api, () => elsewhere(here.reception, known), 403);
    });

    it('opens for the doctor while the person is being treated here, and the other facility can see who looked', async () => {
      const known = await aStranger('J06.9');
      await here.reception.post('/registrations', aRegistration(here.roomId, { patient: { kind: 'known', id: known } })).expect(201);
      const response = await elsewhere(here.doctor, known).expect(200);
      const { items, right } = response.body as HistoryElsewhere;
      expect(right).to.equal('treatment');
      expect(items.map((one) => [one.facilityCode, one.diagnoses[0]?.icdCode])).to.deep.equal([[there.facility.code, 'J06.9']]);
      const openings = await rows<{ facilityId: string; userId: string }>(
        api.database.owner,
        `SELECT a.facility_id, a.user_id FROM access_events AS a WHERE a.request_id = :id ORDER BY a.at`,
        { id: response.headers['x-request-id'] ?? '' },
      );
      expect(openings.map((one) => one.facilityId)).to.have.members([here.facility.id, there.facility.id]);
      expect(new Set(openings.map((one) => one.userId))).to.deep.equal(new Set([here.doctor.userId]));
    });

    it('never tells of HIV', async () => {
      const known = await aStranger('B24');
      await here.reception.post('/registrations', aRegistration(here.roomId, { patient: { kind: 'known', id: known } })).expect(201);
      expect(((await elsewhere(here.doctor, known).expect(200)).body as HistoryElsewhere).items).to.deep.equal([]);
      expect((await historyOf(there.doctor, known)).here[0]?.diagnoses[0]?.icdCode).to.equal('B24');
    });

    it('opens by referral only the records of the facility that referred', async () => {
      const known = await aStranger('J06.9');
      const visit = { id: newId(), roomId: here.roomId, priority: 'normal', reason: 'Ho', referredFrom: there.facility.code } as const;
      const registration = aRegistration(here.roomId, { patient: { kind: 'known', id: known }, visit });
      const { encounterId } = (await here.reception.post('/registrations', registration).expect(201)).body as RegistrationAnswer;
      await behindTheScenes(`UPDATE encounters SET state = 'finished' WHERE id = :encounterId`, { encounterId });
      const { right, items } = (await elsewhere(here.doctor, known).expect(200)).body as HistoryElsewhere;
      expect([right, items.length]).to.deep.equal(['referral', 1]);
    });

    it('opens by break-glass for four hours, for the one who gave the reason, and not a minute longer', async () => {
      const known = await aStranger('J06.9');
      const other = await aUser(api, here.facility, ['doctor']);
      await here.doctor.post(`/patients/${known}/break-glass`, aGrant()).expect(201);
      expect(((await elsewhere(here.doctor, known).expect(200)).body as HistoryElsewhere).right).to.equal('break-glass');
      await elsewhere(other, known).expect(403);
      await behindTheScenes(
        `UPDATE break_glass_grants SET granted_at = granted_at - interval '4 hours', expires_at = expires_at - interval '4 hours' WHERE patient_id = :known`,
        { known },
      );
      await elsewhere(here.doctor, known).expect(403);
    });
  });

  describe('break-glass', () => {
    itIsGuarded(
      () => api,
      async () => ({
        method: 'post',
        path: `/patients/${patientId}/break-glass`,
        body: aGrant(),
        status: 201,
        may: here.doctor,
        mayNot: here.reception,
        malformed: [[{ reasonCode: 'curious' }, 'malformed@reasonCode']],
      }),
      'province-wide',
    );

    it('wants a reason that says something', async () => {
      const refused = await refusedWithoutTrace(
        api,
        () => here.doctor.post(`/patients/${patientId}/break-glass`, aGrant({ reason: 'cần' })),
        422,
      );
      expect(refused.body).to.include({ code: 'reason_too_short' });
    });

    it('waits on the list of the auditor until somebody else has judged it', async () => {
      const grant = aGrant();
      await here.doctor.post(`/patients/${patientId}/break-glass`, grant).expect(201);
      const list = async () =>
        (await auditor.get('/break-glass-reviews').expect(200)).body as { items: { id: string; overdue: boolean }[] };
      expect((await list()).items.find(({ id }) => id === grant.id)).to.include({ overdue: false, reason: grant.reason });
      await auditor.post(`/break-glass-reviews/${grant.id}`, { verdict: 'justified', note: 'Đúng là cấp cứu' }).expect(200);
      expect((await list()).items.map(({ id }) => id)).to.not.include(grant.id);
      await auditor.post(`/break-glass-reviews/${grant.id}`, { verdict: 'justified', note: 'Lần hai' }).expect(409);
    });

    it('is not judged by the one who did it', async () => {
      const both = await aUser(api, here.facility, ['doctor', 'auditor']);
      const grant = aGrant();
      await both.post(`/patients/${patientId}/break-glass`, grant).expect(201);
      const own = () => both.post(`/break-glass-reviews/${grant.id}`, { verdict: 'justified', note: 'Tự xem' });
      expect((await refusedWithoutTrace(api, own, 422)).body).to.include({ code: 'own_grant' });
    });

    it('is overdue when three working days have passed', async () => {
      const grant = aGrant();
      await here.doctor.post(`/patients/${patientId}/break-glass`, grant).expect(201);
      await behindTheScenes(`UPDATE break_glass_grants SET granted_at = granted_at - interval '8 days' WHERE id = :id`, {
        id: grant.id,
      });
      const { items } = (await auditor.get('/break-glass-reviews').expect(200)).body as { items: { id: string; overdue: boolean }[] };
      expect(items.find(({ id }) => id === grant.id)?.overdue).to.equal(true);
    });

    itIsGuarded(
      () => api,
      async () => {
        const grant = aGrant();
        await here.doctor.post(`/patients/${patientId}/break-glass`, grant).expect(201);
        const elsewhereAuditor = await aUser(api, there.facility, ['auditor']);
        return {
          method: 'post',
          path: `/break-glass-reviews/${grant.id}`,
          body: { verdict: 'not-justified', note: 'Không đúng' },
          status: 200,
          may: auditor,
          mayNot: here.doctor,
          elsewhere: { client: elsewhereAuditor, unknownPath: `/break-glass-reviews/${newId()}` },
        };
      },
    );
  });

  it('counts the days left of the last prescription by its longest line', async () => {
    const visit = await anOpenVisit(here);
    expect((await historyOf(here.reception, visit.patientId)).lastPrescription).to.equal(null);
    const prescriptionId = newId();
    const facilityId = here.facility.id;
    await behindTheScenes(
      `INSERT INTO prescriptions (facility_id, id, signing_id, encounter_id, code, type, signed_at, signed_by, knowledge_version)
       VALUES (:facilityId, :prescriptionId, :prescriptionId, :encounterId, '00000abcdefg-c', 'c', now() - interval '10 days', :userId, 'test')`,
      { facilityId, prescriptionId, encounterId: visit.encounterId, userId: here.doctor.userId },
    );
    for (const [sequence, days] of [
      [1, 5],
      [2, 30],
    ])
      await behindTheScenes(
        `INSERT INTO prescription_lines (facility_id, id, prescription_id, sequence, drug_code, drug_name, strength, dosage_form, unit,
           route_code, route_name, quantity, dosage, days, dosage_text)
         VALUES (:facilityId, gen_random_uuid(), :prescriptionId, :sequence, 'D', 'Thuốc thử', '5 mg', 'viên', 'viên', '1', 'uống', 30, '{}', :days, 'Sáng 1')`,
        { facilityId, prescriptionId, sequence, days },
      );
    expect((await historyOf(here.reception, visit.patientId)).lastPrescription).to.deep.include({ days: 30, remainingDays: 20 });
    expect((await historyOf(here.doctor, visit.patientId)).here[0]?.drugs.map(({ days }) => days)).to.deep.equal([5, 30]);
  });

  it('keeps a newborn beside the mother, who must be on record and no man', async () => {
    const born = (motherId: string) => ({ id: newId(), ...aPerson({ fullName: 'Con bà Thử', motherId }) });
    const mother = newId();
    await here.reception.post('/patients', { id: mother, ...aPerson({ sex: 'female' }) }).expect(201);
    const child = born(mother);
    await here.reception.post('/patients', child).expect(201);
    expect((await here.reception.get(`/patients/${child.id}`).expect(200)).body).to.include({ motherId: mother, unidentified: false });
    expect((await refusedWithoutTrace(api, () => here.reception.post('/patients', born(newId())), 422)).body).to.include({
      code: 'mother_unknown',
    });
    expect((await refusedWithoutTrace(api, () => here.reception.post('/patients', born(patientId)), 422)).body).to.include({
      code: 'mother_not_female',
    });
    const itself = newId();
    const ownMother = { id: itself, ...aPerson({ sex: 'female', motherId: itself }) };
    expect((await refusedWithoutTrace(api, () => here.reception.post('/patients', ownMother), 422)).body).to.include({
      code: 'mother_is_self',
    });
  });
});
