import { expect } from 'chai';
import type { MergeList, MergePreview, NewMerge } from '../../../api/patients/merge-schemas.ts';
import type { PatientView } from '../../../api/patients/patient-schemas.ts';
import type { RegistrationAnswer } from '../../../api/patients/registration-schemas.ts';
import { row, rows } from '../../../db/knex.ts';
import { newId } from '../../../domain/ids.ts';
import { aCard, aPerson, aRegistration } from '../../support/a-registration.ts';
import { aUser, codesOf, testApi, type Client, type TestApi } from '../../support/api.ts';
import { runJobs } from '../../support/jobs.ts';
import { aWorkplace, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

describe('merge patients', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let elsewhere: Workplace;
  let keeper: Client;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
    elsewhere = await aWorkplace(api);
    keeper = await aUser(api, place.facility, ['records-officer']);
  });

  async function person(fields: object = {}): Promise<string> {
    const id = newId();
    await place.reception.post('/patients', { id, ...aPerson(), ...fields }).expect(201);
    return id;
  }
  const visit = async (at: Workplace, id: string, coverage?: object): Promise<RegistrationAnswer> => {
    const known = { patient: { kind: 'known' as const, id }, ...(coverage === undefined ? {} : { coverage: coverage as never }) };
    return (await at.reception.post('/registrations', aRegistration(at.roomId, known)).expect(201)).body as RegistrationAnswer;
  };
  const view = async (id: string): Promise<PatientView> => (await keeper.get(`/patients/${id}`).expect(200)).body as PatientView;
  const asked = async (survivorId: string, loserId: string): Promise<NewMerge> => ({
    ...{ id: newId(), loserId, reason: 'Một người có hai hồ sơ' },
    ...{ loserVersion: (await view(loserId)).version, survivorVersion: (await view(survivorId)).version },
  });
  async function merged(survivorId: string, loserId: string): Promise<string> {
    const body = await asked(survivorId, loserId);
    await keeper.post(`/patients/${survivorId}/merges`, body).expect(201);
    return body.id;
  }
  const owners = async (ids: string[]): Promise<string[]> =>
    (
      await rows<{ patientId: string }>(
        api.database.owner,
        'SELECT e.patient_id FROM encounters AS e WHERE e.id = ANY (:ids::uuid[]) ORDER BY array_position(:ids::uuid[], e.id)',
        { ids },
      )
    ).map(({ patientId }) => patientId);
  const numbers = async (id: string): Promise<string[]> =>
    (
      await rows<{ number: string }>(
        api.database.owner,
        'SELECT f.number FROM facility_patients AS f WHERE f.patient_id = :id ORDER BY 1',
        { id },
      )
    ).map(({ number }) => number);

  describe('once', () => {
    itIsGuarded(
      () => api,
      async () => {
        const [survivorId, loserId] = [await person(), await person()];
        return {
          method: 'post',
          path: `/patients/${survivorId}/merges`,
          body: await asked(survivorId, loserId),
          status: 201,
          may: keeper,
          mayNot: place.reception,
          malformed: [
            [{ reason: ' ' }, 'malformed@reason'],
            [{ loserVersion: 0 }, 'malformed@loserVersion'],
            [{ loserId: 'x' }, 'malformed@loserId'],
          ],
        };
      },
      'province-wide',
    );
  });

  it('brings every visit, number, card and allergy to the survivor, in both facilities', async () => {
    const survivorId = await person({ identifiers: [{ system: 'citizen-id', value: '099080100001' }] });
    const loserId = await person({ identifiers: [{ system: 'citizen-id', value: '099080100010' }], phone: '0990111222' });
    const visits = [
      await visit(place, loserId, { kind: 'new-card', card: aCard() }),
      await visit(elsewhere, loserId),
      await visit(place, survivorId),
    ];
    await place.doctor.post(`/patients/${loserId}/allergies`, { id: newId(), substance: 'Penicilin' }).expect(201);
    const old = [...(await numbers(loserId)), ...(await numbers(survivorId))].sort();

    await merged(survivorId, loserId);
    expect(await owners(visits.map((one) => one.encounterId))).to.deep.equal([survivorId, loserId, survivorId]);
    await runJobs(api);
    expect(await owners(visits.map((one) => one.encounterId))).to.deep.equal([survivorId, survivorId, survivorId]);
    expect(await numbers(survivorId)).to.deep.equal(old);
    const shown = await view(survivorId);
    expect(shown).to.deep.include({ allergyStatus: 'known', identifiers: [{ system: 'citizen-id', value: '099080100001' }] });
    expect(shown.allergies.map(({ substance }) => substance)).to.deep.equal(['Penicilin']);
    expect(shown.cards).to.have.length(1);
    for (const number of ['099080100010', ...old.filter((one) => one.startsWith(place.facility.code))]) {
      const { items } = (await place.reception.post('/patients/search', { query: number }).expect(200)).body as { items: { id: string }[] };
      expect(
        items.map(({ id }) => id),
        number,
      ).to.deep.equal([survivorId]);
    }
    // The next visit goes on with one of the numbers.
    await visit(place, survivorId);
    expect(await numbers(survivorId)).to.deep.equal(old);
  });

  it('shows the survivor where the loser is opened, every allergy before a visit elsewhere has followed, and the loser in no search', async () => {
    const [survivorId, loserId] = [await person(), await person({ fullName: 'Lò Văn Thừa' })];
    const { encounterId } = await visit(elsewhere, loserId);
    await place.doctor.post(`/patients/${survivorId}/allergies`, { id: newId(), substance: 'Ibuprofen' }).expect(201);
    await merged(survivorId, loserId);
    expect((await view(loserId)).id).to.equal(survivorId);
    const open = (await elsewhere.doctor.get(`/encounters/${encounterId}`).expect(200)).body as { patient: { allergies: object[] } };
    expect(JSON.stringify(open)).to.include('Ibuprofen');
    const found = await place.reception.post('/patients/search', { query: 'lo van thua' }).expect(200);
    expect((found.body as { items: object[] }).items).to.deep.equal([]);
    await place.reception.post('/registrations', aRegistration(place.roomId, { patient: { kind: 'known', id: loserId } })).expect(404);
    await runJobs(api);
  });

  it('is undone exactly: what was moved returns, what came since stays', async () => {
    const survivorId = await person({ identifiers: [{ system: 'citizen-id', value: '099080200001' }] });
    const loserId = await person({ identifiers: [{ system: 'citizen-id', value: '099080200002' }] });
    const visits = [await visit(place, loserId), await visit(elsewhere, loserId), await visit(elsewhere, survivorId)];
    await place.doctor.post(`/patients/${loserId}/allergies`, { id: newId(), substance: 'Penicilin' }).expect(201);
    const state = async (id: string) => {
      const { version: _, ...shown } = await view(id);
      const stored = await row<{ knownAt: string[] }>(api.database.owner, 'SELECT p.known_at FROM patients AS p WHERE p.id = :id', { id });
      return { shown, numbers: await numbers(id), knownAt: stored?.knownAt };
    };
    const before = [await state(survivorId), await state(loserId)];
    const mergeId = await merged(survivorId, loserId);
    await runJobs(api);
    await keeper.post(`/patient-merges/${mergeId}/undo`, { reason: 'Hai người khác nhau' }).expect(200);
    await runJobs(api);
    expect(await owners(visits.map((one) => one.encounterId))).to.deep.equal([loserId, loserId, survivorId]);
    expect([await state(survivorId), await state(loserId)]).to.deep.equal(before);
    expect(codesOf(await keeper.post(`/patient-merges/${mergeId}/undo`, { reason: 'Lại' }).expect(409))).to.deep.equal([
      'merge_already_undone',
    ]);
    // And can be merged once more.
    await merged(survivorId, loserId);
    await runJobs(api);
    expect(await owners([visits[1]?.encounterId ?? ''])).to.deep.equal([survivorId]);
  });

  it('is undone also where the job of the merge had not run, and a visit made since stays with the survivor', async () => {
    const [survivorId, loserId] = [await person(), await person()];
    const first = await visit(elsewhere, loserId);
    const mergeId = await merged(survivorId, loserId);
    const since = await visit(place, survivorId);
    await keeper.post(`/patient-merges/${mergeId}/undo`, { reason: 'Nhầm' }).expect(200);
    await runJobs(api);
    expect(await owners([first.encounterId, since.encounterId])).to.deep.equal([loserId, survivorId]);
  });

  it('previews both records, what moves and what contradicts, and logs both openings', async () => {
    const survivorId = await person({ identifiers: [{ system: 'citizen-id', value: '099080300001' }] });
    const loserId = await person({
      ...{ sex: 'female', birthDate: '1981-03-12', identifiers: [{ system: 'citizen-id', value: '099080300002' }] },
    });
    await visit(place, loserId);
    await visit(elsewhere, loserId);
    const response = await keeper.post('/patients/merge-previews', { survivorId, loserId }).expect(200);
    const preview = response.body as MergePreview;
    expect([preview.survivor.id, preview.loser.id]).to.deep.equal([survivorId, loserId]);
    expect(preview.moves).to.deep.include({ identifiers: 1, cards: 0, allergies: 0, encountersHere: 1 });
    expect(preview.moves.facilities.map(({ code }) => code)).to.have.members([place.facility.code, elsewhere.facility.code]);
    expect(preview.contradictions.map(({ code }) => code)).to.deep.equal([
      'merge_sex_differs',
      'merge_birth_date_differs',
      'merge_citizen_id_differs',
    ]);
    const opened = await rows<{ patientId: string }>(
      api.database.owner,
      'SELECT a.patient_id FROM access_events AS a WHERE a.user_id = :userId AND a.request_id = :requestId ORDER BY a.id',
      { userId: keeper.userId, requestId: response.headers['x-request-id'] as string },
    );
    expect(opened.map(({ patientId }) => patientId)).to.deep.equal([survivorId, loserId]);
  });

  it('refuses stale versions, the same record, one that is gone and one that was merged', async () => {
    const [survivorId, loserId, third] = [await person(), await person(), await person()];
    const body = await asked(survivorId, loserId);
    const refused = async (path: string, changed: object, status: number) =>
      codesOf(await refusedWithoutTrace(api, () => keeper.post(path, { ...body, ...changed }), status));
    const path = `/patients/${survivorId}/merges`;
    expect(await refused(path, { loserVersion: 9 }, 409)).to.deep.equal(['stale_version']);
    expect(await refused(path, { survivorVersion: 9 }, 409)).to.deep.equal(['stale_version']);
    expect(await refused(`/patients/${loserId}/merges`, {}, 422)).to.deep.equal(['merge_same_record']);
    await refused(`/patients/${newId()}/merges`, {}, 404);
    await merged(survivorId, loserId);
    expect(await refused(path, { loserId }, 409)).to.deep.equal(['already_merged']);
    expect(await refused(`/patients/${loserId}/merges`, { loserId: third, loserVersion: 1 }, 409)).to.deep.equal(['already_merged']);
  });

  it('keeps one step from any loser to the survivor, and is taken apart in the opposite order', async () => {
    const [first, second, third] = [await person(), await person(), await person()];
    const { encounterId } = await visit(place, first);
    const early = await merged(second, first);
    const late = await merged(third, second);
    expect((await view(first)).id).to.equal(third);
    expect(await owners([encounterId])).to.deep.equal([third]);
    expect(codesOf(await keeper.post(`/patient-merges/${early}/undo`, { reason: 'Nhầm' }).expect(409))).to.deep.equal([
      'merge_undo_later_first',
    ]);
    await keeper.post(`/patient-merges/${late}/undo`, { reason: 'Nhầm' }).expect(200);
    expect([(await view(first)).id, (await view(second)).id]).to.deep.equal([second, second]);
    await keeper.post(`/patient-merges/${early}/undo`, { reason: 'Nhầm' }).expect(200);
    expect(await owners([encounterId])).to.deep.equal([first]);
  });

  it('lists the latest merges with their undoing, to nobody but the keeper of the index', async () => {
    const [survivorId, loserId] = [await person({ fullName: 'Cà Văn Giữ' }), await person({ fullName: 'Cà Văn Gộp' })];
    const mergeId = await merged(survivorId, loserId);
    await keeper.post(`/patient-merges/${mergeId}/undo`, { reason: 'Hai anh em' }).expect(200);
    const { items } = (await keeper.get('/patient-merges?limit=1').expect(200)).body as MergeList;
    expect(items).to.have.length(1);
    expect(items[0]).to.include({ id: mergeId, survivorName: 'Cà Văn Giữ', loserName: 'Cà Văn Gộp', undoReason: 'Hai anh em' });
    await place.reception.get('/patient-merges').expect(403);
    await keeper.get('/patient-merges?limit=0').expect(400);
    await keeper.post(`/patient-merges/${newId()}/undo`, { reason: 'Không có' }).expect(404);
  });
});
