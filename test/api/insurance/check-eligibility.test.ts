import { expect } from 'chai';
import type { EligibilityAlerts, EligibilityCheckView, EncounterEligibility } from '../../../api/insurance/eligibility-schemas.ts';
import { endPortalAccount, setPortalAccount } from '../../../api/http/portal/portal-account.ts';
import { systemCtx } from '../../../api/http/system-context.ts';
import type { Registration, RegistrationAnswer } from '../../../api/patients/registration-schemas.ts';
import { row } from '../../../db/knex.ts';
import { newId } from '../../../domain/ids.ts';
import { aCard, aRegistration } from '../../support/a-registration.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { startPortal, type TestPortal } from '../../support/portal-server.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

const PASSWORD = 'mat-khau-cong-8817';
const OFFICER = '014190000777';
const aQuestion = (fields: object = {}) => ({
  id: newId(),
  number: 'GD4149990000001',
  fullName: 'Lò Văn Thử',
  birthDate: '12/03/1980',
  ...fields,
});

describe('ask the insurer about a card', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let portal: TestPortal;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
    portal = await startPortal();
  });
  after(async () => await portal.close());

  const ask = async (fields: object = {}, at = place): Promise<EligibilityCheckView> =>
    (await at.reception.post('/eligibility-checks', aQuestion(fields)).expect(201)).body as EligibilityCheckView;
  const connected = async (): Promise<Workplace> => {
    const at = await aWorkplace(api);
    const account = {
      baseUrl: portal.baseUrl,
      username: '98000_BV',
      password: PASSWORD,
      officerName: 'Lò Thị Cán',
      officerNumber: OFFICER,
    };
    await setPortalAccount(systemCtx(api.services, at.facility.id), api.services.secrets, account);
    return at;
  };

  itIsGuarded(
    () => api,
    async () => ({
      method: 'post',
      path: '/eligibility-checks',
      body: aQuestion(),
      status: 201,
      may: place.reception,
      mayNot: place.doctor,
      malformed: [
        [{ number: 'GD414999000000' }, 'malformed@number'],
        [{ number: '12345678901' }, 'malformed@number'],
        [{ birthDate: '1980-03-12' }, 'malformed@birthDate'],
        [{ birthDate: '31/02/1980' }, 'day_impossible@birthDate'],
        [{ typed: { price: 1 } }, 'unknown_field@typed.price'],
      ],
    }),
    'province-wide',
  );

  it('answers by the marked simulator where the facility has no account, and keeps the answer with time and officer', async () => {
    const check = await ask({ number: ' gd4149990000001' });
    expect(check).to.deep.include({ source: 'simulator', state: 'answered', resultCode: '000', verdict: 'valid', action: 'none' });
    expect(check.card).to.include({ cardNumber: 'GD4149990000001', fullName: 'LÒ VĂN THỬ', birthDate: '1980-03-12' });
    expect(check.askedBy).to.equal('Người Thử Nghiệm');
    const kept = await row<{ source: string; askedBy: string; raw: { simulated: boolean } }>(
      api.database.owner,
      `SELECT c.source, c.asked_by, c.raw FROM eligibility_checks AS c WHERE c.id = :id`,
      { id: check.id },
    );
    expect(kept).to.deep.include({ source: 'simulator', askedBy: place.reception.userId });
    expect(kept?.raw.simulated).to.equal(true);
  });

  it('knows every documented number of the simulator', async () => {
    const answers = async (ending: string) => {
      const { resultCode, verdict, action } = await ask({ number: `GD4149990${ending}` });
      return [resultCode, verdict, action].join(' ');
    };
    expect(await answers('900003')).to.equal('003 newer-card use_new_card');
    expect(await answers('900010')).to.equal('010 not-insured ask_new_card');
    expect(await answers('900060')).to.equal('060 contradicts correct_name');
    expect(await answers('900902')).to.equal(' not-answered retry_later');
    expect(await answers('900903')).to.equal(' not-answered retry_later');
    expect(await answers('900904')).to.equal('401 misconfigured tell_administrator');
    expect(await answers('900777')).to.equal('000 valid none');
  });

  it('shows where the portal says otherwise, and earlier visits with the name of the place', async () => {
    const different = await ask({ number: 'GD4149990900990', typed: { validTo: '2027-12-31', areaCode: 'K1' } });
    expect(different.differences.map(({ field }) => field)).to.deep.equal(['validTo', 'areaCode']);
    const past = await ask({ number: 'GD4149990900991' });
    expect(past.history).to.have.length(2);
    expect(past.audits).to.have.length(1);
  });

  it('lets nobody wait for a portal that stays silent', async () => {
    const check = await ask({ number: 'GD4149990900901' });
    expect(check).to.deep.include({ state: 'not-answered', resultCode: null });
    expect(check.sentence.code).to.equal('portal_silent');
  });

  it('answers by the portal where there is an account, through whatever it does, and by the simulator after its end', async () => {
    const at = await connected();
    portal.answer = { maKetQua: '010', maThe: 'GD4149990000001', gtTheDen: '31/12/2025' };
    expect(await ask({}, at)).to.deep.include({ source: 'portal', resultCode: '010', verdict: 'not-insured' });
    portal.tricks = [{ kind: 'html' }];
    expect(await ask({}, at)).to.deep.include({ source: 'portal', state: 'not-answered', resultCode: null });
    await endPortalAccount(systemCtx(api.services, at.facility.id));
    expect(await ask({}, at)).to.include({ source: 'simulator', resultCode: '000' });
  });

  it('keeps account and person out of log, change log and database in clear', async () => {
    const at = await connected();
    portal.answer = { maKetQua: '000' };
    await ask({}, at);
    const told = api.logLines.join('\n');
    expect(told).to.include('insurer asked');
    const stored = await row<{ text: string }>(
      api.database.owner,
      `SELECT (SELECT string_agg(a::text, ' ') FROM portal_accounts AS a) || (SELECT string_agg(COALESCE(l.after::text, ''), ' ') FROM change_log AS l
         WHERE l.table_name IN ('portal_accounts', 'eligibility_checks')) AS text`,
    );
    const digest = '98000_BV';
    expect(stored?.text).to.include(digest);
    for (const secret of [PASSWORD, OFFICER, 'token-']) {
      expect(told).not.to.include(secret);
      expect(stored?.text).not.to.include(secret);
    }
    for (const personal of ['Lò Văn Thử', 'GD4149990000001']) expect(told).not.to.include(personal);
  });

  it('does not find a person that is not there', async () => {
    const response = await refusedWithoutTrace(
      api,
      () => place.reception.post('/eligibility-checks', aQuestion({ patientId: newId() })),
      404,
    );
    expect(response.body).to.include({ code: 'patient_not_found' });
  });

  describe('for a registration', () => {
    const register = async (number: string, visit: object = {}, at = place): Promise<RegistrationAnswer> => {
      const fields: Partial<Registration> = { coverage: { kind: 'new-card', card: aCard({ cardNumber: number }) } };
      const body = aRegistration(at.roomId, fields);
      return (await at.reception.post('/registrations', { ...body, visit: { ...body.visit, ...visit } }).expect(201))
        .body as RegistrationAnswer;
    };
    const eligibility = async (encounterId: string, at = place): Promise<EncounterEligibility> =>
      (await at.reception.get(`/encounters/${encounterId}/eligibility`).expect(200)).body as EncounterEligibility;

    it('verifies the card of the visit, and says so nowhere else than in the visit', async () => {
      const { id } = await ask();
      const { encounterId, issues } = await register('GD4149990000001', { eligibilityCheckId: id });
      expect(issues).to.deep.equal([]);
      const found = await eligibility(encounterId);
      expect([found.verification, found.check?.id]).to.deep.equal(['verified', id]);
    });

    it('takes a refused card with a warning: the person is received all the same', async () => {
      const { id } = await ask({ number: 'GD4149990900010' });
      const { encounterId, issues } = await register('GD4149990900010', { eligibilityCheckId: id });
      expect(issues.map(({ code }) => code)).to.deep.equal(['card_refused']);
      expect((await eligibility(encounterId)).verification).to.equal('refused');
    });

    it('completes a number of ten digits by the card the portal found, and with it the rate', async () => {
      const { id } = await ask({ number: '9990000123' });
      const { encounterId } = await register('9990000123', { eligibilityCheckId: id });
      const used = await row<object>(
        api.database.owner,
        `SELECT v.card_number, v.card_rate FROM encounter_coverages AS v WHERE v.encounter_id = :encounterId`,
        { encounterId },
      );
      expect(used).to.deep.equal({ cardNumber: 'GD4149990000123', cardRate: '80' });
    });

    it('does not use the answer about another card, nor one of another day, and says so', async () => {
      const { id } = await ask({ number: 'HN2149990000001' });
      const { encounterId, issues } = await register('GD4149990000001', { eligibilityCheckId: id });
      expect(issues.map(({ code }) => code)).to.deep.equal(['eligibility_check_other_card', 'card_not_verified']);
      expect(await eligibility(encounterId)).to.include({ verification: 'not-verified', check: null });

      api.setNow('2026-11-24T16:59:00Z');
      const old = await ask();
      api.setNow('2026-11-24T17:01:00Z');
      const late = await register('GD4149990000001', { eligibilityCheckId: old.id });
      api.setNow(undefined);
      expect(late.issues.map(({ code }) => code)).to.deep.equal(['eligibility_check_old', 'card_not_verified']);
    });

    it('does not find the answer that another facility got', async () => {
      const elsewhere = await aWorkplace(api);
      const { id } = await ask({}, elsewhere);
      const body = aRegistration(place.roomId, { coverage: { kind: 'new-card', card: aCard() } });
      const request = { ...body, visit: { ...body.visit, eligibilityCheckId: id } };
      const response = await refusedWithoutTrace(api, () => place.reception.post('/registrations', request), 404);
      expect(response.body).to.include({ code: 'eligibility_check_not_found' });
    });

    itIsGuarded(
      () => api,
      async () => ({
        method: 'get',
        path: `/encounters/${(await register('GD4149990000001')).encounterId}/eligibility`,
        status: 200,
        may: place.reception,
        mayNot: place.nurse,
        elsewhere: { client: (await aWorkplace(api)).reception, unknownPath: `/encounters/${newId()}/eligibility` },
      }),
      'question',
    );

    it('lists at the desk what is refused or open, refused first, and nothing that is settled or paid by the person', async () => {
      const at = await aWorkplace(api);
      const open = await register('GD4149990000001', {}, at);
      const { id } = await ask({ number: 'GD4149990900010' }, at);
      const refused = await register('GD4149990900010', { eligibilityCheckId: id }, at);
      const good = await ask({}, at);
      await register('GD4149990000001', { eligibilityCheckId: good.id }, at);
      await at.reception.post('/registrations', aRegistration(at.roomId)).expect(201);
      const { items, more } = (await at.reception.get('/eligibility-alerts').expect(200)).body as EligibilityAlerts;
      expect(items.map((one) => [one.encounterId, one.verification, one.sentence.code])).to.deep.equal([
        [refused.encounterId, 'refused', 'portal_card_expired'],
        [open.encounterId, 'not-verified', 'portal_not_asked'],
      ]);
      expect(more).to.equal(false);
      expect(items[0]).to.include({ cardTail: '0010', source: 'simulator' });
      expect(items[0]?.patientName).to.match(/^Lò Văn Thử/);
      const refusedRole = await refusedWithoutTrace(api, () => at.doctor.get('/eligibility-alerts'), 403);
      expect(findings(refusedRole)).to.deep.equal([]);
    });
  });
});
