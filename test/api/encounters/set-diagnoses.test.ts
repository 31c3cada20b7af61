import { expect } from 'chai';
import { rows } from '../../../db/knex.ts';
import { newId } from '../../../domain/ids.ts';
import { aPerson } from '../../support/a-registration.ts';
import { aFacility, aUser, testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';
import { openVisit, type OpenVisit } from './open-visit.ts';

describe('set diagnoses', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
  });

  const items = (...icdCodes: string[]) => icdCodes.map((icdCode) => ({ id: newId(), icdCode }));
  const set = async (visit: OpenVisit, body: object, status = 200) =>
    await place.doctor.put(`${visit.path}/diagnoses`, await visit.fresh(body)).expect(status);
  const stored = async (encounterId: string) =>
    await rows<{ icdCode: string; rank: number; by: string | null }>(
      api.database.owner,
      `SELECT d.icd_code, d.rank, d.retracted_by AS by FROM diagnoses AS d WHERE d.encounter_id = :encounterId ORDER BY d.recorded_at, d.rank`,
      { encounterId },
    );

  itIsGuarded(
    () => api,
    async () => ({
      method: 'put',
      path: `${(await openVisit(place)).path}/diagnoses`,
      body: { version: 2, items: items('J02.9') },
      status: 200,
      may: place.doctor,
      mayNot: place.nurse,
      elsewhere: {
        client: await aUser(api, (await aFacility(api)).facility, ['doctor']),
        unknownPath: `/encounters/${newId()}/diagnoses`,
      },
      malformed: [
        [{ items: {} }, 'malformed@items'],
        [{ items: [{ id: newId(), icdCode: '' }] }, 'malformed@items.0.icdCode'],
        [{ items: [{ id: newId(), icdCode: 'J02 9' }] }, 'malformed@items.0.icdCode'],
        [{ items: [{ id: newId(), icdCode: 'J02.9', name: 'x' }] }, 'unknown_field@items.0.name'],
        [{ items: items(...Array.from({ length: 21 }, () => 'J02.9')) }, 'malformed@items'],
      ],
    }),
  );

  it('takes name and version from the list of the day, the first being primary; words of the doctor stay', async () => {
    const visit = await openVisit(place);
    const [first, second] = items('J02.9', 'D64.9');
    await set(visit, { items: [{ ...first, text: 'Viêm họng do lạnh' }, second] });
    const { diagnoses } = await visit.view();
    expect(diagnoses).to.deep.equal([
      { id: first?.id, icdCode: 'J02.9', name: 'Viêm họng cấp tính, không xác định', text: 'Viêm họng do lạnh' },
      { id: second?.id, icdCode: 'D64.9', name: 'Thiếu máu, không xác định', text: 'Thiếu máu, không xác định' },
    ]);
  });

  it('takes the list that was in force on the day', async () => {
    api.setNow('2026-06-30T16:59:00Z');
    const before = await aWorkplace(api);
    const visit = await openVisit(before);
    await visit.diagnose('A90'); // in the list of 2020 only
    expect((await visit.view()).diagnoses[0]?.icdCode).to.equal('A90');
    api.setNow('2026-06-30T17:00:30Z');
    const body = await visit.fresh({ items: items('A90') });
    const response = await refusedWithoutTrace(api, () => before.doctor.put(`${visit.path}/diagnoses`, body), 422);
    expect(findings(response)).to.deep.equal(['icd_not_valid_at_date@items.0.icdCode']);
    api.setNow(undefined);
  });

  it('refuses what the list forbids, says which line, and changes nothing', async () => {
    const visit = await openVisit(place); // of a man
    const cases: [string[], string[]][] = [
      [[], ['diagnosis_missing@items']],
      [['X00.00'], ['icd_not_valid_at_date@items.0.icdCode']],
      [['J02'], ['icd_has_subcodes@items.0.icdCode']],
      [['B95.0'], ['icd_not_primary@items.0.icdCode']],
      [['J02.9', 'O80.0'], ['icd_other_sex@items.1.icdCode']],
      [['J02.9', 'D64.9', 'J02.9'], ['icd_repeated@items.2.icdCode']],
      [['O96.0'], ['icd_mortality_only@items.0.icdCode', 'icd_other_sex@items.0.icdCode']],
    ];
    for (const [codes, expected] of cases) {
      const body = await visit.fresh({ items: items(...codes) });
      const response = await refusedWithoutTrace(api, () => place.doctor.put(`${visit.path}/diagnoses`, body), 422);
      expect(findings(response), codes.join()).to.have.members(expected);
    }
    await visit.diagnose('J02.9', 'B95.0'); // only the first place is forbidden to B95
    const woman = await openVisit(place, { patient: { kind: 'new', id: newId(), data: aPerson({ sex: 'female' }) } });
    await woman.diagnose('O80.0');
  });

  it('takes twelve others beside the primary one, not thirteen', async () => {
    const visit = await openVisit(place);
    const codes = ['J02.9', 'J02.0', 'J02.8', 'D64.9', 'I10', 'E11.9', 'K29.7', 'M54.5', 'R51', 'J00', 'A09.0', 'N39.0', 'L50.9', 'H10.9'];
    const many = await place.doctor.put(`${visit.path}/diagnoses`, await visit.fresh({ items: items(...codes) })).expect(422);
    expect(findings(many).filter((one) => one.startsWith('diagnoses'))).to.deep.equal(['diagnoses_too_many@items']);
    const fine = codes.filter((code) => !findings(many).some((one) => one.endsWith(`@items.${codes.indexOf(code)}.icdCode`)));
    expect(fine.length).to.be.at.least(13);
    await visit.diagnose(...fine.slice(0, 13));
    expect((await visit.view()).diagnoses).to.have.length(13);
  });

  it('keeps what is taken off, with who took it off, and a new order without a new row', async () => {
    const visit = await openVisit(place);
    const [throat, blood] = items('J02.9', 'D64.9');
    await set(visit, { items: [throat, blood] });
    await set(visit, { items: [blood, throat] });
    expect((await visit.view()).diagnoses.map((one) => one.icdCode)).to.deep.equal(['D64.9', 'J02.9']);
    expect(await stored(visit.encounterId)).to.have.length(2);

    await set(visit, { items: [blood] });
    const left = (await stored(visit.encounterId)).map(({ icdCode, by }) => [icdCode, by]);
    expect(left).to.have.deep.members([
      ['D64.9', null],
      ['J02.9', place.doctor.userId],
    ]);
  });

  it('treats another code as another diagnosis: it needs an id of its own', async () => {
    const visit = await openVisit(place);
    const [throat] = items('J02.9');
    await set(visit, { items: [throat] });
    const body = await visit.fresh({ items: [{ id: throat?.id, icdCode: 'J02.0' }] });
    const response = await refusedWithoutTrace(api, () => place.doctor.put(`${visit.path}/diagnoses`, body), 409);
    expect(findings(response)).to.deep.equal(['already_exists@items']);
  });

  it('answers 409 to a stale version', async () => {
    const visit = await openVisit(place);
    await visit.diagnose('J02.9');
    const stale = { version: 2, items: items('D64.9') };
    const response = await refusedWithoutTrace(api, () => place.doctor.put(`${visit.path}/diagnoses`, stale), 409);
    expect(findings(response)).to.deep.equal(['stale_version@version']);
  });
});
