import { useState } from 'react';
import { describeFinding } from '../../../domain/claims/checks/rule-catalogue.ts';
import { useLanguage, useWords } from '../../lib/i18n/i18n.tsx';
import { useKeys } from '../../lib/use-keys.ts';
import { Note } from '../../ui/note.tsx';
import type { ReadFinding, ReadRecord } from './use-claim-files.ts';

const MEANINGS = { block: 'stop', error: 'stop', warning: 'care', info: 'information' } as const;

/** The tables of one record under tabs (Alt+1 … Alt+9), and what the checks find in it. */
export function ReadTables({ record }: { record: ReadRecord }) {
  const w = useWords();
  const { language } = useLanguage();
  const [at, setAt] = useState(0);
  const [mark, setMark] = useState<ReadFinding | undefined>(undefined);
  const { tables, findings, facilityCode, fileName } = record;
  useKeys(Object.fromEntries(tables.slice(0, 9).map((_, i) => [`alt+${i + 1}`, () => setAt(i)])));
  const table = tables[at];
  const openTable = (finding: ReadFinding) => {
    const place = tables.findIndex(({ code }) => code === finding.table);
    if (place >= 0) setAt(place);
    setMark(finding);
  };
  const marked = mark?.table === table?.code ? mark : undefined;
  const isFlat = table?.rows.length === 1;
  return (
    <section className="read-tables" aria-label={w('claims.detail', { code: record.key })}>
      <p>
        {fileName} · {w('claimFile.facility', { code: facilityCode })}
      </p>
      <div role="tablist" className="read-tabs" aria-label={w('claimFile.tables')}>
        {tables.map(({ code, rows }, i) => (
          <button key={`${code} ${i}`} type="button" role="tab" aria-selected={i === at} onClick={() => setAt(i)}>
            {code} <small>({rows.length})</small>
          </button>
        ))}
      </div>
      <div className="scroll" tabIndex={0} role="tabpanel" aria-label={table?.code ?? ''}>
        {table !== undefined &&
          (isFlat ? <FieldList row={table.rows[0] ?? {}} mark={marked} /> : <RowTable rows={table.rows} mark={marked} />)}
      </div>
      <div className="scroll read-findings" tabIndex={0} role="region" aria-label={w('claims.findings')}>
        {findings.length === 0 && <Note meaning="done">{w('claims.nothingWrong')}</Note>}
        {findings.map((finding, i) => (
          <Note key={i} meaning={MEANINGS[finding.severity]}>
            {describeFinding(finding, language)}{' '}
            <button type="button" className="finding-place" onClick={() => openTable(finding)}>
              {finding.rule} {placeOf(finding)}
            </button>
          </Note>
        ))}
      </div>
    </section>
  );
}

type Row = Record<string, string>;

const placeOf = ({ table, row, number, fields }: ReadFinding): string =>
  [table, row === 0 ? '' : `${row}`, number === '' ? '' : `STT ${number}`, fields.join(', ')].filter(Boolean).join(' · ');

function FieldList({ row, mark }: { row: Row; mark: ReadFinding | undefined }) {
  return (
    <dl className="read-fields">
      {Object.entries(row).map(([name, value]) => (
        <div key={name} aria-current={mark?.fields.includes(name) === true ? 'true' : undefined}>
          <dt>{name}</dt>
          <dd>{value === '' ? '–' : value}</dd>
        </div>
      ))}
    </dl>
  );
}

function RowTable({ rows, mark }: { rows: Row[]; mark: ReadFinding | undefined }) {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return (
    <table>
      <thead>
        <tr>
          {names.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={i}>
            {names.map((name) => (
              <td key={name} aria-current={mark?.row === i + 1 && mark.fields.includes(name) ? 'true' : undefined}>
                {row[name] ?? ''}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
