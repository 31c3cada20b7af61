import { useRef, type KeyboardEvent, type ReactNode } from 'react';

export interface Column<Row> {
  key: string;
  title: string;
  align?: 'right';
  width?: string;
  render: (row: Row) => ReactNode;
}

interface KeyTableProps<Row> {
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  current?: string | undefined;
  onOpen: (row: Row) => void;
  /** Space marks a row. */
  onMark?: (row: Row) => void;
}

const moves: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at, count) => Math.min(at + 1, count - 1),
  ArrowUp: (at) => Math.max(at - 1, 0),
  PageDown: (at, count) => Math.min(at + 10, count - 1),
  PageUp: (at) => Math.max(at - 10, 0),
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** A table to walk with ↑ ↓ PgUp PgDn Home End and to open with Enter; one stop for Tab. */
export function KeyTable<Row>({ label, columns, rows, rowKey, current, onOpen, onMark }: KeyTableProps<Row>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const at = Math.max(
    0,
    rows.findIndex((row) => rowKey(row) === current),
  );
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, index: number) => {
    const move = moves[event.key];
    const row = rows[index];
    if (event.key === 'Enter' && !event.ctrlKey && row !== undefined) onOpen(row);
    else if (event.key === ' ' && onMark !== undefined && row !== undefined) onMark(row);
    else if (move !== undefined) (body.current?.rows[move(index, rows.length)] as HTMLElement | undefined)?.focus();
    else return;
    event.preventDefault();
  };
  return (
    <table className="key-table" role="grid" aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <HeadCell key={column.key} column={column} />
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        {rows.map((row, index) => (
          <tr
            key={rowKey(row)}
            tabIndex={index === at ? 0 : -1}
            aria-selected={rowKey(row) === current}
            onClick={() => onOpen(row)}
            onKeyDown={(event) => onKeyDown(event, index)}
          >
            {columns.map((column) => (
              <td key={column.key} role="gridcell" className={column.align ?? ''}>
                {column.render(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function HeadCell<Row>({ column }: { column: Column<Row> }) {
  return (
    <th scope="col" className={column.align ?? ''} style={column.width === undefined ? {} : { width: column.width }}>
      {column.title}
    </th>
  );
}
