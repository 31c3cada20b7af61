import { createHash } from 'node:crypto';
import { expect } from 'chai';
import type { CardQuestion, LookUp } from '../../../api/http/portal/portal.ts';
import { portalClient } from '../../../api/http/portal/portal-client.ts';
import { startPortal, type TestPortal } from '../../support/portal-server.ts';

const question: CardQuestion = {
  number: 'GD4149990000001',
  fullName: 'Lò Văn Thử',
  birthDate: '12/03/1980',
  typed: { number: 'GD4149990000001', fullName: 'Lò Văn Thử', birthDate: '1980-03-12' },
};
const digest = createHash('md5').update('mật khẩu').digest('hex').toUpperCase();

describe('the client of the insurance portal', function () {
  this.timeout(20_000);
  let portal: TestPortal;
  let now: Date;
  const client = () =>
    portalClient(
      { baseUrl: portal.baseUrl, username: '98000_BV', passwordDigest: digest, officerName: 'Lò Thị Cán', officerNumber: '014190000009' },
      () => now,
    );
  const said = (found: LookUp): string => (found.kind === 'answered' ? found.answer.resultCode : found.silence);
  const paths = () => portal.requests.map(({ path }) => path.split('/').at(-1));

  beforeEach(async () => {
    portal = await startPortal();
    now = new Date('2026-11-24T02:00:00Z');
  });
  afterEach(async () => await portal.close());

  it('logs in by form with the digest of the password and asks with officer and tokens', async () => {
    expect(said(await client().lookUp(question, 4000))).to.equal('000');
    const [login, lookUp] = portal.requests;
    expect(Object.fromEntries(new URLSearchParams(login?.body))).to.deep.equal({ username: '98000_BV', password: digest });
    expect(lookUp?.path).to.equal('/api/egw/KQNhanLichSuKCB2024');
    expect(lookUp?.query).to.deep.equal({ token: 'token-1', id_token: 'id', username: '98000_BV', password: digest });
    expect(JSON.parse(lookUp?.body ?? '')).to.deep.equal({
      maThe: 'GD4149990000001',
      hoTen: 'Lò Văn Thử',
      ngaySinh: '12/03/1980',
      hoTenCb: 'Lò Thị Cán',
      cccdCb: '014190000009',
    });
  });

  it('keeps a token until a minute before it ends', async () => {
    portal.tokenLife = '2026-11-24T02:10:00';
    const one = client();
    await one.lookUp(question, 4000);
    now = new Date('2026-11-24T02:08:59Z');
    await one.lookUp(question, 4000);
    expect(paths()).to.deep.equal(['take', 'KQNhanLichSuKCB2024', 'KQNhanLichSuKCB2024']);
    now = new Date('2026-11-24T02:09:00Z');
    await one.lookUp(question, 4000);
    expect(portal.requests.at(-1)?.query).to.include({ token: 'token-2' });
  });

  it('logs in once more when the token is refused, by status or by code, and then asks again', async () => {
    for (const trick of [{ kind: 'status', status: 401 } as const, { kind: 'code', body: { maKetQua: '401' } } as const]) {
      portal.requests.length = 0;
      portal.tricks = [trick];
      expect(said(await client().lookUp(question, 4000))).to.equal('000');
      expect(paths()).to.deep.equal(['take', 'KQNhanLichSuKCB2024', 'take', 'KQNhanLichSuKCB2024']);
    }
  });

  it('does not go on logging in when it is refused again', async () => {
    portal.tricks = [
      { kind: 'status', status: 401 },
      { kind: 'status', status: 401 },
      { kind: 'status', status: 401 },
    ];
    expect(said(await client().lookUp(question, 4000))).to.equal('login-refused');
    expect(paths()).to.have.length(4);
    portal.loginAnswer = { maKetQua: '401', APIKey: null };
    expect(said(await client().lookUp(question, 4000))).to.equal('login-refused');
  });

  it('is silent, and never throws, whatever the portal does', async () => {
    portal.tricks = [
      { kind: 'html' },
      { kind: 'huge' },
      { kind: 'drop' },
      { kind: 'status', status: 500 },
      { kind: 'code', body: { thongDiep: 'x' } },
      { kind: 'code', body: [] },
      { kind: 'redirect', to: `${portal.baseUrl}/elsewhere` },
    ];
    const one = client();
    const found: string[] = [];
    for (let i = 0; i < 7; i += 1) found.push(said(await one.lookUp(question, 4000)));
    expect(found).to.deep.equal(['not-json', 'too-large', 'unreachable', 'http-status', 'misshapen', 'misshapen', 'redirect']);
    expect(paths()).not.to.include('elsewhere');
  });

  it('waits as long as it is told and no longer, log-in included', async () => {
    portal.tricks = [{ kind: 'slow', ms: 1500 }];
    expect(said(await client().lookUp(question, 300))).to.equal('timeout');
    portal.tricks = [{ kind: 'slow', ms: 300 }];
    expect(said(await client().lookUp(question, 20_000))).to.equal('000');
  });

  it('reads what products send: numbers for texts, blanks for nothing, days in both orders', async () => {
    portal.answer = {
      ...{ maKetQua: 4, ghiChu: ' Đã cấp thẻ mới ', maThe: 'GD4149990000001', hoTen: 'LÒ VĂN THỬ', ngaySinh: '1980', gioiTinh: 'Nam' },
      ...{
        gtTheTu: '01/01/2026',
        gtTheDen: '31/02/2026',
        maKV: '',
        ngayDu5Nam: null,
        maTheMoi: 'DN4149990000001',
        gtTheTuMoi: '01/06/2026',
      },
      dsLichSuKCB2018: [{ maCSKCB: 14901, ngayVao: '202611240730', ngayRa: '24/11/2026', tenBenh: 'Ho\u0000' }, 'nonsense'],
      dsLichSuKT2018: null,
    };
    const found = await client().lookUp(question, 4000);
    if (found.kind !== 'answered') throw new Error(found.silence);
    expect(found.answer).to.deep.include({ resultCode: '004', note: 'Đã cấp thẻ mới', audits: [] });
    expect(found.answer.card).to.include({ birthDate: '1980', sex: 'male', validFrom: '2026-01-01', validTo: null, areaCode: null });
    expect(found.answer.newerCard).to.include({ cardNumber: 'DN4149990000001', validFrom: '2026-06-01' });
    const visit = {
      facilityCode: '14901',
      facilityName: null,
      admittedOn: '2026-11-24',
      dischargedOn: '2026-11-24',
      diagnosis: 'Ho',
      outcome: null,
    };
    expect(found.answer.history).to.deep.equal([visit]);
  });

  it('does not find a server that is not there', async () => {
    await portal.close();
    expect(said(await client().lookUp(question, 4000))).to.equal('unreachable');
    portal = await startPortal();
  });
});
