import { expect } from 'chai';
import type { z } from 'zod';
import type { FailedMessages, OutboxFailures, OutboxSummary } from '../../../api/interop/outbox-schemas.ts';
import type { OutsideRecord, OutsideVisits } from '../../../api/interop/outside-schemas.ts';
import { systemCtx } from '../../../api/http/system-context.ts';
import { pauseDestination, resumeDestination } from '../../../api/interop/change-destination.ts';
import { listDestinations } from '../../../api/interop/list-destinations.ts';
import { removeDestination } from '../../../api/interop/remove-destination.ts';
import { testDestinations } from '../../../api/interop/test-destination.ts';
import { row } from '../../../db/knex.ts';
import { newId } from '../../../domain/ids.ts';
import { aUser, testApi, type Client, type TestApi } from '../../support/api.ts';
import { startFhirServer, type TestFhirServer } from '../../support/fhir-server.ts';
import { runJobs } from '../../support/jobs.ts';
import { aHospital, aWorkplace, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { aClosedVisit } from '../claims/a-closed-visit.ts';
import { itIsGuarded } from '../guards.ts';
import { aDestination, refusedBirthDate } from './a-destination.ts';

type Causes = z.infer<typeof OutboxFailures>['causes'];

describe('the desk that watches over what leaves', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let administrator: Client;
  let server: TestFhirServer;
  let destinationId: string;

  before(async () => {
    api = await testApi();
    server = await startFhirServer();
    destinationId = await aDestination(api, await aWorkplace(api), server);
  });
  after(async () => {
    await server.close();
  });
  beforeEach(async () => {
    server.misbehave = undefined;
    place = await aWorkplace(api, aHospital);
    administrator = await aUser(api, place.facility, ['facility-administrator']);
  });

  const line = async () => {
    const { destinations } = (await administrator.get('/outbox-summary').expect(200)).body as z.infer<typeof OutboxSummary>;
    const [found] = destinations;
    if (found === undefined) throw new Error('the destination is gone');
    return found;
  };
  const causes = async (client = administrator): Promise<Causes> =>
    ((await client.get('/outbox-failures').expect(200)).body as z.infer<typeof OutboxFailures>).causes;
  const bare = ({ destinationId: id, state, class: kind, code, path }: Causes[number]) => ({
    destinationId: id,
    ...{ state, class: kind, code, path },
  });
  const theCause = async (): Promise<Causes[number]> => {
    const [found] = await causes();
    if (found === undefined) throw new Error('nothing came back');
    return found;
  };
  const messages = async (cause: object) =>
    ((await administrator.post('/outbox-failures/messages', { cause }).expect(200)).body as z.infer<typeof FailedMessages>).items;
  let asked = 0;
  const noCause = () => {
    asked += 1;
    return { destinationId, state: 'refused', class: 'data', code: 'fhir_value', path: `Patient.a${asked}` };
  };
  /** One more destination for a request of its own. */
  const another = async (): Promise<string> => {
    asked += 1;
    return await aDestination(api, place, server, { name: `Nơi nhận ${asked}` });
  };
  const removeOthers = async (): Promise<void> => {
    const ctx = systemCtx(api.services, place.facility.id);
    for (const { name } of await listDestinations(ctx, api.services.secrets)) {
      if (name.startsWith('Nơi nhận')) await removeDestination(ctx, name);
    }
  };
  const theRequest = async (fields: object) =>
    await Promise.resolve({ ...{ status: 200, may: administrator, mayNot: place.doctor }, ...fields } as never);

  describe('sees each destination', () => {
    itIsGuarded(
      () => api,
      async () => await theRequest({ method: 'get', path: '/outbox-summary' }),
      'question',
      'province-wide',
    );

    it('with what waits, came back and arrived today, of this facility alone', async () => {
      await aClosedVisit(place);
      expect(await line()).to.include({ id: destinationId, kind: 'fhir', waiting: 1, failed: 0, deliveredToday: 0, stopped: null });
      await runJobs(api);
      expect(await line()).to.include({ waiting: 0, oldestWaitingAt: null, deliveredToday: 1 });
      const other = await aUser(api, (await aWorkplace(api)).facility, ['facility-administrator']);
      const elsewhere = (await other.get('/outbox-summary').expect(200)).body as z.infer<typeof OutboxSummary>;
      expect(elsewhere.destinations[0]).to.include({ waiting: 0, deliveredToday: 0, lastSuccessAt: null });
    });
  });

  describe('sees what came back', () => {
    itIsGuarded(
      () => api,
      async () => await theRequest({ method: 'get', path: '/outbox-failures' }),
      'question',
      'province-wide',
    );

    it('grouped by cause with the field that mends it, and without the persons', async () => {
      server.misbehave = refusedBirthDate;
      const visits = [await aClosedVisit(place), await aClosedVisit(place)];
      await runJobs(api);
      const cause = await theCause();
      expect(await causes()).to.have.length(1);
      expect(cause).to.deep.include({ count: 2, state: 'refused', class: 'data', code: 'fhir_value', listed: true });
      expect(cause.field).to.deep.equal({ table: null, field: 'NGAY_SINH' });
      const found = await messages(bare(cause));
      expect(found.map(({ encounterId }) => encounterId)).to.deep.equal(visits.map(({ encounterId }) => encounterId));
      expect(JSON.stringify([cause, found])).not.to.match(/Lò Văn|1980-03-12/);
      const other = await aUser(api, (await aWorkplace(api)).facility, ['facility-administrator']);
      expect(await causes(other)).to.deep.equal([]);
    });

    it('without naming the visits that a sensitive matter holds back, nor the matter', async () => {
      const visit = await aClosedVisit(place);
      await place.doctor.post(`${visit.path}/reopening`, await visit.fresh({ reason: 'Thêm chẩn đoán' })).expect(200);
      await visit.diagnose('B20.0');
      await place.doctor.post(`${visit.path}/closure`, await visit.fresh({ outcome: '2', dischargeType: '1' })).expect(200);
      await runJobs(api);
      const cause = await theCause();
      expect(cause).to.include({ count: 1, class: 'withheld', code: 'special_category_withheld', listed: false });
      expect(await messages(bare(cause))).to.deep.equal([]);
      expect(JSON.stringify(await causes())).not.to.match(/hiv/i);
    });
  });

  describe('asks for the messages of a cause', () => {
    itIsGuarded(
      () => api,
      async () =>
        await theRequest({
          ...{ method: 'post', path: '/outbox-failures/messages', body: { cause: noCause() } },
          malformed: [[{ cause: { ...noCause(), state: 'lost' } }, 'malformed@cause.state']],
        }),
      'question',
      'province-wide',
    );
  });

  describe('sends again', () => {
    itIsGuarded(
      () => api,
      async () =>
        await theRequest({
          ...{ method: 'post', path: '/outbox/resends', body: { cause: noCause() } },
          malformed: [
            [{ ids: [] }, 'malformed@ids'],
            [{ cause: { ...noCause(), destinationId: 'x' } }, 'malformed@cause.destinationId'],
          ],
        }),
      'province-wide',
    );

    it('one, then all of a cause, once the record is mended; nothing of another facility', async () => {
      server.misbehave = refusedBirthDate;
      await aClosedVisit(place);
      await aClosedVisit(place);
      await aClosedVisit(place);
      await runJobs(api);
      server.misbehave = undefined;
      const cause = bare(await theCause());
      const [first] = await messages(cause);
      const other = await aUser(api, (await aWorkplace(api)).facility, ['facility-administrator']);
      expect((await other.post('/outbox/resends', { cause }).expect(200)).body).to.deep.equal({ resent: 0, more: false });
      await refusedWithoutTrace(api, () => other.post('/outbox/resends', { cause, ids: [first?.id] }), 404);

      const one = await administrator.post('/outbox/resends', { cause, ids: [first?.id] }).expect(200);
      expect(one.body).to.deep.equal({ resent: 1, more: false });
      await runJobs(api);
      expect(await theCause()).to.include({ count: 2 });
      expect((await administrator.post('/outbox/resends', { cause }).expect(200)).body).to.deep.equal({ resent: 2, more: false });
      await runJobs(api);
      expect(await causes()).to.deep.equal([]);
      expect(await line()).to.include({ failed: 0, deliveredToday: 3 });
    });
  });

  describe('holds its line to a destination', () => {
    after(removeOthers);
    itIsGuarded(
      () => api,
      async () =>
        await theRequest({
          ...{ method: 'post', path: `/destinations/${await another()}/hold`, body: { reason: 'Nâng cấp máy chủ' } },
          malformed: [[{ reason: '  ' }, 'malformed@reason']],
        }),
      'province-wide',
    );

    it('so that nothing leaves, and lets it go; others go on', async () => {
      await removeOthers();
      const other = await aWorkplace(api, aHospital);
      await administrator.post(`/destinations/${destinationId}/hold`, { reason: 'Nâng cấp máy chủ' }).expect(200);
      await refusedWithoutTrace(api, () => administrator.post(`/destinations/${destinationId}/hold`, { reason: 'Lại' }), 409);
      await refusedWithoutTrace(api, () => administrator.post(`/destinations/${newId()}/hold`, { reason: 'Lạ' }), 404);
      const before = server.received.length;
      await aClosedVisit(place);
      await runJobs(api);
      expect((await line()).stopped).to.include({ by: 'facility', reason: 'Nâng cấp máy chủ', name: 'Người Thử Nghiệm' });
      expect(await line()).to.include({ waiting: 1 });
      expect(server.received).to.have.length(before);
      await aClosedVisit(other);
      await runJobs(api);
      expect(server.received).to.have.length(before + 1);
      expect((await administrator.post(`/destinations/${destinationId}/release`).expect(200)).body).to.deep.equal({ hurried: 1 });
      await runJobs(api);
      expect(await line()).to.deep.include({ waiting: 0, deliveredToday: 1, stopped: null });
    });
  });

  describe('lets its line go', () => {
    after(removeOthers);
    itIsGuarded(
      () => api,
      async () => await theRequest({ method: 'post', path: `/destinations/${await another()}/release`, body: {} }),
      'province-wide',
    );

    it('also where the receiver had forbidden it, never where the installation is paused', async () => {
      await removeOthers();
      const ctx = systemCtx(api.services, place.facility.id);
      const paused = async (reason: string) => await pauseDestination(ctx, 'Kho dữ liệu tỉnh', reason);
      await paused('forbidden');
      expect((await line()).stopped).to.include({ by: 'installation', reason: 'forbidden' });
      await administrator.post(`/destinations/${destinationId}/release`).expect(200);
      expect((await line()).stopped).to.equal(null);
      await paused('Bảo trì');
      const refused = await refusedWithoutTrace(api, () => administrator.post(`/destinations/${destinationId}/release`), 409);
      expect(refused.body).to.include({ code: 'destination_paused' });
      await resumeDestination(ctx, 'Kho dữ liệu tỉnh');
    });
  });

  describe('tests a destination', () => {
    after(removeOthers);
    itIsGuarded(
      () => api,
      async () => await theRequest({ method: 'post', path: `/destinations/${await another()}/tests`, body: {} }),
      'province-wide',
    );

    it('and keeps what it found; a start of the worker does the same', async () => {
      await removeOthers();
      const answer = await administrator.post(`/destinations/${destinationId}/tests`).expect(200);
      expect(answer.body).to.deep.equal({ strategy: 'client-ids', atomic: true, issues: [] });
      expect((await line()).test).to.deep.include({ issues: [], strategy: 'client-ids', atomic: true });
      server.requiredToken = 'another';
      await testDestinations(api.services);
      server.requiredToken = undefined;
      expect((await line()).test?.issues.map(({ code }) => code)).to.deep.equal(['fhir_login']);
      await refusedWithoutTrace(api, () => administrator.post(`/destinations/${newId()}/tests`), 404);
    });
  });

  describe('looks at a record from outside', () => {
    let seen: { encounterId: string; patientId: string };
    beforeEach(async () => {
      seen = await aClosedVisit(place);
    });
    const body = () => ({ encounterId: seen.encounterId, destinationId });
    const openings = async () =>
      (
        await row<{ count: number }>(
          api.database.owner,
          `SELECT count(*)::int AS count FROM access_events AS a WHERE a.user_id = :userId AND a.patient_id = :patientId AND a.encounter_id = :encounterId`,
          { userId: place.officer.userId, patientId: seen.patientId, encounterId: seen.encounterId },
        )
      )?.count;

    describe('of a visit', () => {
      itIsGuarded(
        () => api,
        async () =>
          await theRequest({
            ...{ method: 'post', path: '/outside-records', body: body(), may: place.officer, mayNot: administrator },
            elsewhere: { client: (await aWorkplace(api)).officer, unknownPath: '/outside-records' },
            malformed: [[{ encounterId: 'x' }, 'malformed@encounterId']],
          }),
        'question',
      );

      it('as the destination gets it, to be read and as JSON, and the opening is logged', async () => {
        const found = (await place.officer.post('/outside-records', body()).expect(200)).body as OutsideRecord;
        expect(found.issues).to.deep.equal([]);
        expect(found.sections[0]).to.deep.include({ type: 'Patient' });
        expect(found.sections[0]?.lines[0]).to.match(/^Lò Văn .* · nam · 12\/03\/1980 · /);
        expect(found.sections.find(({ type }) => type === 'Condition')?.lines.join()).to.match(/Viêm họng/);
        const bundle = JSON.parse(found.json ?? '') as { type: string; entry: { resource: { resourceType: string } }[] };
        expect(bundle.type).to.equal('transaction');
        expect(found.sections.flatMap(({ lines }) => lines)).to.have.length(bundle.entry.length);
        expect(await openings()).to.equal(1);
      });

      it('as nothing, with the reason, where the person said no', async () => {
        const ctx = { userId: place.officer.userId, facilityId: place.facility.id };
        await api.database.owner('sharingConsents').insert({
          ...{ facilityId: ctx.facilityId, id: newId(), patientId: seen.patientId, destinationId: null, decision: 'withdrawn' },
          ...{ evidence: 'Giấy 12', decidedAt: new Date().toISOString(), recordedBy: ctx.userId },
        });
        const found = (await place.officer.post('/outside-records', body()).expect(200)).body as OutsideRecord;
        expect(found.issues.map(({ code }) => code)).to.deep.equal(['sharing_withdrawn']);
        expect([found.json, found.sections]).to.deep.equal([null, []]);
      });
    });

    describe('of a person', () => {
      itIsGuarded(
        () => api,
        async () =>
          await theRequest({
            ...{
              method: 'post',
              path: '/outside-records/visits',
              body: { patientId: seen.patientId },
              may: place.officer,
              mayNot: administrator,
            },
          }),
        'question',
        'province-wide',
      );

      it('whose closed visits here are listed, never those of another facility', async () => {
        const list = async (client: Client) =>
          ((await client.post('/outside-records/visits', { patientId: seen.patientId }).expect(200)).body as z.infer<typeof OutsideVisits>)
            .items;
        expect((await list(place.officer)).map(({ encounterId }) => encounterId)).to.deep.equal([seen.encounterId]);
        expect(await list((await aWorkplace(api)).officer)).to.deep.equal([]);
        await place.officer.post('/outside-records/visits', { patientId: newId() }).expect(404);
      });
    });
  });
});
