import { expect } from 'chai';
import fc from 'fast-check';
import { addDays } from '../../../domain/dates.ts';
import { soundOf } from '../../../domain/patients/name-sounds.ts';
import { DUPLICATE_SCORE_MIN, scoreDuplicate, type PersonFacts } from '../../../domain/patients/score-duplicate.ts';
import { isSimilarDay, similarDays } from '../../../domain/patients/similar-days.ts';
import { seededRandom } from '../../../seeds/demo/random.ts';
import { enteredAgain, peopleOfTheProvince } from '../../support/volume-people.ts';

const person: PersonFacts = {
  ...({ fullName: 'Lò Văn Hương', sex: 'male', birthDate: '1975-03-12', birthPrecision: 'day' } as const),
  ...{ communeCode: '04105', identifiers: [], cardNumbers: [] },
};
const compared = (fields: Partial<PersonFacts>, other: Partial<PersonFacts> = {}) =>
  scoreDuplicate({ ...person, ...fields }, { ...person, ...other });
const alarms = (fields: Partial<PersonFacts>, other: Partial<PersonFacts> = {}): boolean =>
  compared(fields, other).score >= DUPLICATE_SCORE_MIN;
const citizen = (value: string): PersonFacts['identifiers'] => [{ system: 'citizen-id', value }];

