import { expect } from 'chai';
import type { WorkListView } from '../../../api/queue/queue-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { aFacility, aUser, testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';
import { queueSteps, type QueueSteps } from './a-queue.ts';

const BLOOD_COUNT = '22.0121.1369';

describe('the work list of a room', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let steps: QueueSteps;

  beforeEach(async () => {
    api ??= await testApi();
    place = await aWorkplace(api);
    steps = await queueSteps(api, place);
  });

  const list = async (roomId = place.roomId): Promise<WorkListView> =>
    (await place.doctor.get(`/rooms/${roomId}/work-list`).expect(200)).body as WorkListView;
  const states = async (roomId?: string): Promise<string[]> => (await list(roomId)).items.map(({ number, state }) => `${number} ${state}`);
  const order = async (encounterId: string): Promise<string> => {
    const id = newId();
    await place.doctor.post(`/encounters/${encounterId}/orders`, { id, serviceCode: BLOOD_COUNT }).expect(201);
    return id;
  };
  const result = async (encounterId: string, orderId: string): Promise<void> =>
    void (await place.doctor.post(`/encounters/${encounterId}/orders/${orderId}/performance`, { resultText: 'Bình thường' }).expect(200));
  const close = async (encounterId: string, fields: object): Promise<void> => {
    const version = async () => ((await place.doctor.get(`/encounters/${encounterId}`).expect(200)).body as { version: number }).version;
    const items = [{ id: newId(), icdCode: 'J02.9' }];
    await place.doctor.put(`/encounters/${encounterId}/diagnoses`, { version: await version(), items }).expect(200);
    const closing = { version: await version(), outcome: '2', dischargeType: '1', ...fields };
    await place.doctor.post(`/encounters/${encounterId}/closure`, closing).expect(200);
  };

  itIsGuarded(
    () => api,
    async () => ({
      ...{ method: 'get', path: `/rooms/${place.roomId}/work-list`, status: 200, may: place.doctor },
      mayNot: await aUser(api, place.facility, ['facility-administrator']),
      elsewhere: { client: await aUser(api, (await aFacility(api)).facility, ['doctor']), unknownPath: `/rooms/${newId()}/work-list` },
    }),
    'question',
  );

  it('follows a visit from waiting over its results to the end, and counts', async () => {
    const { encounterId } = await steps.register();
    await steps.register();
    expect(await states()).to.deep.equal(['1 waiting', '2 waiting']);
    await steps.call();
    expect(await states()).to.deep.equal(['1 examining', '2 waiting']);
    const orderId = await order(encounterId);
    expect(await states()).to.deep.equal(['1 awaiting-results', '2 waiting']);
    await result(encounterId, orderId);
    const now = await list();
    expect(now.items[0]).to.include({ state: 'to-conclude', resultsWaiting: 0 });
    expect(now.counts).to.include({ waiting: 1, examining: 0, 'to-conclude': 1 });
    await close(encounterId, {});
    expect(await states()).to.deep.equal(['2 waiting', '1 done']);
  });

  it('waits until the last of several results is back', async () => {
    const { encounterId } = await steps.register();
    await steps.call();
    const first = await order(encounterId);
    const second = newId();
    const body = { id: second, serviceCode: BLOOD_COUNT, repeatReason: 'Đối chiếu' };
    await place.doctor.post(`/encounters/${encounterId}/orders`, body).expect(201);
    await result(encounterId, first);
    expect((await list()).items[0]).to.include({ state: 'awaiting-results', resultsWaiting: 1 });
    await place.doctor.post(`/encounters/${encounterId}/orders/${second}/cancellation`, { reason: 'Không cần' }).expect(200);
    expect(await states()).to.deep.equal(['1 to-conclude']);
  });

  it('says to which room somebody went, and who was admitted or referred', async () => {
    const { ticket } = await steps.register();
    await place.nurse.post(`/tickets/${ticket.id}/transfer`, { id: newId(), roomId: steps.secondRoom.id }).expect(200);
    expect((await list()).items[0]).to.include({ state: 'moved', movedTo: 'P2 Phòng khám 2' });
    expect(await states(steps.secondRoom.id)).to.deep.equal(['1 waiting']);
    for (const ending of [{ disposition: 'admission' }, { dischargeType: '2' }]) {
      const { encounterId } = await steps.register();
      await steps.call();
      await close(encounterId, ending);
    }
    const gone = (await list()).items.filter((item) => item.disposition !== null);
    expect(gone.map(({ state, disposition }) => `${state} ${disposition}`)).to.deep.equal(['moved admission', 'moved referral']);
  });

  it('shows a visit that was opened again as running', async () => {
    const { encounterId } = await steps.register();
    await steps.call();
    await close(encounterId, {});
    const { version } = (await place.doctor.get(`/encounters/${encounterId}`).expect(200)).body as { version: number };
    await place.doctor.post(`/encounters/${encounterId}/reopening`, { version, reason: 'Thiếu đơn' }).expect(200);
    expect(await states()).to.deep.equal(['1 examining']);
  });

  it('calls who has all results before who waits, once, and never before an emergency', async () => {
    const first = await steps.register();
    await steps.register();
    await steps.call();
    await result(first.encounterId, await order(first.encounterId));
    await steps.register({ priority: 'emergency' });
    const numbers: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) numbers.push((await steps.call()).number);
    expect(numbers).to.deep.equal([3, 1, 2]);
    expect(await steps.examinations(first.encounterId)).to.have.length(1);
  });

  it('calls nobody who still waits for a result', async () => {
    const { encounterId } = await steps.register();
    await steps.call();
    await result(encounterId, await order(encounterId));
    const body = { id: newId(), serviceCode: BLOOD_COUNT, repeatReason: 'Đối chiếu' };
    await place.doctor.post(`/encounters/${encounterId}/orders`, body).expect(201);
    await place.doctor.post(`/rooms/${place.roomId}/calls`, {}).expect(404);
  });
});
