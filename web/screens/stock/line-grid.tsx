import { useQuery } from '@tanstack/react-query';
import type { StockList } from '../../../api/stock/stock-schemas.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { isZero, subtract } from '../../../domain/money.ts';
import { rulesOfKind } from '../../../domain/stock/document-kinds.ts';
import { numberForPeople } from '../../lib/format-money.ts';
import { readDecimal } from '../../lib/format.ts';
import { useWords, type WordKey } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import type { LineRow } from './document-form.ts';
import type { OpenDocument } from './use-document.ts';

const columnsOf = {
  in: ['stock.lot', 'stock.expiry', 'stock.quantity', 'stock.price', 'stock.registration', 'stock.tender'],
  out: ['stock.lot', 'stock.quantity'],
  between: ['stock.lot', 'stock.quantity'],
  count: ['stock.lot', 'stock.expiry', 'stock.inBooks', 'stock.counted', 'stock.difference'],
} as const satisfies Record<string, WordKey[]>;

/** One row a line; Enter goes from cell to cell and from row to row. */
export function LineGrid({ document }: { document: OpenDocument }) {
  const w = useWords();
  const { form } = document;
  const { moves } = rulesOfKind[form.kind];
  if (form.lines.length === 0) return null;
  return (
    <div className="scroll">
      <table className="plain-table line-grid">
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">{w('stock.item')}</th>
            {columnsOf[moves].map((title) => (
              <th key={title} scope="col">
                {w(title)}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{w('grid.remove')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {form.lines.map((row, i) => (
            <tr key={row.id}>
              <td>{i + 1}</td>
              <th scope="row">
                {row.drugName}
                <small>
                  {row.drugCode} · {row.unit}
                </small>
              </th>
              {moves === 'in' && <ArrivingCells row={row} document={document} />}
              {(moves === 'out' || moves === 'between') && <LeavingCells row={row} document={document} />}
              {moves === 'count' && <CountedCells row={row} document={document} />}
              <td>
                <button
                  type="button"
                  className="remove-line"
                  aria-label={w('grid.removeDrug', { name: row.drugName })}
                  onClick={() => document.removeLine(row.id)}
                >
                  ×
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellsProps {
  row: LineRow;
  document: OpenDocument;
}

function useCell({ row, document }: CellsProps) {
  const w = useWords();
  return (field: keyof LineRow, title: WordKey, options: { first?: boolean; right?: boolean; max?: number } = {}) => (
    <td key={field}>
      <input
        {...(options.first === true ? { id: `line-${row.id}`, autoFocus: row.id === document.addedId } : {})}
        aria-label={`${w(title)} – ${row.drugName}`}
        className={options.right === true ? 'right' : ''}
        inputMode={options.right === true ? 'decimal' : 'text'}
        maxLength={options.max ?? 50}
        value={row[field]}
        onChange={(event) => document.changeLine(row.id, { [field]: event.target.value })}
      />
    </td>
  );
}

function ArrivingCells(props: CellsProps) {
  const cell = useCell(props);
  return (
    <>
      {cell('lotNumber', 'stock.lot', { first: true })}
      {cell('expiresOn', 'stock.expiry', { max: 10 })}
      {cell('quantity', 'stock.quantity', { right: true, max: 13 })}
      {cell('unitPrice', 'stock.price', { right: true, max: 13 })}
      {cell('registrationNumber', 'stock.registration')}
      {cell('tender', 'stock.tender', { max: 100 })}
    </>
  );
}

/** Without a lot of its own a line takes what expires first. */
function LeavingCells({ row, document }: CellsProps) {
  const w = useWords();
  const cell = useCell({ row, document });
  const { data } = useQuery(reading<StockList>(`/stock?depotId=${document.form.depotId}&q=${encodeURIComponent(row.drugCode)}`));
  const lots = (data?.items ?? []).filter(({ drugCode }) => drugCode === row.drugCode);
  return (
    <>
      <td>
        <select
          id={`line-${row.id}`}
          autoFocus={row.id === document.addedId}
          aria-label={`${w('stock.lot')} – ${row.drugName}`}
          value={row.lotId}
          onChange={(event) => document.changeLine(row.id, { lotId: event.target.value })}
        >
          <option value="">{w('stock.firstExpired')}</option>
          {lots.map((lot) => (
            <option key={lot.lotId} value={lot.lotId}>
              {w('dispensing.lotChoice', { lot: lot.lotNumber, day: dayForPeople(lot.expiresOn), n: numberForPeople(lot.available) })}
            </option>
          ))}
        </select>
      </td>
      {cell('quantity', 'stock.quantity', { right: true, max: 13 })}
    </>
  );
}

function CountedCells({ row, document }: CellsProps) {
  const cell = useCell({ row, document });
  const counted = readDecimal(row.counted);
  const difference = counted === undefined || row.onHand === '' ? undefined : subtract(counted, row.onHand);
  return (
    <>
      <td>{row.lotNumber}</td>
      <td>{row.expiresOn}</td>
      <td className="right">{row.onHand === '' ? '–' : numberForPeople(row.onHand)}</td>
      {cell('counted', 'stock.counted', { first: true, right: true, max: 13 })}
      <td className={`right ${difference === undefined || isZero(difference) ? '' : 'line-care'}`}>
        {difference === undefined ? '' : numberForPeople(difference)}
      </td>
    </>
  );
}