describe('the score of a likely duplicate', () => {
  it('is full for the same facts and names the reasons, strongest first', () => {
    const all = { phone: '0990000001', identifiers: citizen('099075000001'), cardNumbers: ['GD4148000000001'] };
    expect(compared(all, all)).to.deep.equal({
      score: 100,
      reasons: ['same_identifier', 'same_card', 'same_name', 'same_birth_date', 'same_phone', 'same_commune'],
    });
  });

  it('is the same from either side', () => {
    const people = peopleOfTheProvince(300, 5);
    const random = seededRandom(6);
    for (const one of people) {
      const again = enteredAgain(one, random);
      expect(scoreDuplicate(one, again)).to.deep.equal(scoreDuplicate(again, one));
    }
  });

  it('alarms when name and day agree, also where the person moved, and not when a second fact speaks against it', () => {
    expect(alarms({}, { communeCode: '03646' })).to.equal(true);
    expect(alarms({}, { communeCode: '03646', sex: 'female' })).to.equal(false);
    expect(alarms({ identifiers: citizen('099075000001') }, { identifiers: citizen('099075123456') })).to.equal(false);
    expect(alarms({ identifiers: citizen('099075000001') }, { identifiers: citizen('099075000010') })).to.equal(true);
  });

  it('does not alarm for namesakes born in the same year, but for a year alone in the same commune', () => {
    expect(alarms({}, { birthDate: '1975-08-29' })).to.equal(false);
    expect(alarms({ birthDate: '1955-01-01', birthPrecision: 'year' }, { birthDate: '1955-06-30', communeCode: '03646' })).to.equal(false);
    expect(alarms({ birthDate: '1955-01-01', birthPrecision: 'year' }, { birthDate: '1955-06-30' })).to.equal(true);
    expect(alarms({ birthDate: '1955-01-01', birthPrecision: 'year' }, { birthDate: '1956-06-30' })).to.equal(false);
  });

  it('hears names: spellings of one sound, another order, a middle name left out, a letter', () => {
    for (const fullName of ['Nò Văn Hương', 'LO VAN HUONG', 'Hương Văn Lò', 'Lò Hương', 'Lò Văn Hươn', 'Lò Văn Huơgn'])
      expect(alarms({}, { fullName }), fullName).to.equal(true);
    for (const fullName of ['Lò Văn Hoan', 'Cầm Văn Hương', 'Lò Thị Lan']) expect(alarms({}, { fullName }), fullName).to.equal(false);
  });

  it('asks for a second sign when the day has a slip', () => {
    expect(alarms({}, { birthDate: '1975-12-03' })).to.equal(true);
    expect(alarms({}, { birthDate: '1975-12-03', communeCode: '03646' })).to.equal(false);
    expect(alarms({ phone: '0990000001' }, { birthDate: '1975-12-03', communeCode: '03646', phone: '0990000001' })).to.equal(true);
  });

  it('shows the same identity number whatever else differs, and no family of one phone and commune', () => {
    const other = { fullName: 'Cầm Thị Ban', sex: 'female', birthDate: '2001-11-30' } as const;
    expect(compared({ identifiers: citizen('099075000001') }, { ...other, identifiers: citizen('099075000001') })).to.deep.equal({
      ...{ score: DUPLICATE_SCORE_MIN, reasons: ['same_identifier', 'same_commune'] },
    });
    expect(compared({ phone: '0990000001' }, { ...other, birthDate: '1975-03-12', phone: '0990000001' }).score).to.equal(0);
  });

  it('is reached only by whom the search brings: a number, the phone, the day, or in the commune a similar day or a namesake of the year', () => {
    const brought = (a: PersonFacts, b: PersonFacts): boolean => {
      const exact = a.birthPrecision === 'day' && b.birthPrecision === 'day';
      const sameCommune = a.communeCode === b.communeCode;
      const namesakes = a.fullName === b.fullName && a.birthDate?.slice(0, 4) === b.birthDate?.slice(0, 4);
      return (
        a.phone === b.phone ||
        (exact && a.birthDate === b.birthDate) ||
        (sameCommune && exact && isSimilarDay(a.birthDate ?? '', b.birthDate ?? '')) ||
        (sameCommune && !exact && namesakes)
      );
    };
    const facts = fc.record({
      ...{ fullName: fc.constantFrom('Lò Văn Hương', 'Nò Văn Hương', 'Hương Văn Lò', 'Lò Hương'), sex: fc.constant('male' as const) },
      birthDate: fc.constantFrom('1975-03-12', '1975-12-03', '1975-01-01', '1957-03-12'),
      birthPrecision: fc.constantFrom('day' as const, 'year' as const),
      ...{ communeCode: fc.constantFrom('04105', '03646'), phone: fc.constantFrom('0990000001', '0990000002') },
      ...{ identifiers: fc.constant<PersonFacts['identifiers']>([]), cardNumbers: fc.constant<string[]>([]) },
    });
    fc.assert(
      fc.property(facts, facts, (a, b) => {
        if (scoreDuplicate(a, b).score >= DUPLICATE_SCORE_MIN) expect(brought(a, b), JSON.stringify([a, b])).to.equal(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('flags at least 95 % of 200 people entered twice', () => {
    const random = seededRandom(20261125);
    const people = peopleOfTheProvince(200, 41);
    const flagged = people.filter((one) => scoreDuplicate(one, enteredAgain(one, random)).score >= DUPLICATE_SCORE_MIN);
    expect(flagged.length / people.length).to.be.at.least(0.95);
  });

  it('alarms for at most 2 % of 2,000 distinct people, each compared with all others', () => {
    const people = peopleOfTheProvince(2000, 42);
    // Days that are alike share the year or the day of the year; others cannot reach the score without a number in common.
    const comparable = (a: PersonFacts, b: PersonFacts): boolean =>
      a.birthDate?.slice(0, 4) === b.birthDate?.slice(0, 4) || a.birthDate?.slice(5) === b.birthDate?.slice(5);
    const alarmed = people.filter((one) =>
      people.some((other) => other !== one && comparable(one, other) && scoreDuplicate(one, other).score >= DUPLICATE_SCORE_MIN),
    );
    expect(alarmed.length / people.length).to.be.at.most(0.02);
  });
});

describe('a birth date with a slip', () => {
  it('is among the similar days exactly when it is similar, and never the day itself', () => {
    const day = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays('1926-01-01', n));
    fc.assert(
      fc.property(day, day, (a, b) => {
        expect(isSimilarDay(a, b)).to.equal(similarDays(a).includes(b));
        for (const slip of similarDays(a)) expect(isSimilarDay(slip, a), slip).to.equal(true);
        expect(similarDays(a)).to.not.include(a);
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});

describe('the sound of a word', () => {
  it('is one for spellings that are written for each other, and differs for others', () => {
    const pairs = ['lan nan', 'quy qui', 'xuan suan', 'trang chang', 'dung giung', 'dung rung', 'ca ka', 'nga ngha', 'ly li', 'gi di'];
    for (const pair of pairs) {
      const [one = '', other = ''] = pair.split(' ');
      expect(soundOf(one), pair).to.equal(soundOf(other));
    }
    for (const pair of ['thi ti', 'nga na', 'nha na', 'kha ca', 'pha pa', 'tra ta', 'ban van']) {
      const [one = '', other = ''] = pair.split(' ');
      expect(soundOf(one), pair).to.not.equal(soundOf(other));
    }
  });
});
