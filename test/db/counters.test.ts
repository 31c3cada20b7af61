import { expect } from 'chai';
import { takeNumber, write } from '../../db/doors.ts';
import { ctxAt, neighbours, refusal, type Neighbours } from './at-facility.ts';

describe('takeNumber', function () {
  this.timeout(60_000);
  let world: Neighbours;
  before(async () => {
    world = await neighbours();
  });

  const take = async (series: string, facilityId = world.here.facility.id) =>
    await write(ctxAt(world.database.app, facilityId), 'number.take', async (tx) => await takeNumber(tx, facilityId, series));
  const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

  it('gives 200 who ask at once the numbers 1 to 200, each once', async () => {
    const taken = await Promise.all(upTo(200).map(async () => await take('ticket.2026-11-24')));
    expect(taken.sort((a, b) => a - b)).to.deep.equal(upTo(200));
  });

  it('leaves no gap when the transaction that took a number fails', async () => {
    const first = await take('visit');
    await refusal(
      write(ctxAt(world.database.app, world.here.facility.id), 'number.take', async (tx) => {
        await takeNumber(tx, world.here.facility.id, 'visit');
        throw new Error('the visit was not saved');
      }),
    );
    expect(await take('visit')).to.equal(first + 1);
  });

  it('counts every series and every facility for itself', async () => {
    expect([await take('a'), await take('b'), await take('a')]).to.deep.equal([1, 1, 2]);
    expect(await take('a', world.there.facility.id)).to.equal(1);
  });
});
