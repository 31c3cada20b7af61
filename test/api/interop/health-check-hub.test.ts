import { createPublicKey, verify } from 'node:crypto';
import { expect } from 'chai';
import { setSigningKey } from '../../../api/http/signing/signing-key.ts';
import { systemCtx } from '../../../api/http/system-context.ts';
import { addHealthCheckHub } from '../../../api/interop/add-destination.ts';
import { endHubAccount, setHubAccount } from '../../../api/interop/hub/hub-account.ts';
import { hubSimulator } from '../../../api/interop/hub/hub-simulator.ts';
import { queueHealthChecks } from '../../../api/interop/hub/queue-health-checks.ts';
import { removeDestination } from '../../../api/interop/remove-destination.ts';
import { testDestination } from '../../../api/interop/test-destination.ts';
import { viewFailures, viewOutbox } from '../../../api/interop/view-outbox.ts';
import { Refusal } from '../../../api/http/errors.ts';
import { rows } from '../../../db/knex.ts';
import { newId } from '../../../domain/ids.ts';
import type { HealthCheckRecord } from '../../../domain/health-checks/health-check-record.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { type HubTrick, startHub, type TestHub } from '../../support/hub-server.ts';
import { runJobs } from '../../support/jobs.ts';
import { aKeyFile } from '../../support/signing-key.ts';
import { aHospital, aWorkplace, footprint, type Workplace } from '../at-work.ts';
import { aClosedVisit } from '../claims/a-closed-visit.ts';
import { openVisit } from '../encounters/open-visit.ts';

const NAME = 'Trục dữ liệu của Bộ Y tế';
const GLN = '8936000000017';

