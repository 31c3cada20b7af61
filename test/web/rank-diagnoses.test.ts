import { expect } from 'chai';
import { rankDiagnoses } from '../../web/screens/doctor/rank-diagnoses.ts';

const entry = (code: string, nameVi: string) => ({ code, nameVi, nameEn: '' });
const favourites = [entry('J02.9', 'Viêm họng cấp'), entry('I10', 'Tăng huyết áp vô căn')];
const codes = (typed: string, found: ReturnType<typeof entry>[]) => rankDiagnoses(typed, found, favourites).map(({ code }) => code);

describe('diagnoses of the search', () => {
  it('are the doctor’s usual ones while nothing is typed', () => {
    expect(codes(' ', [])).to.deep.equal(['J02.9', 'I10']);
  });

  it('have the usual ones first that fit the words or that the search found, each once', () => {
    const found = [entry('J02', 'Viêm họng'), entry('J02.9', 'Viêm họng cấp')];
    expect(codes('viem hong', found)).to.deep.equal(['J02.9', 'J02']);
    expect(codes('viem hong', [entry('J02', 'Viêm họng')])).to.deep.equal(['J02.9', 'J02']);
    expect(codes('tang xong', [entry('A00', 'Tả')])).to.deep.equal(['A00']);
    expect(codes('cao huyet ap', [entry('I15', 'Tăng huyết áp thứ phát'), entry('I10', 'Tăng huyết áp vô căn')])).to.deep.equal([
      'I10',
      'I15',
    ]);
  });

  it('keep a code that is typed in full on top', () => {
    expect(codes('j02', [entry('J02', 'Viêm họng'), entry('J02.9', 'Viêm họng cấp')])).to.deep.equal(['J02', 'J02.9']);
  });
});
