import { expect } from 'chai';
import { auditSubject, openRecord, read, write } from '../../db/doors.ts';
import { row, rows } from '../../db/knex.ts';
import { sealAccessEvents, verifyAuditChain } from '../../db/stores/audit-store.ts';
import { newId } from '../../domain/ids.ts';
import { aFacility, testApi, type TestApi } from '../support/api.ts';
import { ctxAt, refusal } from './at-facility.ts';

describe('the audit chain', () => {
  let api: TestApi;
  before(async () => {
    api = await testApi();
  });
  const app = () => api.database.app;

  /** A facility of its own whose chain has the given number of further entries, and the number of the last one. */
  const aChain = async (entries: number): Promise<{ facilityId: string; last: number }> => {
    const facilityId = (await aFacility(api)).facility.id;
    for (let i = 0; i < entries; i += 1) {
      await write(ctxAt(app(), facilityId), `test.${i}`, async (tx) => {
        auditSubject(tx, { objectId: newId() });
        await Promise.resolve();
      });
    }
    const { entries: last } = await verify(facilityId);
    return { facilityId, last };
  };

  const verify = async (facilityId: string) => await read(ctxAt(app(), facilityId), async (tx) => await verifyAuditChain(tx, facilityId));

  /** What somebody who owns the database could do: past triggers and row security. */
  const tamper = async (sql: string, facilityId: string) =>
    await api.database.owner.transaction(async (tx) => {
      await tx.raw(`SET LOCAL session_replication_role = 'replica'`);
      const done = await tx.raw<{ rowCount: number }>(sql, { facilityId });
      expect(done.rowCount, 'the tampering hits').to.be.greaterThan(0);
    });

  it('holds after ordinary writes, and its entries say who, when and what', async () => {
    const { facilityId, last } = await aChain(3);
    expect(await verify(facilityId)).to.include({ entries: last, brokenAt: undefined, why: undefined });
    const entries = await read(
      ctxAt(app(), facilityId),
      async (tx) =>
        await rows<{ at: string; action: string; userId: string; payload: string }>(
          tx,
          'SELECT a.at, a.action, a.user_id, a.payload FROM audit_events AS a ORDER BY a.seq DESC LIMIT 1',
        ),
    );
    expect(entries[0]).to.include({ at: '2026-11-24T01:30:00.000Z', action: 'test.2' });
    expect(JSON.parse(entries[0]?.payload ?? '')).to.have.all.keys('at', 'userId', 'action', 'requestId', 'device', 'objectId');
  });

  it('holds when many write at the same moment', async () => {
    const { facilityId, last } = await aChain(0);
    await Promise.all(Array.from({ length: 60 }, async () => await write(ctxAt(app(), facilityId), 'test', () => Promise.resolve())));
    expect(await verify(facilityId)).to.include({ entries: last + 60, brokenAt: undefined });
  });

  it('is not alarmed by what is written while it is walked', async () => {
    const { facilityId, last } = await aChain(2);
    let writes = 0;
    const verdict = await read(ctxAt(app(), facilityId), async (tx) => {
      // After each question somebody else adds an entry.
      const raw = async (...question: Parameters<typeof tx.raw>): Promise<unknown> => {
        const answer: unknown = await tx.raw(...question);
        writes += 1;
        await write(ctxAt(app(), facilityId), 'test', () => Promise.resolve());
        return answer;
      };
      return await verifyAuditChain({ raw } as unknown as typeof tx, facilityId);
    });
    expect(writes).to.be.greaterThan(1);
    expect(verdict).to.include({ entries: last, brokenAt: undefined });
    expect(await verify(facilityId)).to.include({ entries: last + writes, brokenAt: undefined });
  });

  it('names a tail that was added past the head', async () => {
    const { facilityId, last } = await aChain(2);
    await tamper(
      `INSERT INTO audit_events (facility_id, seq, payload, previous_hash, hash)
         SELECT a.facility_id, a.seq + 1, a.payload, a.hash, sha256(a.hash || convert_to((a.seq + 1) || '|' || a.payload, 'UTF8'))
           FROM audit_events AS a WHERE a.facility_id = :facilityId AND a.seq = ${last}`,
      facilityId,
    );
    expect(await verify(facilityId)).to.include({ entries: last, brokenAt: last + 1, why: 'head' });
  });

  it('names an entry whose text was changed', async () => {
    const { facilityId, last } = await aChain(4);
    await tamper(
      `UPDATE audit_events SET payload = replace(payload, 'test.1', 'test.9') WHERE facility_id = :facilityId AND payload LIKE '%test.1%'`,
      facilityId,
    );
    expect(await verify(facilityId)).to.include({ brokenAt: last - 2, why: 'changed' });
  });

  it('names the next entry when a changed one was given a fitting hash', async () => {
    const { facilityId, last } = await aChain(4);
    await tamper(
      `UPDATE audit_events SET payload = replace(payload, 'test.1', 'test.9'),
              hash = sha256(previous_hash || convert_to(seq || '|' || replace(payload, 'test.1', 'test.9'), 'UTF8'))
        WHERE facility_id = :facilityId AND payload LIKE '%test.1%'`,
      facilityId,
    );
    expect(await verify(facilityId)).to.include({ brokenAt: last - 1, why: 'changed' });
  });

  it('names an entry that is missing', async () => {
    const { facilityId, last } = await aChain(4);
    await tamper(`DELETE FROM audit_events WHERE facility_id = :facilityId AND payload LIKE '%test.1%'`, facilityId);
    expect(await verify(facilityId)).to.include({ brokenAt: last - 2, why: 'missing' });
  });

  it('names the first of two entries that changed places', async () => {
    const { facilityId, last } = await aChain(4);
    await tamper(
      `UPDATE audit_events SET seq = -seq WHERE facility_id = :facilityId AND (payload LIKE '%test.1%' OR payload LIKE '%test.2%')`,
      facilityId,
    );
    await tamper(`UPDATE audit_events SET seq = ${2 * last - 3} + seq WHERE facility_id = :facilityId AND seq < 0`, facilityId);
    expect(await verify(facilityId)).to.include({ brokenAt: last - 2, why: 'changed' });
  });

  it('names a tail that was cut off', async () => {
    const { facilityId, last } = await aChain(4);
    await tamper(`DELETE FROM audit_events WHERE facility_id = :facilityId AND seq > ${last - 2}`, facilityId);
    expect(await verify(facilityId)).to.include({ entries: last - 2, brokenAt: last - 1, why: 'head' });
  });

  it('cannot be changed, emptied or written past its function, not even by the owner in passing', async () => {
    const { facilityId } = await aChain(1);
    const asOwner = async (sql: string) =>
      await refusal(
        api.database.owner.transaction(async (tx) => {
          await tx.raw(`SELECT set_config('app.facility_id', ?, true)`, [facilityId]);
          await tx.raw(sql);
        }),
      );
    expect((await asOwner(`UPDATE audit_events SET payload = '{}'`)).code).to.equal('23001');
    expect((await asOwner('DELETE FROM audit_events')).code).to.equal('23001');
    expect((await asOwner('TRUNCATE audit_events')).code).to.equal('23001');
    const asApp = async (sql: string) => (await refusal(read(ctxAt(app(), facilityId), async (tx) => void (await tx.raw(sql))))).code;
    expect(
      await asApp(`INSERT INTO audit_events (facility_id, seq, payload, previous_hash, hash) VALUES ('${facilityId}', 99, '{}', '', '')`),
    ).to.equal('42501');
    expect(await asApp('UPDATE audit_heads SET seq = 0')).to.equal('42501');
    expect(await asApp('DELETE FROM audit_events')).to.equal('42501');
  });

  it('takes nothing outside the doors', async () => {
    expect((await refusal(app().raw(`SELECT append_audit('{}')`))).code).to.equal('42501');
  });

  describe('with the openings of records', () => {
    const open = async (facilityId: string, patientId = newId()) => {
      const ctx = ctxAt(app(), facilityId);
      await read(ctx, async (tx) => await openRecord(tx, ctx, { patientId }));
      return ctx.opened;
    };
    const seal = async (facilityId: string) => {
      const ctx = ctxAt(app(), facilityId);
      return await read(ctx, async (tx) => await sealAccessEvents(tx, ctx));
    };

    it('seals each of them once, together in one entry', async () => {
      const { facilityId, last } = await aChain(0);
      expect(await open(facilityId)).to.equal(true);
      await open(facilityId);
      expect([await seal(facilityId), await seal(facilityId)]).to.deep.equal([2, 0]);
      await open(facilityId);
      expect(await seal(facilityId)).to.equal(1);
      expect(await verify(facilityId)).to.include({ entries: last + 2, brokenAt: undefined });
    });

    it('names the entry when a sealed opening was changed, taken out or put in', async () => {
      const changes = [
        `UPDATE access_events SET user_id = '${newId()}' WHERE id = (SELECT min(id::text)::uuid FROM access_events WHERE facility_id = :facilityId)`,
        'DELETE FROM access_events WHERE id = (SELECT min(id::text)::uuid FROM access_events WHERE facility_id = :facilityId)',
        `INSERT INTO access_events (facility_id, id, user_id, action, request_id, sealed_seq)
         SELECT a.facility_id, '${newId()}', a.user_id, 'view', 'made-up', a.sealed_seq FROM access_events AS a WHERE a.facility_id = :facilityId LIMIT 1`,
      ];
      for (const change of changes) {
        const { facilityId, last } = await aChain(0);
        await open(facilityId);
        await open(facilityId);
        await seal(facilityId);
        await tamper(change, facilityId);
        expect(await verify(facilityId), change).to.include({ brokenAt: last + 1, why: 'access' });
      }
    });

    it('lets the application change no opening, sealed or not', async () => {
      const { facilityId } = await aChain(0);
      await open(facilityId);
      const change = read(ctxAt(app(), facilityId), async (tx) => await tx('accessEvents').update({ action: 'nothing' }));
      expect((await refusal(change)).code).to.equal('42501');
    });
  });

  it('of one facility knows nothing of another', async () => {
    const one = await aChain(2);
    const other = await aChain(1);
    await tamper(
      `UPDATE audit_events SET payload = replace(payload, 'test.0', 'test.9') WHERE facility_id = :facilityId AND payload LIKE '%test.0%'`,
      one.facilityId,
    );
    expect((await verify(one.facilityId)).why).to.equal('changed');
    expect((await verify(other.facilityId)).why).to.equal(undefined);
    const seen = await read(
      ctxAt(app(), other.facilityId),
      async (tx) =>
        await row<{ foreign: number }>(
          tx,
          `SELECT count(*)::int AS "foreign" FROM audit_events AS a WHERE a.facility_id <> current_facility()`,
        ),
    );
    expect(seen?.foreign).to.equal(0);
  });
});
