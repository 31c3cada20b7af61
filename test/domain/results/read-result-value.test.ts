import { expect } from 'chai';
import type { Indicator } from '../../../domain/results/indicator.ts';
import { readResultValue } from '../../../domain/results/read-result-value.ts';

const potassium = { name: 'Kali', valueKind: 'numeric', decimals: 2, choices: [] } satisfies Partial<Indicator>;
const antigen = { name: 'HBsAg', valueKind: 'coded', decimals: null, choices: ['Âm tính', 'Dương tính'] } satisfies Partial<Indicator>;
const words = { name: 'Cấy máu', valueKind: 'text', decimals: null, choices: [] } satisfies Partial<Indicator>;

const read = (typed: string, indicator: Parameters<typeof readResultValue>[1] = potassium) => {
  const found = readResultValue(typed, indicator, 'values.0.typed');
  return 'value' in found ? found.value : found.issues.map(({ code, path }) => `${code}@${path}`);
};

describe('readResultValue', () => {
  it('reads a number with comma or point, and takes 4,10 and 4,1 for one number', () => {
    for (const typed of ['4,1', '4.1', ' 4,10 ']) expect(read(typed), typed).to.deep.equal({ comparator: null, number: '4.1', text: null });
    expect(read('10')).to.deep.include({ number: '10' });
    expect(read('100,00')).to.deep.include({ number: '100' });
  });

  it('reads a comparator in front, as sign or typed', () => {
    const cases = { '<0,5': '<', '> 24': '>', '<= 3': '<=', '≤3': '<=', '≥ 60': '>=', '>=60': '>=' } as const;
    for (const [typed, comparator] of Object.entries(cases)) expect(read(typed), typed).to.deep.include({ comparator });
  });

  it('refuses what is no number: words, two numbers, a bare sign, a minus', () => {
    for (const typed of ['cao', '4,1,2', '1.000.000', '<', '-3', '4e2', '= 3'])
      expect(read(typed), typed).to.deep.equal(['result_not_a_number@values.0.typed']);
  });

  it('takes as many places as the indicator has and not one more', () => {
    expect(read('4,12')).to.deep.include({ number: '4.12' });
    expect(read('4,123')).to.deep.equal(['result_decimals@values.0.typed']);
    expect(read('138,5', { ...potassium, decimals: 0 })).to.deep.equal(['result_decimals@values.0.typed']);
    expect(read('138', { ...potassium, decimals: 0 })).to.deep.include({ number: '138' });
  });

  it('takes a choice in any case of letters and gives it as the list writes it', () => {
    expect(read('âm TÍNH', antigen)).to.deep.equal({ comparator: null, number: null, text: 'Âm tính' });
    expect(read('am tinh', antigen)).to.deep.equal(['result_not_a_choice@values.0.typed']);
  });

  it('takes words up to 255 characters', () => {
    expect(read('a'.repeat(255), words)).to.deep.include({ text: 'a'.repeat(255) });
    expect(read('a'.repeat(256), words)).to.deep.equal(['result_too_long@values.0.typed']);
  });

  it('does not take nothing for a result', () => {
    for (const one of [potassium, antigen, words]) expect(read('  ', one)).to.deep.equal(['result_missing@values.0.typed']);
  });
});
