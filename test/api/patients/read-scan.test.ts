import { expect } from 'chai';
import type { ScanAnswer } from '../../../api/patients/patient-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { aCard, aPerson, aRegistration } from '../../support/a-registration.ts';
import { aUser, testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

const hex = (text: string): string => Buffer.from(text, 'utf8').toString('hex');
const citizen = (changes: Record<number, string> = {}): string =>
  change(['014180000123', '050000123', 'Lò Thị Quét', '03021980', 'Nữ', 'Bản Nà Hoa, Mai Sơn, Sơn La', '01012022'], changes);
const insurance = (changes: Record<number, string> = {}): string =>
  change(
    [
      ...['GD4149990000888', hex('Lò Thị Thẻ'), '12/03/1980', '2', hex('Bản Nà Hoa'), '14 - 902', '01/01/2026', '31/12/2026'],
      ...['01/01/2026', '14099', '-', 'K1', '01/01/2030', 'demo$'],
    ],
    changes,
  );
const change = (parts: string[], changes: Record<number, string>): string => parts.map((part, i) => changes[i] ?? part).join('|');

describe('read a scanned card', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
  });

  const scan = async (text: string): Promise<ScanAnswer> => (await place.reception.post('/scans', { text }).expect(200)).body as ScanAnswer;
  const refused = async (text: string): Promise<string[]> =>
    findings(await refusedWithoutTrace(api, () => place.reception.post('/scans', { text }), 422));
  const warned = async (text: string): Promise<string[]> => (await scan(text)).issues.map(({ code, path }) => `${code}@${path}`);

  itIsGuarded(
    () => api,
    async () => ({
      method: 'post',
      path: '/scans',
      body: { text: citizen() },
      status: 200,
      may: place.reception,
      mayNot: await aUser(api, place.facility, ['facility-administrator']),
      malformed: [
        [{ text: '' }, 'malformed@text'],
        [{ text: 'x'.repeat(2001) }, 'malformed@text'],
        [{ text: 7 }, 'malformed@text'],
      ],
    }),
    'question',
    'province-wide',
  );

  it('reads an identity card', async () => {
    expect(await scan(citizen())).to.deep.equal({
      kind: 'citizen-card',
      person: {
        fullName: 'Lò Thị Quét',
        sex: 'female',
        birthDate: '1980-02-03',
        birthPrecision: 'day',
        citizenId: '014180000123',
        oldCitizenId: '050000123',
        addressText: 'Bản Nà Hoa, Mai Sơn, Sơn La',
        communeCode: '04105',
        communeName: 'Xã Mai Sơn',
      },
      card: null,
      issues: [],
      matches: [],
    });
  });

  it('reads an insurance card, its name from the bytes of the code', async () => {
    const { person, card, kind } = await scan(insurance());
    expect(kind).to.equal('insurance-card');
    expect(person).to.include({ fullName: 'Lò Thị Thẻ', sex: 'female', birthDate: '1980-03-12', citizenId: null });
    expect(card).to.deep.equal({
      cardNumber: 'GD4149990000888',
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
      registeredFacilityCode: '14902',
      areaCode: 'K1',
      fiveYearDate: '2030-01-01',
    });
  });

  it('takes what a scanner adds or leaves out: a mark of order, blanks, an open end, unknown days, further parts', async () => {
    expect((await scan(`\uFEFF ${citizen()}\r\n`)).person.citizenId).to.equal('014180000123');
    expect((await scan(`${citizen()}|new|part`)).issues).to.deep.equal([]);
    expect((await scan(citizen({ 1: '', 3: '00001980' }))).person).to.include({ oldCitizenId: null, birthPrecision: 'year' });
    expect((await scan(insurance({ 7: '-', 11: '4' }))).card).to.include({ validTo: null, areaCode: null });
    expect((await scan(citizen({ 2: 'Lò Thị Quét'.normalize('NFD') }))).person.fullName).to.equal('Lò Thị Quét'.normalize('NFC'));
  });

  it('refuses what is no card, and what lacks parts', async () => {
    expect(await refused('https://example.invalid/x')).to.deep.equal(['scan_unknown_format@parts.0']);
    expect(await refused(citizen().split('|').slice(0, 6).join('|'))).to.deep.equal(['scan_part_count@parts']);
    expect(await refused(insurance().split('|').slice(0, 13).join('|'))).to.deep.equal(['scan_part_count@parts']);
  });

  it('refuses broken hex, dates that do not exist and a name that is missing', async () => {
    expect(await refused(insurance({ 1: `${hex('Lò')}z1` }))).to.include('scan_hex_broken@parts.1');
    expect(await refused(insurance({ 1: 'c3' }))).to.include('scan_hex_broken@parts.1');
    expect(await refused(citizen({ 3: '31021980' }))).to.deep.equal(['scan_date_impossible@parts.3']);
    expect(await refused(insurance({ 6: '30/02/2026' }))).to.deep.equal(['scan_date_impossible@parts.6']);
    expect(await refused(citizen({ 2: '' }))).to.deep.equal(['scan_name_missing@parts.2']);
  });

  it('warns where the words cannot be trusted', async () => {
    expect(await warned(citizen({ 2: 'L? Th? Qu?t' }))).to.deep.equal(['scan_name_garbled@parts.2']);
    expect(await warned(citizen({ 2: 'LÃ² Thá»‹ QuÃ©t' }))).to.deep.equal(['scan_name_garbled@parts.2']);
    expect(await warned(citizen({ 4: 'N?' }))).to.deep.equal(['scan_sex_unreadable@parts.4']);
    expect(await warned(citizen({ 5: 'B\uFFFDn' }))).to.deep.equal(['scan_address_garbled@parts.5']);
    expect(await warned(insurance({ 5: '14 - 9O2' }))).to.deep.equal(['scan_facility_unreadable@parts.5']);
    expect(await warned(insurance({ 12: '01/13/2030' }))).to.deep.equal(['scan_date_impossible@parts.12']);
  });

  it('tells whom a card belongs to: by its number, by a former number, by the card of a visit', async () => {
    const person = aPerson({ fullName: 'Lò Thị Quét', identifiers: [{ system: 'old-citizen-id', value: '050000123' }] });
    const id = newId();
    await place.reception.post('/patients', { id, ...person }).expect(201);
    const card = aCard({ cardNumber: 'GD4149990000888' });
    const visit = aRegistration(place.roomId, { patient: { kind: 'known', id }, coverage: { kind: 'new-card', card } });
    await place.reception.post('/registrations', visit).expect(201);

    for (const text of [citizen(), insurance(), insurance({ 0: 'gd4149990000888' })]) {
      expect((await scan(text)).matches.map((one) => one.id)).to.deep.equal([id]);
    }
    expect((await scan(insurance())).matches[0]).to.include({ cardTail: '0888', facilityNumber: `${place.facility.code}0000001` });
    expect((await scan(citizen({ 0: '014180000124', 1: '' }))).matches).to.deep.equal([]);
  });
});
