import { useState } from 'react';
import { useSentence, useWords } from '../../lib/i18n/i18n.tsx';
import { useKeys } from '../../lib/use-keys.ts';
import { Note } from '../../ui/note.tsx';
import type { ReadRecord } from './use-claim-files.ts';

const MEANINGS = { error: 'stop', warning: 'care', information: 'information' } as const;

/** The tables of one record under tabs (Alt+1 … Alt+9), and what the checks find in it. */
export function ReadTables({ record }: { record: ReadRecord }) {
  const w = useWords();
  const sentence = useSentence();
  const [at, setAt] = useState(0);
  const { tables, issues, facilityCode, fileName } = record;
  useKeys(Object.fromEntries(tables.slice(0, 9).map((_, i) => [`alt+${i + 1}`, () => setAt(i)])));
  const table = tables[at];
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
        {table !== undefined && (isFlat ? <FieldList row={table.rows[0] ?? {}} /> : <RowTable rows={table.rows} />)}
      </div>
      <div className="scroll read-findings" tabIndex={0} role="region" aria-label={w('claims.findings')}>
        {issues.length === 0 && <Note meaning="done">{w('claims.nothingWrong')}</Note>}
        {issues.map((issue) => (
          <Note key={issue.code + issue.path} meaning={MEANINGS[issue.severity]}>
            {sentence(issue)}{' '}
            <small>
              {issue.code} {issue.path}
            </small>
          </Note>
        ))}
      </div>
    </section>
  );
}

type Row = Record<string, string>;

function FieldList({ row }: { row: Row }) {
  return (
    <dl className="read-fields">
      {Object.entries(row).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value === '' ? '–' : value}</dd>
        </div>
      ))}
    </dl>
  );
}

function RowTable({ rows }: { rows: Row[] }) {
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
              <td key={name}>{row[name] ?? ''}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
