import type { EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import { judgeGrowth, type GrowthJudgement } from '../../../domain/encounters/child-growth.ts';
import { numberForPeople } from '../../lib/format-money.ts';
import { readDecimal } from '../../lib/format.ts';
import { useWords, type WordKey } from '../../lib/i18n/i18n.tsx';

const wordsOf = {
  'weight-for-age': 'weight',
  'height-for-age': 'height',
  'bmi-for-age': 'shape',
  'weight-for-length': 'shape',
  'weight-for-height': 'shape',
} as const satisfies Record<GrowthJudgement['indicator'], string>;

/** Where a child under five years stands by the WHO standards, in one line that keeps its place; nothing for everybody else. */
export function GrowthWords({ encounter, weight, height }: { encounter: EncounterView; weight: string; height: string }) {
  const w = useWords();
  const { byAge } = encounter.growth;
  if (byAge.length === 0) return null;
  const judged = judgeGrowth(encounter.growth, { weight: measureOf(weight), height: measureOf(height) });
  return (
    <p className="growth-words" role="status">
      <b>{w('growth.title')}</b>
      {judged.length === 0 && <span>{w('growth.nothingTyped')}</span>}
      {judged.map((one) => (
        <span key={one.indicator} className={one.class === 'usual' ? '' : 'growth-care'}>
          {w(`growth.${one.indicator}`, {
            score: scoreForPeople(one.score),
            word: w(`growth.${wordsOf[one.indicator]}.${one.class}` as WordKey),
          })}
        </span>
      ))}
    </p>
  );
}

/** `+1,2`, `−0,3`, `0,0`: with its sign, one digit. */
export function scoreForPeople(score: number): string {
  const size = Math.abs(score).toFixed(1);
  const sign = size === '0.0' ? '' : score > 0 ? '+' : '−';
  return sign + numberForPeople(size);
}

function measureOf(typed: string): number | undefined {
  const read = readDecimal(typed);
  return read === undefined ? undefined : Number(read);
}
