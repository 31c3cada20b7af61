import { expect } from 'chai';
import { makeSettlement } from '../../../api/settlement/make-report.ts';
import type { SendingDetail } from '../../../api/claims/sending/sending-schemas.ts';
import type { FormLines, PeriodList, ReportList, ReportView } from '../../../api/settlement/settlement-schemas.ts';
import { rows } from '../../../db/knex.ts';
import { addMonths, localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { aUser, testApi, type Client, type TestApi } from '../../support/api.ts';
import { runJobs } from '../../support/jobs.ts';
import { aWorkplace, findings, type Workplace } from '../at-work.ts';
import { aClosedVisit, close, reopen } from '../claims/a-closed-visit.ts';
import type { OpenVisit } from '../encounters/open-visit.ts';
import { itIsGuarded } from '../guards.ts';

describe('settlement reports', function () {
  this.timeout(180_000);
  const month = localDay(new Date()).slice(0, 7);
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

  const approve = async (...visits: OpenVisit[]): Promise<void> => {
    await place.officer.post('/claim-sending/approvals', { encounterIds: visits.map(({ encounterId }) => encounterId) }).expect(200);
  };
  const accepted = async (): Promise<OpenVisit> => {
    const visit = await aClosedVisit(place);
    await approve(visit);
    await runJobs(api);
    return visit;
  };
  const request = async (fields: object = {}): Promise<string> => {
    const id = newId();
    await place.officer.post('/settlement-reports', { id, month, basis: 'settled', preview: false, ...fields }).expect(202);
    return id;
  };
  const view = async (id: string): Promise<ReportView> =>
    (await place.officer.get(`/settlement-reports/${id}`).expect(200)).body as ReportView;
  const made = async (fields: object = {}): Promise<ReportView> => {
    const id = await request(fields);
    await runJobs(api);
    return await view(id);
  };
  const list = async (): Promise<ReportList> =>
    (await place.officer.get(`/settlement-reports?month=${month}`).expect(200)).body as ReportList;
  const lines = async ({ id }: ReportView, form: string, after = 0): Promise<FormLines> =>
    (await place.officer.get(`/settlement-reports/${id}/forms/${form}/lines?after=${after}`).expect(200)).body as FormLines;
  const outside = (path: string) => ({ client: elsewhere.officer, unknownPath: path.replace(':id', newId()) });

  describe('asking for one', () => {
    itIsGuarded(
      () => api,
      async () => ({
        method: 'post',
        path: '/settlement-reports',
        body: { id: newId(), month, basis: 'settled', preview: false },
        status: 202,
        may: place.officer,
        mayNot: await aUser(api, place.facility, ['cashier-head']),
        malformed: [
          [{ month: '2026-13' }, 'malformed@month'],
          [{ basis: 'any' }, 'malformed@basis'],
        ],
      }),
      'province-wide',
    );

    it('is refused for a month ahead and while one of the month is being made', async () => {
      const ahead = { id: newId(), month: addMonths(`${month}-01`, 1).slice(0, 7), basis: 'settled', preview: false };
      expect(findings(await place.officer.post('/settlement-reports', ahead).expect(422))).to.deep.equal(['settlement_month_ahead@month']);
      await request();
      const second = { id: newId(), month, basis: 'settled', preview: true };
      expect(findings(await place.officer.post('/settlement-reports', second).expect(409))).to.deep.equal(['settlement_report_under_way@']);
    });
  });

  describe('what it counts', () => {
    it('is every claim the insurer holds, to the last dong, and proves it', async () => {
      await accepted();
      await accepted();
      const waiting = await aClosedVisit(place);
      await approve(waiting);
      expect(await list()).to.include({ accepted: 2, onTheirWay: 1 });
      const id = await request();
      await makeSettlement(api.services, { facilityId: place.facility.id, reportId: id });
      const report = await view(id);
      expect(report).to.include({ state: 'ready', total: 2, done: 2, simulated: 2, changed: 0, unbalanced: 0, number: 1 });
      expect(report.proofs.map(({ difference }) => difference)).to.deep.equal(report.proofs.map(() => '0'));
      const sum = (form: string, field: string) => report.forms.find((one) => one.form === form)?.sums[field];
      expect(sum('C79', 'insured')).to.equal('73000');
      expect([sum('79a', 'fund'), sum('21', 'amount'), sum('C80', 'insured')]).to.deep.equal(['73000', '73000', '0']);
      expect(report.summary.at(-1)).to.include({ section: 'total', claims: 2, hospital: '73000', fund: '73000' });
    });

    it('is nothing in a month without claims', async () => {
      const report = await made();
      expect(report).to.include({ state: 'ready', total: 0, changed: 0 });
      expect((await lines(report, 'C79')).items).to.deep.equal([]);
    });

    it('is also what was approved and not answered, in a preview', async () => {
      await accepted();
      const waiting = await aClosedVisit(place);
      const id = await request({ preview: true });
      await approve(waiting);
      await makeSettlement(api.services, { facilityId: place.facility.id, reportId: id });
      const report = await view(id);
      expect(report).to.include({ total: 2, simulated: 1, preview: true });
      await runJobs(api);
      // The same submission was answered meanwhile: the preview still counts it the same way.
      expect((await view(id)).changed).to.equal(0);
    });

    it('is by the day of payment where that is asked for', async () => {
      await accepted();
      const byPayment = await made({ basis: 'paid' });
      const paid = await rows<{ paymentMonth: string | null }>(
        api.database.owner,
        `SELECT s.payment_month FROM claim_submissions AS s WHERE s.facility_id = :facilityId`,
        { facilityId: place.facility.id },
      );
      expect(byPayment.total).to.equal(paid.filter(({ paymentMonth }) => paymentMonth === month).length);
    });

    it('is neither a claim that was withdrawn nor its withdrawal', async () => {
      const visit = await accepted();
      const { submissions } = (await place.officer.get(`/claim-sending/visits/${visit.encounterId}`).expect(200)).body as SendingDetail;
      const [{ id, version } = { id: '', version: 0 }] = submissions;
      await place.officer.post(`/claim-submissions/${id}/withdrawal`, { version, reason: 'Gửi nhầm người bệnh' }).expect(200);
      await runJobs(api);
      expect((await made()).total).to.equal(0);
    });

    it('holds no claim of another facility', async () => {
      const theirs = await aClosedVisit(elsewhere);
      await elsewhere.officer.post('/claim-sending/approvals', { encounterIds: [theirs.encounterId] }).expect(200);
      await runJobs(api);
      expect((await made()).total).to.equal(0);
    });
  });

  describe('a page of lines', () => {
    itIsGuarded(
      () => api,
      async () => {
        const { id } = await made();
        return {
          method: 'get',
          path: `/settlement-reports/${id}/forms/C79/lines`,
          status: 200,
          may: place.officer,
          mayNot: place.doctor,
          elsewhere: outside('/settlement-reports/:id/forms/C79/lines'),
        };
      },
      'question',
    );

    it('shows the visits in the order of their codes and logs whose they are', async () => {
      const visits = [await accepted(), await accepted(), await accepted(), await accepted(), await accepted()];
      const report = await made();
      const openings = async () =>
        await rows<{ encounterId: string }>(
          api.database.owner,
          `SELECT a.encounter_id FROM access_events AS a WHERE a.facility_id = :facilityId ORDER BY a.id`,
          { facilityId: place.facility.id },
        );
      const before = (await openings()).length;
      const { items, next } = await lines(report, 'C79');
      expect([items.length, next]).to.deep.equal([5, null]);
      expect(items.map(({ line }) => line['position'])).to.deep.equal(['1', '2', '3', '4', '5']);
      const keys = items.map(({ line }) => line['claimKey'] ?? '');
      expect(keys).to.deep.equal([...keys].sort());
      expect((await openings()).slice(before).map(({ encounterId }) => encounterId)).to.have.members(
        visits.map(({ encounterId }) => encounterId),
      );
    });

    it('lists services by route and group without naming anybody', async () => {
      await accepted();
      const { items } = await lines(await made(), '21');
      expect(items[0]?.line).to.include({ routeTitle: 'Đúng tuyến', groupTitle: 'Khám bệnh', outpatientQuantity: '1', amount: '36500' });
      expect(JSON.stringify(items)).not.to.include('claimKey');
    });

    it('says that a report is not finished', async () => {
      const id = await request();
      const response = await place.officer.get(`/settlement-reports/${id}/forms/C79/lines`).expect(409);
      expect(findings(response)).to.deep.equal(['settlement_report_not_ready@']);
    });
  });

  describe('made again', () => {
    it('gives the same digest for the same claims, and another for others; the earlier ones stay', async () => {
      await accepted();
      const [first, second] = [await made(), await made()];
      expect(second).to.include({ number: 2, sha256: first.sha256 });
      await accepted();
      const third = await made();
      expect(third.sha256).not.to.equal(first.sha256);
      expect((await list()).items.map(({ number }) => number)).to.deep.equal([3, 2, 1]);
      expect((await view(first.id)).total).to.equal(1);
      const periods = (await place.officer.get('/settlement-periods').expect(200)).body as PeriodList;
      expect(periods.items).to.deep.equal([{ month, reports: 3, handedInAt: null }]);
    });

    it('says how many claims changed after it was made', async () => {
      const visit = await accepted();
      const report = await made();
      expect(report.changed).to.equal(0);
      await reopen(place, visit);
      await place.nurse.put(`${visit.path}/vitals`, await visit.fresh({ values: { weight: '51' } })).expect(200);
      await close(place, visit);
      await approve(visit);
      expect((await view(report.id)).changed).to.equal(0);
      await runJobs(api);
      expect((await view(report.id)).changed).to.equal(1);
    });

    it('goes on after a stop: the claims stay those it began with', async () => {
      await accepted();
      const id = await request();
      const stop = { ...api.services, db: stoppingAfter(api, 3) };
      let stopped: unknown;
      await makeSettlement(stop, { facilityId: place.facility.id, reportId: id }).catch((cause: unknown) => (stopped = cause));
      expect(stopped).to.be.instanceOf(Error);
      await accepted();
      await makeSettlement(api.services, { facilityId: place.facility.id, reportId: id });
      const report = await view(id);
      expect(report).to.include({ state: 'ready', total: 1, changed: 1 });
      expect((await lines(report, 'C79')).items).to.have.length(1);
    });
  });

  describe('handing in', () => {
    const handIn = async (client: Client, { id, version }: ReportView) =>
      await client.post(`/settlement-reports/${id}/handing-in`, { version });

    itIsGuarded(
      () => api,
      async () => {
        const { id, version } = await made();
        return {
          method: 'post',
          path: `/settlement-reports/${id}/handing-in`,
          body: { version },
          status: 200,
          may: place.officer,
          mayNot: await aUser(api, place.facility, ['cashier-head']),
          elsewhere: outside('/settlement-reports/:id/handing-in'),
          malformed: [[{ version: 0 }, 'malformed@version']],
        };
      },
    );

    it('notes who and when, once a month', async () => {
      await accepted();
      const [first, second] = [await made(), await made()];
      const done = (await handIn(place.officer, first)).body as ReportView;
      expect(done.handing).to.have.keys('handedInAt', 'handedInByName');
      expect(findings(await handIn(place.officer, second))).to.deep.equal(['settlement_month_handed_in@']);
      const periods = (await place.officer.get('/settlement-periods').expect(200)).body as PeriodList;
      expect(periods.items[0]?.handedInAt).to.equal(done.handing?.handedInAt);
    });

    it('is refused for a preview and for a report that is behind', async () => {
      expect(findings(await handIn(place.officer, await made({ preview: true })))).to.deep.equal(['settlement_preview@']);
      const report = await made();
      await accepted();
      expect(findings(await handIn(place.officer, await view(report.id)))).to.deep.equal(['settlement_outdated@']);
    });
  });

  describe('taking the note back', () => {
    const noted = async (): Promise<ReportView> => {
      const { id, version } = await made();
      return (await place.officer.post(`/settlement-reports/${id}/handing-in`, { version }).expect(200)).body as ReportView;
    };
    itIsGuarded(
      () => api,
      async () => {
        const { id, version } = await noted();
        return {
          method: 'post',
          path: `/settlement-reports/${id}/handing-in/withdrawal`,
          body: { version, reason: 'Nộp nhầm bản' },
          status: 200,
          may: place.officer,
          mayNot: await aUser(api, place.facility, ['cashier-head']),
          elsewhere: outside('/settlement-reports/:id/handing-in/withdrawal'),
          malformed: [[{ reason: ' ' }, 'malformed@reason']],
        };
      },
    );

    it('frees the month for another report', async () => {
      const { id, version } = await noted();
      const back = await place.officer
        .post(`/settlement-reports/${id}/handing-in/withdrawal`, { version, reason: 'Nộp nhầm bản' })
        .expect(200);
      expect((back.body as ReportView).handing).to.equal(null);
      const second = await made();
      await place.officer.post(`/settlement-reports/${second.id}/handing-in`, { version: second.version }).expect(200);
    });
  });

  describe('reading', () => {
    for (const path of ['/settlement-periods', `/settlement-reports?month=${month}`])
      describe(path.split('?')[0] ?? '', () => {
        itIsGuarded(
          () => api,
          () => Promise.resolve({ method: 'get' as const, path, status: 200, may: place.officer, mayNot: place.doctor }),
          'question',
          'province-wide',
        );
      });
    describe('one report', () => {
      itIsGuarded(
        () => api,
        async () => ({
          method: 'get',
          path: `/settlement-reports/${await request()}`,
          status: 200,
          may: await aUser(api, place.facility, ['cashier-head']),
          mayNot: place.cashier,
          elsewhere: outside('/settlement-reports/:id'),
        }),
        'question',
      );
    });
  });
});

/** The database, gone after so many transactions. */
function stoppingAfter(api: TestApi, transactions: number): TestApi['services']['db'] {
  let left = transactions;
  return new Proxy(api.services.db, {
    get(target, name, receiver): unknown {
      if (name !== 'transaction') return Reflect.get(target, name, receiver);
      return async (...args: Parameters<typeof target.transaction>) => {
        left -= 1;
        if (left < 0) throw new Error('the database is gone');
        return await (target.transaction as (...all: unknown[]) => Promise<unknown>)(...args);
      };
    },
  });
}
