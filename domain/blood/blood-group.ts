export const aboGroups = ['O', 'A', 'B', 'AB'] as const;
export type Abo = (typeof aboGroups)[number];

/** Rh(D): with the antigen D or without it. */
export const rhGroups = ['positive', 'negative'] as const;
export type Rh = (typeof rhGroups)[number];

export interface BloodGroup {
  abo: Abo;
  rh: Rh;
}

/** The eight groups, O first. */
export const bloodGroups: BloodGroup[] = aboGroups.flatMap((abo) => rhGroups.map((rh) => ({ abo, rh })));

/** As a bag is labelled: `AB+`, `O-`. */
export const groupLabel = ({ abo, rh }: BloodGroup): string => `${abo}${rh === 'positive' ? '+' : '-'}`;

export const isSameGroup = (a: BloodGroup, b: BloodGroup): boolean => a.abo === b.abo && a.rh === b.rh;

/** One typing of a person's blood, of one sample. */
export interface Determination extends BloodGroup {
  sampleNumber: string;
}

/** What is known of a person's group from the typings of the house. */
export type KnownGroup =
  { state: 'unknown' } | { state: 'single'; group: BloodGroup } | { state: 'confirmed'; group: BloodGroup } | { state: 'disputed' };

/**
 * The group that counts: confirmed by two typings of different samples that agree, single after one, disputed as soon as two differ.
 * A second look at the same tube confirms nothing: a tube that was taken from the wrong arm stays wrong.
 * Source: docs/legal/blood.md#group
 */
export function knownGroup(determinations: Determination[]): KnownGroup {
  const [first] = determinations;
  if (first === undefined) return { state: 'unknown' };
  if (determinations.some((one) => !isSameGroup(one, first))) return { state: 'disputed' };
  const group = { abo: first.abo, rh: first.rh };
  const samples = new Set(determinations.map(({ sampleNumber }) => sampleNumber));
  return { state: samples.size > 1 ? 'confirmed' : 'single', group };
}
