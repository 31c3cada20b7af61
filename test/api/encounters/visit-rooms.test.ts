import { expect } from 'chai';
import type { AskedRoom } from '../../../api/encounters/encounter-schemas.ts';
import type { WorkListView } from '../../../api/queue/queue-schemas.ts';
import { row } from '../../../db/knex.ts';
import { newId } from '../../../domain/ids.ts';
import { aFacility, aUser, testApi, type Client, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded, type Guarded } from '../guards.ts';
import { aSecondRoom } from '../queue/a-queue.ts';
import { aClosure, openVisit, type OpenVisit } from './open-visit.ts';

describe('several rooms in one visit', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let otherRoomId: string;
  /** Works in the other room. */
  let colleague: Client;
  let outside: Client;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
    otherRoomId = (await aSecondRoom(api, place)).id;
    colleague = await aUser(api, place.facility, ['doctor']);
    outside = await aUser(api, (await aFacility(api)).facility, ['doctor']);
  });

  const question = (fields: object = {}) => ({
    ...{ id: newId(), ticketId: newId(), roomId: otherRoomId, question: 'Tai đau, nhờ khám' },
    ...fields,
  });
  const ask = async (visit: OpenVisit): Promise<AskedRoom> =>
    (await place.doctor.post(`${visit.path}/consultations`, question()).expect(201)).body as AskedRoom;
  const callIn = async (ticketId: string) => await colleague.post(`/rooms/${otherRoomId}/calls`, { ticketId }).expect(200);
  const answer = (fields: object = {}) => ({ id: newId(), findings: 'Màng nhĩ đỏ', conclusion: 'Viêm tai giữa cấp', ...fields });
  const asked = async (): Promise<{ visit: OpenVisit; ticketId: string }> => {
    const visit = await openVisit(place);
    return { visit, ticketId: (await ask(visit)).ticket.id };
  };
  const stateInMainRoom = async (visit: OpenVisit): Promise<string | undefined> =>
    ((await place.doctor.get(`/rooms/${place.roomId}/work-list`).expect(200)).body as WorkListView).items.find(
      ({ encounterId }) => encounterId === visit.encounterId,
    )?.state;
  const guarded = async (path: (visit: OpenVisit, ticketId: string) => string, body: object): Promise<Guarded> => {
    const { visit, ticketId } = await asked();
    if (path(visit, ticketId).endsWith('conclusion')) await callIn(ticketId);
    const elsewhere = { client: outside, unknownPath: path({ ...visit, path: `/encounters/${newId()}` }, ticketId) };
    return { method: 'post', path: path(visit, ticketId), body, status: 200, may: place.doctor, mayNot: place.nurse, elsewhere };
  };

  describe('asking', () => {
    itIsGuarded(
      () => api,
      async () => {
        const visit = await openVisit(place);
        return {
          ...{ method: 'post', path: `${visit.path}/consultations`, body: question(), status: 201, may: place.doctor, mayNot: place.nurse },
          elsewhere: { client: outside, unknownPath: `/encounters/${newId()}/consultations` },
          malformed: [
            [{ question: '' }, 'malformed@question'],
            [{ roomId: 'P2' }, 'malformed@roomId'],
          ],
        };
      },
    );

    it('gives a number there, of the same class, and the visit stays where it was', async () => {
      const visit = await openVisit(place, { visit: { id: newId(), roomId: place.roomId, priority: 'elderly', reason: 'Ho' } });
      const { ticket } = await ask(visit);
      expect(ticket).to.include({ roomCode: 'P2' });
      const { rooms } = await visit.view();
      expect(rooms.map(({ roomCode, isMain, state }) => `${roomCode} ${String(isMain)} ${state}`)).to.deep.equal([
        'P1 true in-examination',
        'P2 false waiting',
      ]);
      expect(rooms[1]).to.include({ question: 'Tai đau, nhờ khám', askedByName: 'Người Thử Nghiệm', conclusion: null });
      const kept = await row<{ priority: string }>(api.database.owner, `SELECT t.priority FROM queue_tickets AS t WHERE t.id = :id`, {
        id: ticket.id,
      });
      expect(kept?.priority).to.equal('elderly');
    });

    it('refuses the own room, a room that has the person already, and a room nobody knows', async () => {
      const { visit } = await asked();
      const refused = async (body: object, status: number) =>
        findings(await refusedWithoutTrace(api, () => place.doctor.post(`${visit.path}/consultations`, body), status));
      expect(await refused(question({ roomId: place.roomId }), 422)).to.deep.equal(['transfer_same_room@roomId']);
      expect(await refused(question(), 409)).to.deep.equal(['ticket_in_room_already@roomId']);
      await refusedWithoutTrace(api, () => place.doctor.post(`${visit.path}/consultations`, question({ roomId: newId() })), 404);
    });
  });

  describe('answering', () => {
    itIsGuarded(
      () => api,
      async () => ({
        ...(await guarded((visit, ticketId) => `${visit.path}/rooms/${ticketId}/conclusion`, answer())),
        malformed: [[{ conclusion: '' }, 'malformed@conclusion']],
      }),
    );

    it('keeps each doctor’s findings under their own name, sends the person back, and charges both rooms', async () => {
      const { visit, ticketId } = await asked();
      expect(await stateInMainRoom(visit)).to.equal('awaiting-results');
      await callIn(ticketId);
      await colleague.post(`${visit.path}/rooms/${ticketId}/conclusion`, answer()).expect(200);
      expect(await stateInMainRoom(visit)).to.equal('to-conclude');
      const [, other] = (await visit.view()).rooms;
      expect(other).to.include({ state: 'done', findings: 'Màng nhĩ đỏ', conclusion: 'Viêm tai giữa cấp' });
      const kept = await row<{ concludedBy: string; askedBy: string }>(
        api.database.owner,
        `SELECT k.concluded_by, k.asked_by FROM consultations AS k WHERE k.ticket_id = :ticketId`,
        { ticketId },
      );
      expect(kept).to.deep.equal({ concludedBy: colleague.userId, askedBy: place.doctor.userId });
      expect((await visit.bill()).lines.filter(({ kind }) => kind === 'examination')).to.have.length(2);
    });

    it('is refused before the person is inside, twice, for the room that concludes, and without a licence in force', async () => {
      const { visit, ticketId } = await asked();
      const refused = async (id: string, status: number, by = colleague) =>
        findings(await refusedWithoutTrace(api, () => by.post(`${visit.path}/rooms/${id}/conclusion`, answer()), status));
      expect(await refused(ticketId, 409)).to.deep.equal(['room_not_inside@']);
      const main = (await visit.view()).rooms[0];
      expect(await refused(main?.ticketId ?? '', 409)).to.deep.equal(['main_room_concludes@']);
      await callIn(ticketId);
      const unlicensed = await aUser(api, place.facility, ['doctor'], { licence: null });
      expect(await refused(ticketId, 422, unlicensed)).to.deep.equal(['practitioner_licence_missing@']);
      await colleague.post(`${visit.path}/rooms/${ticketId}/conclusion`, answer()).expect(200);
      expect(await refused(ticketId, 409)).to.deep.equal(['room_not_inside@']);
    });

    it('takes the findings of a room that the desk chose and nobody asked', async () => {
      const visit = await openVisit(place, {
        visit: { id: newId(), roomId: place.roomId, extraRoomIds: [otherRoomId], reason: 'Ho' },
      } as never);
      const other = (await visit.view()).rooms[1];
      await callIn(other?.ticketId ?? '');
      await colleague.post(`${visit.path}/rooms/${other?.ticketId}/conclusion`, answer()).expect(200);
      expect((await visit.view()).rooms[1]).to.include({ question: null, conclusion: 'Viêm tai giữa cấp' });
    });

    it('goes along when the asked room sends the person on', async () => {
      const third = await aSecondRoom(api, place, { code: `P${newId().slice(-6)}`, name: 'Phòng khám 3' });
      const { visit, ticketId } = await asked();
      await place.nurse.post(`/tickets/${ticketId}/transfer`, { id: newId(), roomId: third.id }).expect(200);
      const rooms = (await visit.view()).rooms;
      expect(rooms.map(({ question: put, roomName }) => `${roomName}: ${put}`)).to.deep.equal([
        `${place.room.name}: null`,
        'Phòng khám 3: Tai đau, nhờ khám',
      ]);
    });
  });

  describe('taking back', () => {
    itIsGuarded(
      () => api,
      async () => ({
        ...(await guarded((visit, ticketId) => `${visit.path}/rooms/${ticketId}/withdrawal`, { reason: 'Không cần nữa' })),
        malformed: [[{ reason: '' }, 'malformed@reason']],
      }),
    );

    it('takes the number out of the row, and is refused once the room has begun', async () => {
      const { visit, ticketId } = await asked();
      await place.doctor.post(`${visit.path}/rooms/${ticketId}/withdrawal`, { reason: 'Không cần nữa' }).expect(200);
      expect((await visit.view()).rooms).to.have.length(1);
      expect(await stateInMainRoom(visit)).to.equal('examining');
      const begun = await asked();
      await callIn(begun.ticketId);
      const path = `${begun.visit.path}/rooms/${begun.ticketId}/withdrawal`;
      expect(findings(await refusedWithoutTrace(api, () => place.doctor.post(path, { reason: 'Thôi' }), 409))).to.deep.equal([
        'room_has_begun@',
      ]);
    });
  });

  describe('closing', () => {
    it('waits for the other room, or says why not', async () => {
      const { visit, ticketId } = await asked();
      await visit.diagnose('J02.9');
      const body = await visit.fresh(aClosure());
      const response = await refusedWithoutTrace(api, () => place.doctor.post(`${visit.path}/closure`, body), 422);
      expect(findings(response)).to.deep.equal(['room_not_finished@leaveRooms']);
      await place.doctor.post(`${visit.path}/closure`, { ...body, leaveRooms: 'Người bệnh về trước' }).expect(200);
      const kept = await row<{ reason: string; state: string }>(
        api.database.owner,
        `SELECT c.left_rooms_reason AS reason, t.state FROM encounter_closures AS c JOIN queue_tickets AS t ON t.id = :ticketId
          WHERE c.encounter_id = t.encounter_id`,
        { ticketId },
      );
      expect(kept).to.deep.equal({ reason: 'Người bệnh về trước', state: 'cancelled' });
    });

    it('goes through once the other room has concluded', async () => {
      const { visit, ticketId } = await asked();
      await callIn(ticketId);
      await colleague.post(`${visit.path}/rooms/${ticketId}/conclusion`, answer()).expect(200);
      await visit.diagnose('J02.9');
      await place.doctor.post(`${visit.path}/closure`, await visit.fresh(aClosure())).expect(200);
    });
  });
});
