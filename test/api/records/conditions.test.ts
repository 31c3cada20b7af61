import { expect } from 'chai';
import { row } from '../../../db/knex.ts';
import type { ConditionList } from '../../../api/records/condition-schemas.ts';
import type { PrescriptionIssues } from '../../../api/prescriptions/prescription-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { testApi, type Client, type TestApi } from '../../support/api.ts';
import { openVisit, type OpenVisit } from '../encounters/open-visit.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

describe('long-term conditions of a person', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let other: Workplace;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
    other = await aWorkplace(api);
  });

  const path = ({ patientId }: OpenVisit, rest = '') => `/patients/${patientId}/conditions${rest}`;
  const keep = async (visit: OpenVisit, icdCode: string, fields: object = {}): Promise<string> => {
    const id = newId();
    await place.doctor.post(path(visit), { id, icdCode, ...fields }).expect(201);
    return id;
  };
  const seenBy = async (who: Client, visit: OpenVisit) => ((await who.get(path(visit)).expect(200)).body as ConditionList).items;

  itIsGuarded(
    () => api,
    async () => ({
      method: 'post',
      path: path(await openVisit(place)),
      body: { id: newId(), icdCode: 'I10', since: '2021' },
      status: 201,
      may: place.doctor,
      mayNot: place.nurse,
      malformed: [
        [{ since: '2021-13' }, 'malformed@since'],
        [{ icdCode: '' }, 'malformed@icdCode'],
      ],
    }),
    'province-wide',
  );

  it('stand in the banner and are seen by every facility, and the opening is logged', async () => {
    const visit = await openVisit(place);
    await keep(visit, 'I10', { since: '2021', note: 'Đang dùng amlodipin' });
    const [shown] = (await visit.view()).patient.conditions;
    expect(shown).to.include({ icdCode: 'I10', since: '2021', note: 'Đang dùng amlodipin', version: 1 });
    const before = await openings();
    expect((await seenBy(other.doctor, visit)).map(({ icdCode }) => icdCode)).to.deep.equal(['I10']);
    expect(await openings()).to.equal(before + 1);
  });

  const openings = async () => (await row<{ n: number }>(api.database.owner, 'SELECT count(*)::int AS n FROM access_events'))?.n ?? 0;

  it('that tell of HIV stay at the facility that wrote them down', async () => {
    const visit = await openVisit(place);
    const id = await keep(visit, 'B24');
    expect((await seenBy(place.doctor, visit)).map(({ icdCode }) => icdCode)).to.deep.equal(['B24']);
    expect(await seenBy(other.doctor, visit)).to.deep.equal([]);
    await refusedWithoutTrace(api, () => other.doctor.put(path(visit, `/${id}`), { version: 1, note: 'x' }), 404);
    // Nor can the other facility learn of it by writing it down itself.
    await other.doctor.post(path(visit), { id: newId(), icdCode: 'B24' }).expect(201);
  });

  it('are corrected and ended against the version that was seen, and leave the banner', async () => {
    const visit = await openVisit(place);
    const id = await keep(visit, 'I10');
    await place.doctor.put(path(visit, `/${id}`), { version: 1, since: '2019-05' }).expect(200);
    const stale = await refusedWithoutTrace(api, () => place.doctor.put(path(visit, `/${id}`), { version: 1, since: '2018' }), 409);
    expect(findings(stale)).to.deep.equal(['stale_version@version']);
    await place.doctor.put(path(visit, `/${id}`), { version: 2, since: '2019-05', endedOn: '2026-01-01' }).expect(200);
    expect((await visit.view()).patient.conditions).to.deep.equal([]);
    expect((await seenBy(place.doctor, visit))[0]).to.include({ since: '2019-05', endedOn: '2026-01-01', version: 3 });
    await keep(visit, 'I10');
  });

  it('written down by mistake are taken back with a reason and stay on file', async () => {
    const visit = await openVisit(place);
    const id = await keep(visit, 'E11.9');
    await refusedWithoutTrace(api, () => place.doctor.post(path(visit, `/${id}/retraction`), { version: 1, reason: '' }), 400);
    await place.doctor.post(path(visit, `/${id}/retraction`), { version: 1, reason: 'Nhầm người' }).expect(200);
    expect(await seenBy(place.doctor, visit)).to.deep.equal([]);
    const kept = await row(api.database.owner, 'SELECT c.retraction_reason FROM patient_conditions AS c WHERE c.id = :id', { id });
    expect(kept).to.deep.equal({ retractionReason: 'Nhầm người' });
    await refusedWithoutTrace(api, () => place.doctor.post(path(visit, `/${id}/retraction`), { version: 2, reason: 'x' }), 404);
  });

  it('are refused twice, with an unknown code, and with an impossible day', async () => {
    const visit = await openVisit(place);
    await keep(visit, 'I10');
    const refused = async (fields: object, status: number) =>
      findings(await refusedWithoutTrace(api, () => place.doctor.post(path(visit), { id: newId(), ...fields }), status));
    expect(await refused({ icdCode: 'I10' }, 409)).to.deep.equal(['condition_on_record@icdCode']);
    expect(await refused({ icdCode: 'X99.99' }, 422)).to.deep.equal(['icd_not_valid_at_date@icdCode']);
    expect(await refused({ icdCode: 'J45.9', since: '2999' }, 422)).to.deep.equal(['condition_in_future@since']);
  });

  it('count for the safety of a prescription as a diagnosis of today does', async () => {
    const visit = await openVisit(place);
    const check = async () =>
      (
        (
          await place.doctor
            .post(`${visit.path}/prescription-checks`, {
              lines: [{ id: newId(), drugCode: await aBetaBlocker(), dosage: { morning: '1', days: 5 } }],
            })
            .expect(200)
        ).body as PrescriptionIssues
      ).issues.map(({ code }) => code);
    expect(await check()).not.to.include('disease_caution');
    await keep(visit, 'J45.9');
    expect(await check()).to.include('disease_caution');
  });

  const aBetaBlocker = async (): Promise<string> => {
    const found = await row<{ code: string }>(
      api.database.owner,
      `SELECT d.code FROM drugs AS d WHERE d.atc_code LIKE 'C07A%' ORDER BY d.code LIMIT 1`,
    );
    if (found === undefined) throw new Error('the catalogue has no beta blocker');
    return found.code;
  };
});
