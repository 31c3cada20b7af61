import { expect } from 'chai';
import type {
  CheckedClaimView,
  CheckRunView,
  ClaimAdvice,
  ClaimRuleList,
  FindingGroups,
  VisitsOfRule,
} from '../../../api/claims/claim-check-schemas.ts';
import { systemCtx } from '../../../api/http/system-context.ts';
import { write } from '../../../db/doors.ts';
import { insertPriceList } from '../../../db/stores/price-list-store.ts';
import { addDays, localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { aCard, aPerson } from '../../support/a-registration.ts';
import { aUser, testApi, type Client, type TestApi } from '../../support/api.ts';
import { runJobs } from '../../support/jobs.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { aClosure, openVisit, type OpenVisit } from '../encounters/open-visit.ts';
import { itIsGuarded } from '../guards.ts';

describe('the check of claims at the insurance desk', function () {
  this.timeout(90_000);
  const today = localDay(new Date());
  const days = `from=${today}&until=${today}`;
  let api: TestApi;
  let place: Workplace;
  let elsewhere: Workplace;
  let head: Client;

  before(async () => {
    api = await testApi();
    elsewhere = await aWorkplace(api);
  });
  beforeEach(async () => {
    place = await aWorkplace(api);
    head = await aUser(api, place.facility, ['facility-administrator']);
  });

  let persons = 0;
  /** A closed visit; without a referral number its claim is held by RTE-004. */
  async function closed(isWrong = false): Promise<OpenVisit> {
    persons += 1;
    const identifiers = [{ system: 'citizen-id', value: `0140900${String(persons).padStart(5, '0')}` }] as const;
    const wrong = isWrong ? { arrivalCategory: '1.3', arrivalReason: 'Có giấy chuyển' } : {};
    const visit = await openVisit(place, {
      patient: { kind: 'new', id: newId(), data: aPerson({ identifiers: [...identifiers] }) },
      coverage: { kind: 'new-card', card: aCard() },
      visit: { id: newId(), roomId: place.roomId, priority: 'normal', reason: 'Ho', ...wrong },
    });
    await place.nurse.put(`${visit.path}/vitals`, await visit.fresh({ values: { weight: '50' } })).expect(200);
    await visit.diagnose('J02.9');
    await place.doctor.post(`${visit.path}/closure`, await visit.fresh(aClosure())).expect(200);
    return visit;
  }
  /** A price list of the facility that is in force and names no service. */
  async function loadEmptyPriceList(): Promise<void> {
    const facilityId = place.facility.id;
    const days = { decidedOn: addDays(today, -30), validFrom: addDays(today, -20) };
    const file = { fileName: 'gia.xlsx', fileSha256: '00', importedBy: head.userId, importedAt: new Date().toISOString() };
    await write(systemCtx(api.services, facilityId), 'price-list.import', async (tx) => {
      await insertPriceList(tx, { facilityId, id: newId(), decisionNumber: '277/NQ-HĐND', ...days, ...file }, []);
    });
  }
  const groups = async (client = place.officer): Promise<FindingGroups> =>
    (await client.get(`/claim-finding-groups?${days}`).expect(200)).body as FindingGroups;
  const ofRule = async (rule: string, client = place.officer): Promise<VisitsOfRule> =>
    (await client.get(`/claim-findings?${days}&rule=${rule}`).expect(200)).body as VisitsOfRule;
  const heldBy = ({ findings: found }: CheckedClaimView): string[] =>
    found.filter(({ severity }) => severity === 'block' || severity === 'error').map(({ rule }) => rule);

  describe('a visit that is checked anew', () => {
    itIsGuarded(
      () => api,
      async () => ({
        method: 'post',
        path: '/claim-checks',
        body: { encounterId: (await closed()).encounterId },
        status: 200,
        may: place.officer,
        mayNot: place.doctor,
        malformed: [[{ encounterId: 'x' }, 'malformed@encounterId']],
      }),
      'province-wide',
    );

    it('is held by a service that the price list of the facility does not have', async () => {
      const { encounterId } = await closed();
      const check = async () => heldBy((await place.officer.post('/claim-checks', { encounterId }).expect(200)).body as CheckedClaimView);
      expect(await check()).to.deep.equal([]);
      await loadEmptyPriceList();
      expect(await check()).to.deep.equal(['SVC-004']);
    });

    it('is not found by another facility, nor while it is open', async () => {
      const { encounterId } = await closed();
      await refusedWithoutTrace(api, () => elsewhere.officer.post('/claim-checks', { encounterId }), 404);
    });
  });

  it('is done by itself after closing, and the findings of the days stand by rule with the money at stake', async () => {
    await closed();
    const wrong = await closed(true);
    expect(await groups()).to.include({ checked: 0, unchecked: 2 });
    await runJobs(api);
    const found = await groups();
    expect(found).to.include({ checked: 2, unchecked: 0 });
    const group = found.groups.find(({ rule }) => rule === 'RTE-004');
    expect(group).to.include({ severity: 'error', count: 1, atStake: '36500' });
    const { items } = await ofRule('RTE-004');
    expect(items.map(({ encounterId }) => encounterId)).to.deep.equal([wrong.encounterId]);
    expect((await ofRule('MON-001')).items).to.deep.equal([]);
    expect((await groups(elsewhere.officer)).groups).to.deep.equal([]);
    expect((await ofRule('RTE-004', elsewhere.officer)).items).to.deep.equal([]);
  });

  describe('as advice for who closed the visit', () => {
    const path = (encounterId: string) => `/encounters/${encounterId}/claim-advice`;

    itIsGuarded(
      () => api,
      async () => ({
        method: 'get',
        path: path((await closed()).encounterId),
        status: 200,
        may: place.doctor,
        mayNot: place.officer,
        elsewhere: { client: elsewhere.doctor, unknownPath: path(newId()) },
      }),
      'question',
    );

    it('says what holds the claim, once it is judged', async () => {
      const wrong = await closed(true);
      const advice = async () => (await place.doctor.get(path(wrong.encounterId)).expect(200)).body as ClaimAdvice;
      expect(await advice()).to.deep.equal({ checkedAt: null, findings: [] });
      await runJobs(api);
      const { checkedAt, findings: found } = await advice();
      expect(checkedAt).to.be.a('string');
      expect(found.map(({ rule }) => rule)).to.deep.equal(['RTE-004']);
    });
  });

  it('forgets what was found when the visit is reopened', async () => {
    const wrong = await closed(true);
    await runJobs(api);
    await place.doctor.post(`${wrong.path}/reopening`, await wrong.fresh({ reason: 'Sửa giấy chuyển' })).expect(200);
    expect((await groups()).groups).to.deep.equal([]);
  });

  it('refuses days ahead, the wrong way round, or more than a month', async () => {
    const ahead = addDays(today, 1);
    const long = addDays(today, -31);
    for (const [query, finding] of [
      [`from=${ahead}&until=${ahead}`, 'day_in_future@from'],
      [`from=${today}&until=${addDays(today, -1)}`, 'claim_span_wrong@until'],
      [`from=${long}&until=${today}`, 'claim_span_wrong@until'],
    ] as const)
      expect(findings(await refusedWithoutTrace(api, () => place.officer.get(`/claim-finding-groups?${query}`), 422))).to.deep.equal([
        finding,
      ]);
  });

  describe('all visits of some days', () => {
    itIsGuarded(
      () => api,
      async () => ({
        method: 'post',
        path: '/claim-check-runs',
        body: { id: newId(), from: today, until: today },
        status: 202,
        may: place.officer,
        mayNot: place.doctor,
        malformed: [
          [{ from: '2026-02-30' }, 'day_impossible@from'],
          [{ id: 'x' }, 'malformed@id'],
        ],
      }),
      'province-wide',
    );

    it('are checked by the worker, which says how far it is', async () => {
      await closed(true);
      const id = newId();
      await place.officer.post('/claim-check-runs', { id, from: today, until: today }).expect(202);
      const view = async () => (await place.officer.get(`/claim-check-runs/${id}`).expect(200)).body as CheckRunView;
      expect(await view()).to.include({ state: 'queued', total: 0, done: 0 });
      await runJobs(api);
      expect(await view()).to.include({ state: 'ready', total: 1, done: 1 });
      await refusedWithoutTrace(api, () => elsewhere.officer.get(`/claim-check-runs/${id}`), 404);
    });
  });

  describe('a rule', () => {
    const decision = (severity: string | null, reason = 'Sở yêu cầu') => ({ id: newId(), severity, reason });

    itIsGuarded(
      () => api,
      async () => ({
        method: 'put',
        path: '/claim-rules/SVC-012',
        body: decision('info'),
        status: 200,
        may: head,
        mayNot: place.officer,
        malformed: [
          [{ severity: 'loud' }, 'malformed@severity'],
          [{ reason: '' }, 'malformed@reason'],
        ],
      }),
      'province-wide',
    );

    it('may be made milder or switched off with a reason, which is shown with who decided; the others keep theirs', async () => {
      const wrong = await closed(true);
      const check = async () =>
        (await place.officer.post('/claim-checks', { encounterId: wrong.encounterId }).expect(200)).body as CheckedClaimView;
      expect(heldBy(await check())).to.deep.equal(['RTE-004']);
      await head.put('/claim-rules/RTE-004', decision('warning')).expect(200);
      const milder = await check();
      expect(heldBy(milder)).to.deep.equal([]);
      expect(milder.findings.map(({ rule }) => rule)).to.include('RTE-004');
      await head.put('/claim-rules/RTE-004', decision('off')).expect(200);
      expect((await check()).findings.map(({ rule }) => rule)).to.not.include('RTE-004');
      const { items } = (await place.officer.get('/claim-rules').expect(200)).body as ClaimRuleList;
      expect(items).to.have.length(440);
      expect(items.find(({ rule }) => rule === 'RTE-004')).to.include({
        severity: 'error',
        setting: 'off',
        reason: 'Sở yêu cầu',
        sureBlock: false,
      });
      expect(items.find(({ rule }) => rule === 'MON-001')).to.include({ setting: null, sureBlock: true, implemented: true });
      await head.put('/claim-rules/RTE-004', decision(null)).expect(200);
      expect(heldBy(await check())).to.deep.equal(['RTE-004']);
      expect((await elsewhere.officer.get('/claim-rules').expect(200)).body).to.not.deep.include({ setting: 'off' });
    });

    it('that is in no list cannot be decided about', async () => {
      await refusedWithoutTrace(api, () => head.put('/claim-rules/MON-999', decision('off')), 404);
    });
  });
});
