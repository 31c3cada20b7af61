import { expect } from 'chai';
import type { RegistrationAnswer } from '../../../api/patients/registration-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { aRegistration } from '../../support/a-registration.ts';
import { aFacility, aUser, testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';
import { openVisit } from './open-visit.ts';

describe('write findings', function () {
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
      path: `${(await openVisit(place)).path}/findings`,
      body: { version: 2, history: 'Ho ba ngày' },
      status: 200,
      may: place.doctor,
      mayNot: place.nurse,
      elsewhere: {
        client: await aUser(api, (await aFacility(api)).facility, ['doctor']),
        unknownPath: `/encounters/${newId()}/findings`,
      },
      malformed: [
        [{ version: -1 }, 'malformed@version'],
        [{ history: 'a'.repeat(5001) }, 'malformed@history'],
        [{ history: 'a\u0007b' }, 'malformed@history'],
        [{ history: 'a\ud800b' }, 'malformed@history'],
        [{ arrivalDiagnosis: 7 }, 'malformed@arrivalDiagnosis'],
      ],
    }),
  );

  it('writes the words as typed, composed, over several lines', async () => {
    const visit = await openVisit(place);
    const history = 'Sốt 39,2 °C từ hôm qua\nĐau họng < 3 ngày & ho';
    await place.doctor.put(`${visit.path}/findings`, { version: 2, history: history.normalize('NFD') }).expect(200);
    expect(await visit.view()).to.include({ history, version: 3 });
  });

  it('leaves alone what is left out, and empties what is sent empty', async () => {
    const visit = await openVisit(place);
    await place.doctor.put(`${visit.path}/findings`, { version: 2, history: 'Ho', arrivalDiagnosis: 'Viêm họng' }).expect(200);
    await place.doctor.put(`${visit.path}/findings`, { version: 3, arrivalDiagnosis: 'Viêm phổi' }).expect(200);
    expect(await visit.view()).to.include({ history: 'Ho', arrivalDiagnosis: 'Viêm phổi' });
    await place.doctor.put(`${visit.path}/findings`, { version: 4, history: '' }).expect(200);
    expect((await visit.view()).history).to.equal(null);
  });

  it('answers 409 to a stale version and keeps what the other wrote', async () => {
    const visit = await openVisit(place);
    await place.doctor.put(`${visit.path}/findings`, { version: 2, history: 'Một' }).expect(200);
    const stale = await refusedWithoutTrace(api, () => place.doctor.put(`${visit.path}/findings`, { version: 2, history: 'Hai' }), 409);
    expect(findings(stale)).to.deep.equal(['stale_version@version']);
    expect((await visit.view()).history).to.equal('Một');
  });

  it('lets one of two doctors through who write into the same version', async () => {
    const visit = await openVisit(place);
    const write = async (history: string) => (await place.doctor.put(`${visit.path}/findings`, { version: 2, history })).status;
    expect((await Promise.all([write('Một'), write('Hai'), write('Ba')])).sort()).to.deep.equal([200, 409, 409]);
  });

  it('needs the person to be called first', async () => {
    const waiting = await place.reception.post('/registrations', aRegistration(place.roomId)).expect(201);
    const path = `/encounters/${(waiting.body as RegistrationAnswer).encounterId}/findings`;
    const response = await refusedWithoutTrace(api, () => place.doctor.put(path, { version: 1, history: 'Ho' }), 409);
    expect(response.body).to.include({ code: 'encounter_not_open' });
  });
});
