export const growthIndicators = ['weight-for-age', 'height-for-age', 'bmi-for-age'] as const;
export type GrowthIndicator = (typeof growthIndicators)[number];

/** Below two years children are measured lying, later standing; each has a table of its own. */
export const lengthIndicators = ['weight-for-length', 'weight-for-height'] as const;
export type LengthIndicator = (typeof lengthIndicators)[number];

/** Median, spread and skewness of a measure. */
export interface Lms {
  l: number;
  m: number;
  s: number;
}

/** The standard of one indicator for one sex and one completed month of age. */
export interface GrowthStandard extends Lms {
  indicator: GrowthIndicator;
}

/** What children of one sex and one length or height (cm) weigh. */
export interface LengthStandard extends Lms {
  length: number;
}

/** Words of the standard: what lies within two SD is usual. */
export type GrowthClass = 'severely-low' | 'low' | 'usual' | 'high' | 'very-high';

/** The standards end with five completed years. */
export const GROWTH_UNTIL_MONTHS = 60;
const STANDING_FROM_MONTHS = 24;

/**
 * How many standard deviations a measure (kg, cm or kg/m²) lies from the median, two decimals. Beyond three the distance between the second and
 * the third counts as one, as the standard prescribes. Undefined for a measure that is not above zero.
 * Source: docs/legal/prescribing.md#growth (WHO Child Growth Standards 2006, chapter 7)
 */
export function growthScore(measure: number, standard: Lms): number | undefined {
  if (!(measure > 0)) return undefined;
  const { l, m, s } = standard;
  const z = l === 0 ? Math.log(measure / m) / s : ((measure / m) ** l - 1) / (l * s);
  const at = (sd: number) => measureAt(sd, standard);
  const beyond = z > 3 ? 3 + (measure - at(3)) / (at(3) - at(2)) : z < -3 ? -3 + (measure - at(-3)) / (at(-2) - at(-3)) : z;
  return Math.round(beyond * 100) / 100;
}

/** The measure that lies so many standard deviations from the median, -3 to 3. */
export function measureAt(sd: number, { l, m, s }: Lms): number {
  return l === 0 ? m * Math.exp(s * sd) : m * (1 + l * s * sd) ** (1 / l);
}

export const lengthIndicatorAt = (months: number): LengthIndicator =>
  months < STANDING_FROM_MONTHS ? 'weight-for-length' : 'weight-for-height';

/**
 * The standard at a length (cm) between two of the table, which come in order. Straight between whole centimetres, which meets the printed half
 * ones to 5 g. Undefined beyond the table.
 */
export function standardAtLength(length: number, table: LengthStandard[]): Lms | undefined {
  const above = table.findIndex((one) => one.length >= length);
  const upper = table[above];
  if (upper === undefined) return undefined;
  if (upper.length === length) return upper;
  const lower = table[above - 1];
  if (lower === undefined) return undefined;
  const part = (length - lower.length) / (upper.length - lower.length);
  const between = (a: number, b: number) => a + (b - a) * part;
  return { l: between(lower.l, upper.l), m: between(lower.m, upper.m), s: between(lower.s, upper.s) };
}

/** Below -3 severely low, below -2 low, above +2 high. Only weight by length and body mass index tell how high. */
export function growthClass(score: number, indicator: GrowthIndicator | LengthIndicator): GrowthClass {
  if (score < -3) return 'severely-low';
  if (score < -2) return 'low';
  if (score <= 2) return 'usual';
  return score > 3 && indicator !== 'weight-for-age' && indicator !== 'height-for-age' ? 'very-high' : 'high';
}

/** What the standards hold for one child: those of the age and the table by length or height. */
export interface GrowthFacts {
  byAge: GrowthStandard[];
  byLength: { indicator: LengthIndicator; table: LengthStandard[] } | null;
}

export interface GrowthJudgement {
  indicator: GrowthIndicator | LengthIndicator;
  score: number;
  class: GrowthClass;
}

/** Where weight (kg) and length or height (cm) lie; what is not measured, or beyond the tables, is left out. */
export function judgeGrowth(
  { byAge, byLength }: GrowthFacts,
  measured: { weight?: number | undefined; height?: number | undefined },
): GrowthJudgement[] {
  const { weight = 0, height = 0 } = measured;
  const bmi = weight > 0 && height > 0 ? weight / (height / 100) ** 2 : 0;
  const measures = { 'weight-for-age': weight, 'height-for-age': height, 'bmi-for-age': bmi };
  const judged = (indicator: GrowthJudgement['indicator'], measure: number, standard: Lms | undefined): GrowthJudgement[] => {
    const score = standard === undefined ? undefined : growthScore(measure, standard);
    return score === undefined ? [] : [{ indicator, score, class: growthClass(score, indicator) }];
  };
  const ofAge = growthIndicators.flatMap((indicator) =>
    judged(
      indicator,
      measures[indicator],
      byAge.find((one) => one.indicator === indicator),
    ),
  );
  return byLength === null ? ofAge : [...ofAge, ...judged(byLength.indicator, weight, standardAtLength(height, byLength.table))];
}
