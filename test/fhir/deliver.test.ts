import { expect } from 'chai';
import { Logger, runOnce } from 'graphile-worker';
import pino from 'pino';
import { addDestination } from '../../api/interop/add-destination.ts';
import { deliver } from '../../api/interop/deliver.ts';
import { listDestinations } from '../../api/interop/list-destinations.ts';
import { interopRoutes } from '../../api/interop/outbox-routes.ts';
import { queueVisits } from '../../api/interop/queue-messages.ts';
import { removeDestination } from '../../api/interop/remove-destination.ts';
import { testDestination } from '../../api/interop/test-destination.ts';
import type { Services } from '../../api/http/context.ts';
import { Refusal } from '../../api/http/errors.ts';
import { systemCtx } from '../../api/http/system-context.ts';
import { write } from '../../db/doors.ts';
import { row } from '../../db/knex.ts';
import { queueVisit } from '../../db/stores/outbox-store.ts';
import { readConfig } from '../../api/config.ts';
import { aVisit } from '../support/a-visit.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { openPeer, ownNamesPeer } from '../support/fhir-peer.ts';
import { startFhirServer, type TestFhirServer } from '../support/fhir-server.ts';
import { insertClosedVisit, insertPeople } from './closed-visit.ts';

interface Waiting {
  id: string;
  encounterId: string;
  state: string;
  attempts: number;
}

