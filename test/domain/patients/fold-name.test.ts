import { expect } from 'chai';
import fc from 'fast-check';
import { spellingsOf } from '../../support/spellings.ts';
import { foldName, hasNameCharacters, nameTokens } from '../../../domain/patients/fold-name.ts';

describe('foldName', () => {
  it('takes off marks, case, đ and double spaces', () => {
    expect(foldName('  Đặng   Thị HOÀ ')).to.equal('dang thi hoa');
    expect(foldName('Nguyễn Ước Ưu Ỷ Ẵ')).to.equal('nguyen uoc uu y a');
  });

  it('gives the same text for both places of the tone and for NFC and NFD', () => {
    expect(foldName('Hoà')).to.equal(foldName('Hòa'));
    expect(foldName('Vàng Ǎ Dế'.normalize('NFD'))).to.equal(foldName('Vàng Ǎ Dế'.normalize('NFC')));
  });

  it('keeps Mông and Ê Đê names whole', () => {
    expect(foldName('Giàng Ǎ Chu')).to.equal('giang a chu');
    expect(foldName("Y'Bia H’Mông")).to.equal('ybia hmong');
    expect(foldName('K‘Brếp')).to.equal(foldName('K`Brep'));
  });

  it('changes nothing on a second pass and leaves no mark, capital or double space in Latin letters', () => {
    const latin = fc.integer({ min: 0x20, max: 0x24f }).map((point) => String.fromCodePoint(point));
    const vietnamese = fc.integer({ min: 0x1ea0, max: 0x1ef9 }).map((point) => String.fromCodePoint(point));
    fc.assert(
      fc.property(fc.string({ unit: fc.oneof(latin, vietnamese) }), (text) => {
        const folded = foldName(text);
        expect(foldName(folded)).to.equal(folded);
        expect(folded).to.not.match(/\p{M}|\p{Lu}|đ| {2}|^ | $/u);
      }),
      { numRuns: 300 },
    );
  });
});

describe('nameTokens', () => {
  it('gives the words in order and none for a blank', () => {
    expect(nameTokens('Lò Văn Ơn')).to.deep.equal(['lo', 'van', 'on']);
    expect(nameTokens(' - ')).to.deep.equal([]);
  });
});

describe('hasNameCharacters', () => {
  it('knows letters and apostrophes from what no name has', () => {
    for (const name of ['Ǎ', "Y'Bia", 'Trần Văn B.', 'Nguyễn-Lê']) expect(hasNameCharacters(name), name).to.equal(true);
    for (const name of ['Nguy?n', 'Nguy\uFFFDn', 'Nguyá»n', 'Lò 2', '']) expect(hasNameCharacters(name), name).to.equal(false);
  });
});

describe('a name in any spelling', () => {
  it('folds to one text in 100,000 generated cases', () => {
    const onset = fc.constantFrom(...'B C Ch D Đ G Gi H K Kh L M N Ng Nh P Ph Q S T Th Tr V X'.split(' '), '');
    const rhyme = fc.constantFrom(
      ...'a ăn ấp ần ẳng òa oà úy uý ọe oẹ uyên ươn ường ịch ỗ ợi ẽ ể ở ù ũ ỷ ỹ ỡ ẫu ặc ớt iêu ưỡi ǎng ôr êp'.split(' '),
    );
    const word = fc.tuple(onset, rhyme).map((parts) => parts.join(''));
    const name = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
    let cases = 0;
    fc.assert(
      fc.property(name, (one) => {
        const folded = foldName(one);
        for (const spelling of spellingsOf(one)) {
          cases += 1;
          if (foldName(spelling) !== folded) return false;
        }
        return /^[a-z]+( [a-z]+)*$/.test(folded);
      }),
      { numRuns: 5000, seed: 20261125 },
    );
    expect(cases).to.be.at.least(100_000);
  });
});
