import { useState, type KeyboardEvent } from 'react';
import type { DispensingView } from '../../../api/dispensing/dispensing-schemas.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { isZero } from '../../../domain/money.ts';
import { numberForPeople } from '../../lib/format-money.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import type { BoxRow, HandOverDraft } from './use-hand-over.ts';

type Line = DispensingView['lines'][number];

/** The prescription as the patient will take it; under each drug the boxes to fetch, confirmed by scan or by Space. */
export function BoxTable({ view, draft }: { view: DispensingView; draft: HandOverDraft }) {
  const w = useWords();
  return (
    <>
      {draft.rows.length > 0 && draft.handed === undefined && <BoxScan draft={draft} />}
      <table className="plain-table box-table">
        <thead>
          <tr>
            <th scope="col">{w('dispensing.drug')}</th>
            <th scope="col" className="right">
              {w('dispensing.owed')}
            </th>
            <th scope="col">{w('dispensing.lot')}</th>
            <th scope="col" className="right">
              {w('dispensing.quantity')}
            </th>
            <th scope="col">{w('dispensing.taken')}</th>
          </tr>
        </thead>
        <tbody>
          {view.lines.map((line, i) => (
            <LineRows key={line.id} line={line} number={i + 1} draft={draft} />
          ))}
        </tbody>
      </table>
    </>
  );
}

/** A scan of a box confirms its row; what fits nothing is said and confirms nothing. */
function BoxScan({ draft }: { draft: HandOverDraft }) {
  const w = useWords();
  const [typed, setTyped] = useState('');
  const [strange, setStrange] = useState('');
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' || event.ctrlKey || typed.trim() === '') return;
    event.preventDefault();
    setStrange(draft.confirm(typed) ? '' : typed.trim());
    setTyped('');
  };
  return (
    <label className="box-scan">
      {w('dispensing.scanBox')}
      <input
        autoFocus
        id="box-scan"
        maxLength={80}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {strange !== '' && (
        <span role="alert" className="line-stop">
          {w('dispensing.strangeBox', { code: strange })}
        </span>
      )}
    </label>
  );
}

function LineRows({ line, number, draft }: { line: Line; number: number; draft: HandOverDraft }) {
  const rows = draft.rows.filter((row) => row.line.id === line.id);
  const [first, ...others] = rows;
  return (
    <>
      <tr>
        <DrugCell line={line} number={number} />
        <OwedCell line={line} />
        {first === undefined ? <NoBox line={line} /> : <BoxCells row={first} draft={draft} />}
      </tr>
      {others.map((row) => (
        <tr key={row.key}>
          <td />
          <td />
          <BoxCells row={row} draft={draft} />
        </tr>
      ))}
    </>
  );
}

function DrugCell({ line, number }: { line: Line; number: number }) {
  const w = useWords();
  const { substitute } = line;
  return (
    <th scope="row">
      <b>
        {number}. {substitute?.drugName ?? line.drugName}
      </b>
      <small>{substitute?.usage ?? line.dosageText}</small>
      {substitute !== null && (
        <small className="line-care">
          {w('dispensing.substituted', {
            drug: line.drugName,
            name: substitute.consentedByName,
            at: momentForPeople(substitute.consentedAt),
          })}
        </small>
      )}
      {line.handedOver.map((one) => (
        <small key={`${one.documentId}-${one.lotId}`}>
          {w(one.quantity.startsWith('-') ? 'dispensing.cameBack' : 'dispensing.wasGiven', {
            ...{
              quantity: numberForPeople(one.quantity.replace('-', '')),
              lot: one.lotNumber,
              at: momentForPeople(one.at),
              name: one.byName,
            },
          })}
        </small>
      ))}
    </th>
  );
}

function OwedCell({ line }: { line: Line }) {
  const w = useWords();
  const unit = line.substitute?.unit ?? line.unit;
  return (
    <td className="right">
      {numberForPeople(line.ordered ? line.remaining : line.quantity)} {unit}
      {line.ordered && line.remaining !== line.quantity && (
        <small>{w('dispensing.ofAll', { quantity: numberForPeople(line.quantity), given: numberForPeople(line.given) })}</small>
      )}
    </td>
  );
}

function NoBox({ line }: { line: Line }) {
  const w = useWords();
  const nothingLeft = line.ordered && isZero(line.remaining);
  const text = !line.ordered ? 'dispensing.outside' : nothingLeft ? 'dispensing.lineDone' : 'dispensing.noneThere';
  return (
    <td colSpan={3} className={line.ordered && !nothingLeft ? 'line-care' : 'hint'}>
      {w(text)}
    </td>
  );
}

function BoxCells({ row, draft }: { row: BoxRow; draft: HandOverDraft }) {
  const w = useWords();
  const name = row.line.substitute?.drugName ?? row.line.drugName;
  const short = isZero(row.line.short) ? undefined : w('dispensing.short', { n: numberForPeople(row.line.short) });
  return (
    <>
      <td>
        <select
          aria-label={`${w('dispensing.lot')} – ${name}`}
          value={row.lotId}
          onChange={(event) => {
            const lot = row.line.lots.find(({ lotId }) => lotId === event.target.value);
            if (lot !== undefined) draft.change(row.key, { lotId: lot.lotId, lotNumber: lot.lotNumber, taken: false });
          }}
        >
          {row.line.lots.map((lot) => (
            <option key={lot.lotId} value={lot.lotId}>
              {w('dispensing.lotChoice', { lot: lot.lotNumber, day: dayForPeople(lot.expiresOn), n: numberForPeople(lot.available) })}
            </option>
          ))}
        </select>
        {short !== undefined && <small className="line-care">{short}</small>}
      </td>
      <td className="right">
        <input
          aria-label={`${w('dispensing.quantity')} – ${name}`}
          inputMode="decimal"
          className="right"
          maxLength={13}
          value={row.quantity}
          onChange={(event) => draft.change(row.key, { quantity: event.target.value })}
        />
      </td>
      <td>
        <label className="taken">
          <input type="checkbox" checked={row.taken} onChange={(event) => draft.change(row.key, { taken: event.target.checked })} />
          <span className="visually-hidden">{`${w('dispensing.taken')} – ${name}`}</span>
          {row.taken ? w('dispensing.isTaken') : w('dispensing.toTake')}
        </label>
      </td>
    </>
  );
}
