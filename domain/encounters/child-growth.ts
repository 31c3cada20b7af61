export const growthIndicators = ['weight-for-age', 'height-for-age'] as const;
export type GrowthIndicator = (typeof growthIndicators)[number];

/** The standard of one indicator for one sex and one completed month of age. */
export interface GrowthStandard {
  indicator: GrowthIndicator;
  l: number;
  m: number;
  s: number;
}

/** Words of the standard: what lies within two SD is usual. */
export type GrowthClass = 'severely-low' | 'low' | 'usual' | 'high';

/** The standards end with five completed years. */
export const GROWTH_UNTIL_MONTHS = 60;

/**
 * How many standard deviations a measure (kg or cm) lies from the median, two decimals. Beyond three the distance between the second and the third
 * counts as one, as the standard prescribes. Undefined for a measure that is not above zero.
 * Source: docs/legal/prescribing.md#growth (WHO Child Growth Standards 2006, chapter 7)
 */
export function growthScore(measure: number, standard: Omit<GrowthStandard, 'indicator'>): number | undefined {
  if (!(measure > 0)) return undefined;
  const { l, m, s } = standard;
  const z = l === 0 ? Math.log(measure / m) / s : ((measure / m) ** l - 1) / (l * s);
  const at = (sd: number) => (l === 0 ? m * Math.exp(s * sd) : m * (1 + l * s * sd) ** (1 / l));
  const beyond = z > 3 ? 3 + (measure - at(3)) / (at(3) - at(2)) : z < -3 ? -3 + (measure - at(-3)) / (at(-2) - at(-3)) : z;
  return Math.round(beyond * 100) / 100;
}

/** Below -3 severely low, below -2 low, above +2 high. Weight for age alone tells no obesity, so high has no degrees. */
export function growthClass(score: number): GrowthClass {
  if (score < -3) return 'severely-low';
  if (score < -2) return 'low';
  return score > 2 ? 'high' : 'usual';
}
