import { expect } from 'chai';
import type { EncounterEligibility } from '../../../api/insurance/eligibility-schemas.ts';
import { setPortalAccount } from '../../../api/http/portal/portal-account.ts';
import { pauseAfter } from '../../../api/insurance/recheck-eligibility.ts';
import { systemCtx } from '../../../api/http/system-context.ts';
import { row, rows } from '../../../db/knex.ts';
import { aCard } from '../../support/a-registration.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { runJobs } from '../../support/jobs.ts';
import { startPortal, type TestPortal } from '../../support/portal-server.ts';
import { aClosure, openVisit, type OpenVisit } from '../encounters/open-visit.ts';
import { aWorkplace, type Workplace } from '../at-work.ts';

describe('a card that nobody could verify at the desk', function () {
  this.timeout(60_000);
  let api: TestApi;
  let portal: TestPortal;
  let place: Workplace;

  before(async () => {
    api = await testApi();
    portal = await startPortal();
  });
  beforeEach(async () => {
    place = await aWorkplace(api);
    const account = {
      baseUrl: portal.baseUrl,
      username: '98000_BV',
      password: 'x-password',
      officerName: 'Lò Thị Cán',
      officerNumber: '014190000777',
    };
    await setPortalAccount(systemCtx(api.services, place.facility.id), api.services.secrets, account);
    portal.tricks = [];
    portal.answer = { maKetQua: '000' };
    portal.requests.length = 0;
  });
  after(async () => await portal.close());

  const visitWith = async (cardNumber: string): Promise<OpenVisit> =>
    await openVisit(place, { coverage: { kind: 'new-card', card: aCard({ cardNumber }) } });
  const state = async ({ path }: OpenVisit): Promise<string> => {
    const found = (await place.reception.get(`${path}/eligibility`).expect(200)).body as EncounterEligibility;
    return [found.verification, found.check?.resultCode ?? 'nothing'].join(' ');
  };
  const jobs = async () =>
    await rows<{ attempt: string; seconds: number }>(
      api.database.owner,
      `SELECT j.payload ->> 'attempt' AS attempt, EXTRACT(epoch FROM j.run_at - now())::int AS seconds FROM graphile_worker._private_jobs AS j
         JOIN graphile_worker._private_tasks AS t ON t.id = j.task_id
        WHERE t.identifier = 'check-eligibility' AND j.payload ->> 'facilityId' = :facilityId`,
      { facilityId: place.facility.id },
    );

  it('is looked up by a job until the insurer answers', async () => {
    const visit = await visitWith('GD4149990000001');
    expect(await state(visit)).to.equal('not-verified nothing');
    await runJobs(api);
    expect(await state(visit)).to.equal('verified 000');
    expect(await jobs()).to.deep.equal([]);
  });

  it('is asked again after a minute when the portal is silent, and later each time', async () => {
    portal.tricks = [{ kind: 'html' }];
    const visit = await visitWith('GD4149990000001');
    await runJobs(api);
    expect(await state(visit)).to.equal('not-verified nothing');
    const [next] = await jobs();
    expect(next?.attempt).to.equal('1');
    expect(next?.seconds).to.be.within(50, 60);
    expect([0, 1, 4, 5, 60].map(pauseAfter)).to.deep.equal([60, 120, 960, 1800, 1800]);
  });

  it('is refused when the insurer says no, which stays an alert for the desk', async () => {
    portal.answer = { maKetQua: '110' };
    const visit = await visitWith('GD4149990000001');
    await runJobs(api);
    expect(await state(visit)).to.equal('refused 110');
    const alerts = (await place.reception.get('/eligibility-alerts').expect(200)).body as { items: { action: string }[] };
    expect(alerts.items.map(({ action }) => action)).to.deep.equal(['ask_new_card']);
  });

  it('is asked with what the record holds, and completes a number of ten digits', async () => {
    portal.answer = { maKetQua: '000', maThe: 'HN3149990000005', maSoBHXH: '9990000005' };
    const visit = await visitWith('9990000005');
    await runJobs(api);
    const asked = JSON.parse(portal.requests.at(-1)?.body ?? '{}') as { hoTen: string };
    expect(asked).to.include({ maThe: '9990000005', ngaySinh: '12/03/1980' });
    expect(asked.hoTen).to.match(/^Lò Văn Thử/);
    const used = await row<object>(
      api.database.owner,
      `SELECT v.card_number, v.card_rate FROM encounter_coverages AS v WHERE v.encounter_id = :id`,
      { id: visit.encounterId },
    );
    expect(used).to.deep.equal({ cardNumber: 'HN3149990000005', cardRate: '95' });
  });

  it('is asked about no more once the visit is closed, which warns and does not wait', async () => {
    const visit = await visitWith('GD4149990000001');
    await visit.diagnose('J02.9');
    const closed = await place.doctor.post(`${visit.path}/closure`, await visit.fresh(aClosure())).expect(200);
    expect((closed.body as { issues: { code: string }[] }).issues.map(({ code }) => code)).to.include('card_not_verified');
    await runJobs(api);
    expect(portal.requests).to.deep.equal([]);
    expect(await state(visit)).to.equal('not-verified nothing');
    const day = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
    const list = (await place.officer.get(`/claims?day=${day}`).expect(200)).body as { items: { findings: { rule: string }[] }[] };
    expect(list.items[0]?.findings.map(({ rule }) => rule)).to.include('CARD-010');
  });
});
