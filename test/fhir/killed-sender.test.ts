import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { deliver } from '../../api/interop/deliver.ts';
import { addDestination } from '../../api/interop/add-destination.ts';
import { systemCtx } from '../../api/http/system-context.ts';
import { aVisit } from '../support/a-visit.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { ownNamesPeer } from '../support/fhir-peer.ts';
import { startFhirServer, type TestFhirServer } from '../support/fhir-server.ts';
import { servicesOn } from '../support/services.ts';
import { insertClosedVisit, insertPeople } from './closed-visit.ts';

const script = fileURLToPath(new URL('../support/killed-sender.ts', import.meta.url));

describe('a process that sends and gets SIGKILL', function () {
  this.timeout(120_000);
  const facilityId = aVisit().facility.id;
  let database: TestDatabase;
  let server: TestFhirServer;
  let visits = 0;
  let clock = Date.now();
  const services = () => servicesOn(database.app, { now: () => new Date(clock) });
  const ctx = () => systemCtx(services(), facilityId);

  before(async () => {
    database = await testDatabase();
    server = await startFhirServer(ownNamesPeer());
    await insertPeople(ctx());
    await addDestination(ctx(), services().secrets, { name: 'peer', baseUrl: server.baseUrl });
  });
  after(async () => await server.close());
  beforeEach(() => (server.misbehave = undefined));

  const message = async (encounterId: string) => {
    const found = await database
      .owner<{ id: string; state: string; attempts: number; leasedUntil: string | null }>('outbox')
      .where({ encounterId } as never)
      .first('id', 'state', 'attempts', 'leasedUntil');
    if (found === undefined) throw new Error('no message waits for that visit');
    return found;
  };
  /** A visit in line, and a process of its own that sends it. */
  const startSending = async (step: string) => {
    clock = Math.max(clock + 1_000, Date.now());
    const encounterId = await insertClosedVisit(ctx());
    visits += 1;
    const { id } = await message(encounterId);
    const sender = spawn(process.execPath, ['--import', 'tsx', script, database.appUrl, facilityId, id, step], { stdio: 'inherit' });
    return { encounterId, id, sender, ended: once(sender, 'exit') as Promise<[number | null, string | null]> };
  };
  /** What the next worker does once the lease of the dead one is over. */
  const resume = async (encounterId: string, outboxId: string): Promise<void> => {
    expect(await message(encounterId)).to.include({ state: 'waiting', attempts: 0 });
    expect((await message(encounterId)).leasedUntil).not.to.equal(null);
    clock = Date.now() + 180_000;
    await deliver(services(), { facilityId, outboxId });
    expect((await message(encounterId)).state).to.equal('delivered');
    // One person; what was thought at arrival, and what was found.
    const copies = ['Patient', 'Encounter', 'Condition'].map((type) => server.store.count(type));
    expect(copies).to.deep.equal([1, visits, 2 * visits]);
  };

  for (const step of ['leased', 'sending', 'answered', 'kept', 'recorded']) {
    it(`at the step "${step}" leaves one copy of everything when the next one is done`, async () => {
      const { encounterId, id, ended } = await startSending(step);
      expect((await ended)[1]).to.equal('SIGKILL');
      if (step === 'recorded') expect((await message(encounterId)).state).to.equal('delivered');
      else await resume(encounterId, id);
    });
  }

  it('while the server works on its transaction leaves one copy of everything', async () => {
    const before = server.received.length;
    server.misbehave = { kind: 'slow', ms: 400 };
    const { encounterId, id, sender, ended } = await startSending('none');
    while (server.received.length === before) await new Promise((done) => setTimeout(done, 5));
    sender.kill('SIGKILL');
    expect((await ended)[1]).to.equal('SIGKILL');
    // The server does not know that nobody listens any more, and keeps what it got.
    while (server.store.count('Patient') === 0) await new Promise((done) => setTimeout(done, 20));
    await new Promise((done) => setTimeout(done, 500));
    server.misbehave = undefined;
    await resume(encounterId, id);
  });
});
