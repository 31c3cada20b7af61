import { expect } from 'chai';
import { icdSpecCovers } from '../../../domain/catalogues/icd-spec.ts';

describe('icdSpecCovers', () => {
  it('covers a code with its sub-codes', () => {
    expect(icdSpecCovers('N18', 'N18')).to.equal(true);
    expect(icdSpecCovers('N18', 'N18.5')).to.equal(true);
    expect(icdSpecCovers('N18', 'N19')).to.equal(false);
    expect(icdSpecCovers('B18.1', 'B18.2')).to.equal(false);
    expect(icdSpecCovers('B18.1', 'B18')).to.equal(false);
  });

  it('covers a range with the sub-codes of its last code', () => {
    for (const code of ['B20', 'B22.7', 'B24', 'B24.9']) expect(icdSpecCovers('B20..B24|Z21', code), code).to.equal(true);
    for (const code of ['B19.9', 'B25', 'Z20']) expect(icdSpecCovers('B20..B24|Z21', code), code).to.equal(false);
    expect(icdSpecCovers('B20..B24|Z21', 'Z21')).to.equal(true);
    expect(icdSpecCovers('F11.2..F11.9', 'F11.1')).to.equal(false);
    expect(icdSpecCovers('F11.2..F11.9', 'F11.9')).to.equal(true);
  });

  it('lets an exception win', () => {
    expect(icdSpecCovers('E10..E14|!E11.0', 'E11.0')).to.equal(false);
    expect(icdSpecCovers('E10..E14|!E11.0', 'E11.9')).to.equal(true);
    expect(icdSpecCovers('', 'E11.9')).to.equal(false);
    expect(icdSpecCovers('!E11.0', 'E11.9')).to.equal(false);
  });
});
