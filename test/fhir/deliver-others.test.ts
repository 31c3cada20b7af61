import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { addDestination } from '../../api/interop/add-destination.ts';
import { deliver } from '../../api/interop/deliver.ts';
import { removeDestination } from '../../api/interop/remove-destination.ts';
import { systemCtx } from '../../api/http/system-context.ts';
import { write } from '../../db/doors.ts';
import { rows } from '../../db/knex.ts';
import { aVisit } from '../support/a-visit.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { startFhirServer, type TestFhirServer } from '../support/fhir-server.ts';
import { servicesOn } from '../support/services.ts';
import { insertClosedVisit, insertPeople, insertPerson } from './closed-visit.ts';

const script = fileURLToPath(new URL('../support/killed-sender.ts', import.meta.url));

interface Line {
  id: string;
  state: string;
  attempts: number;
  leasedUntil: string | null;
  /** When its job is due; null when it has none. */
  dueAt: string | null;
}

describe('a backlog of many persons', function () {
  this.timeout(120_000);
  const facilityId = aVisit().facility.id;
  let database: TestDatabase;
  let server: TestFhirServer;
  let clock = Date.now();
  /** One visit of the first person, two of the second, one of the third. */
  let visits: { first: string; second: string; secondAgain: string; third: string };
  const services = () => servicesOn(database.app, { now: () => new Date(clock) });
  const ctx = () => systemCtx(services(), facilityId);

  before(async () => {
    database = await testDatabase();
    await insertPeople(ctx());
  });
  beforeEach(async () => {
    // The time of the process that gets killed, too.
    clock = Date.now();
    server = await startFhirServer();
    await addDestination(ctx(), services().secrets, { name: 'peer', baseUrl: server.baseUrl });
    const people = [await insertPerson(ctx()), await insertPerson(ctx()), await insertPerson(ctx())];
    const close = async (person: number) => {
      clock += 1;
      return await insertClosedVisit(ctx(), { patientId: people[person] ?? '' });
    };
    visits = { first: await close(0), second: await close(1), secondAgain: await close(1), third: await close(2) };
  });
  afterEach(async () => {
    await removeDestination(ctx(), 'peer');
    await server.close();
  });

  const line = async (encounterId: string): Promise<Line> => {
    const [found] = await rows<Line>(
      database.owner,
      `SELECT o.id, o.state, o.attempts, o.leased_until, j.run_at AS due_at FROM outbox AS o
         LEFT JOIN graphile_worker.jobs AS j ON j.key = CAST(o.id AS text)
        WHERE o.encounter_id = :encounterId`,
      { encounterId },
    );
    if (found === undefined) throw new Error('no message waits for that visit');
    return found;
  };
  const states = async () => {
    const { first, second, secondAgain, third } = visits;
    return await Promise.all([first, second, secondAgain, third].map(async (visit) => (await line(visit)).state));
  };
  const run = async (encounterId: string, options: { onStep?: (step: string) => Promise<void> } = {}) =>
    await deliver(services(), { facilityId, outboxId: (await line(encounterId)).id }, options);
  const change = async (encounterId: string, changes: Record<string, string>) => {
    const { id } = await line(encounterId);
    await write(ctx(), 'test.change', async (tx) => await tx('outbox').where({ facilityId, id }).update(changes));
  };
  const later = (seconds: number) => new Date(clock + seconds * 1000).toISOString();
  const pause = async () =>
    await write(ctx(), 'test.pause', async (tx) => {
      await tx('destinations')
        .where({ name: 'peer' })
        .whereNull('removedAt')
        .update({ pausedAt: later(0) });
    });
  /** Does something at that step of that number, counted from 1. */
  const at = (step: string, number: number, work: () => Promise<void>) => {
    let seen = 0;
    return async (now: string): Promise<void> => {
      seen += now === step ? 1 : 0;
      if (now === step && seen === number) await work();
    };
  };

  it('goes along with a message that was taken: the oldest of each person, whose job is no longer needed', async () => {
    await run(visits.first);
    expect(await states()).to.deep.equal(['delivered', 'delivered', 'waiting', 'delivered']);
    expect(await line(visits.second)).to.include({ attempts: 1, leasedUntil: null, dueAt: null });
    expect(await line(visits.secondAgain)).to.include({ attempts: 0, leasedUntil: null });
    expect((await line(visits.secondAgain)).dueAt).not.to.equal(null);
    expect(server.store.count('Encounter')).to.equal(3);
    await run(visits.secondAgain);
    expect(server.store.count('Encounter')).to.equal(4);
  });

  it('stays where it is when the message was not taken', async () => {
    server.misbehaveAt.set(1, { kind: 'status', status: 503 });
    await run(visits.first);
    expect(server.received).to.have.length(1);
    expect(await states()).to.deep.equal(['waiting', 'waiting', 'waiting', 'waiting']);
    expect(await line(visits.second)).to.include({ attempts: 0, leasedUntil: null });
  });

  it('goes back into line, due at once, from the first on that is not taken', async () => {
    server.misbehaveAt.set(2, { kind: 'status', status: 503 });
    await run(visits.first);
    expect(await states()).to.deep.equal(['delivered', 'waiting', 'waiting', 'waiting']);
    expect(await line(visits.second)).to.include({ attempts: 1, leasedUntil: null });
    const third = await line(visits.third);
    expect(third).to.include({ attempts: 0, leasedUntil: null });
    expect(Date.parse(String(third.dueAt))).to.be.at.most(Date.now());
  });

  it('leaves out who is at it already, who is not due, and everybody when a person has stopped the destination', async () => {
    await change(visits.secondAgain, { leasedUntil: later(60) });
    await change(visits.third, { nextTryAt: later(60) });
    await run(visits.first);
    expect(await states()).to.deep.equal(['delivered', 'waiting', 'waiting', 'waiting']);
    await change(visits.secondAgain, { leasedUntil: later(-60) });
    await run(visits.second, { onStep: at('recorded', 1, pause) });
    expect(await states()).to.deep.equal(['delivered', 'delivered', 'waiting', 'waiting']);
  });

  it('is read again by the next job when what was read has grown old', async () => {
    // The second is on its way, slowly.
    const wait = async () => await Promise.resolve(void (clock += 6_000));
    await run(visits.first, { onStep: at('answered', 2, wait) });
    expect(await states()).to.deep.equal(['delivered', 'delivered', 'waiting', 'waiting']);
    expect(await line(visits.third)).to.include({ attempts: 0, leasedUntil: null });
  });

  it('goes back into line when the sender fails in the midst, and the failure is told', async () => {
    const failure = await run(visits.first, { onStep: at('answered', 2, async () => await Promise.reject(new Error('a fault'))) }).catch(
      String,
    );
    expect(failure).to.equal('Error: a fault');
    expect(await states()).to.deep.equal(['delivered', 'waiting', 'waiting', 'waiting']);
    expect(await line(visits.third)).to.include({ attempts: 0, leasedUntil: null });
  });

  for (const step of ['leased', 'sending', 'answered', 'kept', 'recorded'].map((one) => `${one}:2`)) {
    it(`is there once, whole and in order when the process gets SIGKILL at "${step}", by the jobs that stayed`, async () => {
      const { id } = await line(visits.first);
      const sender = spawn(process.execPath, ['--import', 'tsx', script, database.appUrl, facilityId, id, step], { stdio: 'inherit' });
      expect((await once(sender, 'exit'))[1]).to.equal('SIGKILL');
      const taken = step === 'recorded:2' ? 'delivered' : 'waiting';
      expect(await states()).to.deep.equal(['delivered', taken, 'waiting', 'waiting']);
      const third = await line(visits.third);
      expect(third).to.include({ attempts: 0, dueAt: third.leasedUntil });
      expect(third.leasedUntil).not.to.equal(null);

      clock = Date.now() + 180_000;
      for (const visit of [visits.third, visits.second, visits.secondAgain]) await run(visit);
      expect(await states()).to.deep.equal(['delivered', 'delivered', 'delivered', 'delivered']);
      const copies = ['Patient', 'Encounter', 'Condition'].map((type) => server.store.count(type));
      expect(copies).to.deep.equal([3, 4, 8]);
    });
  }
});
