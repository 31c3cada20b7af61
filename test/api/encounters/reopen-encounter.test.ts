import { expect } from 'chai';
import type { CloseAnswer } from '../../../api/encounters/encounter-schemas.ts';
import { row, rows } from '../../../db/knex.ts';
import { newId } from '../../../domain/ids.ts';
import { aCard } from '../../support/a-registration.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { runJobs } from '../../support/jobs.ts';
import { aHospital, aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';
import { aClosure, openVisit, type OpenVisit } from './open-visit.ts';

const BLOOD = '22.0121.1369';

describe('open a closed visit again', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
  });
  beforeEach(async () => {
    api.setNow('2026-11-24T02:00:00Z');
    place = await aWorkplace(api, aHospital);
  });

  const close = async (visit: OpenVisit): Promise<CloseAnswer> =>
    (await place.doctor.post(`${visit.path}/closure`, await visit.fresh(aClosure())).expect(200)).body as CloseAnswer;
  const closed = async (): Promise<OpenVisit> => {
    const card = aCard({ registeredFacilityCode: place.facility.code });
    const visit = await openVisit(place, { coverage: { kind: 'new-card', card } });
    await visit.diagnose('J02.9');
    await place.doctor.put(`${visit.path}/findings`, await visit.fresh({ history: 'Đau họng', arrivalDiagnosis: 'Viêm họng' })).expect(200);
    await close(visit);
    return visit;
  };
  const reopen = async (visit: OpenVisit, fields: object = {}) =>
    await place.doctor.post(`${visit.path}/reopening`, await visit.fresh({ reason: 'Thiếu xét nghiệm', ...fields })).expect(200);
  const refused = async (visit: OpenVisit, fields: object, status: number) => {
    const body = await visit.fresh({ reason: 'x', ...fields });
    return await refusedWithoutTrace(api, () => place.doctor.post(`${visit.path}/reopening`, { ...body, ...fields }), status);
  };

  itIsGuarded(
    () => api,
    async () => {
      const visit = await closed();
      return {
        method: 'post',
        path: `${visit.path}/reopening`,
        body: await visit.fresh({ reason: 'Thiếu xét nghiệm' }),
        status: 200,
        may: place.doctor,
        mayNot: place.nurse,
        elsewhere: { client: (await aWorkplace(api)).doctor, unknownPath: `/encounters/${newId()}/reopening` },
        malformed: [
          [{ reason: '' }, 'malformed@reason'],
          [{ version: 0 }, 'malformed@version'],
        ],
      };
    },
  );

  it('lets the doctor go on, keeps the first closing with its bill, and settles anew at the next closing', async () => {
    const visit = await closed();
    api.setNow('2026-11-24T02:05:00Z');
    await reopen(visit);
    expect((await visit.bill()).final).to.equal(false);
    await visit.perform(BLOOD);
    const { bill } = await close(visit);
    expect([bill.final, bill.lines.length]).to.deep.equal([true, 2]);
    const kept = await rows<object>(
      api.database.owner,
      `SELECT c.reopened_at IS NULL AS current, b.hospital_amount::text AS amount FROM encounter_closures AS c
         JOIN bills AS b ON b.facility_id = c.facility_id AND b.closure_id = c.id
        WHERE c.encounter_id = :id ORDER BY c.closed_at`,
      { id: visit.encounterId },
    );
    expect(kept).to.deep.equal([
      { current: false, amount: '39800.00' },
      { current: true, amount: '89500.00' },
    ]);
  });

  it('shows who opened it, when and why', async () => {
    const visit = await closed();
    api.setNow('2026-11-24T02:05:00Z');
    await reopen(visit);
    const { state, endedAt, reopenings } = await visit.view();
    expect([state, endedAt]).to.deep.equal(['in-progress', null]);
    expect(reopenings.map(({ closedAt, reopenedAt, reopenReason }) => [closedAt, reopenedAt, reopenReason])).to.deep.equal([
      ['2026-11-24T02:00:00.000Z', '2026-11-24T02:05:00.000Z', 'Thiếu xét nghiệm'],
    ]);
    expect(reopenings[0]?.reopenedByName).not.to.equal('');
    const audited = await row<{ reason: string }>(
      api.database.owner,
      `SELECT a.payload::jsonb ->> 'reason' AS reason FROM audit_events AS a
        WHERE a.payload::jsonb ->> 'encounterId' = :id AND a.action = 'encounter.reopen'`,
      { id: visit.encounterId },
    );
    expect(audited).to.deep.equal({ reason: 'Thiếu xét nghiệm' });
  });

  it('is refused for an open visit and against a version that is no longer the newest', async () => {
    const open = await openVisit(place);
    expect((await refused(open, {}, 409)).body).to.include({ code: 'encounter_not_closed' });
    const visit = await closed();
    expect(findings(await refused(visit, { version: 1 }, 409))).to.deep.equal(['stale_version@version']);
  });

  it('never changes a claim file silently: who opens such a visit says so, and the file stays', async () => {
    const visit = await closed();
    const id = newId();
    await place.officer.post('/claim-exports', { id, from: '2026-11-24', until: '2026-11-24' }).expect(202);
    await runJobs(api);
    const files = async () =>
      await rows<{ sha256: string }>(api.database.owner, `SELECT f.sha256 FROM claim_files AS f WHERE f.encounter_id = :id`, {
        id: visit.encounterId,
      });
    const before = await files();
    expect(before).to.have.length(1);
    expect(findings(await refused(visit, {}, 422))).to.deep.equal(['encounter_claimed@claimed']);
    const answer = (await reopen(visit, { claimed: true })).body as { issues: { code: string }[] };
    expect(answer.issues.map(({ code }) => code)).to.deep.equal(['encounter_claimed']);
    expect(await files()).to.deep.equal(before);
  });
});
