import { useQuery } from '@tanstack/react-query';
import type { EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import type { Growth } from '../../../api/records/growth-schemas.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { growthScore } from '../../../domain/encounters/child-growth.ts';
import { numberForPeople } from '../../lib/format-money.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { Failed, Loading } from '../../ui/states.tsx';
import { drawGrowth, HEIGHT, WIDTH, type GrowthDrawing } from './draw-growth.ts';
import { scoreForPeople } from './growth-words.tsx';

/** A child's weights between the lines of the standard, and the same as a table. Nothing for who has no standard. */
export function GrowthLine({ encounter }: { encounter: EncounterView }) {
  const w = useWords();
  const failureText = useFailure();
  const isChild = encounter.growth.byAge.length > 0;
  const { data, error, refetch } = useQuery({ ...reading<Growth>(`/patients/${encounter.patient.id}/growth`), enabled: isChild });
  if (!isChild || data?.curve.length === 0) return null;
  if (error !== null) return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading label={w('state.loading')} lines={8} />;
  return (
    <section className="growth-line" aria-label={w('growth.line')}>
      <h3>{w('growth.line')}</h3>
      {data.weights.length === 0 ? <p>{w('growth.noWeights')}</p> : <Chart growth={data} />}
      {data.weights.length > 0 && <Weights growth={data} />}
    </section>
  );
}

function Chart({ growth }: { growth: Growth }) {
  const w = useWords();
  const drawing = drawGrowth(growth);
  const { from, until } = drawing;
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={w('growth.lineOf', { from, until, n: growth.weights.length })}
    >
      <Axes drawing={drawing} />
      {drawing.curves.map(({ sd, path, end }) => (
        <g key={sd}>
          <path d={path} className={`curve ${sd === 0 ? 'usual' : Math.abs(sd) >= 2 ? 'limit' : ''}`} />
          <text x={end.x + 3} y={end.y + 4}>
            {sd > 0 ? `+${sd}` : sd < 0 ? `−${-sd}` : '0'}
          </text>
        </g>
      ))}
      <path d={drawing.child} className="child" />
      {drawing.points.map(({ x, y }, i) => (
        <circle key={i} cx={x} cy={y} r={3} />
      ))}
    </svg>
  );
}

function Axes({ drawing }: { drawing: GrowthDrawing }) {
  return (
    <>
      {drawing.months.map(({ at, label }) => (
        <text key={label} x={at} y={HEIGHT - 4} textAnchor="middle">
          {label}
        </text>
      ))}
      {drawing.kilograms.map(({ at, label }) => (
        <text key={label} x={22} y={at + 4} textAnchor="end">
          {label}
        </text>
      ))}
    </>
  );
}

function Weights({ growth }: { growth: Growth }) {
  const w = useWords();
  const titles = ['growth.day', 'growth.age', 'growth.weight', 'growth.score', 'growth.median'] as const;
  return (
    <div className="growth-table" tabIndex={0} role="region" aria-label={w('growth.line')}>
      <table>
        <thead>
          <tr>
            {titles.map((title) => (
              <th key={title} scope="col">
                {w(title)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {growth.weights.toReversed().map(({ day, completedMonths, weight }, i) => {
            const standard = growth.curve[completedMonths];
            const score = standard === undefined ? undefined : growthScore(weight, standard);
            return (
              <tr key={i}>
                <td>{dayForPeople(day)}</td>
                <td>{completedMonths}</td>
                <td>{numberForPeople(String(weight))}</td>
                <td>{score === undefined ? '' : scoreForPeople(score)}</td>
                <td>{standard === undefined ? '' : numberForPeople(standard.m.toFixed(1))}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
