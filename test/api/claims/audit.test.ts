import { expect } from 'chai';
import type { FindingDecided, MoneyByMonth, Reconciliation, Trend } from '../../../api/claims/audit/audit-schemas.ts';
import type { SendingDetail } from '../../../api/claims/sending/sending-schemas.ts';
import { systemCtx } from '../../../api/http/system-context.ts';
import { write } from '../../../db/doors.ts';
import { row } from '../../../db/knex.ts';
import { addDays, addMonths, localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { add } from '../../../domain/money.ts';
import { aUser, testApi, type TestApi } from '../../support/api.ts';
import { runJobs } from '../../support/jobs.ts';
import { aWorkplace, findings, type Workplace } from '../at-work.ts';
import type { OpenVisit } from '../encounters/open-visit.ts';
import { itIsGuarded } from '../guards.ts';
import { aClosedVisit, close, reopen } from './a-closed-visit.ts';
import { auditDesk } from './audit-files.ts';

describe("the insurer's findings", function () {
  this.timeout(120_000);
  const today = localDay(new Date());
  let api: TestApi;
  let place: Workplace;
  let elsewhere: Workplace;
  before(async () => {
    api = await testApi();
    elsewhere = await aWorkplace(api);
  });
  beforeEach(async () => {
    place = await aWorkplace(api);
  });
  const desk = auditDesk(
    () => api,
    () => place,
  );
  const decide = async (kind: string, status: number, fields: object) => {
    const { id, version } = await desk.one();
    const body = { version, kind, note: 'Vì sao', ...fields };
    return await place.officer.post(`/claim-audit/findings/${id}/decisions`, body).expect(status);
  };
  const decided = async (kind: string, fields: object = {}): Promise<FindingDecided> =>
    (await decide(kind, 200, fields)).body as FindingDecided;
  const refused = async (kind: string, fields: object = {}): Promise<string[]> => findings(await decide(kind, 422, fields));
  /** Sends the visit once more, corrected. */
  const correct = async (visit: OpenVisit): Promise<void> => {
    await reopen(place, visit);
    await place.nurse.put(`${visit.path}/vitals`, await visit.fresh({ values: { weight: '51' } })).expect(200);
    await close(place, visit);
    await desk.accepted(visit);
  };
  const money = async () => {
    const { from, until } = desk.months;
    const { months } = (await place.officer.get(`/claim-audit/money?from=${from}&until=${until}`).expect(200)).body as MoneyByMonth;
    return months[0];
  };

  describe('deciding', () => {
    itIsGuarded(
      () => api,
      async () => {
        await desk.load({ key: await desk.acceptedKey(), refused: '1000', reason: newId() });
        const { id } = await desk.one();
        return {
          ...{ method: 'post', path: `/claim-audit/findings/${id}/decisions`, status: 200, may: place.officer, mayNot: place.doctor },
          body: { version: 1, kind: 'accept', note: newId() },
          elsewhere: { client: elsewhere.officer, unknownPath: `/claim-audit/findings/${newId()}/decisions` },
          malformed: [
            [{ kind: 'forget' }, 'malformed@kind'],
            [{ note: ' ' }, 'malformed@note'],
          ],
        };
      },
    );

    it('waits three working days for an answer, and keeps every step with who and why', async () => {
      await desk.load({ key: await desk.acceptedKey(), refused: '10000' });
      const open = await desk.one();
      expect(open.decisions).to.deep.equal(['accept', 'contest', 'restore']);
      expect(open.answer?.state).to.be.oneOf(['in-time', 'soon']);
      await decided('contest', { note: 'Người bệnh sốt 40 độ' });
      expect(await desk.one()).to.include({ state: 'contested', answer: null });
      await decided('restore', { amount: '4000' });
      const settled = await desk.one();
      expect(settled).to.include({ state: 'restored', restored: '4000' });
      expect(settled.acts.map(({ number, kind, note, stateAfter }) => [number, kind, note, stateAfter])).to.deep.equal([
        [1, 'told', null, 'open'],
        [2, 'contest', 'Người bệnh sốt 40 độ', 'contested'],
        [3, 'restore', 'Vì sao', 'restored'],
      ]);
      expect(settled.patientName).to.not.equal('');
    });

    it('undoes the last decision once, and no file', async () => {
      await desk.load({ key: await desk.acceptedKey(), refused: '10000' });
      expect(await refused('undo')).to.deep.equal(['audit_nothing_to_undo@kind']);
      await decided('restore', { amount: '4000' });
      expect(await decided('undo')).to.include({ state: 'open' });
      expect(await desk.one()).to.include({ restored: '0' });
      expect(await refused('undo')).to.deep.equal(['audit_nothing_to_undo@kind']);
    });

    it('calls cured only what was sent again and accepted', async () => {
      const visit = await aClosedVisit(place);
      const [key = ''] = await desk.accepted(visit);
      await desk.load({ key, refused: '10000' });
      expect(await refused('cure')).to.deep.equal(['audit_not_sent_again@kind']);
      await correct(visit);
      expect((await desk.search())[0]).to.include({ isSentAgain: true });
      expect(await decided('cure')).to.include({ state: 'cured' });
    });

    it('gives back no more than was refused, and refuses what was decided on an older look', async () => {
      await desk.load({ key: await desk.acceptedKey(), refused: '10000' });
      expect(await refused('restore', { amount: '10000.01' })).to.deep.equal(['audit_restored_not_within@amount']);
      const { id, version } = await desk.one();
      const stale = await place.officer
        .post(`/claim-audit/findings/${id}/decisions`, { version: version + 1, kind: 'accept', note: 'x' })
        .expect(409);
      expect(findings(stale)).to.deep.equal(['stale_version@version']);
    });
  });

  describe('the list', () => {
    it('is for the officer and the head of the facility, and names nobody', async () => {
      await desk.load({ key: await desk.acceptedKey(), refused: '10000' });
      const head = await aUser(api, place.facility, ['facility-administrator']);
      const listed = await head.post('/claim-audit/searches', desk.months).expect(200);
      expect(JSON.stringify(listed.body)).to.not.include('patientName');
      const { id } = await desk.one();
      await head.get(`/claim-audit/findings/${id}`).expect(403);
    });

    it('is narrowed by state, claim and group, and paged without losing or doubling one', async () => {
      const key = await desk.acceptedKey();
      await desk.load(...Array.from({ length: 60 }, (_, i) => ({ key, refused: '1', reason: `L${i}` })));
      const [first, second] = [await desk.search(), await desk.search({ claimKey: key, states: ['open'] })];
      expect(first).to.deep.equal(second);
      const last = first.at(-1);
      const rest = await desk.search({ after: { auditedOn: last?.auditedOn, id: last?.id } });
      expect(new Set([...first, ...rest].map(({ id }) => id)).size).to.equal(60);
      expect(rest).to.have.length(10);
      expect(await desk.search({ group: { by: 'reason', key: 'L7' } })).to.have.length(1);
      expect(await desk.search({ group: { by: 'item', key: '02.03' } })).to.have.length(50);
      expect(await desk.search({ states: ['accepted'] })).to.deep.equal([]);
      expect(await desk.search({ claimKey: 'khong-co' })).to.deep.equal([]);
    });

    it('leaves out what belongs to a claim that was withdrawn', async () => {
      const visit = await aClosedVisit(place);
      const [key = ''] = await desk.accepted(visit);
      await desk.load({ key, refused: '10000' });
      const sent = (await place.officer.get(`/claim-sending/visits/${visit.encounterId}`).expect(200)).body as SendingDetail;
      const { id = '', version = 0 } = sent.submissions[0] ?? {};
      await place.officer.post(`/claim-submissions/${id}/withdrawal`, { version, reason: 'Nhầm' }).expect(200);
      await runJobs(api);
      expect(await desk.search()).to.deep.equal([]);
    });
  });

  describe('money', () => {
    it('adds up to what the claims ask for, to the dong, whatever was decided', async () => {
      const visits = [await aClosedVisit(place), await aClosedVisit(place), await aClosedVisit(place)];
      const [one = '', two = '', three = ''] = await desk.accepted(...visits);
      await desk.load(
        ...['A', 'B', 'C', 'D'].map((reason) => ({ key: one, refused: '1000.25', reason })),
        { key: two, refused: '7000', reason: 'E' },
        { key: three, refused: '36500', reason: 'F' },
      );
      const of = async (reason: string, kind: string, fields: object = {}) => {
        const [line] = await desk.search({ group: { by: 'reason', key: reason } });
        await place.officer
          .post(`/claim-audit/findings/${line?.id}/decisions`, { version: line?.version, kind, note: 'x', ...fields })
          .expect(200);
      };
      await of('A', 'accept');
      await of('B', 'contest');
      await of('C', 'restore', { amount: '400.25' });
      await correct(visits[1] as OpenVisit);
      await of('E', 'cure');
      const found = await money();
      expect(found).to.deep.include({
        ...{ month: desk.month, claims: 3, findings: 6, claimed: '109500', refused: '47501' },
        ...{ open: '37500.25', contested: '1000.25', lost: '1600.25', restored: '400.25', cured: '7000', undisputed: '68999' },
      });
      const { total } = (await row<{ total: string }>(
        api.database.owner,
        `SELECT sum(s.fund_amount) AS total FROM claim_submissions AS s WHERE s.facility_id = :id AND s.state = 'accepted'`,
        { id: place.facility.id },
      )) ?? { total: '' };
      expect(add(found?.undisputed ?? '', found?.open ?? '', found?.contested ?? '', found?.lost ?? '', found?.restored ?? '')).to.equal(
        total,
      );
    });
  });

  describe('over time', () => {
    const trend = async (fields: object): Promise<Trend> =>
      (await place.officer.post('/claim-audit/trends', { ...desk.months, ...fields }).expect(200)).body as Trend;

    it('counts by month and reason with the share of what was asked for, the largest first and the rest together', async () => {
      const key = await desk.acceptedKey();
      await desk.load(
        { key, refused: '3650', reason: 'LON' },
        ...Array.from({ length: 21 }, (_, i) => ({ key, refused: '10', reason: `L${i}` })),
      );
      const { months, groups } = await trend({ by: 'reason' });
      expect(months).to.deep.equal([{ month: desk.month, claimed: '36500', count: 22, refused: '3860' }]);
      expect(groups[0]).to.deep.equal({
        ...{ key: 'LON', label: 'Chỉ định quá mức', count: 1, refused: '3650' },
        cells: [{ count: 1, refused: '3650', share: '10' }],
      });
      expect(groups).to.have.length(21);
      expect(groups.at(-1)).to.include({ key: null, count: 2, refused: '20' });
    });

    it('groups by department, doctor and item, of one reason or of all', async () => {
      const key = await desk.acceptedKey();
      await desk.load({ key, refused: '1000', reason: 'A' }, { key, refused: '200', reason: 'B' });
      const keys = async (by: string, reason?: string) =>
        (await trend({ by, ...(reason === undefined ? {} : { reason }) })).groups.map((one) => [one.key, one.refused]);
      expect(await keys('department')).to.deep.equal([['K01', '1200']]);
      expect(await keys('item', 'B')).to.deep.equal([['02.03', '200']]);
      const { groups } = await trend({ by: 'doctor' });
      expect(groups[0]?.label).to.equal('Người Thử Nghiệm');
    });

    it('counts a refusal in the month that its claim is settled in, whenever it was told', async () => {
      const [old = '', fresh = ''] = await desk.accepted(await aClosedVisit(place), await aClosedVisit(place));
      const before = addMonths(`${desk.month}-01`, -1).slice(0, 7);
      await write(systemCtx(api.services, place.facility.id), 'test', async (tx) => {
        const settled = { NAM_QT: before.slice(0, 4), THANG_QT: String(Number(before.slice(5))) };
        await tx.raw(
          `UPDATE claim_submissions SET tables = jsonb_set(tables, '{XML1,0}', (tables #> '{XML1,0}') || CAST(:settled AS jsonb)) WHERE claim_key = :old`,
          { settled: JSON.stringify(settled), old },
        );
      });
      await desk.load({ key: old, refused: '1000', reason: 'A' }, { key: fresh, refused: '200', reason: 'A' });
      const { months, groups } = await trend({ by: 'reason', from: before });
      expect(months.map(({ month, claimed, refused }) => [month, claimed, refused])).to.deep.equal([
        [before, '36500', '1000'],
        [desk.month, '36500', '200'],
      ]);
      expect(groups[0]?.cells.map(({ refused, share }) => [refused, share])).to.deep.equal([
        ['1000', '2.74'],
        ['200', '0.55'],
      ]);
      expect((await desk.search()).map(({ claimKey }) => claimKey)).to.deep.equal([fresh]);
    });

    it('takes two years at most', async () => {
      const asked = (from: string, until: string) => place.officer.post('/claim-audit/trends', { from, until, by: 'reason' });
      await asked('2025-01', '2026-12').expect(200);
      for (const [from, until] of [
        ['2024-12', '2026-12'],
        ['2026-12', '2026-11'],
      ] as const)
        expect(findings(await asked(from, until).expect(422))).to.deep.equal(['audit_months_too_many@until']);
    });
  });

  describe('reconciling with our own check', () => {
    const reconciled = async (): Promise<Reconciliation> =>
      (await place.officer.get(`/claim-audit/reconciliation?month=${desk.month}`).expect(200)).body as Reconciliation;
    /** What our check had said of the claims, and when they were accepted, as a test wants it. */
    const found = async (own: object[] | null, answeredOn = today) =>
      await write(systemCtx(api.services, place.facility.id), 'test', async (tx) => {
        const kept = own === null ? null : JSON.stringify(own);
        await tx('claimSubmissions').update({ findings: kept, answeredAt: `${answeredOn}T00:00:00Z` });
      });
    const warning = { rule: 'SVC-001', severity: 'warning', table: 'XML3', row: 1, number: '1', fields: ['NGAY_KQ'], params: {} };

    it('tells what we had known by place or by meaning from what our rules missed', async () => {
      const key = await desk.acceptedKey();
      await desk.load({ key, refused: '1000', reason: 'A' }, { key, refused: '500', reason: 'B', number: '' });
      await found([warning]);
      expect((await reconciled()).reasons.map(({ reasonCode, matches }) => [reasonCode, matches])).to.deep.equal([
        ['A', { 'known-reason': 0, 'known-place': 1, missed: 0, 'not-kept': 0 }],
        ['B', { 'known-reason': 0, 'known-place': 0, missed: 1, 'not-kept': 0 }],
      ]);
      await place.officer.post('/claim-audit/reason-rules', { id: newId(), reasonCode: 'B', rules: ['SVC-001'] }).expect(200);
      const [, after] = (await reconciled()).reasons;
      expect(after).to.deep.include({ rules: ['SVC-001'], isDecided: true });
      expect(after?.matches['known-reason']).to.equal(1);
      await found(null);
      expect((await reconciled()).reasons[0]?.matches['not-kept']).to.equal(1);
    });

    it('counts the warnings that the insurer did not mind once it has had its seven days', async () => {
      await desk.acceptedKey();
      await found([warning], addDays(today, -7));
      expect((await reconciled()).echoes).to.deep.equal([]);
      await found([warning], addDays(today, -8));
      expect((await reconciled()).echoes).to.deep.equal([{ rule: 'SVC-001', severity: 'warning', warned: 1, echoed: 0 }]);
    });

    it('keeps at the approval what our check says of the claim', async () => {
      const visit = await aClosedVisit(place);
      await desk.accepted(visit);
      const kept = await row<{ findings: { rule: string }[] }>(
        api.database.owner,
        `SELECT s.findings FROM claim_submissions AS s WHERE s.encounter_id = :id`,
        { id: visit.encounterId },
      );
      const now = (await place.officer.get(`/claim-sending/visits/${visit.encounterId}`).expect(200)).body as { findings: object[] };
      expect(kept?.findings).to.deep.equal(now.findings);
    });

    it('refuses a rule that we have not', async () => {
      const body = { id: newId(), reasonCode: 'A', rules: ['SVC-001', 'XXX-999'] };
      expect(findings(await place.officer.post('/claim-audit/reason-rules', body).expect(422))).to.deep.equal([
        'claim_rule_not_found@rules',
      ]);
    });
  });

  for (const [method, path, body, status] of [
    ['post', '/claim-audit/searches', { ...desk.months }, 200],
    ['post', '/claim-audit/trends', { ...desk.months, by: 'reason' }, 200],
    ['get', `/claim-audit/money?from=${desk.month}&until=${desk.month}`, undefined, 200],
    ['get', `/claim-audit/reconciliation?month=${desk.month}`, undefined, 200],
    ['get', '/claim-audit/imports', undefined, 200],
  ] as const) {
    describe(path, () => {
      itIsGuarded(
        () => api,
        async () =>
          await Promise.resolve({
            ...{ method, path, status, may: place.officer, mayNot: place.doctor },
            ...(body === undefined ? {} : { body }),
          }),
        'question',
        'province-wide',
      );
    });
  }
  describe('which rules mean a reason', () => {
    itIsGuarded(
      () => api,
      async () =>
        await Promise.resolve({
          ...{ method: 'post', path: '/claim-audit/reason-rules', status: 200, may: place.officer, mayNot: place.doctor },
          body: { id: newId(), reasonCode: 'S.005.434', rules: [] },
        }),
      'province-wide',
    );
  });
  describe('one finding', () => {
    itIsGuarded(
      () => api,
      async () => {
        await desk.load({ key: await desk.acceptedKey(), refused: '1000', reason: newId() });
        return {
          ...{
            method: 'get',
            path: `/claim-audit/findings/${(await desk.one()).id}`,
            status: 200,
            may: place.officer,
            mayNot: place.doctor,
          },
          elsewhere: { client: elsewhere.officer, unknownPath: `/claim-audit/findings/${newId()}` },
        };
      },
      'question',
    );
  });
});
