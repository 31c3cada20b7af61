import { expect } from 'chai';
import { expandShortCode, nextBlank, shortCodes } from '../../web/screens/doctor/short-codes.ts';

const codes = { ho: 'Ho ___ ngày, đờm ___.', on: 'Ổn định.' };
const expand = (text: string, caret = text.length) => expandShortCode(text, caret, codes);

describe('short codes in the history', () => {
  it('become their sentence, with the first blank marked', () => {
    expect(expand('.ho')).to.deep.equal({ text: 'Ho ___ ngày, đờm ___.', from: 3, to: 6 });
    expect(expand('Sốt.\n.ho')).to.deep.equal({ text: 'Sốt.\nHo ___ ngày, đờm ___.', from: 8, to: 11 });
    expect(expand('Nay .on')).to.deep.equal({ text: 'Nay Ổn định.', from: 12, to: 12 });
  });

  it('keep what stands behind the cursor', () => {
    expect(expand('.on và sốt', 3)?.text).to.equal('Ổn định. và sốt');
  });

  it('are none within a word, unknown, or of another case', () => {
    for (const text of ['a.ho', '37.ho', '.hoa', '.', 'ho', '.HO', '.constructor']) expect(expand(text), text).to.equal(undefined);
  });

  it('lead from blank to blank', () => {
    const text = 'Ho ___ ngày, đờm ___.';
    expect(nextBlank(text, 6)).to.deep.equal({ from: 17, to: 20 });
    expect(nextBlank(text, 20)).to.equal(undefined);
  });

  it('of the house state no finding by themselves: each has a blank', () => {
    for (const [code, sentence] of Object.entries(shortCodes)) expect(sentence, code).to.include('___');
  });
});
