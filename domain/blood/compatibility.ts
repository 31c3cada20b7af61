import type { Abo, BloodGroup } from './blood-group.ts';

export const bloodProducts = ['whole-blood', 'red-cells', 'plasma', 'platelets'] as const;
/** Máu toàn phần, khối hồng cầu, huyết tương, khối tiểu cầu. */
export type BloodProduct = (typeof bloodProducts)[number];

/** `unusual`: only with a written reason of the doctor; `incompatible`: never. */
export type Compatibility = 'compatible' | 'unusual' | 'incompatible';

const antigens: Record<Abo, readonly string[]> = { O: [], A: ['A'], B: ['B'], AB: ['A', 'B'] };

/** Every ABO antigen of one is an antigen of the other too, so the other has no antibody against it. */
const isAccepted = (of: Abo, by: Abo): boolean => antigens[of].every((antigen) => antigens[by].includes(antigen));

/**
 * Whether a product of a donor's group may be given to a recipient's group.
 * Red cells: no ABO antigen that the recipient lacks. Plasma: no antibody against an antigen the recipient has, whatever Rh. Whole blood is both: the same ABO
 * group. Platelets swim in plasma: as plasma without question, another ABO group with a reason. D-positive cells for a D-negative recipient, and platelets with
 * the few red cells in them, only with a reason.
 * Source: docs/legal/blood.md#compatibility (ABO and Rh of cells and plasma: sure; platelets: likely)
 */
export function compatibilityOf(product: BloodProduct, donor: BloodGroup, recipient: BloodGroup): Compatibility {
  if (product === 'plasma') return isAccepted(recipient.abo, donor.abo) ? 'compatible' : 'incompatible';
  const isForeignD = donor.rh === 'positive' && recipient.rh === 'negative';
  if (product === 'platelets') return isForeignD || !isAccepted(recipient.abo, donor.abo) ? 'unusual' : 'compatible';
  const fits = product === 'whole-blood' ? donor.abo === recipient.abo : isAccepted(donor.abo, recipient.abo);
  if (!fits) return 'incompatible';
  return isForeignD ? 'unusual' : 'compatible';
}

/** Products that hold red cells and are cross-matched before they are issued. */
export const needsCrossMatch = (product: BloodProduct): boolean => product === 'whole-blood' || product === 'red-cells';
