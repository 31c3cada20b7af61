import { expect } from 'chai';
import { nationalClient, type TokenStore } from '../../../api/national-prescriptions/national-client.ts';
import { nationalSimulator } from '../../../api/national-prescriptions/national-simulator.ts';
import type { NationalAccounts } from '../../../api/national-prescriptions/national-system.ts';
import { readRefusal } from '../../../api/national-prescriptions/read-refusal.ts';
import { startNational, type TestNational } from '../../support/national-server.ts';

const message = (code = '14x7bk3q9m2z-c') => JSON.stringify({ ma_don_thuoc: code, ho_ten_benh_nhan: 'Lò Thị Ví Dụ' });

describe('the client of the national prescription system', function () {
  this.timeout(20_000);
  let national: TestNational;
  let now: Date;
  let tokens: TokenStore;
  const client = (fields: Partial<NationalAccounts> = {}) =>
    nationalClient({
      accounts: {
        ...{ baseUrl: national.baseUrl, facilityLinkCode: '14x7b', facilityPassword: national.passwords.facility },
        doctor: { linkCode: 'SLA0000000001', password: national.passwords.doctor },
        ...fields,
      },
      now: () => now,
      tokens,
      keys: { facility: 'f', doctor: 'd' },
    });
  const send = async (code?: string) => await client().send(message(code), 0);
  const paths = () => national.requests.map(({ path }) => path.split('/').at(-1));

  beforeEach(async () => {
    national = await startNational();
    national.attached.add('SLA0000000001');
    now = new Date();
    tokens = new Map();
  });
  afterEach(async () => await national.close());

  it('logs in as the doctor and sends the very bytes it was given', async () => {
    expect(await send()).to.deep.equal({ class: 'accepted', httpStatus: 200, checksum: 'sum-1', issues: [] });
    expect(paths()).to.deep.equal(['dang-nhap-bac-si', 'gui-don-thuoc']);
    expect(national.requests[0]?.body).to.deep.equal({
      ma_lien_thong_bac_si: 'SLA0000000001',
      ma_lien_thong_co_so_kham_chua_benh: '14x7b',
      password: national.passwords.doctor,
    });
    expect(national.requests[1]?.raw).to.equal(message());
    expect(national.requests[1]?.bearer).to.match(/\.s1$/);
  });

  it('attaches a doctor who is not let in once, and tries once more', async () => {
    national.attached.clear();
    expect((await send()).class).to.equal('accepted');
    expect(paths()).to.deep.equal([
      'dang-nhap-bac-si',
      'dang-nhap-co-so-kham-chua-benh',
      'them-bac-si',
      'dang-nhap-bac-si',
      'gui-don-thuoc',
    ]);
    expect(national.requests[1]?.body).to.deep.equal({
      ma_lien_thong_co_so_kham_chua_benh: '14x7b',
      password: national.passwords.facility,
    });
  });

  it('does not go on logging in with a wrong password, of the doctor or of the facility', async () => {
    const wrong = client({ doctor: { linkCode: 'SLA0000000001', password: 'x' } });
    expect((await wrong.send(message(), 0)).class).to.equal('doctor-login-refused');
    expect(paths()).to.deep.equal(['dang-nhap-bac-si', 'dang-nhap-co-so-kham-chua-benh', 'them-bac-si', 'dang-nhap-bac-si']);
    national.attached.clear();
    tokens.clear();
    expect((await client({ facilityPassword: 'x' }).send(message(), 0)).class).to.equal('facility-login-refused');
    expect(national.held.size).to.equal(0);
  });

  it('keeps a token until a day before it ends', async () => {
    await send('14x7b0000001-c');
    now = new Date(now.getTime() + 5.9 * 86_400_000);
    await send('14x7b0000002-c');
    expect(paths().filter((path) => path === 'dang-nhap-bac-si')).to.have.length(1);
    now = new Date(now.getTime() + 0.2 * 86_400_000);
    await send('14x7b0000003-c');
    expect(paths().filter((path) => path === 'dang-nhap-bac-si')).to.have.length(2);
  });

  it('logs in once more when the token is refused, and stops when it is refused again', async () => {
    national.tricks = [{ kind: 'status', status: 401 }];
    expect((await send()).class).to.equal('accepted');
    expect(paths()).to.deep.equal(['dang-nhap-bac-si', 'gui-don-thuoc', 'dang-nhap-bac-si', 'gui-don-thuoc']);
    national.requests.length = 0;
    national.tricks = [1, 2, 3].map(() => ({ kind: 'status', status: 401 }));
    expect((await send('14x7b0000001-c')).class).to.equal('doctor-login-refused');
    expect(paths()).to.have.length(3);
  });

  it('tells fields that are refused, and nothing of the words beside them', async () => {
    const body = { danh_sach_cac_loi: { dia_chi: ['Địa chỉ của Lò Thị Ví Dụ không hợp lệ'], ma_thuoc: ['sai'] } };
    national.tricks = [{ kind: 'status', status: 422, body }];
    const found = await send();
    expect(found.class).to.equal('field-errors');
    expect(found.issues.map(({ code, path }) => `${code}@${path}`)).to.deep.equal([
      'national_field_refused@dia_chi',
      'national_field_refused@ma_thuoc',
    ]);
    expect(JSON.stringify(found)).not.to.include('Ví Dụ');
  });

  it('knows "code already used" after the line broke while it was sent', async () => {
    national.tricks = [{ kind: 'drop' }];
    expect((await send()).class).to.equal('lost');
    expect((await send()).class).to.equal('already-used');
    expect([...national.held.values()]).to.deep.equal([message()]);
  });

  it('classes whatever the line and the system do, and never throws', async () => {
    const cases: [TestNational['tricks'][number], string][] = [
      [{ kind: 'status', status: 429, retryAfter: 90 }, 'throttled'],
      [{ kind: 'status', status: 503, retryAfter: 60 }, 'server-error'],
      [{ kind: 'html', status: 502 }, 'server-error'],
      [{ kind: 'html', status: 200 }, 'unreadable'],
      [{ kind: 'status', status: 200, body: { hello: 1 } }, 'unreadable'],
      [{ kind: 'status', status: 404 }, 'wrong-address'],
      [{ kind: 'status', status: 302 }, 'wrong-address'],
      [{ kind: 'status', status: 403 }, 'doctor-login-refused'],
      [{ kind: 'status', status: 400 }, 'field-errors'],
    ];
    for (const [trick, expected] of cases) {
      national.tricks = [trick];
      const found = await send();
      expect(found.class, JSON.stringify(trick)).to.equal(expected);
      if ('retryAfter' in trick) expect(found.retryAfterSeconds).to.equal(trick.retryAfter);
    }
  });

  it('knows of a server that is not there that nothing has arrived', async () => {
    expect((await client({ baseUrl: 'http://127.0.0.1:9' }).send(message(), 0)).class).to.equal('unreachable');
  });

  it('tries a log-in of the doctor or the facility without sending anything', async () => {
    expect((await client().tryLogIn()).class).to.equal('accepted');
    const { doctor: _, ...facilityOnly } = { baseUrl: national.baseUrl, facilityLinkCode: '14x7b', facilityPassword: 'x', doctor: 0 };
    const facility = nationalClient({ accounts: facilityOnly, now: () => now, tokens: new Map(), keys: { facility: 'f', doctor: 'd' } });
    expect((await facility.tryLogIn()).class).to.equal('facility-login-refused');
    expect(paths()).not.to.include('gui-don-thuoc');
  });
});

