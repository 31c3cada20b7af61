import { expect } from 'chai';
import type { VersionView } from '../../../api/encounters/encounter-schemas.ts';
import type { RegistrationAnswer } from '../../../api/patients/registration-schemas.ts';
import { rows } from '../../../db/knex.ts';
import { newId } from '../../../domain/ids.ts';
import { aRegistration } from '../../support/a-registration.ts';
import { aFacility, aUser, testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';
import { openVisit } from './open-visit.ts';

describe('record vitals', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
  });

  itIsGuarded(
    () => api,
    async () => ({
      method: 'put',
      path: `${(await openVisit(place)).path}/vitals`,
      body: { version: 2, values: { pulse: '80' } },
      status: 200,
      may: place.nurse,
      mayNot: place.laboratory,
      elsewhere: {
        client: await aUser(api, (await aFacility(api)).facility, ['nurse']),
        unknownPath: `/encounters/${newId()}/vitals`,
      },
      malformed: [
        [{ version: undefined }, 'malformed@version'],
        [{ values: { pulse: 80 } }, 'malformed@values.pulse'],
        [{ values: { pulse: '8e1' } }, 'malformed@values.pulse'],
        [{ values: { temperature: '37,5' } }, 'malformed@values.temperature'],
        [{ values: { mood: '1' } }, 'unknown_field@values.mood'],
      ],
    }),
  );

  it('writes each value with who and when, and raises the version', async () => {
    const visit = await openVisit(place);
    const values = { pulse: '80', systolic: '120', diastolic: '80', temperature: '36.85', weight: '53.2', 'oxygen-saturation': '97' };
    const { version, issues } = (await place.nurse.put(`${visit.path}/vitals`, { version: 2, values }).expect(200)).body as VersionView;
    expect([version, issues]).to.deep.equal([3, []]);
    const shown = await visit.view();
    expect(shown.vitals).to.deep.equal(values);
    expect(shown.version).to.equal(3);
    expect(shown.vitalsTakenAt).to.be.a('string');
  });

  it('lets a newer value of one kind take the place of the older, which stays', async () => {
    const visit = await openVisit(place);
    await place.nurse.put(`${visit.path}/vitals`, { version: 2, values: { pulse: '80', weight: '60' } }).expect(200);
    await place.doctor.put(`${visit.path}/vitals`, { version: 3, values: { pulse: '90' } }).expect(200);
    expect((await visit.view()).vitals).to.deep.equal({ pulse: '90', weight: '60' });
    const stored = await rows<{ value: string; old: boolean; practitionerId: string }>(
      api.database.owner,
      `SELECT o.value, o.superseded_at IS NOT NULL AS old, o.practitioner_id FROM observations AS o
        WHERE o.encounter_id = :id AND o.kind = 'pulse' ORDER BY o.value`,
      { id: visit.encounterId },
    );
    expect(stored).to.deep.equal([
      { value: '80', old: true, practitionerId: place.nurse.userId },
      { value: '90', old: false, practitionerId: place.doctor.userId },
    ]);
  });

  it('may be done while the person still waits', async () => {
    const waiting = await place.reception.post('/registrations', aRegistration(place.roomId)).expect(201);
    const { encounterId } = waiting.body as RegistrationAnswer;
    await place.nurse.put(`/encounters/${encounterId}/vitals`, { version: 1, values: { weight: '12.5' } }).expect(200);
  });

  it('refuses what no living person has, a reversed pressure and an empty form; warns of what is rare', async () => {
    const { path } = await openVisit(place);
    const cases: [object, string[]][] = [
      [{ temperature: '375' }, ['vital_implausible@values.temperature']],
      [{ pulse: '-5' }, ['vital_implausible@values.pulse']],
      [{ weight: '60.125' }, ['vital_implausible@values.weight']],
      [{ systolic: '80', diastolic: '120' }, ['pressure_reversed@values.diastolic']],
      [{}, ['vitals_empty@values']],
    ];
    for (const [values, expected] of cases) {
      const response = await refusedWithoutTrace(api, () => place.nurse.put(`${path}/vitals`, { version: 2, values }), 422);
      expect(findings(response)).to.deep.equal(expected);
    }
    const rare = await place.nurse.put(`${path}/vitals`, { version: 2, values: { temperature: '41.5' } }).expect(200);
    expect(findings(rare)).to.deep.equal(['vital_unusual@values.temperature']);
  });

  it('answers 409 to a version that is not the latest', async () => {
    const { path } = await openVisit(place);
    await place.nurse.put(`${path}/vitals`, { version: 2, values: { pulse: '80' } }).expect(200);
    for (const version of [2, 4]) {
      const response = await refusedWithoutTrace(api, () => place.nurse.put(`${path}/vitals`, { version, values: { pulse: '81' } }), 409);
      expect(findings(response)).to.deep.equal(['stale_version@version']);
    }
  });
});
