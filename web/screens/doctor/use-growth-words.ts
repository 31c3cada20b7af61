import type { EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import { growthClass, growthScore, type GrowthIndicator } from '../../../domain/encounters/child-growth.ts';
import { numberForPeople, readDecimal } from '../../lib/format.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';

const fieldOf = { 'weight-for-age': 'weight', 'height-for-age': 'height' } as const satisfies Record<GrowthIndicator, string>;

/** Beside weight and height of a child under five years: standard deviations and their word; empty for everybody else. */
export function useGrowthWords(encounter: EncounterView, values: { weight: string; height: string }): Record<'weight' | 'height', string> {
  const w = useWords();
  const words = { weight: '', height: '' };
  for (const standard of encounter.growth) {
    const field = fieldOf[standard.indicator];
    const measure = readDecimal(values[field]);
    const score = measure === undefined ? undefined : growthScore(Number(measure), standard);
    if (score === undefined) continue;
    const size = Math.abs(score).toFixed(1);
    const sign = size === '0.0' ? '' : score > 0 ? '+' : '−';
    words[field] = w(`growth.${standard.indicator}`, {
      score: sign + numberForPeople(size),
      word: w(`growth.${field}.${growthClass(score)}`),
    });
  }
  return words;
}
