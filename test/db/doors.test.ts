import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { KeyReusedError, openRecord, read, write, type ReadTx, type WriteTx } from '../../db/doors.ts';
import { openPool, row, rows, type Db } from '../../db/knex.ts';
import { insertFacility } from '../../db/stores/facility-store.ts';
import { newId } from '../../domain/ids.ts';
import { ctxAt, neighbours, refusal, type Neighbours } from './at-facility.ts';

describe('the doors to the database', () => {
  let world: Neighbours;
  let app: Db;
  before(async () => {
    world = await neighbours();
    app = world.database.app;
  });

  const here = () => world.here.facility.id;
  const there = () => world.there.facility.id;
  const aRoom = (facilityId: string, code: string) => ({
    ...{ facilityId, id: newId(), code, name: 'Phòng thử', departmentCode: 'K01', examinationServiceCode: '02.03' },
  });

  describe('types', () => {
    /** Never called: that these lines do not compile is what is tested. */
    const outside = async (db: Db, reading: ReadTx, writing: WriteTx) => {
      // @ts-expect-error a pool is not a transaction of `write`
      await insertFacility(db, {} as never);
      // @ts-expect-error a transaction of `read` must not change anything
      await insertFacility(reading, {} as never);
      // @ts-expect-error a plain transaction knows neither facility nor actor
      await db.transaction(async (trx) => await insertFacility(trx, {} as never));
      // @ts-expect-error an opening is logged where the record is read
      await openRecord(db, {} as never, {});
      await insertFacility(writing, {} as never);
    };

    it('let nothing be written outside of write', () => {
      expect(outside).to.be.a('function');
    });
  });

  describe('row security, when a query forgets its facility', () => {
    it('shows only the own rows', async () => {
      const seen = async (facilityId: string) =>
        await read(ctxAt(app, facilityId), async (tx) => await rows<{ facilityId: string }>(tx, 'SELECT r.facility_id FROM rooms AS r'));
      expect((await seen(here())).map((room) => room.facilityId)).to.deep.equal([here()]);
      expect((await seen(there())).map((room) => room.facilityId)).to.deep.equal([there()]);
    });

    it('shows nothing outside the doors', async () => {
      expect(await rows(app, 'SELECT 1 AS found FROM rooms')).to.deep.equal([]);
    });

    it('leaves nothing of a transaction to the next user of the connection', async () => {
      const single = openPool(world.database.appUrl, { max: 1 });
      try {
        const inside = await read(
          ctxAt(single, here()),
          async (tx) => await row<{ facility: string }>(tx, 'SELECT current_facility() AS facility'),
        );
        const after = await row<{ facility: string | null }>(single, 'SELECT current_facility() AS facility');
        expect([inside?.facility, after?.facility]).to.deep.equal([here(), null]);
      } finally {
        await single.destroy();
      }
    });

    it('refuses a row for another facility', async () => {
      const fail = await refusal(write(ctxAt(app, here()), 'room.add', async (tx) => await tx('rooms').insert(aRoom(there(), 'X1'))));
      expect(fail.code).to.equal('42501');
    });

    it('refuses to move a row to another facility', async () => {
      const move = write(ctxAt(app, here()), 'room.move', async (tx) => await tx('rooms').update({ facilityId: there() }));
      expect((await refusal(move)).code).to.equal('42501');
    });

    it('changes and finds no row of another facility by its id', async () => {
      const changed = await write(
        ctxAt(app, here()),
        'room.rename',
        async (tx) => await tx('rooms').where({ id: world.there.room.id }).update({ name: 'Phòng của người khác' }),
      );
      expect(changed).to.equal(0);
      const kept = await read(ctxAt(app, there()), async (tx) => await row<{ name: string }>(tx, 'SELECT r.name FROM rooms AS r'));
      expect(kept?.name).to.equal(world.there.room.name);
    });
  });

  describe('write', () => {
    it('leaves nothing behind when the work fails: no row, no audit entry, no key', async () => {
      const ctx = ctxAt(app, here(), { repeat: { key: 'key-that-fails', route: 'post /rooms', bodyHash: Buffer.alloc(32, 1) } });
      const count = async () =>
        await read(
          ctxAt(app, here()),
          async (tx) =>
            await row<{ rooms: number; entries: number; keys: number }>(
              tx,
              `SELECT (SELECT count(*)::int FROM rooms) AS rooms, (SELECT count(*)::int FROM audit_events) AS entries,
                    (SELECT count(*)::int FROM idempotency_keys) AS keys`,
            ),
        );
      const before = await count();
      const fail = await refusal(
        write(ctx, 'room.add', async (tx) => {
          await tx('rooms').insert(aRoom(here(), 'F1'));
          throw new Error('the work failed');
        }),
      );
      expect(fail.message).to.equal('the work failed');
      expect(await count()).to.deep.equal(before);
    });

    it('tries a deadlock again, and gives up what is no such failure at once', async () => {
      let tries = 0;
      const once = await write(ctxAt(app, here()), 'retry', async (tx) => {
        tries += 1;
        if (tries === 1) await tx.raw(`DO $$ BEGIN RAISE EXCEPTION 'made up' USING ERRCODE = 'deadlock_detected'; END $$`);
        return 'done';
      });
      expect([once, tries]).to.deep.equal(['done', 2]);
      tries = 0;
      const fail = await refusal(
        write(ctxAt(app, here()), 'retry', async (tx) => {
          tries += 1;
          await tx.raw(`DO $$ BEGIN RAISE EXCEPTION 'made up' USING ERRCODE = 'check_violation'; END $$`);
        }),
      );
      expect([fail.code, tries]).to.deep.equal(['23514', 1]);
    });
  });

  describe('a repeated request', () => {
    const repeat = (key: string, body: string, route = 'post /rooms') => ({
      key,
      route,
      bodyHash: createHash('sha256').update(body).digest(),
    });
    const addRoom = async (key: string, body: string, code: string, fields: { route?: string; userId?: string } = {}) => {
      const ctx = ctxAt(app, here(), { repeat: repeat(key, body, fields.route) });
      return await write({ ...ctx, actor: { ...ctx.actor, userId: fields.userId ?? user } }, 'room.add', async (tx) => {
        const room = aRoom(here(), code);
        await tx('rooms').insert(room);
        return { id: room.id, code };
      });
    };
    const user = newId();
    const roomsNamed = async (code: string) =>
      (await read(ctxAt(app, here()), async (tx) => await rows(tx, 'SELECT 1 AS one FROM rooms AS r WHERE r.code = :code', { code })))
        .length;

    it('gets the first answer and makes no second row', async () => {
      const first = await addRoom('same-key-1', 'a body', 'R1');
      expect(await addRoom('same-key-1', 'a body', 'R1')).to.deep.equal(first);
      expect(await roomsNamed('R1')).to.equal(1);
    });

    it('with another body or for another route is refused', async () => {
      await addRoom('same-key-2', 'a body', 'R2');
      expect(await refusal(addRoom('same-key-2', 'another body', 'R3'))).to.be.instanceOf(KeyReusedError);
      expect(await refusal(addRoom('same-key-2', 'a body', 'R3', { route: 'post /beds' }))).to.be.instanceOf(KeyReusedError);
      expect(await roomsNamed('R3')).to.equal(0);
    });

    it('of somebody else is another request', async () => {
      await addRoom('same-key-3', 'a body', 'R4');
      await addRoom('same-key-3', 'a body', 'R5', { userId: newId() });
      expect([await roomsNamed('R4'), await roomsNamed('R5')]).to.deep.equal([1, 1]);
    });

    it('that arrives while the first still runs waits for it and gets its answer', async () => {
      const answers = await Promise.all(Array.from({ length: 8 }, async () => await addRoom('same-key-4', 'a body', 'R6')));
      expect(new Set(answers.map((answer) => answer.id)).size).to.equal(1);
      expect(await roomsNamed('R6')).to.equal(1);
    });

    it('may be made again when the first one failed', async () => {
      const failing = { ...ctxAt(app, here(), { repeat: repeat('same-key-5', 'a body') }) };
      failing.actor = { ...failing.actor, userId: user };
      await refusal(write(failing, 'room.add', () => Promise.reject(new Error('the link was cut'))));
      await addRoom('same-key-5', 'a body', 'R7');
      expect(await roomsNamed('R7')).to.equal(1);
    });
  });
});
