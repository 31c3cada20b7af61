import { expect } from 'chai';
import { systemCtx } from '../../../api/http/system-context.ts';
import type { PatientView } from '../../../api/patients/patient-schemas.ts';
import { write } from '../../../db/doors.ts';
import { rows } from '../../../db/knex.ts';
import { newId } from '../../../domain/ids.ts';
import { aPerson } from '../../support/a-registration.ts';
import { aFacility, aUser, testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

describe('edit a patient', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
  });
  afterEach(() => api.setNow(undefined));

  async function somebody(fields = {}): Promise<string> {
    const id = newId();
    await place.reception.post('/patients', { id, ...aPerson(), ...fields }).expect(201);
    return id;
  }
  const edit = (id: string, version: number, fields = {}) => place.reception.put(`/patients/${id}`, { version, ...aPerson(), ...fields });
  const view = async (id: string): Promise<PatientView> => (await place.reception.get(`/patients/${id}`).expect(200)).body as PatientView;
  const numbers = async (patientId: string) =>
    await rows<{ value: string; validFrom: string; validTo: string | null }>(
      api.database.owner,
      `SELECT i.value, i.valid_from, i.valid_to FROM patient_identifiers AS i WHERE i.patient_id = :patientId ORDER BY i.valid_from, i.value`,
      { patientId },
    );

  itIsGuarded(
    () => api,
    async () => ({
      method: 'put',
      path: `/patients/${await somebody()}`,
      body: { version: 1, ...aPerson({ fullName: 'Lò Văn Khác' }) },
      status: 200,
      may: place.reception,
      mayNot: place.doctor,
      malformed: [
        [{ version: 0 }, 'malformed@version'],
        [{ version: '1' }, 'malformed@version'],
        [{ fullName: '' }, 'malformed@fullName'],
      ],
    }),
    'province-wide',
  );

  it('changes what the form says and raises the version by one', async () => {
    const id = await somebody({ phone: '0912345678' });
    await edit(id, 1, { fullName: 'Lò Văn Sửa', sex: 'female' }).expect(200);
    expect(await view(id)).to.include({ fullName: 'Lò Văn Sửa', sex: 'female', version: 2, phone: null });
  });

  it('is open to every facility, since a person is one record in the province', async () => {
    const { facility } = await aFacility(api);
    const other = await aUser(api, facility, ['reception']);
    const id = await somebody();
    await other.put(`/patients/${id}`, { version: 1, ...aPerson({ fullName: 'Lò Văn Xa' }) }).expect(200);
    expect((await view(id)).fullName).to.equal('Lò Văn Xa');
  });

  it('answers 409 to a version that somebody has changed since, and to one that never was', async () => {
    const id = await somebody();
    await edit(id, 1, { fullName: 'Lò Văn Một' }).expect(200);
    for (const version of [1, 3]) {
      const response = await refusedWithoutTrace(api, () => edit(id, version, { fullName: 'Lò Văn Hai' }), 409);
      expect(findings(response)).to.deep.equal(['stale_version@patient.version']);
    }
    expect((await view(id)).fullName).to.equal('Lò Văn Một');
  });

  it('lets one of two edits of the same version through', async () => {
    const id = await somebody();
    const both = await Promise.all([edit(id, 1, { fullName: 'Lò Văn Một' }), edit(id, 1, { fullName: 'Lò Văn Hai' })]);
    expect(both.map((one) => one.status).sort()).to.deep.equal([200, 409]);
    expect((await view(id)).version).to.equal(2);
  });

  it('ends a number that is gone from the form and keeps it with its end', async () => {
    const old = { system: 'citizen-id', value: '014080000001' };
    api.setNow('2026-10-01T02:00:00Z');
    const id = await somebody({ identifiers: [old, { system: 'passport', value: 'B1234567' }] });
    api.setNow('2026-11-20T18:30:00Z');
    // Sessions of 1 October have ended; the desk has a new one.
    place.reception = await aUser(api, place.facility, ['reception']);
    await edit(id, 1, {
      identifiers: [
        { system: 'citizen-id', value: '014080000002' },
        { system: 'passport', value: 'B1234567' },
      ],
    }).expect(200);
    expect(await numbers(id)).to.deep.equal([
      { value: '014080000001', validFrom: '2026-10-01', validTo: '2026-11-21' },
      { value: 'B1234567', validFrom: '2026-10-01', validTo: null },
      { value: '014080000002', validFrom: '2026-11-21', validTo: null },
    ]);
    expect((await view(id)).identifiers).to.deep.equal([
      { system: 'citizen-id', value: '014080000002' },
      { system: 'passport', value: 'B1234567' },
    ]);
  });

  it('brings a number back as a number of its own', async () => {
    const first = { identifiers: [{ system: 'passport', value: 'B1000001' }] };
    place.reception = await aUser(api, place.facility, ['reception']);
    const id = await somebody(first);
    await edit(id, 1, { identifiers: [] }).expect(200);
    expect((await view(id)).identifiers).to.deep.equal([]);
    await edit(id, 1 + 1, first).expect(200);
    expect((await view(id)).identifiers).to.deep.equal(first.identifiers);
    expect(await numbers(id)).to.have.length(2);
  });

  it('refuses by rule and changes nothing', async () => {
    const id = await somebody();
    const response = await refusedWithoutTrace(api, () => edit(id, 1, { birthDate: '2999-01-01' }), 422);
    expect(findings(response)).to.deep.equal(['birth_date_future@birthDate']);
    expect(await view(id)).to.include({ birthDate: '1980-03-12', version: 1 });
  });

  it('does not find a person that is not there or was merged into another', async () => {
    const missing = await refusedWithoutTrace(api, () => edit(newId(), 1), 404);
    expect(missing.body).to.include({ code: 'patient_not_found' });
    const [kept, merged] = [await somebody(), await somebody()];
    await write(systemCtx(api.services, place.facility.id), 'patient.merge', async (tx) => {
      await tx('patients').where({ id: merged }).update({ mergedInto: kept });
    });
    await refusedWithoutTrace(api, () => edit(merged, 2), 404);
  });
});
