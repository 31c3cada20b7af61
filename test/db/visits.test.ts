import { expect } from 'chai';
import { systemCtx } from '../../api/http/system-context.ts';
import { newClaimRun, prepareJudging } from '../../api/claims/judge-claim.ts';
import { readSnapshot, type Ctx } from '../../db/doors.ts';
import { rows } from '../../db/knex.ts';
import { readVisit, readVisits } from '../../db/views/visit-view.ts';
import { derivedId, newId } from '../../domain/ids.ts';
import { demoDatabase, type TestDatabase } from '../support/database.ts';
import { servicesOn } from '../support/services.ts';

describe('visits read by the page', function () {
  this.timeout(90_000);
  let database: TestDatabase;
  let places: { ctx: Ctx; ids: string[] }[];

  before(async () => {
    database = await demoDatabase();
    const services = servicesOn(database.app);
    places = [];
    for (const code of ['14901', '14902', '14903', '14904']) {
      const ctx = systemCtx(services, derivedId('demo', 'facility', code));
      const found = await readSnapshot(
        ctx,
        async (tx) =>
          await rows<{ id: string }>(tx, `SELECT e.id FROM encounters AS e WHERE e.facility_id = :id ORDER BY e.id`, {
            id: ctx.facilityId,
          }),
      );
      places.push({ ctx, ids: found.map(({ id }) => id) });
    }
  });

  it('are those that are read one by one, in the order asked', async () => {
    for (const { ctx, ids } of places) {
      const single = [];
      for (const id of ids) single.push(await readSnapshot(ctx, async (tx) => await readVisit(tx, ctx.facilityId, id)));
      const closed = single.filter((visit) => visit !== undefined);
      expect(closed).to.have.length.above(2);
      expect(await readSnapshot(ctx, async (tx) => await readVisits(tx, ctx.facilityId, ids))).to.deep.equal(closed);
      const backwards = await readSnapshot(ctx, async (tx) => await readVisits(tx, ctx.facilityId, ids.toReversed()));
      expect(backwards).to.deep.equal(closed.toReversed());
    }
  });

  it('are judged as one by one, whatever the run has learnt before', async () => {
    const run = newClaimRun();
    for (const { ctx, ids } of places) {
      // What a facility decided is its own: a run is of one facility.
      delete run.decided;
      const visits = await readSnapshot(ctx, async (tx) => await readVisits(tx, ctx.facilityId, ids));
      const together = await readSnapshot(ctx, async (tx) => await prepareJudging(tx, ctx, { visits, run }));
      for (const [i, visit] of visits.entries()) {
        const [alone] = await readSnapshot(ctx, async (tx) => await prepareJudging(tx, ctx, { visits: [visit], run: newClaimRun() }));
        expect(together[i]?.()).to.deep.equal(alone?.());
      }
    }
  });

  it('leave out what is open, absent or of another facility', async () => {
    const [first, second] = places;
    if (first === undefined || second === undefined) throw new Error('no places');
    const { ctx, ids } = first;
    const found = await readSnapshot(ctx, async (tx) => await readVisits(tx, ctx.facilityId, [newId(), ...second.ids, ...ids.slice(0, 1)]));
    expect(found.map(({ encounter }) => encounter.id)).to.deep.equal(ids.slice(0, 1));
    expect(await readSnapshot(ctx, async (tx) => await readVisits(tx, ctx.facilityId, []))).to.deep.equal([]);
  });
});
