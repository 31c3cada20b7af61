import { expect } from 'chai';
import { supplyPackages } from '../../../domain/insurance/supply-packages.ts';
import type { ChargeLine } from '../../../domain/visits/visit-record.ts';

const charge = (kind: ChargeLine['kind'], orderId?: string, name: string = kind): ChargeLine =>
  ({ kind, name, code: `code of ${name}`, ...(orderId === undefined ? {} : { orderId }) }) as ChargeLine;

describe('the packages of supplies of a visit', () => {
  it('are the orders that supplies were used with, numbered by the first supply of each', () => {
    const charges = [charge('service', 'a', 'suture'), charge('supply', 'b'), charge('supply', 'a'), charge('supply', 'b')];
    expect([...supplyPackages(charges)].map(([order, { number, service }]) => [order, number, service?.name])).to.deep.equal([
      ['b', 'G1', undefined],
      ['a', 'G2', 'suture'],
    ]);
  });

  it('hold no supply without an order, and no service without supplies', () => {
    expect(supplyPackages([charge('service', 'a'), charge('supply'), charge('drug')]).size).to.equal(0);
  });
});
