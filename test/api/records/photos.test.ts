import { expect } from 'chai';
import { rows } from '../../../db/knex.ts';
import { newId } from '../../../domain/ids.ts';
import { anOpenVisit } from '../../support/a-registration.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

/** The smallest picture of each kind that begins as one should. */
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]).toString('base64');

describe('pictures of a person', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let patientId: string;
  const aPhoto = (fields = {}) => ({ id: newId(), kind: 'person', mediaType: 'image/jpeg', content: jpeg, ...fields });

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
    patientId = (await anOpenVisit(place)).patientId;
  });

  itIsGuarded(
    () => api,
    async () => ({
      method: 'post',
      path: `/patients/${patientId}/photos`,
      body: aPhoto(),
      status: 201,
      may: place.reception,
      mayNot: place.doctor,
      malformed: [
        [{ mediaType: 'image/svg+xml' }, 'malformed@mediaType'],
        [{ content: 'not base64!' }, 'malformed@content'],
      ],
    }),
    'province-wide',
  );

  it('come back as they were, and lie sealed in the database', async () => {
    const photo = aPhoto();
    await place.reception.post(`/patients/${patientId}/photos`, photo).expect(201);
    const shown = await place.doctor.get(`/patients/${patientId}/photos/${photo.id}`).expect(200);
    expect(shown.headers['content-type']).to.equal('image/jpeg');
    expect((shown.body as Buffer).toString('base64')).to.equal(jpeg);
    const [stored] = await rows<{ content: Buffer }>(api.database.owner, `SELECT f.content FROM patient_photos AS f WHERE f.id = :id`, {
      id: photo.id,
    });
    expect(stored?.content.includes(Buffer.from(jpeg, 'base64'))).to.equal(false);
    const { items } = (await place.doctor.get(`/patients/${patientId}/photos`).expect(200)).body as { items: { id: string }[] };
    expect(items[0]?.id).to.equal(photo.id);
  });

  it('are refused when the bytes are not what they are called', async () => {
    const disguised = aPhoto({ content: Buffer.from('<script>alert(1)</script>').toString('base64') });
    const response = await refusedWithoutTrace(api, () => place.reception.post(`/patients/${patientId}/photos`, disguised), 422);
    expect(response.body).to.include({ code: 'photo_unreadable' });
  });

  it('belong to their person', async () => {
    const photo = aPhoto();
    await place.reception.post(`/patients/${patientId}/photos`, photo).expect(201);
    await place.doctor.get(`/patients/${newId()}/photos/${photo.id}`).expect(404);
  });
});
