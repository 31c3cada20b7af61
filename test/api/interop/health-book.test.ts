import { expect } from 'chai';
import { addHealthBook } from '../../../api/interop/add-destination.ts';
import { removeDestination } from '../../../api/interop/remove-destination.ts';
import { testDestination } from '../../../api/interop/test-destination.ts';
import { setPortalAccount } from '../../../api/http/portal/portal-account.ts';
import { ensureDemoKey, setSigningKey } from '../../../api/http/signing/signing-key.ts';
import { systemCtx } from '../../../api/http/system-context.ts';
import { startPortal, type PortalTrick, type TestPortal } from '../../support/portal-server.ts';
import { aKeyFile } from '../../support/signing-key.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { runJobs } from '../../support/jobs.ts';
import { aHospital, aWorkplace, type Workplace } from '../at-work.ts';
import { aClosedVisit, close, reopen } from '../claims/a-closed-visit.ts';
import { openVisit, type OpenVisit } from '../encounters/open-visit.ts';

const NAME = 'Sổ sức khỏe điện tử';

describe('the health book', function () {
  this.timeout(60_000);
  let api: TestApi;
  let portal: TestPortal;
  let place: Workplace;

  before(async () => {
    api = await testApi();
    portal = await startPortal();
    await addHealthBook(systemCtx(api.services, (await aWorkplace(api)).facility.id), NAME, false);
  });
  after(async () => {
    await removeDestination(systemCtx(api.services, place.facility.id), NAME);
    await portal.close();
  });
  beforeEach(async () => {
    place = await aWorkplace(api, aHospital);
    portal.requests.length = 0;
    portal.submissionTricks.length = 0;
    portal.loginAnswer = undefined;
    portal.submissionAnswer = { maKetQua: '200', maGiaoDich: 'GD-1' };
  });

  const ctx = () => systemCtx(api.services, place.facility.id);
  /** What the facility decided; other facilities send nothing. */
  const decide = async (scope: string): Promise<void> => {
    const value = JSON.stringify({ default: 'none', [place.facility.code]: scope });
    await api.database.owner.raw(`UPDATE parameters SET value = '${value}'::jsonb WHERE code = 'health_book.visits'`);
  };
  const withAccount = async (): Promise<void> => {
    const account = { baseUrl: portal.baseUrl, username: 'test_bv', password: 'x', officerName: 'Cán bộ', officerNumber: '014080000001' };
    await setPortalAccount(ctx(), api.services.secrets, account);
    const key = aKeyFile();
    await setSigningKey(ctx(), api.services.secrets, key);
  };
  const anUninsuredVisit = async (): Promise<OpenVisit> => {
    const visit = await openVisit(place);
    await visit.diagnose('J02.9');
    await close(place, visit);
    return visit;
  };
  const messageOf = async ({ encounterId }: OpenVisit) => {
    const found = await api.database
      .owner<{ id: string; state: string; attempts: number }>('outbox')
      .where({ encounterId } as never)
      .orderBy('createdAt', 'desc')
      .first('id', 'state', 'attempts');
    if (found === undefined) return undefined;
    const last = await api.database
      .owner<{ class: string; issues: { code: string; params?: object }[] }>('outboxAttempts')
      .where({ outboxId: found.id } as never)
      .orderBy('at', 'desc')
      .first('class', 'issues');
    return { ...found, class: last?.class, issues: last?.issues ?? [] };
  };
  const files = (): string[] =>
    portal.requests
      .filter(({ path }) => path.includes('guiHoSoXml'))
      .map(({ body }) => Buffer.from(new URLSearchParams(body).get('fileHSBase64') ?? '', 'base64').toString('utf8'));
  const tableOf = (file: string, code: string): string =>
    Buffer.from(new RegExp(`<LOAIHOSO>${code}</LOAIHOSO><NOIDUNGFILE>([^<]*)<`).exec(file)?.[1] ?? '', 'base64').toString('utf8');

  it('gets nothing until the facility decided so, then the visits that it decided', async () => {
    expect(await messageOf(await anUninsuredVisit())).to.equal(undefined);
    await decide('uninsured');
    expect(await messageOf(await aClosedVisit(place))).to.equal(undefined);
    expect((await messageOf(await anUninsuredVisit()))?.state).to.equal('waiting');
    await decide('every');
    expect((await messageOf(await aClosedVisit(place)))?.state).to.equal('waiting');
    const elsewhere = await aWorkplace(api, aHospital);
    expect(await messageOf(await aClosedVisit(elsewhere))).to.equal(undefined);
  });

  it('is answered for by the marked simulator while the facility has no account', async () => {
    await decide('every');
    await ensureDemoKey(ctx(), api.services.secrets);
    const visit = await aClosedVisit(place);
    await runJobs(api);
    expect(await messageOf(visit)).to.include({ state: 'delivered', class: 'delivered' });
    expect(portal.requests).to.deep.equal([]);
    expect((await testDestination(ctx(), api.services, NAME)).issues.map(({ code }) => code)).to.deep.equal(['health_book_simulated']);
  });

  it('gets tables 1 and 8 alone, signed, through the gateway of the insurer, insured or not', async () => {
    await decide('every');
    await withAccount();
    await aClosedVisit(place);
    await anUninsuredVisit();
    await runJobs(api);
    const sent = files();
    expect(sent).to.have.length(2);
    for (const file of sent) {
      expect([...file.matchAll(/<LOAIHOSO>(\w+)</g)].map(([, code]) => code)).to.deep.equal(['XML1', 'XML8']);
      expect(file).to.match(/<(\w+:)?Signature[\s>]/);
      expect(tableOf(file, 'XML8')).to.match(/<CHAN_DOAN_RV>Viêm họng/);
    }
    const summaries = sent.map((file) => tableOf(file, 'XML1')).sort((a, b) => a.length - b.length);
    expect(summaries[0]).to.match(/<MA_DOITUONG_KCB>9<\/MA_DOITUONG_KCB>/);
    expect(summaries[0]).to.match(/<MA_THE_BHYT><\/MA_THE_BHYT>/);
    expect(summaries[1]).to.match(/<MA_THE_BHYT>GD4/);
  });

  it('gets a corrected visit again, and one that did not change only once', async () => {
    await decide('every');
    await withAccount();
    const visit = await anUninsuredVisit();
    await runJobs(api);
    await reopen(place, visit);
    await visit.diagnose('J03.9');
    await close(place, visit);
    await runJobs(api);
    expect(files()).to.have.length(2);
    expect(tableOf(files()[1] ?? '', 'XML1')).to.match(/<MA_BENH_CHINH>J03.9</);
  });

  it('is told nothing of an HIV infection, nor of who said no', async () => {
    await decide('every');
    await withAccount();
    const visit = await anUninsuredVisit();
    await reopen(place, visit);
    await visit.diagnose('B20.0');
    await close(place, visit);
    const other = await anUninsuredVisit();
    await place.reception
      .post(`/patients/${other.patientId}/sharing-consents`, {
        ...{ id: other.encounterId, destinationId: null, decision: 'withdrawn', evidence: 'Giấy 1' },
      })
      .expect(201);
    await runJobs(api);
    expect(files()).to.deep.equal([]);
    expect(await messageOf(visit)).to.include({ state: 'refused', class: 'withheld' });
    expect(await messageOf(other)).to.include({ state: 'refused', class: 'withheld' });
  });

  const answers: [what: string, trick: PortalTrick | undefined, answer: object, state: string, kind: string, code: string | undefined][] = [
    ['200', undefined, { maKetQua: '200' }, 'delivered', 'delivered', undefined],
    ['a refusal of the file', undefined, { maKetQua: '205' }, 'refused', 'data', 'health_book_refused'],
    ['500', undefined, { maKetQua: '500' }, 'waiting', 'transport', 'health_book_no_answer'],
    ['429', undefined, { maKetQua: '429' }, 'waiting', 'throttle', 'health_book_no_answer'],
    ['401', undefined, { maKetQua: '401' }, 'waiting', 'auth', 'health_book_log_in_refused'],
    ['a page of the network', { kind: 'html' }, {}, 'waiting', 'transport', 'health_book_no_answer'],
    ['status 503', { kind: 'status', status: 503 }, {}, 'waiting', 'transport', 'health_book_no_answer'],
    ['status 429', { kind: 'status', status: 429 }, {}, 'waiting', 'throttle', 'health_book_no_answer'],
    ['nothing', { kind: 'drop' }, {}, 'waiting', 'transport', 'health_book_no_answer'],
  ];
  for (const [what, trick, answer, state, kind, code] of answers) {
    it(`that answers ${what} leaves the message ${state}`, async () => {
      await decide('every');
      await withAccount();
      portal.submissionAnswer = answer as Record<string, unknown>;
      if (trick !== undefined) portal.submissionTricks.push(trick);
      const visit = await anUninsuredVisit();
      await runJobs(api);
      const found = await messageOf(visit);
      expect(found).to.include({ state, class: kind, attempts: 1 });
      expect(found?.issues[0]?.code).to.equal(code);
    });
  }

  it('that refuses the account is not asked again until somebody has looked', async () => {
    await decide('every');
    await withAccount();
    portal.submissionAnswer = { maKetQua: '401' };
    await anUninsuredVisit();
    await runJobs(api);
    // What other facilities left waiting may be tried again meanwhile.
    const asked = (): number => portal.requests.filter(({ body }) => body.includes(`maCSKCB=${place.facility.code}`)).length;
    const before = asked();
    expect(before).to.be.greaterThan(0);
    await anUninsuredVisit();
    await runJobs(api);
    expect(asked()).to.equal(before);
  });
});