describe('delivering a closed visit', function () {
  this.timeout(60_000);
  const facilityId = aVisit().facility.id;
  let database: TestDatabase;
  let server: TestFhirServer;
  let services: Services;
  let clock = 0;
  // Never before now: the worker takes a job that is due by the clock of the database.
  beforeEach(() => (clock = Math.max(clock, Date.now())));

  const ctx = () => systemCtx(services, facilityId);
  const messages = async (): Promise<Waiting[]> =>
    await database.owner('outbox').where({ facilityId }).orderBy('createdAt').select('id', 'encounterId', 'state', 'attempts');
  const message = async (encounterId: string): Promise<Waiting> => {
    const found = (await messages()).find((one) => one.encounterId === encounterId);
    if (found === undefined) throw new Error('no message waits for that visit');
    return found;
  };
  const attempts = async (outboxId: string): Promise<string[]> =>
    (
      await database
        .owner<{ class: string }>('outboxAttempts')
        .where({ outboxId } as never)
        .orderBy('at')
        .select('class')
    ).map((one) => one.class);
  const run = async (encounterId: string): Promise<Waiting> => {
    clock += 1_000;
    await deliver(services, { facilityId, outboxId: (await message(encounterId)).id });
    return await message(encounterId);
  };
  const close = async (changes = {}): Promise<string> => {
    clock += 1_000;
    return await insertClosedVisit(ctx(), changes);
  };
  const destination = async () =>
    await row<{ strategy: string; entryLimit: number | null; pauseReason: string | null }>(
      database.owner,
      `SELECT d.strategy, d.entry_limit, d.pause_reason FROM destinations AS d WHERE d.removed_at IS NULL`,
    );
  const nextRun = async (outboxId: string): Promise<number> => {
    const found = await row<{ at: string }>(
      database.owner,
      `SELECT extract(epoch FROM j.run_at) * 1000 AS at FROM graphile_worker.jobs AS j WHERE j.key = :outboxId`,
      { outboxId },
    );
    return Number(found?.at);
  };

  before(async () => {
    database = await testDatabase();
    services = {
      db: database.app,
      config: readConfig({}),
      secrets: { accessTokenKey: 'a'.repeat(43), databasePassword: 'b'.repeat(24), fieldKey: Buffer.alloc(32, 7).toString('base64url') },
      log: pino({ level: 'silent' }),
      now: () => new Date(clock),
    };
    await insertPeople(ctx());
  });

  beforeEach(async () => {
    server = await startFhirServer();
    await addDestination(ctx(), services.secrets, { name: 'peer', baseUrl: server.baseUrl });
  });

  afterEach(async () => {
    await removeDestination(ctx(), 'peer');
    await server.close();
  });

  it('puts one message in line and takes it to the peer', async () => {
    const encounterId = await close();
    expect(await run(encounterId)).to.include({ state: 'delivered', attempts: 1 });
    expect(server.store.count('Encounter')).to.equal(1);
    expect(server.store.count('Claim')).to.equal(0);
    expect(server.store.search('Patient', new URLSearchParams({ identifier: 'urn:hoa-ban:14009:patient|140090000001' }))['total']).to.equal(
      1,
    );
  });

  it('does nothing for a message that is delivered already', async () => {
    const encounterId = await close();
    await run(encounterId);
    expect(await run(encounterId)).to.include({ attempts: 1 });
    expect(server.received).to.have.length(1);
  });

  it('leaves exactly one copy when the answer was lost and the message is sent again', async () => {
    const encounterId = await close();
    server.misbehaveAt.set(1, { kind: 'drop-after-commit' });
    expect(await run(encounterId)).to.include({ state: 'waiting', attempts: 1 });
    const stored = server.store.count();
    const { id, state } = await run(encounterId);
    expect(state).to.equal('delivered');
    expect(await attempts(id)).to.deep.equal(['transport', 'delivered']);
    expect(server.store.count()).to.equal(stored);
    expect(server.received).to.have.length(2);
  });

  it('waits as long as the peer asks for, in a job of its own', async () => {
    const encounterId = await close();
    server.misbehave = { kind: 'status', status: 429, retryAfter: '3600' };
    const { id, state } = await run(encounterId);
    expect(state).to.equal('waiting');
    expect(await nextRun(id)).to.equal(clock + 3_600_000);
    server.misbehave = undefined;
    await run(encounterId);
    expect(server.received).to.have.length(0);
    clock += 3_600_000;
    expect((await run(encounterId)).state).to.equal('delivered');
  });

  it('keeps the next try when the worker runs the job, and the worker of later finishes it', async () => {
    const worker = async () =>
      await runOnce({
        connectionString: database.appUrl,
        noPreparedStatements: true,
        logger: new Logger(() => () => undefined),
        taskList: { deliver: async (payload: unknown) => await deliver(services, payload) },
      });
    const encounterId = await close();
    server.misbehave = { kind: 'status', status: 503 };
    await worker();
    const { id, state } = await message(encounterId);
    expect(state).to.equal('waiting');
    expect(await attempts(id)).to.deep.equal(['transport']);
    expect(await nextRun(id)).to.be.greaterThan(clock);

    server.misbehave = undefined;
    await database.owner.raw(`UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key = ?`, [id]);
    await worker();
    expect((await message(encounterId)).state).to.equal('delivered');
    expect(await nextRun(id)).to.be.NaN;
  });

  it('stops at bad data and says where, without a word of the record', async () => {
    const encounterId = await close();
    const issue = { severity: 'error', code: 'value', diagnostics: 'Lò Thị Ngần', expression: ['Bundle.entry[1].resource.name'] };
    server.misbehave = { kind: 'status', status: 422, outcome: { resourceType: 'OperationOutcome', issue: [issue] } };
    const { id, state } = await run(encounterId);
    expect(state).to.equal('refused');
    const attempt = await row<{ class: string; httpStatus: number; issues: object[] }>(
      database.owner,
      `SELECT a.class, a.http_status, a.issues FROM outbox_attempts AS a WHERE a.outbox_id = :id`,
      { id },
    );
    expect(attempt).to.include({ class: 'data', httpStatus: 422 });
    expect(attempt?.issues).to.deep.equal([{ code: 'fhir_value', path: 'Bundle.entry[1].resource.name', severity: 'error' }]);
  });

  it('does not send what its own checker finds wrong, and says which field', async () => {
    const id = await close();
    await write(ctx(), 'test.spoil', async (tx) => await tx('encounters').where({ facilityId, id }).update({ reason: 'Sốt\u0007' }));
    const refused = await run(id);
    expect([refused.state, server.received.length, ...(await attempts(refused.id))]).to.deep.equal(['refused', 0, 'data']);
    const told = await database
      .owner<{ issues: object[] }>('outboxAttempts')
      .where({ outboxId: refused.id } as never)
      .first('issues');
    expect(told?.issues[0]).to.deep.include({ code: 'fhir_form_wrong', path: 'encounter.reason' });
  });

  it('withholds a visit with an HIV diagnosis before anything is sent', async () => {
    const encounterId = await close({ icdCode: 'B20.0' });
    const { id, state } = await run(encounterId);
    expect(state).to.equal('refused');
    expect(await attempts(id)).to.deep.equal(['withheld']);
    expect(server.received).to.have.length(0);
  });

  it('lets the older message of the same person go first', async () => {
    const first = await close();
    const second = await close();
    const held = await run(second);
    expect(held).to.include({ state: 'waiting', attempts: 0 });
    expect(await nextRun(held.id)).to.equal(clock + 60_000);
    expect(server.received).to.have.length(0);
    expect((await run(first)).state).to.equal('delivered');
    expect((await run(second)).state).to.equal('delivered');
  });

  it('does not send the same content twice', async () => {
    const encounterId = await close();
    const { id: firstId } = await run(encounterId);
    clock += 1_000;
    await write(ctx(), 'test.queue', async (tx) => {
      await queueVisit(tx, { facilityId, patientId: aVisit().patient.id, encounterId, at: ctx().now });
    });
    const again = (await messages()).find((one) => one.encounterId === encounterId && one.id !== firstId);
    await deliver(services, { facilityId, outboxId: again?.id });
    expect(await attempts(String(again?.id))).to.deep.equal(['unchanged']);
    expect((await messages()).map(({ state }) => state)).to.not.include('waiting');
    expect(server.received).to.have.length(1);
  });

  it('sends the same content again to a server that lost everything, when it is told to', async () => {
    const encounterId = await close();
    await run(encounterId);
    const stored = server.store.count();
    for (const { resourceType, id } of server.store.all()) server.store.lose(String(resourceType), String(id));
    clock += 1_000;
    const code = `14009.${encounterId}`;
    expect(await queueVisits(ctx(), { visit: code, destination: 'peer', again: true })).to.equal(1);
    const again = (await messages()).find((one) => one.encounterId === encounterId && one.state === 'waiting');
    await deliver(services, { facilityId, outboxId: again?.id });
    expect(await attempts(String(again?.id))).to.deep.equal(['delivered']);
    expect(server.store.count()).to.equal(stored);
  });

  it('sends a changed record again, as a new version of the same resources', async () => {
    const encounterId = await close();
    await run(encounterId);
    const stored = server.store.count();
    clock += 1_000;
    await write(ctx(), 'test.correct', async (tx) => {
      await tx('encounters').where({ facilityId, id: encounterId }).update({ reason: 'Sốt cao, đau họng' });
      await queueVisit(tx, { facilityId, patientId: aVisit().patient.id, encounterId, at: ctx().now });
    });
    const again = (await messages()).find((one) => one.encounterId === encounterId && one.state === 'waiting');
    await deliver(services, { facilityId, outboxId: again?.id });
    expect(await attempts(String(again?.id))).to.deep.equal(['delivered']);
    expect([server.store.count(), server.received.length]).to.deep.equal([stored, 2]);
  });

  it('waits while the destination is paused', async () => {
    const encounterId = await close();
    await write(ctx(), 'test.pause', async (tx) => {
      await tx('destinations').where({ name: 'peer' }).update({ pausedAt: ctx().now });
    });
    const { id, state, attempts: tried } = await run(encounterId);
    expect([state, tried, server.received.length]).to.deep.equal(['waiting', 0, 0]);
    expect(await nextRun(id)).to.equal(clock + 300_000);
  });

  it('asks a server how it names resources, keeps the answer, and sends accordingly', async () => {
    server.store.settings = ownNamesPeer();
    const encounterId = await close();
    expect((await run(encounterId)).state).to.equal('delivered');
    expect(server.store.count('Encounter')).to.equal(1);
    expect(server.received.length).to.be.greaterThan(1);
    expect(await destination()).to.include({ strategy: 'conditional', entryLimit: null });
    const stored = server.store.count();
    expect((await run(await close())).state).to.equal('delivered');
    expect(server.store.count('Patient')).to.equal(1);
    expect(server.store.count()).to.be.greaterThan(stored);
  });

  it('remembers how many entries a server takes at once', async () => {
    server.store.settings = openPeer({ updateLimit: 6 });
    expect((await run(await close())).state).to.equal('delivered');
    expect((await destination())?.entryLimit).to.be.within(1, 6);
  });

  it('stops the destination that forbids, until somebody has looked', async () => {
    const encounterId = await close();
    server.misbehave = { kind: 'status', status: 403 };
    expect((await run(encounterId)).state).to.equal('waiting');
    expect(await destination()).to.include({ pauseReason: 'forbidden' });
    server.misbehave = undefined;
    expect((await run(encounterId)).state).to.equal('waiting');
    expect(server.received).to.have.length(0);
  });

  it('takes the third answer that speaks of the record in the same words for bad data', async () => {
    const encounterId = await close();
    await run(await close());
    const issue = [{ severity: 'error', code: 'processing', expression: ['Encounter.period'] }];
    server.misbehave = { kind: 'status', status: 500, outcome: { resourceType: 'OperationOutcome', issue } };
    const states: string[] = [];
    for (let i = 0; i < 3; i += 1) states.push((await run(encounterId)).state);
    expect(states).to.deep.equal(['waiting', 'waiting', 'refused']);
    expect(await attempts((await message(encounterId)).id)).to.deep.equal(['transport', 'transport', 'data']);
  });

  it('never takes a server that is away for bad data, however often', async () => {
    const encounterId = await close();
    server.misbehave = { kind: 'status', status: 503 };
    for (let i = 0; i < 5; i += 1) expect((await run(encounterId)).state).to.equal('waiting');
    server.misbehave = undefined;
    expect((await run(encounterId)).state).to.equal('delivered');
  });

  it('is done by one sender at a time, and by another when the first is not heard of any more', async () => {
    const encounterId = await close();
    const { id: outboxId } = await message(encounterId);
    const killed = async (): Promise<void> => {
      throw new Error('killed');
    };
    clock += 1_000;
    const died = await deliver(services, { facilityId, outboxId }, { onStep: killed }).then(
      () => 'lived on',
      (cause: Error) => cause.message,
    );
    expect(died).to.equal('killed');
    const held = await run(encounterId);
    expect([held.state, held.attempts, server.received.length]).to.deep.equal(['waiting', 0, 0]);
    expect(await nextRun(outboxId)).to.equal(clock + 119_000);
    clock += 120_000;
    expect((await run(encounterId)).state).to.equal('delivered');
  });

  it('summarises per destination what waits, failed and went', async () => {
    const [delivered, refused] = [await close(), await close()];
    await run(delivered);
    server.misbehave = { kind: 'status', status: 400 };
    await run(refused);
    await close();
    const route = interopRoutes.find(({ path }) => path === '/outbox-summary');
    const answer = (await route?.handle(ctx() as never, { params: undefined, query: undefined, body: undefined }, undefined as never)) as {
      destinations: object[];
    };
    expect(route?.permission).to.equal('outbox.read');
    expect(answer.destinations).to.have.length(1);
    expect(answer.destinations[0]).to.include({ name: 'peer', kind: 'fhir', waiting: 1, failed: 1, deliveredToday: 1, stopped: null });
    expect(answer.destinations[0]).to.include.keys('oldestWaitingAt', 'lastSuccessAt');
  });

  it('sends with the token it was given and never shows it', async () => {
    await removeDestination(ctx(), 'peer');
    server.requiredToken = 'for-this-test-only';
    await addDestination(ctx(), services.secrets, {
      name: 'peer',
      baseUrl: `${server.baseUrl}/`,
      credentials: { kind: 'bearer', token: 'for-this-test-only' },
    });
    expect((await run(await close())).state).to.equal('delivered');
    const [listed] = await listDestinations(ctx(), services.secrets);
    expect(listed).to.include({ name: 'peer', baseUrl: server.baseUrl, credentials: 'bearer', strategy: 'client-ids', pauseReason: null });
    expect(JSON.stringify(listed)).to.not.include('for-this-test-only');
    const stored = await row<{ credentials: Buffer }>(
      database.owner,
      `SELECT d.credentials FROM destinations AS d WHERE d.removed_at IS NULL`,
    );
    expect(stored?.credentials.length).to.be.greaterThan(28);
    expect(stored?.credentials.toString('latin1')).to.not.include('for-this-test-only');
  });

  it('tells whether a server is fit before a visit is sent to it', async () => {
    expect(await testDestination(ctx(), services, 'peer')).to.deep.equal({ strategy: 'client-ids', atomic: true, issues: [] });
    expect(server.store.count()).to.equal(0);
    server.misbehave = { kind: 'html' };
    const { issues } = await testDestination(ctx(), services, 'peer');
    expect(issues.map(({ code }) => code)).to.deep.equal(['fhir_answer_incomplete']);
  });

  it('sees that a server runs transactions entry by entry, takes its trial away again, and sends step by step', async () => {
    server.store.settings = ownNamesPeer({ runsAsBatch: true });
    const { atomic, issues } = await testDestination(ctx(), services, 'peer');
    expect([atomic, ...issues.map(({ code }) => code)]).to.deep.equal([false, 'fhir_not_atomic']);
    expect(server.store.count()).to.equal(0);
    server.received.length = 0;
    expect((await run(await close())).state).to.equal('delivered');
    expect(JSON.stringify(server.received)).to.not.include('"reference":"urn:uuid:');
  });

  it('refuses a second destination of the name, an address that is none, and a name nobody gave', async () => {
    const status = async (work: Promise<unknown>): Promise<unknown> =>
      await work.then(
        () => 200,
        (cause: unknown) => (cause instanceof Refusal ? cause.status : (cause as { constraint?: string }).constraint),
      );
    expect(await status(addDestination(ctx(), services.secrets, { name: 'peer', baseUrl: server.baseUrl }))).to.equal(
      'destinations_name_key',
    );
    expect(await status(addDestination(ctx(), services.secrets, { name: 'other', baseUrl: 'ftp://example.invalid' }))).to.equal(422);
    expect(await status(removeDestination(ctx(), 'other'))).to.equal(404);
    expect(await status(testDestination(ctx(), services, 'other'))).to.equal(404);
  });
});