describe('the hub of health checks', function () {
  this.timeout(60_000);
  let api: TestApi;
  let hub: TestHub;
  let place: Workplace;
  let patientNumber: string;
  let patientId: string;

  before(async () => {
    api = await testApi();
    hub = await startHub();
  });
  after(async () => await hub.close());
  beforeEach(async () => {
    place = await aWorkplace(api, { ...aHospital, gln: GLN });
    await addHealthCheckHub(ctx(), { name: NAME, permitted: [], consentRequired: false });
    ({ patientId } = await openVisit(place));
    const numbers = api.database.owner<{ number: string }>('facilityPatients').where({ patientId } as never);
    patientNumber = (await numbers.first('number'))?.number ?? '';
    Object.assign(hub, { logIns: [], pushes: [], tricks: [], logInStatus: 200, wrapped: false });
  });
  afterEach(async () => await removeDestination(ctx(), NAME));

  const ctx = () => systemCtx(api.services, place.facility.id);
  const aRecord = (fields: Partial<HealthCheckRecord> = {}): HealthCheckRecord => ({
    id: newId(),
    patientNumber,
    concludedAt: new Date(api.services.now().getTime() - 60_000).toISOString(),
    tables: [
      { code: 'XML10', rows: [{ KET_QUA: 'Bình thường' }] },
      { code: 'XML1', rows: [{ KET_LUAN: 'Đủ sức khỏe <loại I>' }] },
    ],
    ...fields,
  });
  const account = () => ({ baseUrl: hub.baseUrl, username: 'ksk', password: 'mật khẩu', receiverCode: 'BYT' });
  const withAccount = async (): Promise<void> => {
    await setHubAccount(ctx(), api.services.secrets, account());
    await setSigningKey(ctx(), api.services.secrets, aKeyFile());
  };
  const messages = async () =>
    await rows<{ state: string; class: string | null; code: string | null; attempts: number; id: string }>(
      api.database.owner,
      `SELECT o.id, o.state, o.attempts, a.class, a.issues->0->>'code' AS code FROM outbox AS o
         LEFT JOIN LATERAL (SELECT t.class, t.issues FROM outbox_attempts AS t WHERE t.facility_id = o.facility_id AND t.outbox_id = o.id
                             ORDER BY t.at DESC, t.id DESC LIMIT 1) AS a ON true
        WHERE o.facility_id = :facilityId ORDER BY o.created_at, o.id`,
      { facilityId: place.facility.id },
    );
  const refused = async (given: unknown): Promise<{ status: number; found: string[] }> => {
    const before = await footprint(api);
    const thrown: unknown = await queueHealthChecks(ctx(), given).then(
      () => undefined,
      (cause: unknown) => cause,
    );
    expect(await footprint(api)).to.deep.equal(before);
    if (!(thrown instanceof Refusal)) throw new Error('it was not refused');
    return { status: thrown.status, found: thrown.issues.map(({ code, path }) => `${code} ${path}`.trim()) };
  };
  const fileOf = (data: string): string => Buffer.from(data, 'base64').toString('utf8');

  it('gets a record in an envelope, with the signature of the facility over the content', async () => {
    await withAccount();
    await queueHealthChecks(ctx(), [aRecord()]);
    await runJobs(api);
    const [message] = await messages();
    expect(message).to.include({ state: 'delivered', class: 'delivered' });
    expect(hub.logIns).to.deep.equal([{ username: 'ksk', password: 'mật khẩu' }]);
    expect(hub.pushes).to.have.length(1);
    const [{ headers, envelope } = { headers: {}, envelope: undefined }] = hub.pushes;
    if (envelope === undefined) throw new Error('no envelope');
    expect(headers).to.include({ 'service-type': '100', authorization: 'Bearer token-1' });
    const { send_datetime, ...header } = envelope.header;
    expect(send_datetime).to.match(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+07:00$/);
    expect(header).to.deep.equal({
      version: '1.0',
      sender_id: GLN,
      receiver_id: 'BYT',
      txn_type: 'sync_checkup',
      msg_id: message?.id,
      msg_type: '101',
    });
    const key = createPublicKey(aKeyFile().certificatePem);
    expect(verify('RSA-SHA256', Buffer.from(envelope.data), key, Buffer.from(envelope.signature, 'base64'))).to.equal(true);
    const parts = [...fileOf(envelope.data).matchAll(/<LOAIHOSO>(\w+)<\/LOAIHOSO><NOIDUNGFILE>([^<]*)</g)];
    expect(parts.map(([, code]) => code)).to.deep.equal(['XML1', 'XML10']);
    expect(fileOf(parts[0]?.[2] ?? '')).to.equal('<XML1><DONG><KET_LUAN>Đủ sức khỏe &lt;loại I&gt;</KET_LUAN></DONG></XML1>');
  });

  it('gets a record once, and its correction as a second message of the same record', async () => {
    await withAccount();
    const record = aRecord();
    expect(await queueHealthChecks(ctx(), [record])).to.include({ queued: 1, known: 0 });
    expect(await queueHealthChecks(ctx(), [record])).to.include({ queued: 0, known: 1 });
    await runJobs(api);
    const corrected = { ...record, tables: [{ code: 'XML1', rows: [{ KET_LUAN: 'Loại II' }] }] };
    expect(await queueHealthChecks(ctx(), [corrected])).to.include({ queued: 1, known: 0 });
    await runJobs(api);
    expect(await queueHealthChecks(ctx(), [corrected], { again: true })).to.include({ queued: 1, known: 0 });
    await runJobs(api);
    expect(hub.pushes).to.have.length(3);
    const kept = await rows(api.database.owner, `SELECT h.record_id FROM health_checks AS h WHERE h.facility_id = :facilityId`, {
      facilityId: place.facility.id,
    });
    expect(kept).to.deep.equal([{ recordId: record.id }]);
    expect(hub.logIns).to.have.length(1);
  });

  it('forgets a refusal once a correction follows', async () => {
    await withAccount();
    hub.tricks.push({ status: 400, body: { code: 'CM_INVALID_REQUEST' } });
    const record = aRecord();
    await queueHealthChecks(ctx(), [record]);
    await runJobs(api);
    const failed = async () => (await viewOutbox(ctx())).destinations.find(({ name }) => name === NAME)?.failed;
    expect(await failed()).to.equal(1);
    expect((await viewFailures(ctx())).causes.map(({ code }) => code)).to.deep.equal(['health_check_refused']);
    await queueHealthChecks(ctx(), [{ ...record, tables: [{ code: 'XML1', rows: [{ KET_LUAN: 'Loại II' }] }] }]);
    await runJobs(api);
    expect(await failed()).to.equal(0);
    expect((await viewFailures(ctx())).causes).to.deep.equal([]);
  });

  it('is answered for by the marked simulator until an account is set, and again when it ends', async () => {
    const line = async () => (await viewOutbox(ctx())).destinations.find(({ name }) => name === NAME);
    const tested = async () => (await testDestination(ctx(), api.services, NAME)).issues.map(({ code }) => code);
    await queueHealthChecks(ctx(), [aRecord()]);
    await runJobs(api);
    expect((await messages())[0]).to.include({ state: 'delivered' });
    expect(hub.pushes).to.deep.equal([]);
    expect(await line()).to.include({ kind: 'health-check-hub', simulated: true });
    expect(await tested()).to.deep.equal(['health_check_simulated']);
    await withAccount();
    expect(await line()).to.include({ simulated: false });
    expect(await tested()).to.deep.equal([]);
    await endHubAccount(ctx());
    expect(await line()).to.include({ simulated: true });
  });

  it('in the simulator refuses a signature that does not hold and an envelope with a gap', async () => {
    await withAccount();
    await queueHealthChecks(ctx(), [aRecord()]);
    await runJobs(api);
    const envelope = hub.pushes[0]?.envelope;
    if (envelope === undefined) throw new Error('no envelope');
    const simulator = hubSimulator(aKeyFile().certificatePem);
    const said = async (changes: object) => await simulator.push({ ...envelope, ...changes }, 1000);
    expect(await said({})).to.include({ code: 'CM_SUCCESS' });
    expect(await said({ data: `${envelope.data.slice(0, -4)}AAAA` })).to.include({ code: 'PS_SIGNATURE_INVALID' });
    expect(await said({ data: 'AAAA' })).to.include({ code: 'CM_INVALID_REQUEST' });
    expect(await said({ header: { ...envelope.header, sender_id: '12345' } })).to.include({ code: 'CM_INVALID_REQUEST' });
  });

  const answers: [what: string, trick: HubTrick, state: string, kind: string, code: string | null][] = [
    ['CM_SUCCESS', { status: 200, body: { code: 'CM_SUCCESS' } }, 'delivered', 'delivered', null],
    ['CM_SUCCESS under status 500', { status: 500, body: { code: 'CM_SUCCESS' } }, 'waiting', 'transport', 'health_check_no_answer'],
    ['CM_INVALID_REQUEST', { status: 400, body: { code: 'CM_INVALID_REQUEST' } }, 'refused', 'data', 'health_check_refused'],
    [
      'CM_INVALID_REQUEST under status 200',
      { status: 200, body: { code: 'CM_INVALID_REQUEST' } },
      'refused',
      'data',
      'health_check_refused',
    ],
    ...(['PS_SIGNATURE_INVALID', 'PS_DS_CA_SIGNATURE_INVALID'] as const).flatMap((code): [string, HubTrick, string, string, string][] => [
      [code, { status: 400, body: { code } }, 'waiting', 'configuration', 'health_check_signature_refused'],
      [
        `${code} as the name of an error`,
        { status: 403, body: { error: code } },
        'waiting',
        'configuration',
        'health_check_signature_refused',
      ],
    ]),
    ['a code of no decision', { status: 200, body: { code: 'CM_OTHER' } }, 'refused', 'data', 'health_check_refused'],
    [
      'a code of no decision under status 503',
      { status: 503, body: { code: 'CM_OTHER' } },
      'waiting',
      'transport',
      'health_check_no_answer',
    ],
    ['a page of the network', 'page', 'waiting', 'transport', 'health_check_no_answer'],
    ['nothing', 'drop', 'waiting', 'transport', 'health_check_no_answer'],
    ['status 404', { status: 404 }, 'waiting', 'configuration', 'health_check_no_answer'],
    ['status 413', { status: 413 }, 'refused', 'size', 'health_check_no_answer'],
    ['status 429', { status: 429, headers: { 'retry-after': '60' } }, 'waiting', 'throttle', 'health_check_no_answer'],
    ['status 403', { status: 403 }, 'waiting', 'auth', 'health_check_log_in_refused'],
  ];
  for (const [what, trick, state, kind, code] of answers) {
    it(`that answers ${what} leaves the message ${state}`, async () => {
      await withAccount();
      hub.tricks.push(trick);
      await queueHealthChecks(ctx(), [aRecord()]);
      await runJobs(api);
      expect(await messages()).to.have.length(1);
      expect((await messages())[0]).to.include({ state, class: kind, code, attempts: 1 });
    });
  }

  it('gives a new token where the old one has ended, in either place it may stand', async () => {
    await withAccount();
    await queueHealthChecks(ctx(), [aRecord()]);
    await runJobs(api);
    // Somebody else logged in meanwhile: ours does not count any more.
    hub.logIns.push({ username: 'other', password: '' });
    hub.wrapped = true;
    await queueHealthChecks(ctx(), [aRecord()]);
    await runJobs(api);
    expect((await messages()).map(({ state }) => state)).to.deep.equal(['delivered', 'delivered']);
    expect(hub.logIns).to.have.length(3);
  });

  it('that refuses the account is not asked again until somebody has looked', async () => {
    await withAccount();
    hub.logInStatus = 401;
    await queueHealthChecks(ctx(), [aRecord()]);
    await runJobs(api);
    expect((await messages())[0]).to.include({ state: 'waiting', class: 'auth' });
    await queueHealthChecks(ctx(), [aRecord()]);
    await runJobs(api);
    expect(hub.logIns).to.have.length(1);
    expect((await viewOutbox(ctx())).destinations.find(({ name }) => name === NAME)?.stopped).to.include({ reason: 'login-refused' });
  });

  it('gets nothing under the key for trial once there is an account', async () => {
    await queueHealthChecks(ctx(), [aRecord()]);
    await runJobs(api);
    await setHubAccount(ctx(), api.services.secrets, account());
    await queueHealthChecks(ctx(), [aRecord()]);
    await runJobs(api);
    expect((await messages())[1]).to.include({ state: 'waiting', class: 'configuration', code: 'health_check_not_signed' });
    expect(hub.logIns).to.deep.equal([]);
  });

  it('is told nothing of an HIV infection, nor of who said no', async () => {
    await withAccount();
    await queueHealthChecks(ctx(), [aRecord({ tables: [{ code: 'XML1', rows: [{ MA_BENH: 'I10;B20' }] }] })]);
    await runJobs(api);
    expect((await messages())[0]).to.include({ state: 'refused', class: 'withheld', code: 'special_category_withheld' });
    await place.reception
      .post(`/patients/${patientId}/sharing-consents`, {
        ...{ id: newId(), destinationId: null, decision: 'withdrawn', evidence: 'Giấy 1' },
      })
      .expect(201);
    await queueHealthChecks(ctx(), [aRecord()]);
    await runJobs(api);
    expect((await messages())[1]).to.include({ state: 'refused', class: 'withheld', code: 'sharing_withdrawn' });
    expect(hub.pushes).to.deep.equal([]);
  });

  it('is not sent the visits of the house', async () => {
    await aClosedVisit(place);
    expect(await messages()).to.deep.equal([]);
  });

  it('counts the no of the person whose record took this one over', async () => {
    await withAccount();
    const record = aRecord();
    await queueHealthChecks(ctx(), [record]);
    const survivor = await openVisit(place);
    await api.database.owner.raw(`ALTER TABLE patients DISABLE TRIGGER log_change`);
    await api.database.owner('patients').where({ id: patientId }).update({ mergedInto: survivor.patientId });
    await api.database.owner.raw(`ALTER TABLE patients ENABLE TRIGGER log_change`);
    await place.reception
      .post(`/patients/${survivor.patientId}/sharing-consents`, {
        ...{ id: newId(), destinationId: null, decision: 'withdrawn', evidence: 'Giấy 1' },
      })
      .expect(201);
    await runJobs(api);
    expect((await messages())[0]).to.include({ state: 'refused', code: 'sharing_withdrawn' });
  });

  it('gets nothing of a file in which one record is wrong', async () => {
    expect(await refused([aRecord(), aRecord({ tables: [] })])).to.deep.equal({
      status: 422,
      found: ['health_check_summary_missing 1.tables'],
    });
    expect(await refused([aRecord(), aRecord({ patientNumber: 'không có' })])).to.deep.equal({
      status: 422,
      found: ['health_check_patient_unknown 1.patientNumber'],
    });
    const record = aRecord();
    expect(await refused([record, record])).to.deep.equal({ status: 422, found: ['health_check_twice 1.id'] });
    expect(await refused([])).to.include({ status: 400 });
    expect(await refused([{ ...aRecord(), ten: 'x' }])).to.deep.equal({ status: 400, found: ['health_check_malformed 0'] });
  });

  it('knows nobody of another facility by number', async () => {
    const record = aRecord();
    place = await aWorkplace(api, { ...aHospital, gln: GLN });
    expect(await refused([record])).to.deep.equal({ status: 422, found: ['health_check_patient_unknown 0.patientNumber'] });
  });

  it('gets nothing from a facility without a 13-digit code, nor while no hub is set', async () => {
    const record = aRecord();
    const { facility } = place;
    place = await aWorkplace(api, aHospital);
    expect((await refused([record])).found).to.include('health_check_gln_missing');
    place = { ...place, facility };
    await removeDestination(ctx(), NAME);
    expect(await refused([record])).to.deep.equal({ status: 409, found: ['health_check_hub_missing'] });
    await addHealthCheckHub(ctx(), { name: NAME, permitted: [], consentRequired: false });
  });

  it('keeps the password of the account sealed, and takes no account with a gap', async () => {
    await withAccount();
    const [kept] = await rows<{ text: string }>(
      api.database.owner,
      `SELECT (SELECT string_agg(a::text, ' ') FROM hub_accounts AS a) ||
              COALESCE((SELECT string_agg(l.after::text, ' ') FROM change_log AS l WHERE l.table_name = 'hub_accounts'), '') AS text`,
    );
    expect(kept?.text).to.include('ksk');
    expect(kept?.text).not.to.include('mật khẩu');
    expect(kept?.text).not.to.include(Buffer.from('mật khẩu').toString('hex'));
    const thrown: unknown = await setHubAccount(ctx(), api.services.secrets, { ...account(), baseUrl: 'hub', receiverCode: ' ' }).catch(
      (cause: unknown) => cause,
    );
    expect((thrown as Refusal).issues.map(({ code }) => code)).to.deep.equal(['base_url_invalid', 'hub_account_incomplete']);
  });
});
