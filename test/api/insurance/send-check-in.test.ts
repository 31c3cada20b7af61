import { expect } from 'chai';
import { XMLParser } from 'fast-xml-parser';
import type { CheckInList } from '../../../api/insurance/eligibility-schemas.ts';
import { setPortalAccount } from '../../../api/http/portal/portal-account.ts';
import { setSigningKey } from '../../../api/http/signing/signing-key.ts';
import { sendCheckIn } from '../../../api/insurance/send-check-in.ts';
import { transmitCheckIn } from '../../../api/insurance/transmit-check-in.ts';
import { systemCtx } from '../../../api/http/system-context.ts';
import { row } from '../../../db/knex.ts';
import { localDay } from '../../../domain/dates.ts';
import { aCard } from '../../support/a-registration.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { runJobs } from '../../support/jobs.ts';
import { startPortal } from '../../support/portal-server.ts';
import { aKeyFile } from '../../support/signing-key.ts';
import { openVisit, type OpenVisit } from '../encounters/open-visit.ts';
import { aWorkplace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

describe('the check-in of an insured visit', function () {
  this.timeout(60_000);
  const today = localDay(new Date());
  const account = {
    baseUrl: 'http://127.0.0.1:9',
    username: 'x',
    password: 'y',
    officerName: 'Lò Thị Cán',
    officerNumber: '014190000777',
  };
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
  });
  beforeEach(async () => {
    place = await aWorkplace(api);
  });

  const insured = async (cardNumber = 'GD4149990000001'): Promise<OpenVisit> =>
    await openVisit(place, { coverage: { kind: 'new-card', card: aCard({ cardNumber }) } });
  const list = async (): Promise<CheckInList> => (await place.reception.get(`/check-ins?day=${today}`).expect(200)).body as CheckInList;

  itIsGuarded(
    () => api,
    async () => ({ method: 'get', path: `/check-ins?day=${today}`, status: 200, may: place.reception, mayNot: place.doctor }),
    'question',
    'province-wide',
  );

  it('is made at the first cost, once, taken by the simulator and marked', async () => {
    const visit = await insured();
    expect((await list()).items).to.deep.equal([]);
    await runJobs(api);
    expect((await list()).items).to.have.length(1);
    await visit.perform('22.0121.1369');
    await runJobs(api);
    // Asked once more by hand: the same content is the same message.
    await sendCheckIn(api.services, { facilityId: place.facility.id, encounterId: visit.encounterId });
    const { items } = await list();
    expect(items).to.have.length(1);
    expect(items[0]).to.include({ encounterId: visit.encounterId, state: 'sent', source: 'simulator' });
    expect(items[0]?.issues.map(({ code }) => code)).to.deep.equal(['check_in_simulated']);

    const kept = await row<{ content: Buffer; code: string }>(
      api.database.owner,
      `SELECT c.content, e.code FROM check_ins AS c JOIN encounters AS e ON e.id = c.encounter_id WHERE c.encounter_id = :id`,
      { id: visit.encounterId },
    );
    const parser = new XMLParser({ parseTagValue: false });
    const file = parser.parse(kept?.content.toString('utf8') ?? '') as {
      CHI_TIEU_TRANG_THAI_KCB: { DSACH_TRANG_THAI_KCB: { TRANG_THAI_KCB: Record<string, string> } };
    };
    expect(kept?.content.toString('utf8').endsWith('</DSACH_TRANG_THAI_KCB><CHUKYDONVI></CHUKYDONVI></CHI_TIEU_TRANG_THAI_KCB>')).to.equal(
      true,
    );
    const content = file.CHI_TIEU_TRANG_THAI_KCB.DSACH_TRANG_THAI_KCB.TRANG_THAI_KCB;
    expect(content).to.include({ MA_LK: kept?.code, MA_THE_BHYT: 'GD4149990000001', MA_DOITUONG_KCB: '1.2', MA_DICH_VU: '02.03' });
  });

  it('waits for a signature where there is a real account, and says so', async () => {
    await setPortalAccount(systemCtx(api.services, place.facility.id), api.services.secrets, account);
    const visit = await insured();
    await runJobs(api);
    const [item] = (await list()).items;
    expect(item?.encounterId).to.equal(visit.encounterId);
    expect(item).to.include({ state: 'waiting-for-signature', source: 'portal', sentAt: null, transactionCode: null });
    expect(item?.issues.map(({ code }) => code)).to.deep.equal(['check_in_needs_signature']);
  });

  it('is signed and handed to the portal, and sent again as it was while nobody answers', async () => {
    const portal = await startPortal();
    try {
      const ctx = systemCtx(api.services, place.facility.id);
      await setPortalAccount(ctx, api.services.secrets, { ...account, baseUrl: portal.baseUrl });
      await setSigningKey(ctx, api.services.secrets, aKeyFile());
      portal.submissionTricks.push({ kind: 'drop' });
      const visit = await insured();
      await runJobs(api);
      const [waiting] = (await list()).items;
      expect(waiting).to.include({ encounterId: visit.encounterId, state: 'waiting', sentAt: null });
      await transmitCheckIn(api.services, { facilityId: place.facility.id, checkInId: waiting?.id });
      expect((await list()).items[0]).to.include({ state: 'sent', source: 'portal', transactionCode: 'GD-1' });
      const files = portal.requests
        .filter(({ path }) => path === '/api/qd130/checkInKcbQd3176')
        .map(({ body }) => Buffer.from(new URLSearchParams(body).get('fileHSBase64') ?? '', 'base64').toString('utf8'));
      expect(files).to.have.length(2);
      expect(files[0]).to.equal(files[1]);
      expect(files[0]).to.match(/<\/DSACH_TRANG_THAI_KCB><CHUKYDONVI><ds:Signature [^]*<\/CHUKYDONVI><\/CHI_TIEU_TRANG_THAI_KCB>$/);
    } finally {
      await portal.close();
    }
  });

  it('is refused with the sentence of the portal', async () => {
    const portal = await startPortal();
    try {
      const ctx = systemCtx(api.services, place.facility.id);
      await setPortalAccount(ctx, api.services.secrets, { ...account, baseUrl: portal.baseUrl });
      await setSigningKey(ctx, api.services.secrets, aKeyFile());
      portal.submissionAnswer = { maKetQua: '205', thongDiep: 'Sai mã cơ sở' };
      await insured();
      await runJobs(api);
      const [item] = (await list()).items;
      expect(item?.state).to.equal('refused');
      expect(item?.issues).to.deep.include({ code: 'check_in_refused', path: '', severity: 'error', params: { message: 'Sai mã cơ sở' } });
    } finally {
      await portal.close();
    }
  });

  it('is incomplete with a number that names only the person, until the insurer completed it', async () => {
    const visit = await insured('9990000005');
    await sendCheckIn(api.services, { facilityId: place.facility.id, encounterId: visit.encounterId });
    const [item] = (await list()).items;
    expect(item?.state).to.equal('incomplete');
    expect(item?.issues.map(({ code }) => code)).to.include('claim_card_malformed');
    await runJobs(api);
    expect((await list()).items.map(({ state }) => state).sort()).to.deep.equal(['incomplete', 'sent']);
  });

  it('is not made for a person who pays', async () => {
    await openVisit(place);
    await runJobs(api);
    expect((await list()).items).to.deep.equal([]);
  });
});
