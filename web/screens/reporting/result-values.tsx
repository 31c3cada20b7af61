import type { IndicatorView } from '../../../api/results/result-schemas.ts';
import { computeFlag, isCritical } from '../../../domain/results/compute-flag.ts';
import type { Flag, ReferenceRange } from '../../../domain/results/indicator.ts';
import { readResultValue } from '../../../domain/results/read-result-value.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useSentence, useWords } from '../../lib/i18n/i18n.tsx';
import { FlagWord } from '../../lib/result-issues.tsx';
import type { ResultEntry } from './use-result-entry.ts';

/** The flag of what is typed, by the same rule as the server's; undefined while it cannot be read. */
export function flagOf(indicator: IndicatorView, typed: string): Flag | undefined {
  const read = readResultValue(typed, indicator, '');
  if (!('value' in read) || indicator.bounds === null) return undefined;
  const range: ReferenceRange = { ...indicator.bounds, sex: null, ageFromDays: 0, ageUntilDays: null };
  return computeFlag(read.value, range);
}

/** `Kali 7,1 mmol/L` of everything typed that is critical. */
export const criticalOf = (indicators: IndicatorView[], values: Record<string, string>): string[] =>
  indicators
    .filter((one) => isCritical(flagOf(one, values[one.code] ?? '')))
    .map(({ name, code, unit }) => `${name} ${values[code] ?? ''}${unit === null ? '' : ` ${unit}`}`);

/** One row an indicator: type, Enter, next. Out of range turns to care with an arrow, beyond the critical limit to stop. */
export function ResultValues({ indicators, entry, isReady }: { indicators: IndicatorView[]; entry: ResultEntry; isReady: boolean }) {
  const w = useWords();
  return (
    <table className="plain-table result-values">
      <thead>
        <tr>
          <th scope="col">{w('result.indicator')}</th>
          <th scope="col">{w('result.value')}</th>
          <th scope="col">{w('result.unit')}</th>
          <th scope="col">{w('result.flag')}</th>
          <th scope="col">{w('result.range')}</th>
          <th scope="col">{w('result.previous')}</th>
        </tr>
      </thead>
      <tbody>
        {indicators.map((indicator, i) => (
          <ValueRow key={indicator.code} {...{ indicator, entry, isReady, place: i }} />
        ))}
      </tbody>
    </table>
  );
}

interface ValueRowProps {
  indicator: IndicatorView;
  entry: ResultEntry;
  isReady: boolean;
  place: number;
}

function ValueRow({ indicator, entry, isReady, place }: ValueRowProps) {
  const w = useWords();
  const sentence = useSentence();
  const typed = entry.entry.values[indicator.code] ?? '';
  const refused = entry.issues.find(({ path }) => path === `values.${place}.typed`);
  const flag = typed === '' ? undefined : flagOf(indicator, typed);
  const label = `${w('result.value')} – ${indicator.name}`;
  const set = (value: string) => entry.set({ values: { ...entry.entry.values, [indicator.code]: value } });
  return (
    <tr data-flag={flag ?? ''}>
      <th scope="row">
        {indicator.name} <small>{indicator.code}</small>
      </th>
      <td>
        {indicator.valueKind === 'coded' ? (
          <select aria-label={label} value={typed} disabled={!isReady} onChange={(event) => set(event.target.value)}>
            <option value="">–</option>
            {indicator.choices.map((choice) => (
              <option key={choice}>{choice}</option>
            ))}
          </select>
        ) : (
          <input
            aria-label={label}
            aria-invalid={refused !== undefined}
            className={indicator.valueKind}
            value={typed}
            disabled={!isReady}
            maxLength={indicator.valueKind === 'numeric' ? 14 : 255}
            autoComplete="off"
            onChange={(event) => set(event.target.value)}
          />
        )}
        {refused !== undefined && <p className="field-refused">{sentence(refused)}</p>}
      </td>
      <td>{indicator.unit ?? ''}</td>
      <td>{flag !== undefined && <FlagWord flag={flag} />}</td>
      <td>
        {indicator.range === '' ? <small>{w('result.noRange')}</small> : indicator.range}
        {indicator.rangeOrigin === 'unsure' && (
          <abbr title={w('result.rangeUnsure')} aria-label={w('result.rangeUnsure')}>
            {' '}
            ?
          </abbr>
        )}
      </td>
      <td>
        {indicator.previous !== null && (
          <>
            {indicator.previous.shown}{' '}
            {indicator.previous.flag !== null && indicator.previous.flag !== 'N' && <FlagWord flag={indicator.previous.flag} />}{' '}
            <small>{momentForPeople(indicator.previous.at).slice(0, 5)}</small>
          </>
        )}
      </td>
    </tr>
  );
}
