import { expect } from 'chai';
import type { NewPrint, PrintAnswer } from '../../../api/prints/print-schemas.ts';
import { rows } from '../../../db/knex.ts';
import { newId } from '../../../domain/ids.ts';
import { aCard } from '../../support/a-registration.ts';
import { aFacility, aUser, testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';
import { queueSteps, type QueueSteps } from '../queue/a-queue.ts';

describe('print a paper of a visit', function () {
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

  const print = async (encounterId: string, fields: Partial<NewPrint> = {}): Promise<PrintAnswer> =>
    (await place.reception.post(`/encounters/${encounterId}/prints`, { id: newId(), kind: 'ticket', ...fields }).expect(201))
      .body as PrintAnswer;

  itIsGuarded(
    () => api,
    async () => ({
      ...{ method: 'post', path: `/encounters/${(await steps.register()).encounterId}/prints`, status: 201 },
      body: { id: newId(), kind: 'registration-slip', reason: 'Kẹt giấy' },
      ...{ may: place.reception, mayNot: place.cashier },
      elsewhere: { client: await aUser(api, (await aFacility(api)).facility, ['reception']), unknownPath: `/encounters/${newId()}/prints` },
      malformed: [[{ kind: 'poster' }, 'malformed@kind']],
    }),
  );

  it('says all that stands on the ticket', async () => {
    await steps.register();
    const registered = await steps.register({}, { coverage: { kind: 'new-card', card: aCard() } });
    const paper = await print(registered.encounterId);
    expect(paper).to.deep.include({ kind: 'ticket', copy: 0, printedBy: 'Người Thử Nghiệm', cardNumber: 'GD4149990000001' });
    expect(paper.encounter).to.include({ code: registered.encounterCode });
    expect(paper.patient.birthDate).to.equal('1980-03-12');
    expect(paper.patient.fullName).to.match(/^Lò Văn Thử/);
    expect(paper.patient.address).to.match(/^Bản Thử, ./);
    expect(paper.tickets).to.have.length(1);
    expect(paper.tickets[0]).to.include({ number: 2, roomCode: 'P1', waitingBefore: 1, expectedMinutes: null });
  });

  it('marks what is printed again, each paper and each ticket by itself, and keeps who and why', async () => {
    const { encounterId, tickets } = await steps.register({ extraRoomIds: [steps.secondRoom.id] });
    const copies: number[] = [];
    for (const ticket of [tickets[0], tickets[1], tickets[0], tickets[0]])
      copies.push((await print(encounterId, { ticketId: ticket?.id ?? '' })).copy);
    expect(copies).to.deep.equal([0, 0, 1, 2]);
    expect((await print(encounterId, { kind: 'record-label', reason: 'Rách' })).copy).to.equal(0);
    const kept = await rows<object>(
      api.database.owner,
      `SELECT d.kind, d.copy, d.printed_by, d.reason FROM document_prints AS d WHERE d.encounter_id = :encounterId ORDER BY d.printed_at, d.id`,
      { encounterId },
    );
    expect(kept).to.have.length(5);
    expect(kept.at(-1)).to.deep.equal({ kind: 'record-label', copy: 0, printedBy: place.reception.userId, reason: 'Rách' });
  });

  it('counts copies one by one when several print at once', async () => {
    const { encounterId } = await steps.register();
    const papers = await Promise.all(Array.from({ length: 6 }, async () => await print(encounterId)));
    expect(papers.map(({ copy }) => copy).sort()).to.deep.equal([0, 1, 2, 3, 4, 5]);
  });

  it('puts all rooms on the slip, the main one first, and none on the label', async () => {
    const { encounterId } = await steps.register({ roomId: steps.secondRoom.id, extraRoomIds: [place.roomId] });
    const slip = await print(encounterId, { kind: 'registration-slip' });
    expect(slip.tickets.map(({ roomCode }) => roomCode)).to.deep.equal(['P2', 'P1']);
    expect((await print(encounterId, { kind: 'record-label' })).tickets).to.deep.equal([]);
  });

  it('does not print a number that has gone', async () => {
    const { encounterId, ticket } = await steps.register();
    await place.nurse.post(`/tickets/${ticket.id}/transfer`, { id: newId(), roomId: steps.secondRoom.id }).expect(200);
    const body = { id: newId(), kind: 'ticket', ticketId: ticket.id };
    await refusedWithoutTrace(api, () => place.reception.post(`/encounters/${encounterId}/prints`, body), 404);
    expect((await print(encounterId)).tickets[0]).to.include({ roomCode: 'P2' });
  });
});
