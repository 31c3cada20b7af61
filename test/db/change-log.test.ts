import { expect } from 'chai';
import { read, write } from '../../db/doors.ts';
import { rows } from '../../db/knex.ts';
import { newId } from '../../domain/ids.ts';
import { ctxAt, neighbours, refusal, type Neighbours } from './at-facility.ts';

interface Entry {
  tableName: string;
  operation: string;
  rowVersion: number | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  actorId: string;
  action: string;
  device: string | null;
}

describe('the change log', () => {
  let world: Neighbours;
  before(async () => {
    world = await neighbours();
  });
  const here = () => world.here.facility.id;

  const entriesOf = async (rowId: string, facilityId = here()) =>
    await read(
      ctxAt(world.database.app, facilityId),
      async (tx) =>
        await rows<Entry>(
          tx,
          `SELECT l.table_name, l.operation, l.row_version, l.before, l.after, l.actor_id, l.action, l.device
           FROM change_log AS l WHERE l.row_id = :rowId ORDER BY l.seq`,
          { rowId },
        ),
    );

  const room = () => ({
    ...{
      facilityId: here(),
      id: newId(),
      code: `C${newId().slice(-6)}`,
      name: 'Phòng mới',
      departmentCode: 'K01',
      examinationServiceCode: '02.03',
    },
  });

  it('keeps the whole new row, then only what changed, before and after, with who, what and where', async () => {
    const made = room();
    const ctx = ctxAt(world.database.app, here());
    await write(ctx, 'room.add', async (tx) => await tx('rooms').insert(made));
    await write(ctx, 'room.rename', async (tx) => await tx('rooms').where({ id: made.id }).update({ name: 'Phòng khám 2' }));
    const [added, renamed, ...more] = await entriesOf(made.id);
    expect(added).to.include({
      tableName: 'rooms',
      operation: 'insert',
      rowVersion: 1,
      before: null,
      action: 'room.add',
      device: 'desk-1',
    });
    expect(added?.after).to.include({ code: made.code, name: 'Phòng mới' });
    expect(renamed).to.deep.equal({
      ...{ tableName: 'rooms', operation: 'update', rowVersion: 2, action: 'room.rename', actorId: ctx.actor.userId, device: 'desk-1' },
      before: { name: 'Phòng mới' },
      after: { name: 'Phòng khám 2' },
    });
    expect(more).to.deep.equal([]);
  });

  it('says nothing when nothing changed', async () => {
    const made = room();
    await write(ctxAt(world.database.app, here()), 'room.add', async (tx) => await tx('rooms').insert(made));
    await write(
      ctxAt(world.database.app, here()),
      'room.same',
      async (tx) => await tx('rooms').where({ id: made.id }).update({ name: made.name }),
    );
    expect((await entriesOf(made.id)).map((entry) => entry.action)).to.deep.equal(['room.add']);
  });

  it('forgets what was rolled back', async () => {
    const made = room();
    await refusal(
      write(ctxAt(world.database.app, here()), 'room.add', async (tx) => {
        await tx('rooms').insert(made);
        throw new Error('no');
      }),
    );
    expect(await entriesOf(made.id)).to.deep.equal([]);
  });

  it('holds no secret, before or after', async () => {
    const user = { id: newId(), username: 'thu-nhat-ky', fullName: 'Lò Thị Thử', passwordHash: 'first-hash' };
    const ctx = ctxAt(world.database.app, here());
    await write(ctx, 'user.add', async (tx) => await tx('users').insert(user));
    await write(
      ctx,
      'user.password',
      async (tx) => await tx('users').where({ id: user.id }).update({ passwordHash: 'second-hash', sessionVersion: 2 }),
    );
    const entries = await entriesOf(user.id);
    expect(entries.map((entry) => entry.action)).to.deep.equal(['user.add', 'user.password']);
    expect(entries[1]).to.deep.include({ before: { session_version: 1 }, after: { session_version: 2 } });
    expect(JSON.stringify(entries)).not.to.match(/password_hash|first-hash|second-hash/);
  });

  it('names every column that could hold a secret as one to leave out', async () => {
    const open = await rows<{ name: string }>(
      world.database.owner,
      `SELECT c.relname || '.' || a.attname AS name
         FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
         JOIN pg_trigger AS t ON t.tgrelid = c.oid AND t.tgname = 'log_change'
        WHERE a.attnum > 0 AND NOT a.attisdropped AND (a.attname ~ '(password|secret|token|credential|_hash$)' AND a.attname <> 'name_tokens' OR a.atttypid = 'bytea'::regtype)
          AND position('00' || encode(convert_to(a.attname, 'UTF8'), 'hex') || '00' IN '00' || encode(t.tgargs, 'hex')) = 0
        ORDER BY 1`,
    );
    // The digest of what was last sent, and of a file that is kept, gives nothing of it away.
    expect(open.map(({ name }) => name)).to.deep.equal(['order_attachments.digest', 'outbox.content_hash']);
  });

  it('of one facility is not seen by another', async () => {
    const made = room();
    await write(ctxAt(world.database.app, here()), 'room.add', async (tx) => await tx('rooms').insert(made));
    expect(await entriesOf(made.id)).to.have.length(1);
    expect(await entriesOf(made.id, world.there.facility.id)).to.deep.equal([]);
  });

  it('refuses a change that nobody made', async () => {
    const nobody = world.database.owner.transaction(async (tx) => {
      await tx.raw(`SELECT set_config('app.facility_id', ?, true)`, [here()]);
      await tx('rooms').where({ facilityId: here() }).update({ name: 'Phòng không ai sửa' });
    });
    expect((await refusal(nobody)).code).to.equal('23502');
  });

  it('cannot be written or changed by the application', async () => {
    const byApp = async (sql: string) =>
      (await refusal(write(ctxAt(world.database.app, here()), 'log.change', async (tx) => void (await tx.raw(sql))))).code;
    expect(await byApp(`UPDATE change_log SET action = 'nothing'`)).to.equal('42501');
    expect(await byApp('DELETE FROM change_log')).to.equal('42501');
  });
});

describe('the version of a row', () => {
  it('goes up by one with every change, whatever the caller says', async () => {
    const { database, here } = await neighbours();
    const rename = async (name: string) =>
      await write(ctxAt(database.app, here.facility.id), 'room.rename', async (tx) => {
        const sql = `UPDATE rooms SET name = :name, version = 77 WHERE facility_id = :facilityId AND id = :id RETURNING version`;
        return await rows<{ version: number }>(tx, sql, { name, facilityId: here.facility.id, id: here.room.id });
      });
    expect([await rename('Phòng A'), await rename('Phòng B')]).to.deep.equal([[{ version: 2 }], [{ version: 3 }]]);
  });
});
