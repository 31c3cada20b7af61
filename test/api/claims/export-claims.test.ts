import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import supertest from 'supertest';
import type { ClaimExportView, ClaimList } from '../../../api/claims/claim-schemas.ts';
import { exportClaims } from '../../../api/claims/export-claims.ts';
import { DEMO_MARK } from '../../../api/http/signing/pkcs12.ts';
import { ensureDemoKey } from '../../../api/http/signing/signing-key.ts';
import { verifySignature } from '../../../api/http/signing/verify-signature.ts';
import { systemCtx } from '../../../api/http/system-context.ts';
import { read } from '../../../db/doors.ts';
import { rows } from '../../../db/knex.ts';
import { findSigningKey } from '../../../db/stores/signing-key-store.ts';
import { localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { aCard, aPerson } from '../../support/a-registration.ts';
import { aUser, testApi, type Client, type TestApi } from '../../support/api.ts';
import { runJobs } from '../../support/jobs.ts';
import { unzip } from '../../support/unzip.ts';
import { aClosure, openVisit, type OpenVisit } from '../encounters/open-visit.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

describe('export claims', function () {
  this.timeout(90_000);
  const today = localDay(new Date());
  let api: TestApi;
  let place: Workplace;
  let elsewhere: Workplace;

  before(async () => {
    api = await testApi();
    elsewhere = await aWorkplace(api);
  });
  beforeEach(async () => {
    place = await aWorkplace(api);
  });
  afterEach(() => api.setNow(undefined));

  let persons = 0;
  /** A closed visit of the day; with `referral` named but its number missing, the claim has an error. */
  async function closed(kind: 'insured' | 'uninsured' | 'with-error' = 'insured'): Promise<OpenVisit> {
    const card = aCard();
    const coverage = kind === 'uninsured' ? ({ kind: 'none' } as const) : ({ kind: 'new-card', card } as const);
    persons += 1;
    const identifiers = [{ system: 'citizen-id', value: `0140800${String(persons).padStart(5, '0')}` }] as const;
    const patient = { kind: 'new', id: newId(), data: aPerson({ identifiers: [...identifiers] }) } as const;
    const wrong = kind === 'with-error' ? { arrivalCategory: '1.3', arrivalReason: 'Có giấy chuyển' } : {};
    const visit = await openVisit(place, {
      patient,
      coverage,
      visit: { id: newId(), roomId: place.roomId, priority: 'normal', reason: 'Ho', ...wrong },
    });
    await place.nurse.put(`${visit.path}/vitals`, await visit.fresh({ values: { weight: '50' } })).expect(200);
    await visit.diagnose('J02.9');
    await place.doctor.post(`${visit.path}/closure`, await visit.fresh(aClosure())).expect(200);
    return visit;
  }
  const request = async (from = today, until = from, id = newId()): Promise<string> => {
    await place.officer.post('/claim-exports', { id, from, until }).expect(202);
    return id;
  };
  const view = async (id: string): Promise<ClaimExportView> =>
    (await place.officer.get(`/claim-exports/${id}`).expect(200)).body as ClaimExportView;
  const download = async (id: string, client: Client = place.officer): Promise<Buffer> =>
    (await client.get(`/claim-exports/${id}/file`).buffer(true).parse(binary).expect(200)).body as Buffer;
  const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

  itIsGuarded(
    () => api,
    async () => ({
      method: 'post',
      path: '/claim-exports',
      body: { id: newId(), from: today, until: today },
      status: 202,
      may: place.officer,
      mayNot: place.doctor,
      malformed: [
        [{ from: '2026-02-30' }, 'day_impossible@from'],
        [{ until: '2026-02-30' }, 'day_impossible@until'],
        [{ id: 'x' }, 'malformed@id'],
        [{ state: 'ready' }, 'unknown_field@state'],
      ],
    }),
    'province-wide',
  );

  it('logs the opening of every visit in a file that somebody takes away', async () => {
    const visits = [await closed(), await closed()];
    const id = await request();
    await runJobs(api);
    const opened = async () =>
      await rows<{ encounterId: string }>(
        api.database.owner,
        `SELECT encounter_id FROM access_events WHERE facility_id = :facilityId AND user_id = :userId AND encounter_id IS NOT NULL ORDER BY encounter_id`,
        { facilityId: place.facility.id, userId: place.officer.userId },
      );
    expect(await opened()).to.deep.equal([]);
    await download(id);
    expect((await opened()).map(({ encounterId }) => encounterId)).to.deep.equal(visits.map(({ encounterId }) => encounterId).sort());
  });

  it('goes from queued to ready by the worker, and only then has a file', async () => {
    const visit = await closed();
    const id = await request();
    expect(await view(id)).to.include({ state: 'queued', total: 0, included: 0, fileName: null, sha256: null, finishedAt: null });
    const early = await refusedWithoutTrace(api, () => place.officer.get(`/claim-exports/${id}/file`), 404);
    expect(early.body).to.include({ code: 'claim_export_not_found' });

    await runJobs(api);
    const ready = await view(id);
    expect(ready).to.include({ state: 'ready', total: 1, included: 1, leftOut: 0, fundAmount: '36500' });
    expect(ready.fileName).to.equal(`${place.facility.code}_${today.replaceAll('-', '')}.zip`);
    expect(ready.finishedAt).to.be.a('string');
    const zip = await download(id);
    expect(sha256(zip)).to.equal(ready.sha256);
    const { code } = await visit.view();
    expect(unzip(zip).map((file) => file.name)).to.deep.equal([`${code}.xml`]);
  });

  it('holds the insured visits of the local day and leaves out those with an error, which the list explains', async () => {
    const good = await closed();
    const bad = await closed('with-error');
    const own = await closed('uninsured');
    const list = (await place.officer.get(`/claims?day=${today}`).expect(200)).body as ClaimList;
    const errors = (visit: OpenVisit) =>
      list.items
        .find((one) => one.encounterId === visit.encounterId)
        ?.findings.filter((one) => one.severity === 'block' || one.severity === 'error')
        .map((one) => one.rule);
    expect(list.items).to.have.length(3);
    expect([errors(good), errors(own)]).to.deep.equal([[], []]);
    expect(errors(bad)).to.include('RTE-004');

    const id = await request();
    await runJobs(api);
    expect(await view(id)).to.include({ state: 'ready', total: 2, included: 1, leftOut: 1, fundAmount: '36500' });
    expect(unzip(await download(id))).to.have.length(1);
  });

  it('takes the visits that were closed between midnight and midnight in Viet Nam', async () => {
    const closedAt = async (now: string): Promise<void> => {
      api.setNow(now);
      place = { ...place, ...(await staff()) };
      await closed();
    };
    const staff = async () => ({
      reception: await aUser(api, place.facility, ['reception']),
      nurse: await aUser(api, place.facility, ['nurse']),
      doctor: await aUser(api, place.facility, ['doctor']),
      officer: await aUser(api, place.facility, ['insurance-officer']),
    });
    for (const now of ['2026-11-22T16:59:59.999Z', '2026-11-22T17:00:00Z', '2026-11-23T16:59:59.999Z', '2026-11-23T17:00:00Z'])
      await closedAt(now);
    const id = await request('2026-11-23');
    await exportClaims(api.services, { facilityId: place.facility.id, exportId: id });
    expect(await view(id)).to.include({ total: 2, included: 2 });
  });

  it('goes on where it stopped: the worker that died half-way leaves the same file as one that did not', async () => {
    for (let i = 0; i < 3; i += 1) await closed();
    // The check-ins of the visits make the key for trial that signs the files.
    await runJobs(api);
    const whole = await request();
    await runJobs(api);
    const { sha256: expected } = await view(whole);

    const stopped = await request();
    await cutOff(stopped);
    // The officer sees that it stopped, and there is no half a file to take by mistake.
    expect(await view(stopped)).to.include({ state: 'failed', fileName: null });
    await place.officer.get(`/claim-exports/${stopped}/file`).expect(404);
    const job = { facilityId: place.facility.id, exportId: stopped };
    await exportClaims(api.services, job);
    expect(await view(stopped)).to.include({ state: 'ready', included: 3, sha256: expected });
    await exportClaims(api.services, job); // and once more, as an at-least-once worker may
    expect(await view(stopped)).to.include({ state: 'ready', included: 3, sha256: expected });
    expect(unzip(await download(stopped))).to.have.length(3);
  });

  /** Runs the job on a log of its own until the first file is written, then lets it fail as a lost database would. */
  async function cutOff(exportId: string): Promise<void> {
    await api.database.owner.raw(`
      CREATE FUNCTION fail_second() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF (SELECT count(*) FROM claim_files AS f WHERE f.export_id = NEW.export_id) >= 1 THEN RAISE EXCEPTION 'cut off'; END IF;
        RETURN NEW; END $$;
      CREATE TRIGGER fail_second BEFORE INSERT ON claim_files FOR EACH ROW EXECUTE FUNCTION fail_second();`);
    const failed: unknown = await exportClaims(api.services, { facilityId: place.facility.id, exportId }, { pageSize: 1 }).catch(
      (cause: unknown) => cause,
    );
    await api.database.owner.raw('DROP TRIGGER fail_second ON claim_files; DROP FUNCTION fail_second()');
    expect(failed).to.be.instanceOf(Error);
    expect(await rows(api.database.owner, 'SELECT 1 FROM claim_files AS f WHERE f.export_id = :exportId', { exportId })).to.have.length(1);
  }

  it('goes on after the process was killed: what was kept stays, nothing is made twice, and the bytes are the same', async () => {
    for (let i = 0; i < 4; i += 1) await closed();
    await runJobs(api);
    const whole = await request();
    await runJobs(api);
    const { sha256: expected } = await view(whole);

    const cut = await request();
    const script = fileURLToPath(new URL('../../support/killed-export.ts', import.meta.url));
    const dying = spawn(process.execPath, ['--import', 'tsx', script, api.database.appUrl, place.facility.id, cut, '2'], {
      stdio: 'inherit',
    });
    const [, signal] = (await once(dying, 'exit')) as [number | null, string | null];
    expect(signal).to.equal('SIGKILL');
    expect(await view(cut)).to.include({ state: 'running', total: 4, fileName: null });
    const before = await filesOf(cut);
    expect(before).to.have.length.within(2, 3);

    await exportClaims(api.services, { facilityId: place.facility.id, exportId: cut }, { threads: 2, pageSize: 1 });
    expect(await view(cut)).to.include({ state: 'ready', total: 4, done: 4, included: 4, sha256: expected });
    const after = await filesOf(cut);
    expect(after).to.have.length(4);
    expect(after).to.include.deep.members(before);
  });

  it('stops between two pages when the process is to end, and says so', async () => {
    await closed();
    const id = await request();
    const job = { facilityId: place.facility.id, exportId: id };
    const stopped: unknown = await exportClaims(api.services, job, { signal: AbortSignal.abort() }).catch((cause: unknown) => cause);
    expect(stopped).to.have.property('name', 'AbortError');
    expect(await view(id)).to.include({ state: 'failed', total: 1, done: 0 });
    await exportClaims(api.services, job);
    expect(await view(id)).to.include({ state: 'ready', done: 1, included: 1 });
  });

  const filesOf = async (exportId: string) =>
    await rows(
      api.database.owner,
      `SELECT f.id, f.sha256, f.xmin::text AS written FROM claim_files AS f
        WHERE f.export_id = :exportId ORDER BY f.id`,
      { exportId },
    );

  it('makes the files of several days at once, each visit once, and names the file by both days', async () => {
    const days = ['2026-11-02', '2026-11-03', '2026-11-05'];
    for (const day of days) {
      api.setNow(`${day}T03:00:00Z`);
      await closed();
    }
    api.setNow('2026-11-30T03:00:00Z');
    const officer = await aUser(api, place.facility, ['insurance-officer']);
    const id = newId();
    await officer.post('/claim-exports', { id, from: '2026-11-01', until: '2026-11-03' }).expect(202);
    await exportClaims(api.services, { facilityId: place.facility.id, exportId: id }, { pageSize: 1 });
    const ready = (await officer.get(`/claim-exports/${id}`).expect(200)).body as ClaimExportView;
    expect(ready).to.include({ total: 2, done: 2, included: 2, fundAmount: '73000', secondsLeft: null });
    expect(ready.fileName).to.equal(`${place.facility.code}_20261101_20261103.zip`);
    const other = await officer.post('/claim-exports', { id: newId(), from: '2026-10-01', until: '2026-11-03' }).expect(422);
    expect(findings(other)).to.deep.equal(['claim_span_wrong@until']);
  });

  it('signs the files with the key of the facility and says whose it is; without a key they stay unsigned', async () => {
    await closed();
    const plain = await request();
    await exportClaims(api.services, { facilityId: place.facility.id, exportId: plain });
    expect((await view(plain)).signer).to.equal(null);
    expect(unzip(await download(plain))[0]?.content.toString('utf8')).to.include('<CHUKYDONVI></CHUKYDONVI>');

    await ensureDemoKey(systemCtx(api.services, place.facility.id), api.services.secrets);
    const signed = await request();
    await exportClaims(api.services, { facilityId: place.facility.id, exportId: signed });
    const { signer } = await view(signed);
    expect(signer).to.include({ demo: true });
    expect(signer?.subject).to.include(DEMO_MARK);
    const [file] = unzip(await download(signed));
    const key = await read(systemCtx(api.services, place.facility.id), async (tx) => await findSigningKey(tx, place.facility.id));
    const proof = { certificatePem: key?.certificate ?? '', element: 'CHUKYDONVI', at: new Date().toISOString() };
    expect(verifySignature(file?.content ?? Buffer.alloc(0), proof)).to.equal(undefined);
  });

  it('does not go on under another key: half the files signed by one and half by another are no export', async () => {
    await closed();
    await closed();
    const id = await request();
    await cutOff(id);
    await ensureDemoKey(systemCtx(api.services, place.facility.id), api.services.secrets);
    await exportClaims(api.services, { facilityId: place.facility.id, exportId: id });
    expect(await view(id)).to.include({ state: 'failed' });
  });

  it('names everybody whose claim left in the audit, however many were written at once', async () => {
    const visits = [await closed(), await closed()];
    const id = await request();
    await runJobs(api);
    const named = await rows<{ encounterId: string }>(
      api.database.owner,
      `SELECT e.payload::jsonb ->> 'encounterId' AS encounter_id FROM audit_events AS e
        WHERE e.action = 'claim.file' AND e.payload::jsonb ->> 'objectId' = :id`,
      { id },
    );
    expect(named.map((one) => one.encounterId).sort()).to.deep.equal(visits.map((one) => one.encounterId).sort());
  });

  it('gives the same bytes for the same day, however often it is made', async () => {
    await closed();
    await closed();
    const [first, second] = [await request(), await request()];
    await runJobs(api);
    expect((await download(first)).equals(await download(second))).to.equal(true);
    expect((await download(first)).equals(await download(first))).to.equal(true);
    const { items } = (await place.officer.get(`/claim-exports?from=${today}&until=${today}`).expect(200)).body as {
      items: ClaimExportView[];
    };
    expect(items.map((one) => one.id)).to.deep.equal([second, first]);
  });

  it('makes an empty day an empty file', async () => {
    const id = await request();
    await runJobs(api);
    expect(await view(id)).to.include({ state: 'ready', total: 0, included: 0, fundAmount: '0' });
    expect(unzip(await download(id))).to.deep.equal([]);
  });

  it('refuses a day that has not come and an id that is taken', async () => {
    const future = await refusedWithoutTrace(
      api,
      () => place.officer.post('/claim-exports', { id: newId(), from: today, until: '2999-01-01' }),
      422,
    );
    expect(findings(future)).to.deep.equal(['day_in_future@until']);
    const id = await request();
    const taken = await refusedWithoutTrace(api, () => place.officer.post('/claim-exports', { id, from: today, until: today }), 409);
    expect(findings(taken)).to.deep.equal(['already_exists@id']);
  });

  it('shows nothing to another facility, and the file to nobody without the right', async () => {
    await closed();
    const id = await request();
    await runJobs(api);
    for (const path of [`/claim-exports/${id}`, `/claim-exports/${id}/file`]) {
      const foreign = await refusedWithoutTrace(api, () => elsewhere.officer.get(path), 404);
      const absent = await refusedWithoutTrace(api, () => elsewhere.officer.get(path.replace(id, newId())), 404);
      const plain = ({ requestId: _, ...rest }: Record<string, unknown>) => rest;
      expect(plain(foreign.body as Record<string, unknown>)).to.deep.equal(plain(absent.body as Record<string, unknown>));
      for (const client of [place.doctor, place.cashier, place.reception]) await refusedWithoutTrace(api, () => client.get(path), 403);
      await supertest(api.app).get(`/api${path}`).expect(401);
    }
    expect(((await elsewhere.officer.get(`/claims?day=${today}`).expect(200)).body as ClaimList).items).to.deep.equal([]);
    expect((await elsewhere.officer.get(`/claim-exports?from=${today}&until=${today}`).expect(200)).body).to.deep.equal({ items: [] });
    await refusedWithoutTrace(api, () => place.doctor.get(`/claims?day=${today}`), 403);
  });

  it('pages the list of the day without losing or repeating a visit, and logs every record it shows', async () => {
    for (let i = 0; i < 32; i += 1) await closed('uninsured');
    const first = (await place.officer.get(`/claims?day=${today}`).expect(200)).body as ClaimList;
    expect(first.items).to.have.length(30);
    const second = (await place.officer.get(`/claims?day=${today}&after=${first.next}`).expect(200)).body as ClaimList;
    expect(second).to.have.property('next', null);
    const ids = [...first.items, ...second.items].map((one) => one.encounterId);
    expect(new Set(ids).size).to.equal(32);
    const opened = await rows<{ encounterId: string }>(
      api.database.owner,
      `SELECT e.encounter_id FROM access_events AS e WHERE e.user_id = :userId`,
      { userId: place.officer.userId },
    );
    expect(opened.map((one) => one.encounterId).sort()).to.deep.equal([...ids].sort());
  });
});

function binary(stream: unknown, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  (stream as NodeJS.ReadableStream).on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => done(null, Buffer.concat(chunks)));
}
