import { expect } from 'chai';
import type { NationalPrescription } from '../../../domain/prescriptions/build-national-prescription.ts';
import { sendPrescription } from '../../../api/national-prescriptions/send-prescription.ts';
import { systemCtx } from '../../../api/http/system-context.ts';
import { write } from '../../../db/doors.ts';
import { rows } from '../../../db/knex.ts';
import { saveTransmission } from '../../../db/stores/transmission-store.ts';
import { localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { runJobs } from '../../support/jobs.ts';
import { startNational, type TestNational } from '../../support/national-server.ts';
import type { OpenVisit } from '../encounters/open-visit.ts';
import { aLink, aVisitToSign, resend, setDoctor, setFacility, sign, signIn, view, type Link, type Signed } from './a-link.ts';

describe('sending a prescription to the national system', function () {
  this.timeout(60_000);
  let api: TestApi;
  let link: Link;
  let national: TestNational;

  before(async () => {
    api = await testApi();
  });
  beforeEach(async () => {
    link = await aLink(api);
    national = await startNational();
  });
  afterEach(async () => await national.close());

  const connect = async (): Promise<void> => {
    await setFacility(link, national);
    await setDoctor(link, national);
  };
  /** Tries at once what would wait for its pause. */
  const again = async ({ id }: Signed) => await sendPrescription(api.services, { facilityId: link.facility.id, prescriptionId: id });
  const stateOf = async (signed: Signed): Promise<string> => (await view(link, signed)).state;
  const onTheSheet = async ({ visit, id }: Signed) => (await visit.view()).prescriptions.find((one) => one.id === id)?.transmission;
  const triesOf = async (signed: Signed): Promise<string[]> => (await view(link, signed)).attemptList.map((one) => one.class).reverse();
  const sendings = () => national.requests.filter(({ path }) => path.endsWith('gui-don-thuoc'));
  const change = async (signed: Signed, fields: Parameters<typeof saveTransmission>[2]) =>
    await write(systemCtx(api.services, link.facility.id), 'test.change', async (tx) => {
      await saveTransmission(tx, { facilityId: link.facility.id, id: signed.id }, fields);
    });
  const moveTo = async ({ patientId }: OpenVisit, communeCode: string | null) =>
    await write(systemCtx(api.services, link.facility.id), 'test.move', async (tx) => {
      await tx('patients').where({ id: patientId }).update({ communeCode, addressText: null });
    });
  const withdraw = async ({ id }: Signed) =>
    await link.doctor.post(`/prescriptions/${id}/withdrawal`, { id: newId(), reason: 'Nhầm thuốc' }).expect(201);

  it('puts a signed prescription in line and sends it with the doctor’s account', async () => {
    await connect();
    const signed = await sign(link, { fullName: 'Lò Thị Ví Dụ', phone: '0912000111' });
    expect(await stateOf(signed)).to.equal('queued');
    await runJobs(api);
    expect(await view(link, signed)).to.include({ state: 'accepted', source: 'system', checksum: 'sum-1', attempts: 1 });
    const body = JSON.parse(national.held.get(signed.code) ?? '') as NationalPrescription;
    expect(body).to.include({ ma_don_thuoc: signed.code, ho_ten_benh_nhan: 'Lò Thị Ví Dụ', gioi_tinh: 2, loai_don_thuoc: 'c' });
    expect(body.dia_chi).to.match(/^Bản Thử, .+, Tỉnh Sơn La$/);
    expect(body.ngay_gio_ke_don).to.match(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/);
    expect(await onTheSheet(signed)).to.include({ state: 'accepted', source: 'system' });
  });

  it('answers by a marked simulation while the facility has no account, and sends it for real later', async () => {
    const signed = await sign(link);
    await runJobs(api);
    expect(await onTheSheet(signed)).to.include({ state: 'accepted', source: 'simulator' });
    await connect();
    expect(await resend(link, signed)).to.deep.equal({ queued: [signed.id], refused: [] });
    await runJobs(api);
    expect(await view(link, signed)).to.include({ state: 'accepted', source: 'system' });
    expect((await resend(link, signed)).refused).to.deep.equal([signed.id]);
  });

  it('lets a station without a line prescribe on, and drains by itself when the line is back', async () => {
    await connect();
    national.tricks = [1, 2, 3].map(() => ({ kind: 'status', status: 503 }));
    const signed = [await sign(link), await sign(link), await sign(link)];
    await runJobs(api);
    for (const one of signed) {
      const waiting = await view(link, one);
      expect(waiting).to.include({ state: 'queued', lastClass: 'server-error', attempts: 1 });
      expect(Date.parse(waiting.nextTryAt ?? '')).to.be.greaterThan(Date.now());
    }
    // Their pauses are not over; a fourth one gets through and wakes them.
    const fourth = await sign(link);
    await runJobs(api);
    for (const one of [...signed, fourth]) expect(await stateOf(one)).to.equal('accepted');
    expect(national.held.size).to.equal(4);
  });

  it('sends the same bytes at every try, whatever became of the record meanwhile', async () => {
    await connect();
    national.tricks = [{ kind: 'status', status: 503 }];
    const signed = await sign(link);
    await runJobs(api);
    await signed.visit.diagnose('I10');
    await again(signed);
    expect(await stateOf(signed)).to.equal('accepted');
    const [first, second] = sendings().map(({ raw }) => raw);
    expect(second).to.equal(first);
    expect((await view(link, signed)).bodySha256).to.match(/^[0-9a-f]{64}$/);
  });

  it('takes "code already used" for our own success after a try whose answer was lost', async () => {
    await connect();
    national.tricks = [{ kind: 'drop' }];
    const signed = await sign(link);
    await runJobs(api);
    expect(await stateOf(signed)).to.equal('queued');
    await again(signed);
    expect(await view(link, signed)).to.include({ state: 'accepted', source: 'system' });
    expect(await triesOf(signed)).to.deep.equal(['lost', 'already-used']);
    expect(national.held.size).to.equal(1);
  });

  it('leaves "code already used" at the first try to the operator, who decides with a reason', async () => {
    await connect();
    const signed = await sign(link);
    national.held.set(signed.code, 'bytes of somebody else');
    await runJobs(api);
    const unknown = await view(link, signed);
    expect(unknown).to.include({ state: 'unknown', lastClass: 'already-used' });
    const decision = { version: unknown.version, reason: 'Đã gọi đơn vị vận hành' };
    await link.administrator.post(`/national-prescriptions/${signed.id}/acceptance`, decision).expect(200);
    const decided = await view(link, signed);
    expect(decided.state).to.equal('accepted');
    expect(decided.decision).to.include({ byName: 'Người Thử Nghiệm', reason: decision.reason });
  });

  it('counts a process that died on the way as an unknown outcome', async () => {
    await connect();
    const signed = await sign(link);
    await runJobs(api);
    await change(signed, { state: 'sending', acceptedAt: null, source: null });
    await again(signed);
    expect(await triesOf(signed)).to.deep.equal(['accepted', 'interrupted', 'already-used']);
    expect(await stateOf(signed)).to.equal('accepted');
  });

  it('shows the doctor what was refused, by the names of the fields only', async () => {
    await connect();
    national.tricks = [{ kind: 'status', status: 422, body: { danh_sach_cac_loi: { dia_chi: ['Bản Thử không có'] } } }];
    const signed = await sign(link);
    await runJobs(api);
    const sheet = await onTheSheet(signed);
    expect(sheet?.state).to.equal('rejected');
    expect(sheet?.issues.map(({ code, path }) => `${code}@${path}`)).to.deep.equal(['national_field_refused@dia_chi']);
    expect(JSON.stringify(await view(link, signed))).not.to.include('Bản Thử');
  });

  it('waits for the account of a doctor who has none, and goes when it is set', async () => {
    await setFacility(link, national);
    const signed = await sign(link);
    await runJobs(api);
    expect(await view(link, signed)).to.include({ state: 'queued', lastClass: 'doctor-account-missing', nextTryAt: null, attempts: 0 });
    expect(national.requests).to.deep.equal([]);
    await setDoctor(link, national);
    await runJobs(api);
    expect(await stateOf(signed)).to.equal('accepted');
  });

  it('stops at a refused account instead of locking it, and goes on when it is mended', async () => {
    await setFacility(link, national);
    await setDoctor(link, national, 'sai');
    national.attached.add('SLA0000000001');
    const first = await sign(link);
    await runJobs(api);
    const logIns = national.requests.length;
    const second = await sign(link);
    await runJobs(api);
    expect(national.requests).to.have.length(logIns);
    for (const one of [first, second]) {
      expect(await view(link, one)).to.include({ state: 'queued', lastClass: 'doctor-login-refused', nextTryAt: null });
    }
    await setDoctor(link, national);
    await runJobs(api);
    for (const one of [first, second]) expect(await stateOf(one)).to.equal('accepted');
  });

  it('holds back what is incomplete, and sends it once the record is complete', async () => {
    await connect();
    const visit = await aVisitToSign(link, { identifiers: [{ system: 'citizen-id', value: '014080000123' }] });
    await moveTo(visit, null);
    const signed = await signIn(link, visit);
    await runJobs(api);
    const held = await view(link, signed);
    expect(held).to.include({ state: 'rejected', lastClass: 'incomplete', firstLeftAt: null });
    expect(held.issues.map(({ code, path }) => `${code}@${path}`)).to.deep.equal(['national_field_missing@dia_chi']);
    expect(sendings()).to.deep.equal([]);
    await moveTo(visit, '04105');
    await resend(link, signed);
    await runJobs(api);
    expect(await stateOf(signed)).to.equal('accepted');
  });

  it('sends a patient treated for HIV without identity', async () => {
    await connect();
    const signed = await sign(link, { fullName: 'Lò Văn Ẩn', phone: '0912000333' }, 'B20.1');
    await runJobs(api);
    expect(await view(link, signed)).to.include({ state: 'accepted', deidentified: true });
    const body = national.held.get(signed.code) ?? '';
    for (const secret of ['Lò Văn Ẩn', '0912000333', 'Bản Thử']) expect(body).not.to.include(secret);
  });

  it('never sends what its doctor took back in time', async () => {
    await connect();
    const signed = await sign(link);
    await withdraw(signed);
    await runJobs(api);
    expect(await stateOf(signed)).to.equal('withdrawn');
    expect(sendings()).to.deep.equal([]);
    expect((await resend(link, signed)).refused).to.deep.equal([signed.id]);
  });

  it('marks what was accepted and taken back, and links what stands in its place', async () => {
    await connect();
    const first = await sign(link);
    await runJobs(api);
    await withdraw(first);
    const period = { from: '2020-01-01', until: '2020-01-01' };
    const today = localDay((await view(link, first)).signedAt);
    const search = { ...period, from: today, until: today, recall: true };
    const recalls = (await link.administrator.post('/national-prescriptions/search', search).expect(200)).body as {
      items: { id: string }[];
    };
    expect(recalls.items.map(({ id }) => id)).to.deep.equal([first.id]);
    const second = await signIn(link, first.visit);
    await runJobs(api);
    expect(await view(link, first)).to.include({ state: 'replaced', replacedByCode: second.code });
    expect(await view(link, second)).to.include({ state: 'accepted', replacesCode: first.code });
  });

  it('sends what was signed before there was a link only when the operator says so', async () => {
    const signed = await sign(link);
    await change(signed, { state: 'held', body: null, bodySha256: null });
    await connect();
    await runJobs(api);
    expect(await stateOf(signed)).to.equal('held');
    await resend(link, signed);
    await runJobs(api);
    expect(await stateOf(signed)).to.equal('accepted');
    expect(national.held.has(signed.code)).to.equal(true);
  });

  it('puts neither the person nor a password into the log or beside the tries', async () => {
    await connect();
    national.tricks = [{ kind: 'drop' }];
    const signed = await sign(link, { fullName: 'Lò Thị Kín', phone: '0912000444' });
    await runJobs(api);
    await again(signed);
    const log = api.logLines.join('');
    expect(log).to.include(signed.id);
    const [tries] = await rows<{ text: string }>(
      api.database.owner,
      `SELECT (SELECT string_agg(to_jsonb(a)::text, '') FROM prescription_transmission_attempts AS a) ||
              (SELECT string_agg(to_jsonb(c)::text, '') FROM change_log AS c WHERE c.table_name ~ '^(national|prescription_trans)') AS text`,
    );
    for (const secret of ['Lò Thị Kín', '0912000444', national.passwords.doctor, national.passwords.facility, 'e30.']) {
      expect(log, secret).not.to.include(secret);
      expect(tries?.text ?? '', secret).not.to.include(secret);
    }
  });
});
