import { compare, divide, isZero, max, multiply, roundAmount } from '../../../domain/money.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { monthForPeople } from './use-findings.ts';

const HEIGHT = 28;
const WIDTH = 8;

/** The money of some months as bars, the largest full; the numbers stand in the table and, for ears, in the name of the picture. */
export function MonthBars({ name, bars }: { name: string; bars: readonly { month: string; refused: string }[] }) {
  const most = bars.reduce((largest, { refused }) => max(largest, refused), '0');
  const heightOf = (refused: string): string => (isZero(most) ? '0' : roundAmount(multiply(divide(refused, most), String(HEIGHT)), 1));
  const told = bars.map(({ month, refused }) => `${monthForPeople(month)}: ${moneyForPeople(refused)}`).join('; ');
  return (
    <svg className="month-bars" role="img" aria-label={`${name}: ${told}`} width={bars.length * WIDTH} height={HEIGHT}>
      <line x1="0" x2={bars.length * WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
      {bars.map(({ month, refused }, i) => (
        <rect
          key={month}
          className={compare(refused, most) === 0 ? 'most' : ''}
          x={i * WIDTH + 1}
          width={WIDTH - 2}
          y={HEIGHT - Number(heightOf(refused))}
          height={heightOf(refused)}
        />
      ))}
    </svg>
  );
}
