import { expect } from 'chai';
import type { TransferAnswer } from '../../../api/queue/queue-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { row } from '../../../db/knex.ts';
import { aFacility, aUser, testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';
import { aSecondRoom, queueSteps, type QueueSteps } from './a-queue.ts';

describe('transfer a ticket', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let steps: QueueSteps;

  before(async () => {
    api = await testApi();
  });
  beforeEach(async () => {
    place = await aWorkplace(api);
    steps = await queueSteps(api, place);
  });

  const transfer = async (ticketId: string, roomId = steps.secondRoom.id): Promise<TransferAnswer['ticket']> =>
    ((await place.nurse.post(`/tickets/${ticketId}/transfer`, { id: newId(), roomId }).expect(200)).body as TransferAnswer).ticket;
  const roomOf = async (encounterId: string) =>
    (await row<{ roomId: string }>(api.database.owner, `SELECT e.room_id FROM encounters AS e WHERE e.id = :encounterId`, { encounterId }))
      ?.roomId;

  itIsGuarded(
    () => api,
    async () => {
      const { ticket } = await steps.register();
      return {
        method: 'post',
        path: `/tickets/${ticket.id}/transfer`,
        body: { id: newId(), roomId: steps.secondRoom.id, reason: 'Chuyên khoa' },
        status: 200,
        may: place.reception,
        mayNot: place.cashier,
        elsewhere: { client: await aUser(api, (await aFacility(api)).facility, ['nurse']), unknownPath: `/tickets/${newId()}/transfer` },
        malformed: [
          [{ id: 'x' }, 'malformed@id'],
          [{ roomId: undefined }, 'malformed@roomId'],
        ],
      };
    },
  );

  it('gives a number of the other room in the same class, and the visit follows', async () => {
    await steps.register({ roomId: steps.secondRoom.id });
    const { ticket, encounterId } = await steps.register({ priority: 'elderly' });
    const moved = await transfer(ticket.id);
    expect(moved).to.include({ number: 2, roomCode: 'P2', waitingBefore: 0 });
    expect(await steps.states()).to.deep.equal([]);
    const [first] = await steps.queue(steps.secondRoom.id);
    expect(first).to.include({ id: moved.id, number: 2, priority: 'elderly', state: 'waiting' });
    expect(await roomOf(encounterId)).to.equal(steps.secondRoom.id);
  });

  it('leaves the visit in its main room when a further room sends on', async () => {
    const third = await aSecondRoom(api, place, { code: 'P3' });
    const { tickets, encounterId } = await steps.register({ extraRoomIds: [steps.secondRoom.id] });
    const response = await refusedWithoutTrace(
      api,
      () => place.nurse.post(`/tickets/${tickets[1]?.id}/transfer`, { id: newId(), roomId: place.roomId }),
      409,
    );
    expect(findings(response)).to.deep.equal(['ticket_in_room_already@roomId']);
    await transfer(tickets[1]?.id ?? '', third.id);
    expect(await roomOf(encounterId)).to.equal(place.roomId);
  });

  it('keeps what the first room examined and charges the second by the ratio of a second examination', async () => {
    const { ticket, encounterId } = await steps.register();
    await steps.call();
    const moved = await transfer(ticket.id);
    await steps.call(moved.id, steps.secondRoom.id);
    expect(await steps.examinations(encounterId)).to.deep.equal([
      { serviceRatio: '100', departmentCode: 'K01', cancelled: false },
      { serviceRatio: '30', departmentCode: 'K03', cancelled: false },
    ]);
  });

  it('charges once when the first room had not called', async () => {
    const { ticket, encounterId } = await steps.register();
    const moved = await transfer(ticket.id);
    await steps.call(moved.id, steps.secondRoom.id);
    expect((await steps.examinations(encounterId)).map((one) => one.serviceRatio)).to.deep.equal(['100']);
  });

  it('refuses the same room, a room of another facility, and a number that has gone already', async () => {
    const { ticket } = await steps.register();
    const send = (roomId: string) => () => place.nurse.post(`/tickets/${ticket.id}/transfer`, { id: newId(), roomId });
    expect(findings(await refusedWithoutTrace(api, send(place.roomId), 422))).to.deep.equal(['transfer_same_room@roomId']);
    await refusedWithoutTrace(api, send((await aFacility(api)).room.id), 404);
    await transfer(ticket.id);
    expect(findings(await refusedWithoutTrace(api, send(steps.secondRoom.id), 409))).to.deep.equal(['ticket_gone@']);
    const called = await refusedWithoutTrace(api, () => place.doctor.post(`/rooms/${place.roomId}/calls`, { ticketId: ticket.id }), 409);
    expect(findings(called)).to.deep.equal(['ticket_gone@']);
  });

  it('moves once when two desks move the same person at once', async () => {
    const { ticket } = await steps.register();
    const send = async () => await place.nurse.post(`/tickets/${ticket.id}/transfer`, { id: newId(), roomId: steps.secondRoom.id });
    const both = await Promise.all([send(), send()]);
    expect(both.map((one) => one.status).sort()).to.deep.equal([200, 409]);
    expect(await steps.queue(steps.secondRoom.id)).to.have.length(1);
  });
});
