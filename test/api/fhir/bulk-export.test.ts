import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, existsSync, readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Resource } from '@medplum/fhirtypes';
import { expect } from 'chai';
import supertest from 'supertest';
import { exportFolder } from '../../../api/interop/reading/exports/export-files.ts';
import { removeEndedExports } from '../../../api/interop/reading/exports/remove-exports.ts';
import { exportFhir } from '../../../api/interop/reading/exports/run-export.ts';
import { endFhirClient } from '../../../api/interop/reading/fhir-clients.ts';
import { referencesIn } from '../../../api/interop/resource-identity.ts';
import { systemCtx } from '../../../api/http/system-context.ts';
import { row } from '../../../db/knex.ts';
import { insertClosedVisit, insertPeople } from '../../fhir/closed-visit.ts';
import { aPeer, type APeer, indexed, outcomeCodes } from '../../support/a-peer.ts';
import { aFacility, type TestApi, testApi } from '../../support/api.ts';
import { aVisit } from '../../support/a-visit.ts';
import { clean, judge } from '../../support/fhir-validators.ts';

const { facility } = aVisit();

interface Manifest {
  transactionTime: string;
  request: string;
  requiresAccessToken: boolean;
  output: { type: string; url: string; count: number; extension: { 'urn:hoa-ban:sha256': string } }[];
  error: unknown[];
}

