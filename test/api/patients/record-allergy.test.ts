import { expect } from 'chai';
import type { PatientView } from '../../../api/patients/patient-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { aPerson } from '../../support/a-registration.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

describe('record an allergy', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
  });

  async function somebody(): Promise<string> {
    const id = newId();
    await place.reception.post('/patients', { id, ...aPerson() }).expect(201);
    return id;
  }
  const view = async (id: string): Promise<PatientView> => (await place.doctor.get(`/patients/${id}`).expect(200)).body as PatientView;
  const anAllergy = (fields = {}) => ({ id: newId(), substance: 'Penicilin', atcCode: 'J01CE01', reaction: 'Nổi mẩn', ...fields });

  describe('that somebody has', () => {
    itIsGuarded(
      () => api,
      async () => ({
        method: 'post',
        path: `/patients/${await somebody()}/allergies`,
        body: anAllergy(),
        status: 201,
        may: place.nurse,
        mayNot: place.reception,
        malformed: [
          [{ substance: ' ' }, 'malformed@substance'],
          [{ atcCode: 'J01 CE' }, 'malformed@atcCode'],
          [{ substance: 'p'.repeat(201) }, 'malformed@substance'],
        ],
      }),
      'province-wide',
    );

    it('stands on the record and changes what is known', async () => {
      const id = await somebody();
      const allergy = anAllergy();
      await place.nurse.post(`/patients/${id}/allergies`, allergy).expect(201);
      await place.doctor
        .post(`/patients/${id}/allergies`, anAllergy({ substance: 'Tôm', atcCode: undefined, reaction: undefined }))
        .expect(201);
      const { allergies, allergyStatus } = await view(id);
      expect(allergyStatus).to.equal('known');
      expect(allergies[0]).to.deep.equal(allergy);
      expect(allergies[1]).to.include({ substance: 'Tôm', atcCode: null, reaction: null });
    });

    it('does not find a person that is not there', async () => {
      const response = await refusedWithoutTrace(api, () => place.nurse.post(`/patients/${newId()}/allergies`, anAllergy()), 404);
      expect(response.body).to.include({ code: 'patient_not_found' });
    });

    it('answers 409 to an id that is taken', async () => {
      const [id, allergy] = [await somebody(), anAllergy()];
      await place.nurse.post(`/patients/${id}/allergies`, allergy).expect(201);
      const response = await refusedWithoutTrace(api, () => place.nurse.post(`/patients/${id}/allergies`, allergy), 409);
      expect(findings(response)).to.deep.equal(['already_exists@id']);
    });
  });

  describe('that nobody knows of', () => {
    itIsGuarded(
      () => api,
      async () => ({
        method: 'post',
        path: `/patients/${await somebody()}/no-known-allergies`,
        body: {},
        status: 200,
        may: place.doctor,
        mayNot: place.reception,
      }),
      'province-wide',
    );

    it('is noted, since nobody asked and asked without finding are not the same', async () => {
      const id = await somebody();
      expect((await view(id)).allergyStatus).to.equal('never-asked');
      await place.doctor.post(`/patients/${id}/no-known-allergies`).expect(200);
      expect((await view(id)).allergyStatus).to.equal('none-known');
    });

    it('is refused while an allergy is on record', async () => {
      const id = await somebody();
      await place.nurse.post(`/patients/${id}/allergies`, anAllergy()).expect(201);
      const response = await refusedWithoutTrace(api, () => place.doctor.post(`/patients/${id}/no-known-allergies`), 409);
      expect(response.body).to.include({ code: 'allergies_on_record' });
      expect((await view(id)).allergyStatus).to.equal('known');
    });

    it('never wins over an allergy that is recorded at the same moment', async () => {
      const id = await somebody();
      await Promise.all([
        place.nurse.post(`/patients/${id}/allergies`, anAllergy()).expect(201),
        place.doctor.post(`/patients/${id}/no-known-allergies`),
      ]);
      expect(await view(id)).to.include({ allergyStatus: 'known' });
    });
  });
});
