import { expect } from 'chai';
import { checkOrder } from '../../../domain/encounters/check-order.ts';

const codes = (quantity: string): string[] => checkOrder({ quantity }).map((issue) => `${issue.code}@${issue.path}`);

describe('checkOrder', () => {
  it('takes from a thousandth to a hundred', () => {
    for (const quantity of ['0.001', '1', '1.5', '100', '100.000']) expect(codes(quantity), quantity).to.deep.equal([]);
  });

  it('refuses nothing and less', () => {
    for (const quantity of ['0', '0.000', '-0.001', '-1'])
      expect(codes(quantity), quantity).to.deep.equal(['quantity_not_positive@quantity']);
  });

  it('refuses a fourth decimal place', () => {
    expect(codes('1.0005')).to.deep.equal(['quantity_places@quantity']);
  });

  it('refuses more than a hundred', () => {
    expect(codes('100.001')).to.deep.equal(['quantity_absurd@quantity']);
    expect(codes('99999999999999999999')).to.deep.equal(['quantity_absurd@quantity']);
  });
});
