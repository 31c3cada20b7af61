import { expect } from 'chai';
import type { EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import { reproductiveStateOn } from '../../../domain/patients/reproductive-state.ts';
import { newId } from '../../../domain/ids.ts';
import { aPerson } from '../../support/a-registration.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { openVisit, type OpenVisit } from '../encounters/open-visit.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

describe('what was answered about pregnancy', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let woman: OpenVisit;

  before(async () => {
    api = await testApi();
    api.setNow('2026-11-24T02:00:00Z');
    place = await aWorkplace(api);
    woman = await openVisit(place, { patient: { kind: 'new', id: newId(), data: aPerson({ sex: 'female', birthDate: '1996-01-01' }) } });
  });

  const path = ({ patientId }: OpenVisit) => `/patients/${patientId}/reproductive-states`;
  const answer = (fields: object = {}) => ({ id: newId(), pregnant: true, dueOn: '2027-02-16', breastfeeding: false, ...fields });
  const state = async (visit: OpenVisit): Promise<EncounterView['patient']['reproductiveState']> =>
    (await visit.view()).patient.reproductiveState;

  itIsGuarded(
    () => api,
    () =>
      Promise.resolve({
        method: 'post',
        path: path(woman),
        body: answer(),
        status: 201,
        may: place.nurse,
        mayNot: place.reception,
        malformed: [
          [{ dueOn: 'soon' }, 'day_impossible@dueOn'],
          [{ pregnant: 'yes' }, 'malformed@pregnant'],
        ],
      }),
    'province-wide',
  );

  it('stands at the desk with the weeks; the newest answer counts', async () => {
    await place.doctor.post(path(woman), answer()).expect(201);
    expect(await state(woman)).to.deep.equal({ pregnancy: 'yes', weeks: 28, breastfeeding: false });
    api.setNow('2026-11-24T02:05:00Z');
    await place.doctor.post(path(woman), answer({ pregnant: false, dueOn: undefined, breastfeeding: true })).expect(201);
    expect(await state(woman)).to.deep.equal({ pregnancy: 'no', weeks: null, breastfeeding: true });
  });

  it('is not asked of a man, and its date must be possible', async () => {
    const man = await openVisit(place);
    const refused = async (visit: OpenVisit, body: object) =>
      findings(await refusedWithoutTrace(api, () => place.doctor.post(path(visit), body), 422));
    expect(await refused(man, answer())).to.deep.equal(['reproductive_state_male@']);
    expect(await refused(woman, answer({ dueOn: '2028-01-01' }))).to.deep.equal(['due_date_implausible@dueOn']);
    expect(await refused(woman, answer({ dueOn: '2026-11-01' }))).to.deep.equal(['due_date_implausible@dueOn']);
    expect(await refused(woman, answer({ pregnant: false }))).to.deep.equal(['due_date_implausible@dueOn']);
  });

  it('ends: a pregnancy two weeks after its date, a no after thirty days', () => {
    const pregnant = { askedOn: '2026-11-24', pregnant: true, dueOn: '2027-02-16', breastfeeding: false };
    expect(reproductiveStateOn(pregnant, '2027-03-02').pregnancy).to.equal('yes');
    expect(reproductiveStateOn(pregnant, '2027-03-03').pregnancy).to.equal('never-asked');
    const no = { askedOn: '2026-11-24', pregnant: false, dueOn: null, breastfeeding: false };
    expect(reproductiveStateOn(no, '2026-12-24').pregnancy).to.equal('no');
    expect(reproductiveStateOn(no, '2026-12-25').pregnancy).to.equal('never-asked');
    expect(reproductiveStateOn(undefined, '2026-12-25').pregnancy).to.equal('never-asked');
  });
});
