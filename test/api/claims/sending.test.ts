import { expect } from 'chai';
import { sendClaim } from '../../../api/claims/sending/send-claim.ts';
import type { ApprovalView, ClaimPage, SendingDetail, SendingSummary } from '../../../api/claims/sending/sending-schemas.ts';
import { setPortalAccount } from '../../../api/http/portal/portal-account.ts';
import { setSigningKey } from '../../../api/http/signing/signing-key.ts';
import { verifySignature } from '../../../api/http/signing/verify-signature.ts';
import { systemCtx } from '../../../api/http/system-context.ts';
import { row } from '../../../db/knex.ts';
import { localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { runJobs } from '../../support/jobs.ts';
import { startPortal, type TestPortal } from '../../support/portal-server.ts';
import { aKeyFile } from '../../support/signing-key.ts';
import { aWorkplace, findings, type Workplace } from '../at-work.ts';
import type { OpenVisit } from '../encounters/open-visit.ts';
import { itIsGuarded } from '../guards.ts';
import { aClosedVisit, close, reopen, weigh } from './a-closed-visit.ts';

describe('sending claims', function () {
  this.timeout(120_000);
  const today = localDay(new Date());
  const period = { from: today, until: today };
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

  const approve = async (...visits: OpenVisit[]): Promise<ApprovalView> =>
    (await place.officer.post('/claim-sending/approvals', { encounterIds: visits.map(({ encounterId }) => encounterId) }).expect(200))
      .body as ApprovalView;
  const search = async (fields: object = {}): Promise<ClaimPage> =>
    (await place.officer.post('/claim-sending/searches', { ...period, ...fields }).expect(200)).body as ClaimPage;
  const detail = async (visit: OpenVisit): Promise<SendingDetail> =>
    (await place.officer.get(`/claim-sending/visits/${visit.encounterId}`).expect(200)).body as SendingDetail;
  const summary = async (): Promise<SendingSummary> =>
    (await place.officer.get(`/claim-sending/summary?from=${today}&until=${today}`).expect(200)).body as SendingSummary;
  const newest = async (visit: OpenVisit) => {
    const [submission] = (await detail(visit)).submissions;
    if (submission === undefined) throw new Error('nothing was approved');
    return submission;
  };
  const stageOf = async (visit: OpenVisit) => (await search()).items.find(({ encounterId }) => encounterId === visit.encounterId)?.stage;
  const send = async (visit: OpenVisit): Promise<void> =>
    await sendClaim(api.services, { facilityId: place.facility.id, submissionId: (await newest(visit)).id });
  const accepted = async (): Promise<OpenVisit> => {
    const visit = await aClosedVisit(place);
    await approve(visit);
    await runJobs(api);
    return visit;
  };

  describe('approving', () => {
    itIsGuarded(
      () => api,
      async () => ({
        method: 'post',
        path: '/claim-sending/approvals',
        body: { encounterIds: [(await aClosedVisit(place)).encounterId] },
        status: 200,
        may: place.officer,
        mayNot: place.doctor,
        malformed: [[{ encounterIds: [] }, 'malformed@encounterIds']],
      }),
      'province-wide',
    );

    it('takes the clean ones, says their number and sum, and names what it leaves out', async () => {
      const [good, bad] = [await aClosedVisit(place), await aClosedVisit(place, { wrong: true })];
      const stranger = await aClosedVisit(elsewhere);
      const body = { encounterIds: [good, bad, stranger].map(({ encounterId }) => encounterId) };
      const preview = (await place.officer.post('/claim-sending/approval-previews', body).expect(200)).body as ApprovalView;
      expect((await search()).items.map(({ stage }) => stage)).to.deep.equal(['to-approve', 'to-approve']);
      const done = await approve(good, bad, stranger);
      expect(done).to.deep.equal(preview);
      expect(done).to.include({ fundAmount: '36500', hospitalAmount: '36500' });
      expect(done.approved).to.deep.equal([good.encounterId]);
      expect(done.leftOut.map(({ encounterId, reason }) => [encounterId, reason])).to.deep.equal([
        [bad.encounterId, 'has-errors'],
        [stranger.encounterId, 'not-found'],
      ]);
      expect((await approve(good)).leftOut).to.deep.equal([{ encounterId: good.encounterId, reason: 'waiting', errors: 0 }]);
    });
  });

  describe('towards the simulator', () => {
    it('signs with a key that is marked, and marks the answer', async () => {
      const visit = await accepted();
      const submission = await newest(visit);
      expect(submission).to.include({
        state: 'accepted',
        source: 'simulator',
        resultCode: '200',
        number: 1,
        kind: 'claim',
        tableVersion: '1931',
      });
      expect(submission.transactionCode).to.match(/^MP[0-9A-F]{16}$/);
      expect(submission.signer).to.include('CHỨNG THƯ THỬ NGHIỆM');
      expect(await summary()).to.deep.include({ simulates: true, pause: null });
      expect((await summary()).key).to.include({ demo: true });
      expect((await summary()).counts).to.deep.include({
        ...{ stage: 'accepted', count: 1, fundAmount: '36500' },
        oldestClosedAt: (await search()).items[0]?.closedAt,
      });
    });

    it('shows a refusal with its sentence; the corrected visit is compared, approved and accepted', async () => {
      const visit = await aClosedVisit(place, { cardNumber: 'GD4149990900910', weight: false });
      await approve(visit);
      await runJobs(api);
      const refused = await newest(visit);
      expect(refused).to.include({ state: 'rejected', mayResend: true });
      expect(refused.message).to.include('CAN_NANG');
      expect(await stageOf(visit)).to.equal('rejected');
      expect((await detail(visit)).differences).to.deep.equal([]);
      expect((await approve(visit)).leftOut[0]).to.include({ reason: 'unchanged' });

      await reopen(place, visit);
      await weigh(place, visit);
      await close(place, visit);
      expect(await stageOf(visit)).to.equal('changed');
      const { differences } = await detail(visit);
      expect(differences).to.deep.include({ table: 'XML1', row: '1', field: 'CAN_NANG', before: '', now: '50' });
      expect((await approve(visit)).approved).to.deep.equal([visit.encounterId]);
      await runJobs(api);
      expect(await newest(visit)).to.include({ number: 2, state: 'accepted' });
      expect((await detail(visit)).submissions.map(({ state }) => state)).to.deep.equal(['accepted', 'rejected']);
    });

    it('replaces what was accepted before by a correction', async () => {
      const visit = await accepted();
      expect((await approve(visit)).leftOut[0]).to.include({ reason: 'unchanged' });
      await reopen(place, visit);
      await visit.perform('22.0121.1369');
      await close(place, visit);
      await approve(visit);
      await runJobs(api);
      expect((await detail(visit)).submissions.map(({ state, number }) => [number, state])).to.deep.equal([
        [2, 'accepted'],
        [1, 'replaced'],
      ]);
    });

    it('withdraws an accepted claim under category 8', async () => {
      const visit = await accepted();
      const { id, version } = await newest(visit);
      await place.officer.post(`/claim-submissions/${id}/withdrawal`, { version, reason: 'Sai người bệnh' }).expect(200);
      await runJobs(api);
      expect((await detail(visit)).submissions.map(({ kind, state }) => [kind, state])).to.deep.equal([
        ['withdrawal', 'accepted'],
        ['claim', 'withdrawn'],
      ]);
      expect(await stageOf(visit)).to.equal('withdrawn');
      const kept = await row<{ category: string }>(
        api.database.owner,
        `SELECT s.tables -> 'XML1' -> 0 ->> 'MA_DOITUONG_KCB' AS category FROM claim_submissions AS s WHERE s.encounter_id = :id AND s.kind = 'withdrawal'`,
        { id: visit.encounterId },
      );
      expect(kept?.category).to.equal('8');
    });

    it('takes back what never left, and holds and lets go the queue', async () => {
      await place.officer.post('/claim-sending/pause', { reason: 'Chờ kiểm tra' }).expect(200);
      const [first, second] = [await aClosedVisit(place), await aClosedVisit(place)];
      await approve(first, second);
      await runJobs(api);
      expect((await search({ stages: ['waiting'] })).items).to.have.length(2);
      expect((await summary()).pause).to.include({ reason: 'Chờ kiểm tra' });

      const { id, version } = await newest(first);
      await place.officer.post(`/claim-submissions/${id}/taking-back`, { version }).expect(200);
      expect(await stageOf(first)).to.equal('to-approve');
      const resumed = await place.officer.post('/claim-sending/resume', {}).expect(200);
      expect(resumed.body).to.deep.equal({ queued: 1 });
      await runJobs(api);
      expect([await stageOf(first), await stageOf(second)]).to.deep.equal(['to-approve', 'accepted']);
    });

    it('tells the deadlines that come next', async () => {
      const visit = await aClosedVisit(place);
      const [line] = (await search()).items;
      expect(line?.deadline).to.include({ kind: 'first-sending' });
      await approve(visit);
      await runJobs(api);
      expect((await detail(visit)).deadlines.map(({ kind }) => kind)).to.include.members(['correction', 'late-results', 'monthly-request']);
    });
  });

  describe('towards the portal', () => {
    let portal: TestPortal;
    beforeEach(async () => {
      portal = await startPortal();
      const account = {
        baseUrl: portal.baseUrl,
        username: '98000_BV',
        password: 'y',
        officerName: 'Lò Thị Cán',
        officerNumber: '014190000777',
      };
      await setPortalAccount(systemCtx(api.services, place.facility.id), api.services.secrets, account);
    });
    afterEach(async () => await portal.close());
    const key = aKeyFile();
    const withKey = async (): Promise<void> => {
      await setSigningKey(systemCtx(api.services, place.facility.id), api.services.secrets, key);
    };
    const files = () =>
      portal.requests.filter(({ path }) => path === '/api/qd130/guiHoSoXmlQD3176').map(({ body }) => new URLSearchParams(body));

    it('waits for a key, and never signs with one for trial', async () => {
      const visit = await aClosedVisit(place);
      await approve(visit);
      await send(visit);
      expect((await newest(visit)).attempts[0]).to.include({ class: 'key-missing' });
      await withKey();
      await place.officer.post('/claim-sending/resume', {}).expect(200);
      await runJobs(api);
      expect(await newest(visit)).to.include({ state: 'accepted', source: 'portal', transactionCode: 'GD-1', signer: 'CN=Test hospital' });
    });

    it('hands over one visit in one file, in the form of the service', async () => {
      await withKey();
      await accepted();
      const [form] = files();
      expect(form?.get('loaiHoSo')).to.equal('130');
      expect([form?.get('username'), form?.get('maCSKCB'), form?.get('maTinh')]).to.deep.equal([
        '98000_BV',
        place.facility.code,
        place.facility.provinceCode,
      ]);
      const xml = Buffer.from(form?.get('fileHSBase64') ?? '', 'base64');
      expect(xml.toString('utf8')).to.include('<SOLUONGHOSO>1</SOLUONGHOSO>');
      const proof = { certificatePem: key.certificatePem, element: 'CHUKYDONVI', at: new Date().toISOString() };
      expect(verifySignature(xml, proof)).to.equal(undefined);
    });

    it('asks again with the very same bytes when it hears nothing, and never a second claim', async () => {
      await withKey();
      const visit = await aClosedVisit(place);
      await approve(visit);
      portal.submissionTricks.push({ kind: 'drop' }, { kind: 'html' }, { kind: 'status', status: 503 }, { kind: 'status', status: 429 });
      for (let tries = 0; tries < 5; tries += 1) await send(visit);
      const sent = files().map((form) => form.get('fileHSBase64'));
      expect(sent).to.have.length(5);
      expect(new Set(sent).size).to.equal(1);
      const submission = await newest(visit);
      expect(submission.state).to.equal('accepted');
      expect(submission.attempts.map((one) => one.class)).to.deep.equal([
        'accepted',
        'throttled',
        'server-error',
        'unreadable',
        'unreachable',
      ]);
      expect((await detail(visit)).submissions).to.have.length(1);
    });

    it('holds the line after a refused log-in, so that no account is locked', async () => {
      await withKey();
      portal.loginAnswer = { maKetQua: '401' };
      const [first, second] = [await aClosedVisit(place), await aClosedVisit(place)];
      await approve(first, second);
      await send(first);
      await send(second);
      expect((await summary()).pause).to.include({ reason: 'login-refused' });
      expect((await newest(second)).attempts).to.deep.equal([]);
      portal.loginAnswer = undefined;
      await place.officer.post('/claim-sending/resume', {}).expect(200);
      await send(first);
      expect(await stageOf(first)).to.equal('accepted');
    });

    it('keeps the sentence of a refusal and sends the same file again when told', async () => {
      await withKey();
      portal.submissionAnswer = { maKetQua: '205', thongDiep: 'Chưa có danh mục dịch vụ' };
      const visit = await aClosedVisit(place);
      await approve(visit);
      await send(visit);
      const { id, version, message } = await newest(visit);
      expect(message).to.equal('Chưa có danh mục dịch vụ');
      portal.submissionAnswer = { maKetQua: '200', maGiaoDich: 'GD-2' };
      await place.officer.post(`/claim-submissions/${id}/resend`, { version }).expect(200);
      await send(visit);
      expect(await newest(visit)).to.include({ state: 'accepted', transactionCode: 'GD-2', number: 1 });
    });
  });

  describe('the guards of changes', () => {
    const refused = async (): Promise<{ id: string; version: number }> => {
      const visit = await aClosedVisit(place, { cardNumber: 'GD4149990900910', weight: false });
      await approve(visit);
      await runJobs(api);
      return await newest(visit);
    };
    for (const verb of ['resend', 'taking-back'] as const) {
      describe(verb, () => {
        itIsGuarded(
          () => api,
          async () => {
            const { id, version } = await refused();
            return {
              ...{ method: 'post', path: `/claim-submissions/${id}/${verb}`, body: { version }, status: 200 },
              ...{ may: place.officer, mayNot: place.doctor },
              elsewhere: { client: elsewhere.officer, unknownPath: `/claim-submissions/${newId()}/${verb}` },
              malformed: [[{ version: 0 }, 'malformed@version']],
            };
          },
        );
      });
    }

    describe('withdrawal', () => {
      itIsGuarded(
        () => api,
        async () => {
          const { id, version } = await newest(await accepted());
          return {
            ...{ method: 'post', path: `/claim-submissions/${id}/withdrawal`, body: { version, reason: 'Sai' }, status: 200 },
            ...{ may: place.officer, mayNot: place.doctor },
            elsewhere: { client: elsewhere.officer, unknownPath: `/claim-submissions/${newId()}/withdrawal` },
            malformed: [[{ reason: ' ' }, 'malformed@reason']],
          };
        },
      );

      it('refuses what was not accepted, what is stale, and resending what was accepted', async () => {
        const { id, version } = await refused();
        const body = { version, reason: 'Sai' };
        expect((await place.officer.post(`/claim-submissions/${id}/withdrawal`, body).expect(409)).body).to.include({
          code: 'claim_not_withdrawable',
        });
        const stale = await place.officer.post(`/claim-submissions/${id}/resend`, { version: version + 7 }).expect(409);
        expect(findings(stale)).to.deep.equal(['stale_version@version']);
        const taken = await newest(await accepted());
        const again = await place.officer.post(`/claim-submissions/${taken.id}/resend`, { version: taken.version }).expect(409);
        expect(again.body).to.include({ code: 'claim_not_resendable' });
      });
    });

    for (const path of ['/claim-sending/pause', '/claim-sending/resume']) {
      describe(path, () => {
        itIsGuarded(
          () => api,
          async () =>
            await Promise.resolve({
              ...{ method: 'post', path, body: { reason: newId() }, status: 200 },
              ...{ may: place.officer, mayNot: place.doctor },
            }),
          'province-wide',
        );
      });
    }
    for (const [method, path, body] of [
      ['post', '/claim-sending/searches', { ...period }],
      ['post', '/claim-sending/approval-previews', { encounterIds: [newId()] }],
      ['get', `/claim-sending/summary?from=${today}&until=${today}`, undefined],
    ] as const) {
      describe(path, () => {
        itIsGuarded(
          () => api,
          async () =>
            await Promise.resolve({
              ...{ method, path, status: 200, may: place.officer, mayNot: place.doctor },
              ...(body === undefined ? {} : { body }),
            }),
          'question',
          'province-wide',
        );
      });
    }
    describe('a visit', () => {
      itIsGuarded(
        () => api,
        async () => ({
          ...{ method: 'get', path: `/claim-sending/visits/${(await aClosedVisit(place)).encounterId}`, status: 200 },
          ...{ may: place.officer, mayNot: place.doctor },
          elsewhere: { client: elsewhere.officer, unknownPath: `/claim-sending/visits/${newId()}` },
        }),
        'question',
      );
    });
  });
});
