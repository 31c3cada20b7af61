import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SetRanges } from '../../../../api/results/result-schemas.ts';
import { dayForPeople } from '../../../../domain/dates.ts';
import { useWords, type WordKey } from '../../../lib/i18n/i18n.tsx';
import { readDay } from '../../../lib/read-day.ts';
import { today } from '../../../lib/server-clock.ts';
import { Note } from '../../../ui/note.tsx';
import { KeptForm } from './kept-form.tsx';
import { emptyRow, readRow, rowOf, type KeptIndicator, type RangeRow } from './range-rows.ts';
import { useKeptSave } from './use-kept-save.ts';

/** The ranges of an indicator from a day on, begun from those in use. Results that were judged keep theirs. */
export function RangeForm({ indicator }: { indicator: KeptIndicator }) {
  const w = useWords();
  const [rows, setRows] = useState<RangeRow[]>(() => (indicator.ranges.length === 0 ? [emptyRow()] : indicator.ranges.map(rowOf)));
  const [validFrom, setValidFrom] = useState(() => dayForPeople(today()));
  const [source, setSource] = useState('');
  const kept = useKeptSave<SetRanges>(`/laboratory/indicators/${encodeURIComponent(indicator.code)}/ranges`, '/laboratory/indicators');
  const later = indicator.own.find((one) => one.validFrom > today());
  const save = () => {
    const from = readDay(validFrom);
    const read = rows.map(readRow);
    const wrong = read.findIndex((row) => row === undefined);
    if (wrong !== -1) return kept.refuse(w('keep.rangeWrong', { n: wrong + 1 }));
    if (from === undefined || source.trim() === '') return kept.refuse(w('keep.rangeNeeds'));
    void kept.save({ validFrom: from, source: source.trim(), ranges: read.filter((row) => row !== undefined) });
  };
  const title = `${indicator.name}${indicator.unit === null ? '' : ` (${indicator.unit})`}`;
  return (
    <KeptForm title={title} said={kept.said} isSending={kept.isSending} onSave={save}>
      {later !== undefined && (
        <Note meaning="information">{w('keep.later', { day: dayForPeople(later.validFrom), source: later.source })}</Note>
      )}
      <RangeTable indicator={indicator} rows={rows} onRows={setRows} />
      <button type="button" className="text-button" onClick={() => setRows([...rows, emptyRow()])}>
        {w('keep.rowAdd')}
      </button>
      <p className="field-hint">{w('keep.rangeHint')}</p>
      <TextInput
        label={w('keep.validFrom')}
        value={validFrom}
        maxLength={10}
        autoComplete="off"
        onChange={(event) => setValidFrom(event.currentTarget.value)}
      />
      <TextInput
        label={w('keep.source')}
        value={source}
        maxLength={300}
        autoComplete="off"
        onChange={(event) => setSource(event.currentTarget.value)}
      />
    </KeptForm>
  );
}

interface RangeTableProps {
  indicator: KeptIndicator;
  rows: RangeRow[];
  onRows: (rows: RangeRow[]) => void;
}

const numeric = [
  ['low', 'keep.low'],
  ['high', 'keep.high'],
  ['criticalLow', 'keep.criticalLow'],
  ['criticalHigh', 'keep.criticalHigh'],
] as const satisfies [keyof RangeRow, WordKey][];
const ages = [
  ['ageFrom', 'keep.ageFrom'],
  ['ageUntil', 'keep.ageUntil'],
] as const satisfies [keyof RangeRow, WordKey][];

function RangeTable({ indicator, rows, onRows }: RangeTableProps) {
  const w = useWords();
  const isNumeric = indicator.valueKind === 'numeric';
  const texts = isNumeric ? [...ages, ...numeric] : ages;
  const set = (row: RangeRow, change: Partial<RangeRow>) => onRows(rows.map((one) => (one.key === row.key ? { ...one, ...change } : one)));
  return (
    <table className="plain-table range-table" aria-label={w('keep.section.ranges')}>
      <thead>
        <tr>
          {(['keep.sex', ...texts.map(([, word]) => word), ...(isNumeric ? [] : (['keep.normal'] as const))] as WordKey[]).map((word) => (
            <th key={word} scope="col">
              {w(word)}
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={row.key}>
            <td>
              <select
                aria-label={w('keep.cell', { column: w('keep.sex'), n: i + 1 })}
                value={row.sex}
                onChange={(event) => set(row, { sex: event.target.value as RangeRow['sex'] })}
              >
                <option value="">{w('keep.sex.both')}</option>
                <option value="male">{w('keep.sex.male')}</option>
                <option value="female">{w('keep.sex.female')}</option>
              </select>
            </td>
            {texts.map(([name, word]) => (
              <td key={name}>
                <input
                  aria-label={w('keep.cell', { column: w(word), n: i + 1 })}
                  value={row[name]}
                  maxLength={20}
                  autoComplete="off"
                  onChange={(event) => set(row, { [name]: event.target.value })}
                />
              </td>
            ))}
            {!isNumeric && (
              <td>
                <input
                  aria-label={w('keep.cell', { column: w('keep.normal'), n: i + 1 })}
                  value={row.normalChoice}
                  maxLength={60}
                  autoComplete="off"
                  onChange={(event) => set(row, { normalChoice: event.target.value.trim() })}
                />
              </td>
            )}
            <td>
              <button
                type="button"
                className="text-button"
                aria-label={w('keep.rowRemove', { n: i + 1 })}
                onClick={() => onRows(rows.filter((one) => one.key !== row.key))}
              >
                {w('attachment.remove')}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
