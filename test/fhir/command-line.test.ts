import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { systemCtx } from '../../api/http/system-context.ts';
import { aVisit } from '../support/a-visit.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { ownNamesPeer } from '../support/fhir-peer.ts';
import { startFhirServer, type TestFhirServer } from '../support/fhir-server.ts';
import { servicesOn } from '../support/services.ts';
import { startTokenServer, type TokenServer } from '../support/token-server.ts';
import { insertClosedVisit, insertPeople } from './closed-visit.ts';

describe('sending from the command line', function () {
  this.timeout(120_000);
  const { facility } = aVisit();
  const dataDir = mkdtempSync(join(tmpdir(), 'his-send-'));
  let database: TestDatabase;
  let server: TestFhirServer;
  let tokens: TokenServer;

  const ctx = () => systemCtx(servicesOn(database.app), facility.id);
  const his = async (args: string[], input = ''): Promise<{ status: number | null; data: unknown }> => {
    const child = spawn(process.execPath, ['api/cli/his.mjs', '--json', ...args], {
      env: { ...process.env, DATABASE_URL: database.ownerUrl, DATABASE_APP_URL: database.appUrl, HIS_DATA_DIR: dataDir },
    });
    child.stdin.end(input);
    const out: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => out.push(chunk));
    const status = await new Promise<number | null>((ended) => child.on('close', ended));
    return { status, data: JSON.parse(Buffer.concat(out).toString('utf8')) as unknown };
  };

  before(async () => {
    database = await testDatabase();
    server = await startFhirServer(ownNamesPeer());
    tokens = await startTokenServer();
    await insertPeople(ctx());
  });
  after(async () => {
    await server.close();
    await tokens.close();
    rmSync(dataDir, { recursive: true });
  });

  it('points at a server, registers a key, tries it, sends a visit and shows what became of it', async () => {
    const added = await his([
      ...['destination', 'add', '--name', 'province', '--base-url', server.baseUrl, '--auth', 'private-key'],
      ...['--token-url', tokens.tokenUrl, '--client-id', 'client-1', '--algorithm', 'ES384'],
    ]);
    expect(added.status).to.equal(0);
    const { data: keys } = await his(['destination', 'jwks', '--name', 'province']);
    tokens.keys = (keys as { keys: TokenServer['keys'] }).keys;
    const tested = await his(['destination', 'test', '--name', 'province']);
    expect(tested).to.deep.equal({ status: 0, data: { strategy: 'conditional', atomic: true, issues: [] } });

    await insertClosedVisit(ctx());
    const sent = await his(['send', '--facility', facility.code, '--destination', 'province', '--all']);
    expect(sent).to.deep.equal({ status: 0, data: { queued: 1, tried: 2, waiting: 0, refused: 0 } });
    expect([server.store.count('Encounter'), server.store.count('Patient')]).to.deep.equal([1, 1]);
    const { data: list } = await his(['outbox', 'list', '--facility', facility.code]);
    expect((list as { state: string; class: string }[]).map((one) => [one.state, one.class])).to.deep.equal([
      ['delivered', 'unchanged'],
      ['delivered', 'delivered'],
    ]);
    expect(JSON.stringify(list)).to.not.include(aVisit().patient.fullName);
  });

  it('stays with a server that is busy for as long as it is told', async () => {
    server.misbehaveAt.set(server.received.length + 1, { kind: 'entry-status', status: '429' });
    await insertClosedVisit(ctx());
    const drained = await his(['outbox', 'drain', '--facility', facility.code, '--wait', '30']);
    expect(drained).to.deep.equal({ status: 0, data: { tried: 1, waiting: 0, refused: 0 } });
    expect(server.store.count('Encounter')).to.equal(2);
  });

  it('holds a destination, lets it go again, and sends what was refused once more', async () => {
    await his(['destination', 'pause', '--name', 'province', '--reason', 'maintenance']);
    await insertClosedVisit(ctx());
    expect((await his(['outbox', 'drain', '--facility', facility.code])).status).to.equal(1);
    await his(['destination', 'resume', '--name', 'province']);
    server.misbehave = { kind: 'status', status: 422 };
    expect((await his(['outbox', 'drain', '--facility', facility.code])).data).to.deep.equal({ tried: 1, waiting: 0, refused: 1 });
    server.misbehave = undefined;
    expect((await his(['outbox', 'resend', '--facility', facility.code])).data).to.deep.equal({ resent: 1 });
    expect((await his(['outbox', 'drain', '--facility', facility.code])).status).to.equal(0);
    expect(server.store.count('Encounter')).to.equal(3);
  });

  it('says what is wrong in a code', async () => {
    expect((await his(['send', '--facility', facility.code])).data).to.have.nested.property('error.detail', 'visits_not_named');
    expect((await his(['outbox', 'list', '--facility', 'none'])).data).to.have.nested.property('error.code', 'facility_not_found');
  });
});