describe('a refusal of the national system', () => {
  const read = (body: unknown) => {
    const { class: kind, issues } = readRefusal(body);
    return [kind, ...issues.map(({ path }) => path)];
  };

  it('is read from a map, a list of words, a list of objects and a sentence', () => {
    expect(read({ danh_sach_cac_loi: { ma_don_thuoc: ['Mã đơn thuốc đã được sử dụng'] } })).to.deep.equal(['already-used', 'ma_don_thuoc']);
    expect(read({ danh_sach_cac_loi: ['ma_don_thuoc already exists'] })).to.deep.equal(['already-used', 'ma_don_thuoc']);
    expect(read({ success: 'Đơn thuốc đã tồn tại', danh_sach_cac_loi: [] })).to.deep.equal(['already-used', 'ma_don_thuoc']);
    expect(read({ danh_sach_cac_loi: [{ field: 'gioi_tinh', message: 'sai' }] })).to.deep.equal(['field-errors', 'gioi_tinh']);
    expect(read({ danh_sach_cac_loi: { ma_don_thuoc: ['sai định dạng'] } })).to.deep.equal(['field-errors', 'ma_don_thuoc']);
    expect(read({ danh_sach_cac_loi: { ma_don_thuoc: ['đã tồn tại'], dia_chi: ['thiếu'] } })).to.deep.equal([
      ...['field-errors', 'ma_don_thuoc', 'dia_chi'],
    ]);
  });

  it('without a field it knows is a refusal all the same', () => {
    for (const body of [undefined, null, 'x', {}, { danh_sach_cac_loi: ['lạ'] }]) expect(read(body)).to.deep.equal(['field-errors', '']);
  });
});

describe('the simulator of the national system', () => {
  const answer = async (phone: string, attempts = 0) => {
    const body = JSON.stringify({ so_dien_thoai_nguoi_kham_benh: phone });
    return await nationalSimulator().send(body, attempts);
  };

  it('takes what comes, with the same mark for the same bytes', async () => {
    const found = await answer('0912000111');
    expect(found.class).to.equal('accepted');
    expect(found.checksum).to.match(/^MP[0-9A-F]{16}$/);
    expect(await answer('0912000111')).to.deep.equal(found);
  });

  it('calls up every kind of answer by the phone number', async () => {
    const kinds: Record<string, [string, string]> = {
      '000': ['unreachable', 'unreachable'],
      '200': ['unreadable', 'accepted'],
      '408': ['timeout', 'already-used'],
      '409': ['already-used', 'already-used'],
      '422': ['field-errors', 'field-errors'],
      '429': ['throttled', 'accepted'],
      '500': ['server-error', 'accepted'],
    };
    for (const [end, [first, second]] of Object.entries(kinds)) {
      expect([(await answer(`0912900${end}`)).class, (await answer(`0912900${end}`, 1)).class], end).to.deep.equal([first, second]);
    }
  });
});
