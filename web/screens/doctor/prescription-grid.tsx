import { Fragment, type FocusEvent, type KeyboardEvent } from 'react';
import { moneyForPeople, numberForPeople } from '../../lib/format-money.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { Icon } from '../../ui/icon.tsx';
import { moveOnEnter } from '../../ui/move-on-enter.ts';
import { fieldId } from '../../ui/error-summary.tsx';
import { partOfShortCode, payers, quantityOf, slots, timings, type PrescriptionRow } from './prescription-lines.ts';
import type { Finding } from './use-prescription.ts';

interface PrescriptionGridProps {
  rows: PrescriptionRow[];
  findings: Finding[];
  /** The row that was just added: the cursor goes to its morning dose. */
  addedId: string;
  onChange: (id: string, part: Partial<PrescriptionRow>) => void;
  onRemove: (id: string) => void;
}

/** One row a drug. Enter goes along the row and from its end to the next drug. */
export function PrescriptionGrid({ rows, findings, addedId, onChange, onRemove }: PrescriptionGridProps) {
  const w = useWords();
  if (rows.length === 0) return null;
  const heads = [
    'grid.drug',
    ...slots.map((slot) => `grid.${slot}` as const),
    'grid.days',
    'grid.quantity',
    'grid.timing',
    'grid.payer',
    'grid.note',
  ] as const;
  return (
    <table className="plain-table dose-grid" onKeyDown={(event: KeyboardEvent<HTMLTableElement>) => moveOnEnter(event)}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {w(head)}
            </th>
          ))}
          <th scope="col">
            <span className="visually-hidden">{w('grid.remove')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row
            key={row.id}
            {...{ row, onChange, onRemove }}
            added={row.id === addedId}
            worst={findings.find((one) => one.rowId === row.id)?.severity}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  row: PrescriptionRow;
  added: boolean;
  worst: Finding['severity'] | undefined;
  onChange: PrescriptionGridProps['onChange'];
  onRemove: PrescriptionGridProps['onRemove'];
}

function Row({ row, added, worst, onChange, onRemove }: RowProps) {
  const w = useWords();
  const name = `${row.drug.ingredient} ${row.drug.strength}`;
  const spread = (text: string): boolean => {
    const part = partOfShortCode(text);
    if (part !== undefined) onChange(row.id, part);
    return part !== undefined;
  };
  // A short code such as 1-1x5s fills the row; Enter after it goes on to the next drug.
  const shortCodeProps = {
    title: w('grid.shortCode'),
    onBlur: (event: FocusEvent<HTMLInputElement>) => void spread(event.target.value),
    onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
      if (event.key !== 'Enter' || event.ctrlKey || !spread(event.currentTarget.value)) return;
      event.preventDefault();
      document.getElementById(fieldId('drug'))?.focus();
    },
  };
  const cell = (field: 'morning' | 'noon' | 'afternoon' | 'evening' | 'days' | 'quantity' | 'note', placeholder = '') => (
    <td>
      <input
        id={`dose-${row.id}-${field}`}
        aria-label={`${w(`grid.${field}`)} – ${name}`}
        autoFocus={added && field === 'morning'}
        inputMode={field === 'note' ? 'text' : 'decimal'}
        className={field === 'note' ? '' : 'right'}
        placeholder={placeholder}
        maxLength={field === 'note' ? 300 : field === 'morning' ? 24 : 9}
        value={row[field]}
        onChange={(event) => onChange(row.id, { [field]: event.target.value })}
        {...(field === 'morning' ? shortCodeProps : {})}
      />
    </td>
  );
  return (
    <tr data-worst={worst}>
      <th scope="row">
        {worst !== undefined && <Icon name={worst === 'error' ? 'stop' : worst === 'warning' ? 'care' : 'information'} />} {name}
        <small>
          {row.drug.price === null ? '' : `${moneyForPeople(row.drug.price)}/${row.drug.unit}`}{' '}
          {row.drug.insuranceCode === null ? '' : `BHYT ${row.drug.insuranceCode}`} {row.drug.brand ?? ''}{' '}
          {row.drug.free === null ? '' : w('grid.free', { n: numberForPeople(row.drug.free) })}
        </small>
      </th>
      {slots.map((slot) => (
        <Fragment key={slot}>{cell(slot)}</Fragment>
      ))}
      {cell('days')}
      {cell('quantity', numberForPeople(quantityOf(row)))}
      <Choices {...{ row, name, onChange }} />
      {cell('note')}
      <td>
        <button type="button" className="remove" aria-label={w('grid.removeDrug', { name })} onClick={() => onRemove(row.id)}>
          ×
        </button>
      </td>
    </tr>
  );
}

/** When it is taken and who pays. */
function Choices({ row, name, onChange }: Pick<RowProps, 'row' | 'onChange'> & { name: string }) {
  const w = useWords();
  return (
    <>
      <td>
        <select
          aria-label={`${w('grid.timing')} – ${name}`}
          value={row.timing}
          onChange={(event) => onChange(row.id, { timing: event.target.value as PrescriptionRow['timing'] })}
        >
          <option value="">–</option>
          {timings.map((timing) => (
            <option key={timing} value={timing}>
              {w(`timing.${timing}`)}
            </option>
          ))}
        </select>
      </td>
      <td>
        <select
          aria-label={`${w('grid.payer')} – ${name}`}
          value={row.payer}
          onChange={(event) => onChange(row.id, { payer: event.target.value as PrescriptionRow['payer'] })}
        >
          <option value="">{row.drug.price === null ? w('payer.unset') : w('payer.insurance')}</option>
          {payers.slice(1).map((payer) => (
            <option key={payer} value={payer}>
              {w(`payer.${payer}`)}
            </option>
          ))}
        </select>
      </td>
    </>
  );
}