describe('a bulk export', function () {
  this.timeout(60_000);
  let api: TestApi;
  let peer: APeer;
  let visits: string[];
  before(async () => {
    api = await testApi();
    const ctx = () => systemCtx(api.services, facility.id);
    await insertPeople(ctx());
    peer = await aPeer(api, facility.id, { name: 'Kho' });
    visits = [];
    for (const icdCode of ['J02.9', 'J02.9', 'J02.9', 'F32.1']) visits.push(await insertClosedVisit(ctx(), { icdCode }));
    await indexed(api, facility.id, visits);
  });

  const start = async (query = '', asked = peer, prefer = 'respond-async') =>
    await supertest(api.app)
      .get(`/fhir/Group/${facility.id}/$export${query}`)
      .set('Authorization', `Bearer ${await asked.token()}`)
      .set('Prefer', prefer);
  const idOf = (answer: supertest.Response): string =>
    /\/exports\/([0-9a-f-]{36})$/.exec(answer.headers['content-location'] ?? '')?.[1] ?? '';
  /** Started, and made as the worker would. */
  const made = async (query = '', asked = peer): Promise<string> => {
    const id = idOf(await start(query, asked));
    await exportFhir(api.services, { facilityId: facility.id, exportId: id }, { pageSize: 2 });
    return id;
  };
  const manifestOf = async (id: string, asked = peer): Promise<Manifest> => (await asked.get(`exports/${id}`)).body as Manifest;
  const download = async (url: string, headers: Record<string, string> = {}) =>
    await supertest(api.app)
      .get(new URL(url).pathname)
      .set({ Authorization: `Bearer ${await peer.token()}`, ...headers })
      .buffer(true)
      .parse((response, done) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => done(null, Buffer.concat(parts)));
      });
  const bytesOf = async (url: string): Promise<Buffer> => (await download(url)).body as Buffer;
  const contentOf = async (manifest: Manifest): Promise<Map<string, string>> =>
    new Map(await Promise.all(manifest.output.map(async ({ type, url }) => [type, (await bytesOf(url)).toString('utf8')] as const)));

  it('is started, asked after and fetched; counts, digests and references are right, each resource stands once', async () => {
    const begun = await start();
    expect([begun.status, begun.text]).to.deep.equal([202, '']);
    const id = idOf(begun);
    const waiting = await peer.get(`exports/${id}`);
    expect([waiting.status, waiting.headers['x-progress'], waiting.headers['retry-after']]).to.deep.equal([202, 'waiting', '5']);
    await exportFhir(api.services, { facilityId: facility.id, exportId: id }, { pageSize: 2 });
    const answer = await peer.get(`exports/${id}`);
    expect([answer.status, answer.type]).to.deep.equal([200, 'application/json']);
    const manifest = answer.body as Manifest;
    expect(manifest).to.include({ requiresAccessToken: true, request: `http://127.0.0.1:8080/fhir/Group/${facility.id}/$export` });
    expect(manifest.error).to.deep.equal([]);
    const all: Resource[] = [];
    for (const { type, url, count, extension } of manifest.output) {
      const bytes = await bytesOf(url);
      expect(createHash('sha256').update(bytes).digest('hex'), type).to.equal(extension['urn:hoa-ban:sha256']);
      const lines = bytes
        .toString('utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Resource);
      expect(lines.map(({ resourceType }) => resourceType)).to.deep.equal(Array<string>(count).fill(type));
      all.push(...lines);
    }
    const ids = all.map(({ id: one }) => one);
    expect(new Set(ids).size).to.equal(ids.length);
    expect(all.filter((one) => referencesIn(one).some((to) => !ids.includes(to)))).to.deep.equal([]);
    expect(all.filter(({ resourceType }) => resourceType === 'Encounter')).to.have.length(3);
    expect(all.filter(({ resourceType }) => resourceType === 'Patient')).to.have.length(1);
    const [encounter] = all.filter(({ resourceType }) => resourceType === 'Encounter');
    expect(judge(encounter as Resource)).to.deep.equal(clean);
    expect((await peer.get(`Encounter/${encounter?.id}`)).body).to.deep.equal(encounter);
  });

  it('logs each visit that it writes under the system that asked', async () => {
    const reader = await aPeer(api, facility.id);
    await made('', reader);
    const logged = await row<{ visits: number; people: number }>(
      api.database.owner,
      `SELECT count(DISTINCT a.encounter_id)::int AS visits, count(DISTINCT a.patient_id)::int AS people FROM access_events AS a
        WHERE a.user_id = :id AND a.action = 'fhir.export' AND a.encounter_id IS NOT NULL`,
      { id: reader.clientId },
    );
    expect(logged).to.deep.equal({ visits: 3, people: 1 });
  });

  it('goes on with a download where the line broke', async () => {
    const { output } = await manifestOf(await made());
    const file = output.find(({ type }) => type === 'Observation');
    if (file === undefined) throw new Error('no observations');
    const whole = await bytesOf(file.url);
    const rest = await download(file.url, { Range: 'bytes=100-', 'If-Range': `"${file.extension['urn:hoa-ban:sha256']}"` });
    expect([rest.status, rest.headers['content-range']]).to.deep.equal([206, `bytes 100-${whole.length - 1}/${whole.length}`]);
    expect(Buffer.concat([whole.subarray(0, 100), rest.body as Buffer]).equals(whole)).to.equal(true);
    const other = await download(file.url, { Range: 'bytes=100-', 'If-Range': '"another"' });
    expect([other.status, (other.body as Buffer).length]).to.deep.equal([200, whole.length]);
  });

  it('goes on after its process was killed, and ends with the very files of one that was not', async () => {
    const undisturbed = await contentOf(await manifestOf(await made()));
    const id = idOf(await start('?_since=2020-01-01'));
    const script = fileURLToPath(new URL('../../support/killed-fhir-export.ts', import.meta.url));
    const dying = spawn(process.execPath, ['--import', 'tsx', script, api.database.appUrl, facility.id, id, '2'], { stdio: 'inherit' });
    const [, signal] = (await once(dying, 'exit')) as [number | null, string | null];
    expect(signal).to.equal('SIGKILL');
    const cut = await peer.get(`exports/${id}`);
    expect([cut.status, cut.headers['x-progress']]).to.deep.equal([202, '2 of 4 visits']);
    // As if it had died in the middle of a line of the next page.
    appendFileSync(join(exportFolder(api.services, { facilityId: facility.id, id }), 'Encounter.ndjson'), '{"resourceType":"Enc');
    const progress: number[] = [];
    await exportFhir(api.services, { facilityId: facility.id, exportId: id }, { pageSize: 1, onProgress: (done) => progress.push(done) });
    expect(progress).to.deep.equal([3, 4]);
    expect(await contentOf(await manifestOf(id))).to.deep.equal(undisturbed);
  });

  it('begins anew when a file holds less than was noted', async () => {
    const id = idOf(await start('?_type=Encounter'));
    const script = fileURLToPath(new URL('../../support/killed-fhir-export.ts', import.meta.url));
    await once(
      spawn(process.execPath, ['--import', 'tsx', script, api.database.appUrl, facility.id, id, '2'], { stdio: 'inherit' }),
      'exit',
    );
    truncateSync(join(exportFolder(api.services, { facilityId: facility.id, id }), 'Encounter.ndjson'), 10);
    await exportFhir(api.services, { facilityId: facility.id, exportId: id });
    expect((await manifestOf(id)).output.map(({ type, count }) => [type, count])).to.deep.equal([['Encounter', 3]]);
  });

  it('holds only the types that were asked for and what changed since', async () => {
    const { output, transactionTime } = await manifestOf(await made('?_type=Patient,Encounter'));
    expect(output.map(({ type }) => type)).to.deep.equal(['Encounter', 'Patient']);
    expect((await manifestOf(await made(`?_since=${transactionTime}`))).output).to.deep.equal([]);
    const fresh = await insertClosedVisit(systemCtx(api.services, facility.id));
    await indexed(api, facility.id, [fresh]);
    const later = await manifestOf(await made(`?_since=${transactionTime}`));
    expect(later.output.find(({ type }) => type === 'Encounter')?.count).to.equal(1);
    expect(later.output.find(({ type }) => type === 'Patient')).to.equal(undefined);
  });

  it('runs once at a time in a facility; the same question finds the one that runs', async () => {
    const first = await start('?_type=Location');
    const again = await start('?_type=Location');
    expect(idOf(again)).to.equal(idOf(first));
    const other = await start('?_type=Practitioner');
    expect([other.status, outcomeCodes(other)]).to.deep.equal([429, ['fhir_export_running']]);
    expect(other.headers['retry-after']).to.equal('10');
    expect((await peer.delete(`exports/${idOf(first)}`)).status).to.equal(202);
    expect((await start('?_type=Practitioner')).status).to.equal(202);
    await peer.delete(`exports/${idOf(await start('?_type=Practitioner'))}`);
  });

  it('is taken back with its files, also while it is being made', async () => {
    const id = await made();
    const folder = exportFolder(api.services, { facilityId: facility.id, id });
    expect(readdirSync(folder)).not.to.be.empty;
    const [file] = (await manifestOf(id)).output;
    expect((await peer.delete(`exports/${id}`)).status).to.equal(202);
    expect(existsSync(folder)).to.equal(false);
    expect((await peer.get(`exports/${id}`)).status).to.equal(404);
    expect((await download(file?.url ?? '')).status).to.equal(404);
    const running = idOf(await start());
    let taken: Promise<unknown> | undefined;
    await exportFhir(
      api.services,
      { facilityId: facility.id, exportId: running },
      { pageSize: 1, onProgress: (done) => void (done === 1 && (taken = peer.delete(`exports/${running}`))) },
    );
    await taken;
    expect((await peer.get(`exports/${running}`)).status).to.equal(404);
    expect(existsSync(exportFolder(api.services, { facilityId: facility.id, id: running }))).to.equal(false);
  });

  it('is gone when its time is over', async () => {
    const id = await made();
    const folder = exportFolder(api.services, { facilityId: facility.id, id });
    api.setNow(new Date(Date.now() + 25 * 3_600_000).toISOString());
    const late = await peer.token();
    const answer = await supertest(api.app).get(`/fhir/exports/${id}`).set('Authorization', `Bearer ${late}`);
    await removeEndedExports(api.services);
    api.setNow(undefined);
    expect(answer.status).to.equal(404);
    expect(existsSync(folder)).to.equal(false);
  });

  it('is nobody else’s, and needs the scopes of what it holds', async () => {
    const id = await made();
    const [file] = (await manifestOf(id)).output;
    const other = await aPeer(api, facility.id);
    for (const path of [`exports/${id}`, new URL(file?.url ?? '').pathname.replace('/fhir/', '')])
      expect((await other.get(path)).status, path).to.equal(404);
    expect((await other.delete(`exports/${id}`)).status).to.equal(404);
    const elsewhere = await aPeer(api, (await aFacility(api)).facility.id);
    expect((await start('', elsewhere)).status).to.equal(404);
    expect((await elsewhere.get(`exports/${id}`)).status).to.equal(404);
    const narrow = await aPeer(api, facility.id, { scopes: ['system/Encounter.rs'] });
    expect((await start('?_type=Patient', narrow)).status).to.equal(403);
    const own = await made('', narrow);
    expect((await manifestOf(own, narrow)).output.map(({ type }) => type)).to.deep.equal(['Encounter']);
    expect((await supertest(api.app).get(`/fhir/exports/${id}`)).status).to.equal(401);
  });

  it('refuses what it does not understand', async () => {
    const codes = async (query: string, prefer?: string) => {
      const answer = await start(query, peer, prefer);
      return [answer.status, ...outcomeCodes(answer)];
    };
    expect(await codes('', 'handling=strict')).to.deep.equal([400, 'fhir_export_async_only']);
    expect(await codes('?_type=Patient,Nothing')).to.deep.equal([400, 'fhir_parameter_invalid']);
    expect(await codes('?_since=yesterday')).to.deep.equal([400, 'fhir_parameter_invalid']);
    expect(await codes('?_outputFormat=csv')).to.deep.equal([400, 'fhir_parameter_invalid']);
    expect(await codes('?_typeFilter=x')).to.deep.equal([400, 'fhir_parameter_unknown']);
    for (const path of [
      'exports/x',
      'exports/..%2F..%2Fsecrets',
      `exports/${visits[0]}/..%2F..%2Fsecrets.json`,
      `exports/${visits[0]}/Patient.ndjson`,
    ])
      expect((await peer.get(path)).status, path).to.be.oneOf([403, 404]);
  });

  it('of a system whose registration ended is made no further', async () => {
    const ending = await aPeer(api, facility.id, { name: 'Sắp hết hạn' });
    const id = idOf(await start('', ending));
    await endFhirClient(systemCtx(api.services, facility.id), 'Sắp hết hạn');
    await exportFhir(api.services, { facilityId: facility.id, exportId: id });
    const state = await row<{ state: string }>(api.database.owner, `SELECT x.state FROM fhir_exports AS x WHERE x.id = :id`, { id });
    expect(state?.state).to.equal('failed');
  });
});
