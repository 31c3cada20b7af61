import type { Readable } from 'node:stream';
import { cellOf, momentText, type FormLine } from '../../domain/settlement/form-cells.ts';
import type { FormColumn, FormLayout } from '../../domain/settlement/form-layouts.ts';
import { columnName, writeWorkbook, type SheetCell, type WorkbookSheet } from '../http/write-workbook.ts';
import { monthTitle, type FormContent } from './form-content.ts';

/** One sheet of each content; amounts keep every digit. */
export function formWorkbook(contents: readonly FormContent[]): Readable {
  return writeWorkbook(contents.map((content, i) => sheetOf(content, i)));
}

/** Papers have a row of letters and numbers below the titles; the insurer's sheets have the names of the fields there. */
const marksRow = ({ columns }: FormLayout): SheetCell[] => columns.map(({ mark, name }) => ({ text: mark ?? name, style: 'head' }));
const titlesRow = ({ columns }: FormLayout): SheetCell[] => columns.map(({ title }) => ({ text: title, style: 'head' }));

function sheetOf(content: FormContent, i: number): WorkbookSheet {
  const { layout } = content;
  const heading = headingOf(content);
  const last = columnName(layout.columns.length - 1);
  return {
    name: `${layout.form.replace('-list', ' chi tiet')}${i > 0 && !layout.form.includes('-') ? ` ${i + 1}` : ''}`,
    widths: layout.columns.map(({ width }) => Math.max(6, width)),
    head: heading.length + 2,
    merged: heading.map((_, row) => `A${row + 1}:${last}${row + 1}`),
    rows: rowsOf(content, heading),
  };
}

function headingOf({ layout, facility, report, marks }: FormContent): SheetCell[][] {
  return [
    [{ text: `${facility.name} (${facility.code})`, style: 'bold' }],
    [{ text: `Mẫu số: ${layout.number} – ${layout.act}`, style: 'plain' }],
    [{ text: layout.title.toLocaleUpperCase('vi'), style: 'title' }],
    [{ text: `${monthTitle(report.month)} – lần lập ${report.number}`, style: 'centred' }],
    ...marks.map((text): SheetCell[] => [{ text, style: 'title' }]),
  ];
}

async function* rowsOf(content: FormContent, heading: SheetCell[][]): AsyncGenerator<readonly SheetCell[]> {
  const { layout, lines, total } = content;
  yield* heading;
  yield titlesRow(layout);
  yield marksRow(layout);
  for await (const line of lines()) yield lineRow(layout, line, line['section'] === 'total' && layout.rows === 'summary');
  if (total !== undefined) yield lineRow(layout, total, true);
}

const lineRow = ({ columns }: FormLayout, line: FormLine, isTotal: boolean): SheetCell[] =>
  columns.map((column, i) =>
    cellIn(column, i === 1 && isTotal && line['position'] === undefined ? { ...line, [column.from[0] ?? '']: 'Tổng cộng' } : line, isTotal),
  );

function cellIn(column: FormColumn, line: FormLine, isTotal: boolean): SheetCell {
  const text = cellOf(column, line);
  const isMissing = text === '' || (isTotal && column.kind === 'money' && column.from.length === 0);
  if (column.kind === 'text') return { text, style: isTotal ? 'totalText' : 'text' };
  if (isMissing) return { text: '', style: isTotal ? 'totalText' : 'text' };
  // The insurer's sheets want the digits of the files, papers a day that people read.
  if (column.kind === 'day' || column.kind === 'minute')
    return { text: column.mark === undefined ? text : momentText(text, column.kind === 'minute'), style: isTotal ? 'totalText' : 'text' };
  return { number: text, style: isTotal ? 'totalNumber' : 'number' };
}
