import { expect } from 'chai';
import { permissionsOf, type Role } from '../../domain/permissions.ts';
import { cureOf, cureOfTold } from '../../web/lib/cure-of.ts';
import { NoAnswer, Problem } from '../../web/lib/fetch-json.ts';
import { moneyForPeople, numberForPeople } from '../../web/lib/format-money.ts';
import { birthForPeople, readDecimal } from '../../web/lib/format.ts';
import { isPassing } from '../../web/lib/http.ts';
import { readDay } from '../../web/lib/read-day.ts';
import { isScanText } from '../../web/lib/scan.ts';
import { session } from '../../web/lib/session.ts';
import { keyName } from '../../web/lib/use-keys.ts';
import { growBurst, type Burst } from '../../web/lib/use-scanner.ts';
import { retryPauseMs } from '../../web/lib/use-write.ts';

describe('money and numbers for people', () => {
  it('groups thousands with points and shows hundredths only where there are any', () => {
    expect(moneyForPeople('1234500')).to.equal('1.234.500 đ');
    expect(moneyForPeople('999')).to.equal('999 đ');
    expect(moneyForPeople('0')).to.equal('0 đ');
    expect(moneyForPeople('-1000')).to.equal('-1.000 đ');
    expect(moneyForPeople('2476.667')).to.equal('2.476,67 đ');
    expect(numberForPeople('2476.667')).to.equal('2.476,667');
  });

  it('reads a number with comma or point, and nothing else', () => {
    expect(readDecimal(' 37,5 ')).to.equal('37.5');
    expect(readDecimal('37.5')).to.equal('37.5');
    for (const text of ['', 'abc', '37,', '1.2345', '-1', '1 2']) expect(readDecimal(text), text).to.equal(undefined);
  });
});

describe('days', () => {
  it('shows a birth date as far as it is known', () => {
    expect(birthForPeople('1960-02-01', 'day')).to.equal('01/02/1960');
    expect(birthForPeople('1960-02-01', 'month')).to.equal('02/1960');
    expect(birthForPeople('1960-01-01', 'year')).to.equal('1960');
  });

  it('reads a full day that may lie ahead, and no part of one', () => {
    expect(readDay('30092026')).to.equal('2026-09-30');
    expect(readDay('31/12/35')).to.equal('2035-12-31');
    for (const text of ['2026', '09/2026', '31022026', '']) expect(readDay(text), text).to.equal(undefined);
  });
});

describe('scans', () => {
  it('knows a card from a name', () => {
    expect(isScanText('014099000001||Lò Văn Thử|01011990|Nam|Bản Mẫu|01012022')).to.equal(true);
    expect(isScanText('lo van thu 1990')).to.equal(false);
    expect(isScanText('a|b|c|d')).to.equal(false);
  });

  it('takes quick keys as one burst and begins anew after a pause', () => {
    const first = growBurst(undefined, 'a', 1000, null);
    expect(growBurst(first, 'b', 1060, null).text).to.equal('ab');
    expect(growBurst(first, 'b', 1061, null).text).to.equal('b');
  });

  it('goes on after the machine was held up, once six keys came as no fingers type them', () => {
    const typed = (keys: number) =>
      [...'abcdef'.slice(0, keys)].reduce<Burst | undefined>((burst, key) => growBurst(burst, key, 1000, null), undefined);
    expect(growBurst(typed(6), 'g', 1600, null).text).to.equal('abcdefg');
    expect(growBurst(typed(6), 'g', 1601, null).text).to.equal('g');
    expect(growBurst(typed(5), 'g', 1061, null).text).to.equal('g');
  });
});

describe('keys', () => {
  const key = (part: object) => keyName({ key: '', code: '', ctrlKey: false, altKey: false, shiftKey: false, ...part });

  it('are named the same on every keyboard', () => {
    expect(key({ key: 'Escape' })).to.equal('esc');
    expect(key({ key: 'F10' })).to.equal('f10');
    expect(key({ key: 'Enter', ctrlKey: true })).to.equal('ctrl+enter');
    expect(key({ key: '¡', code: 'Digit1', altKey: true })).to.equal('alt+1');
  });
});

describe('trying again', () => {
  const refusal = (status: number, seconds?: number) => new Problem(status, {}, seconds);

  it('is for a missing answer and a busy server, never for a refusal', () => {
    for (const cause of [new NoAnswer('cut'), refusal(429), refusal(502), refusal(503), refusal(504)])
      expect(isPassing(cause)).to.equal(true);
    for (const cause of [refusal(400), refusal(409), refusal(422), refusal(500), new Error('bug')])
      expect(isPassing(cause)).to.equal(false);
  });

  it('waits longer each time, five seconds at most, or as long as the server asks', () => {
    expect([0, 1, 2, 3, 9].map((failures) => retryPauseMs(failures, new NoAnswer('cut')))).to.deep.equal([1000, 2000, 4000, 5000, 5000]);
    expect(retryPauseMs(0, refusal(503, 7))).to.equal(7000);
  });
});

describe('the place that cures a finding', () => {
  const as = (role: Role): void =>
    session.set({
      ...{ user: { id: '', username: '', fullName: '' }, facility: { id: '', code: '', name: '', kind: 'hospital', isDemo: false } },
      ...{ roles: [role], permissions: [...permissionsOf[role]], serverTime: '' },
    });
  const cure = (rule: string, ...fields: string[]) => cureOf({ rule, fields }, 'v');
  after(() => session.set(undefined));

  it('is the very field of the person or the card for whoever may change the file', () => {
    as('reception');
    expect(cure('ID-001', 'HO_TEN')).to.deep.equal({ place: 'cure.person', path: '/visit/v?field=fullName' });
    expect(cure('CARD-004', 'MA_THE_BHYT', 'GT_THE_DEN')).to.deep.equal({ place: 'cure.card', path: '/visit/v?field=fileNumber' });
    expect(cure('CARD-009', 'MA_DOITUONG_KCB').path).to.equal('/visit/v');
    expect(cureOfTold({ table: 'XML1', field: 'GT_THE_TU' }, 'v').path).to.equal('/visit/v?field=fileFrom');
  });

  it('is the visit for whoever may not, and in words alone where no desk opens', () => {
    as('insurance-officer');
    expect(cure('ID-001', 'HO_TEN')).to.deep.equal({ place: 'cure.person', path: undefined });
    expect(cure('CARD-004', 'GT_THE_DEN')).to.deep.equal({ place: 'cure.card', path: '/visit/v' });
    expect(cure('MED-003', 'LIEU_DUNG')).to.deep.equal({ place: 'cure.drug', path: undefined });
  });

  it('is the tab and field of the record for the doctor', () => {
    as('doctor');
    expect(cure('GEN-010', 'MA_BENH_CHINH').path).to.equal('/doctor/v?tab=examination&field=icd');
    expect(cure('ID-020', 'CAN_NANG').path).to.equal('/doctor/v?tab=examination&field=weight');
  });
});
