import { expect } from 'chai';
import type {
  TransmissionPage,
  TransmissionPerson,
  TransmissionSearch,
  TransmissionSummary,
} from '../../../api/national-prescriptions/national-schemas.ts';
import { systemCtx } from '../../../api/http/system-context.ts';
import { write } from '../../../db/doors.ts';
import { row } from '../../../db/knex.ts';
import { saveTransmission } from '../../../db/stores/transmission-store.ts';
import { addDays, localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { runJobs } from '../../support/jobs.ts';
import { findings, refusedWithoutTrace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';
import { aLink, sign, signIn, view, aVisitToSign, type Link } from './a-link.ts';

const SEARCH = '/national-prescriptions/search';

describe('the operator of the link of prescriptions', function () {
  this.timeout(60_000);
  const today = localDay(new Date());
  const period = { from: addDays(today, -1), until: addDays(today, 1) };
  let api: TestApi;
  let link: Link;

  before(async () => {
    api = await testApi();
  });
  beforeEach(async () => {
    link = await aLink(api);
  });

  const search = async (question: Partial<TransmissionSearch> = {}): Promise<TransmissionPage> =>
    (await link.administrator.post(SEARCH, { ...period, ...question }).expect(200)).body as TransmissionPage;
  const summary = async (): Promise<TransmissionSummary> => {
    const path = `/national-prescriptions/summary?from=${period.from}&until=${period.until}`;
    return (await link.administrator.get(path).expect(200)).body as TransmissionSummary;
  };
  /** A phone that makes the simulator answer so: docs/how-to/national-prescriptions.md. */
  const answered = async (end: string) => {
    const signed = await sign(link, { phone: `0912900${end}` });
    await runJobs(api);
    return signed;
  };

  describe('searches', () => {
    itIsGuarded(
      () => api,
      async () =>
        await Promise.resolve({
          ...{ method: 'post', path: SEARCH, body: period, status: 200, may: link.administrator, mayNot: link.doctor },
          malformed: [
            [{ from: '2026-02-30' }, 'day_impossible@from'],
            [{ states: ['sent'] }, 'malformed@states.0'],
            [{ code: 'ấ' }, 'malformed@code'],
            [{ limit: 201 }, 'malformed@limit'],
          ] as [object, string][],
        }),
      'question',
      'province-wide',
    );

    it('by state, doctor, day and the beginning of the code, and finds nothing of another facility', async () => {
      const refused = await answered('422');
      const accepted = await answered('111');
      const ids = async (question: Partial<TransmissionSearch>) => (await search(question)).items.map(({ id }) => id);
      expect(await ids({})).to.deep.equal([accepted.id, refused.id]);
      expect(await ids({ states: ['rejected'] })).to.deep.equal([refused.id]);
      expect(await ids({ code: accepted.code.toUpperCase().slice(0, 9) })).to.deep.equal([accepted.id]);
      expect(await ids({ doctorId: link.doctor.userId })).to.have.length(2);
      expect(await ids({ doctorId: newId() })).to.deep.equal([]);
      expect(await ids({ from: addDays(today, -2), until: addDays(today, -1) })).to.deep.equal([]);
      expect(await ids({ recall: true })).to.deep.equal([]);
      const other = await aLink(api);
      const elsewhere = await other.administrator.post(SEARCH, period).expect(200);
      expect((elsewhere.body as TransmissionPage).items).to.deep.equal([]);
    });

    it('a page at a time, each line once, also of one moment', async () => {
      const visit = await aVisitToSign(link);
      api.setNow(new Date().toISOString());
      for (let i = 0; i < 3; i += 1) {
        const { id } = await signIn(link, visit);
        await link.doctor.post(`/prescriptions/${id}/withdrawal`, { id: newId(), reason: 'Nhầm' }).expect(201);
      }
      api.setNow(undefined);
      const seen: string[] = [];
      let page = await search({ limit: 2 });
      expect(page.more).to.equal(true);
      for (;;) {
        seen.push(...page.items.map(({ id }) => id));
        const last = page.items.at(-1);
        if (!page.more || last === undefined) break;
        page = await search({ limit: 2, after: { signedAt: last.signedAt, id: last.id } });
      }
      expect(new Set(seen).size).to.equal(3);
      expect(seen).to.have.length(3);
    });

    it('not through more than 92 days, nor backwards', async () => {
      for (const until of [addDays(today, 92), addDays(today, -1)]) {
        const refused = await refusedWithoutTrace(api, () => link.administrator.post(SEARCH, { from: today, until }), 422);
        expect(findings(refused)).to.deep.equal(['national_period_too_long@until']);
      }
      await link.administrator.post(SEARCH, { from: addDays(today, -91), until: today }).expect(200);
    });
  });

  describe('sees how many stand where', () => {
    itIsGuarded(
      () => api,
      async () =>
        await Promise.resolve({
          ...{ method: 'get', path: `/national-prescriptions/summary?from=${today}&until=${today}`, status: 200 },
          ...{ may: link.administrator, mayNot: link.cashier },
        }),
      'question',
      'province-wide',
    );

    it('and what has waited longer than a day', async () => {
      await answered('422');
      await answered('111');
      expect(await summary()).to.deep.include({
        counts: [
          { state: 'accepted', count: 1 },
          { state: 'rejected', count: 1 },
        ],
        ...{ simulated: 1, recalls: 0, waiting: 0, oldestQueuedAt: null, overdue: false, simulates: true, alertHours: 24 },
      });
      const { id } = await answered('000');
      expect(await summary()).to.include({ waiting: 1, overdue: false });
      expect((await summary()).doctors).to.deep.equal([{ id: link.doctor.userId, doctorName: 'Người Thử Nghiệm' }]);
      const waitedMinutes = async (minutes: number): Promise<boolean> => {
        const queuedAt = new Date(Date.now() - minutes * 60_000).toISOString();
        await write(systemCtx(api.services, link.facility.id), 'test.change', async (tx) => {
          await saveTransmission(tx, { facilityId: link.facility.id, id }, { queuedAt });
        });
        return (await summary()).overdue;
      };
      expect([await waitedMinutes(24 * 60 - 2), await waitedMinutes(24 * 60 + 2)]).to.deep.equal([false, true]);
    });
  });

  describe('opens one', () => {
    itIsGuarded(
      () => api,
      async () => {
        const { id } = await sign(link);
        return {
          ...{ method: 'get', path: `/national-prescriptions/${id}`, status: 200, may: link.administrator, mayNot: link.doctor },
          elsewhere: { client: (await aLink(api)).administrator, unknownPath: `/national-prescriptions/${newId()}` },
        };
      },
      'question',
    );

    it('with every try and no word about the patient', async () => {
      const signed = await sign(link, { fullName: 'Lò Thị Giấu', phone: '0912900422' });
      await runJobs(api);
      const found = await view(link, signed);
      expect(found.attemptList.map((one) => [one.class, one.httpStatus, one.source])).to.deep.equal([['field-errors', 422, 'simulator']]);
      expect(found).to.include({ state: 'rejected', mayResend: true, code: signed.code, doctorName: 'Người Thử Nghiệm' });
      expect(JSON.stringify(found)).not.to.match(/Lò Thị Giấu|0912900422|Bản Thử/);
    });
  });

  describe('sees whose it is', () => {
    itIsGuarded(
      () => api,
      async () => {
        const { id } = await sign(link);
        return {
          ...{
            method: 'get',
            path: `/national-prescriptions/${id}/patient`,
            status: 200,
            may: link.pharmacist,
            mayNot: link.administrator,
          },
          elsewhere: { client: (await aLink(api)).pharmacist, unknownPath: `/national-prescriptions/${newId()}/patient` },
        };
      },
      'question',
    );

    it('only with the right to read persons, and the opening is logged', async () => {
      const signed = await sign(link, { fullName: 'Lò Thị Thấy' });
      const answer = await link.pharmacist.get(`/national-prescriptions/${signed.id}/patient`).expect(200);
      expect(answer.body as TransmissionPerson).to.include({ fullName: 'Lò Thị Thấy', sex: 'male', birthDate: '1980-03-12' });
      const logged = await row<{ count: number }>(
        api.database.owner,
        `SELECT count(*)::int AS count FROM access_events AS a WHERE a.user_id = :userId AND a.patient_id = :patientId`,
        { userId: link.pharmacist.userId, patientId: signed.visit.patientId },
      );
      expect(logged?.count).to.equal(1);
    });
  });

  describe('sends again', () => {
    const RESENDS = '/national-prescriptions/resends';
    itIsGuarded(
      () => api,
      async () => {
        const { id } = await answered('422');
        return {
          ...{ method: 'post', path: RESENDS, body: { ids: [id] }, status: 200, may: link.administrator, mayNot: link.doctor },
          elsewhere: { client: (await aLink(api)).administrator, unknownPath: RESENDS },
          malformed: [
            [{ ids: [] }, 'malformed@ids'],
            [{ ids: ['x'] }, 'malformed@ids.0'],
          ],
        };
      },
    );

    it('several at once; what may not go again is told and left alone', async () => {
      const refused = await answered('422');
      const withdrawn = await sign(link);
      await link.doctor.post(`/prescriptions/${withdrawn.id}/withdrawal`, { id: newId(), reason: 'Nhầm' }).expect(201);
      const answer = await link.pharmacist.post(RESENDS, { ids: [refused.id, withdrawn.id, refused.id] }).expect(200);
      expect(answer.body).to.deep.equal({ queued: [refused.id], refused: [withdrawn.id] });
      expect(await view(link, refused)).to.deep.include({ state: 'queued', issues: [] });
      await runJobs(api);
      expect((await view(link, refused)).attemptList).to.have.length(2);
      expect((await view(link, withdrawn)).state).to.equal('withdrawn');
    });
  });

  describe('decides that an unknown one arrived', () => {
    const acceptance = (id: string) => `/national-prescriptions/${id}/acceptance`;
    itIsGuarded(
      () => api,
      async () => {
        const signed = await answered('409');
        const { version } = await view(link, signed);
        return {
          ...{ method: 'post', path: acceptance(signed.id), body: { version, reason: 'Đã gọi hỏi' }, status: 200 },
          ...{ may: link.administrator, mayNot: link.doctor },
          elsewhere: { client: (await aLink(api)).administrator, unknownPath: acceptance(newId()) },
          malformed: [
            [{ reason: ' ' }, 'malformed@reason'],
            [{ version: 0 }, 'malformed@version'],
          ],
        };
      },
    );

    it('and of nothing else, nor of what changed meanwhile', async () => {
      const unknown = await answered('409');
      const { version } = await view(link, unknown);
      const body = { version, reason: 'Đã gọi hỏi' };
      const stale = await refusedWithoutTrace(
        api,
        () => link.administrator.post(acceptance(unknown.id), { ...body, version: version + 1 }),
        409,
      );
      expect(stale.body).to.include({ code: 'stale_version' });
      await link.administrator.post(acceptance(unknown.id), body).expect(200);
      const accepted = await view(link, unknown);
      expect(accepted.state).to.equal('accepted');
      const again = { ...body, version: accepted.version };
      const refused = await refusedWithoutTrace(api, () => link.administrator.post(acceptance(unknown.id), again), 409);
      expect(refused.body).to.include({ code: 'national_not_unknown' });
    });
  });
});
