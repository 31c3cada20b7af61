import { expect } from 'chai';
import type { SharingConsents } from '../../../api/interop/consent-schemas.ts';
import { systemCtx } from '../../../api/http/system-context.ts';
import { read, write } from '../../../db/doors.ts';
import { findConsent } from '../../../db/stores/consent-store.ts';
import { setMergedInto } from '../../../db/stores/merge-store.ts';
import { newId } from '../../../domain/ids.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { startFhirServer, type TestFhirServer } from '../../support/fhir-server.ts';
import { runJobs } from '../../support/jobs.ts';
import { aHospital, aWorkplace, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { aClosedVisit } from '../claims/a-closed-visit.ts';
import { itIsGuarded } from '../guards.ts';
import { aDestination } from './a-destination.ts';

describe('what a person decides about the sharing of their record', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let server: TestFhirServer;
  let destinationId: string;
  let patientId: string;

  before(async () => {
    api = await testApi();
    server = await startFhirServer();
    destinationId = await aDestination(api, await aWorkplace(api), server);
  });
  after(async () => {
    await server.close();
  });
  beforeEach(async () => {
    place = await aWorkplace(api, aHospital);
    ({ patientId } = await aClosedVisit(place));
  });

  const path = () => `/patients/${patientId}/sharing-consents`;
  const decision = (fields: object = {}) => ({
    id: newId(),
    destinationId: null,
    decision: 'withdrawn',
    evidence: 'Giấy số 12/2026',
    ...fields,
  });
  const decide = async (fields: object = {}) => {
    const body = decision(fields);
    await place.reception.post(path(), body).expect(201);
    return body.id;
  };
  const list = async (client = place.reception) => (await client.get(path()).expect(200)).body as SharingConsents;
  const states = async (): Promise<string[]> =>
    (
      await api.database
        .owner<{ state: string }>('outbox')
        .where({ patientId } as never)
        .select('state')
    ).map(({ state }) => state);

  describe('is shown', () => {
    itIsGuarded(
      () => api,
      async () => await Promise.resolve({ method: 'get', path: path(), status: 200, may: place.reception, mayNot: place.cashier } as const),
      'question',
      'province-wide',
    );

    it('newest first with who recorded it, to this facility alone', async () => {
      const first = await decide();
      const second = await decide({ decision: 'given', destinationId, evidence: 'Người bệnh gọi điện' });
      const { items, destinations } = await list();
      expect(items.map(({ id }) => id)).to.deep.equal([second, first]);
      expect(items[0]).to.include({ destination: 'Kho dữ liệu tỉnh', decision: 'given', recordedByName: 'Người Thử Nghiệm' });
      expect(items[1]).to.include({ destination: null, decision: 'withdrawn', evidence: 'Giấy số 12/2026' });
      expect(destinations).to.deep.equal([{ id: destinationId, name: 'Kho dữ liệu tỉnh', consentRequired: false }]);
      expect((await list((await aWorkplace(api)).reception)).items).to.deep.equal([]);
    });
  });

  describe('is recorded', () => {
    itIsGuarded(
      () => api,
      async () =>
        await Promise.resolve({
          ...{ method: 'post', path: path(), body: decision(), status: 201, may: place.reception, mayNot: place.doctor },
          malformed: [
            [{ decision: 'maybe' }, 'malformed@decision'],
            [{ evidence: ' ' }, 'malformed@evidence'],
          ] as [object, string][],
        } as const),
      'province-wide',
    );

    it('for a person and a destination that exist', async () => {
      await refusedWithoutTrace(api, () => place.reception.post(`/patients/${newId()}/sharing-consents`, decision()), 404);
      await refusedWithoutTrace(api, () => place.reception.post(path(), decision({ destinationId: newId() })), 404);
      const id = await decide();
      await refusedWithoutTrace(api, () => place.reception.post(path(), decision({ id })), 409);
    });

    it('and a no stops what waits; a yes lets go what was held back', async () => {
      await decide();
      await runJobs(api);
      expect(await states()).to.deep.equal(['refused']);
      await decide({ decision: 'given' });
      await runJobs(api);
      expect(await states()).to.deep.equal(['delivered']);
    });

    it('and holds for the record that stands for it after a merge', async () => {
      await decide();
      const survivor = await aClosedVisit(place);
      const ctx = systemCtx(api.services, place.facility.id);
      const last = async () =>
        await read(
          ctx,
          async (tx) => await findConsent(tx, { facilityId: place.facility.id, patientId: survivor.patientId, destinationId }),
        );
      expect(await last()).to.equal(undefined);
      await write(ctx, 'test.merge', async (tx) => await setMergedInto(tx, patientId, survivor.patientId));
      expect(await last()).to.equal('withdrawn');
    });
  });
});
