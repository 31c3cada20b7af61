import type { ChargeLine } from '../visits/visit-record.ts';

/** The supplies of one use of a service. */
export interface SupplyPackage {
  /** GOI_VTYT: G1, G2 … within the visit. */
  number: string;
  /** The service they were used with; undefined while it is not done. */
  service: Pick<ChargeLine, 'code' | 'name'> | undefined;
}

/**
 * The packages of a visit by order, numbered in the order in which the first supply of each was charged. Supplies without an order are in none.
 * Source: docs/legal/insurance.md#supply-cap, docs/legal/pharmacy.md#supplies (QĐ 4750/2023 table 3)
 */
export function supplyPackages(charges: readonly ChargeLine[]): Map<string, SupplyPackage> {
  const packages = new Map<string, SupplyPackage>();
  for (const { kind, orderId } of charges) {
    if (kind !== 'supply' || orderId === undefined || packages.has(orderId)) continue;
    const service = charges.find((charge) => charge.kind === 'service' && charge.orderId === orderId);
    packages.set(orderId, { number: `G${packages.size + 1}`, service });
  }
  return packages;
}
