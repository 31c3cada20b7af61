import { expect } from 'chai';
import { birthFromParts, parseBirthDate } from '../../../domain/patients/parse-birth-date.ts';

const today = '2026-11-24';
const parse = (text: string) => {
  const birth = parseBirthDate(text, today);
  return birth && `${birth.birthDate} ${birth.birthPrecision}`;
};

describe('parseBirthDate', () => {
  for (const [typed, expected] of [
    ['01021960', '1960-02-01 day'],
    ['1/2/60', '1960-02-01 day'],
    ['01-02-1960', '1960-02-01 day'],
    ['1.2.1960', '1960-02-01 day'],
    ['010260', '1960-02-01 day'],
    ['02/1960', '1960-02-01 month'],
    ['2/1960', '1960-02-01 month'],
    ['021960', '1960-02-01 month'],
    ['1960', '1960-01-01 year'],
    [' 1960 ', '1960-01-01 year'],
    ['29/02/2024', '2024-02-29 day'],
  ] as const) {
    it(`reads ${typed}`, () => expect(parse(typed)).to.equal(expected));
  }

  it('takes the latest short year that is not in the future', () => {
    expect(parse('24/11/26')).to.equal('2026-11-24 day');
    expect(parse('25/11/26')).to.equal('1926-11-25 day');
    expect(parse('1/1/27')).to.equal('1927-01-01 day');
  });

  it('refuses what is no date', () => {
    for (const typed of [
      '',
      '60',
      '196',
      '31/02/2020',
      '29/02/2023',
      '00/01/1960',
      '13/1960',
      '1/13/1960',
      '1960-02',
      'abc',
      '010219605',
    ]) {
      expect(parse(typed), typed).to.equal(undefined);
    }
  });
});

describe('birthFromParts', () => {
  it('refuses years that no living person was born in', () => {
    expect(birthFromParts('1800')).to.deep.equal({ birthDate: '1800-01-01', birthPrecision: 'year' });
    expect(birthFromParts('1799')).to.equal(undefined);
    expect(birthFromParts('0260', '01', '02')).to.equal(undefined);
  });
});
