/** Drugs and medical supplies lie in the same depots, lots and documents. */
export type ItemKind = 'drug' | 'supply';

/** How the insurer numbers supplies: the group (N and two digits), a point, then down to the exact size, e.g. `N03.05.010.0123`. */
const SUPPLY_CODE = /^N\d{2}\./;

/** The kind of a stock item follows from its code: no code of a drug begins so. Source: docs/legal/pharmacy.md#supplies (QĐ 5086/QĐ-BYT) */
export const itemKindOf = (code: string): ItemKind => (SUPPLY_CODE.test(code) ? 'supply' : 'drug');
