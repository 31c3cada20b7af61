import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { dayForPeople, localDay } from '../../domain/dates.ts';
import { numberForPeople } from '../../domain/money.ts';
import { amountInWords } from '../../domain/payments/amount-in-words.ts';
import { cellOf, momentText, type FormLine } from '../../domain/settlement/form-cells.ts';
import type { FormColumn, FormLayout } from '../../domain/settlement/form-layouts.ts';
import { monthTitle, type FormContent } from './form-content.ts';
import { openPaper, writeCells, writeLine, type Paper, type PaperCell } from './pdf-paper.ts';

/** Letters of the lists of visits are small: they have up to 41 columns. */
const SIZES = { summary: 10, visits: 6.5, outpatients: 5.2, inpatients: 5.2, '19': 8, '20': 8, '21': 8 } as const;
const SIGNERS = ['Người lập biểu', 'Kế toán trưởng', 'Thủ trưởng đơn vị'] as const;

/** A form as a PDF file, written page by page; the same report gives the same bytes. */
export function formPdf(content: FormContent): Readable {
  const { layout, report } = content;
  const paper = openPaper({
    ...{ format: layout.paper, size: SIZES[layout.rows], widths: layout.columns.map(({ width }) => width) },
    madeAt: new Date(report.finishedAt ?? report.createdAt),
    title: `${layout.number} ${report.month}`,
    onPage: (page) => writeHead(page, content),
  });
  const output = new PassThrough();
  paper.document.pipe(output);
  writeForm(paper, content, output).catch((cause: unknown) => output.destroy(cause as Error));
  return output;
}

async function writeForm(paper: Paper, content: FormContent, output: PassThrough): Promise<void> {
  const { layout, lines, total } = content;
  const gone = new Promise((done) => output.once('close', done));
  writeTitle(paper, content);
  writeHead(paper, content);
  for await (const line of lines()) {
    writeCells(paper, cellsOf(layout, line), { bold: line['section'] === 'total' && layout.rows === 'summary' });
    if (output.destroyed) return;
    // The document keeps what nobody has taken yet: wait until the reader has.
    if (output.writableNeedDrain) await Promise.race([once(output, 'drain'), gone]);
  }
  if (total !== undefined) writeCells(paper, totalCells(layout.columns, total), { bold: true });
  writeFoot(paper, content);
  paper.document.end();
}

function writeTitle(paper: Paper, { layout, facility, report, marks }: FormContent): void {
  const { document, left, right } = paper;
  document.font('bold').fontSize(9).text(facility.name, left, paper.y, { lineBreak: false });
  document.text(`Mẫu số: ${layout.number}`, left, paper.y, { width: right - left, align: 'right' });
  document
    .font('regular')
    .fontSize(8)
    .text(`Mã cơ sở: ${facility.code}`, left, paper.y + 12, { lineBreak: false });
  document.text(`(${layout.act})`, left, paper.y + 12, { width: right - left, align: 'right' });
  paper.y += 30;
  writeLine(paper, layout.title.toLocaleUpperCase('vi'), { bold: true, size: 12, align: 'center' });
  writeLine(paper, `${monthTitle(report.month)} – lần lập ${report.number}`, { size: 9, align: 'center' });
  for (const mark of marks) writeLine(paper, mark, { bold: true, size: 9, align: 'center' });
  paper.y += 4;
}

/** Titles of the columns and, on papers that have them, their letters and numbers; again on every page. */
function writeHead(paper: Paper, { layout }: FormContent): void {
  const row = (text: (column: FormColumn) => string) =>
    layout.columns.map((column): PaperCell => ({ text: text(column), align: 'center' }));
  writeCells(
    paper,
    row(({ title }) => title),
    { bold: true, repeated: true },
  );
  if (layout.columns.some(({ mark }) => mark !== undefined))
    writeCells(
      paper,
      row(({ mark = '' }) => mark),
      { repeated: true },
    );
}

function writeFoot(paper: Paper, { report, requested }: FormContent): void {
  const { document, left, right } = paper;
  paper.y += 6;
  if (requested !== undefined)
    writeLine(paper, `Số tiền đề nghị quỹ BHYT thanh toán: ${numberForPeople(requested)} đồng. Bằng chữ: ${amountInWords(requested)}.`, {
      size: 9,
    });
  const madeOn = localDay(report.finishedAt ?? report.createdAt);
  writeLine(paper, `Lập ngày ${dayForPeople(madeOn)}. Mã kiểm tra ${(report.sha256 ?? '').slice(0, 16)}`, { size: 7 });
  const width = (right - left) / SIGNERS.length;
  if (paper.y + 60 > paper.bottom) return;
  for (const [i, signer] of SIGNERS.entries()) {
    document
      .font('bold')
      .fontSize(9)
      .text(signer, left + i * width, paper.y + 6, { width, align: 'center' });
    document
      .font('regular')
      .fontSize(7)
      .text('(Ký, họ tên)', left + i * width, paper.y + 18, { width, align: 'center' });
  }
}

/** The lists of visits are easier to read without their many zeros. */
const cellsOf = ({ columns, rows }: FormLayout, line: FormLine): PaperCell[] =>
  columns.map((column) => ({ ...placeOf(column), text: printed(column, line, rows === 'summary') }));

const totalCells = (columns: readonly FormColumn[], total: FormLine): PaperCell[] =>
  columns.map((column, i) => {
    const isEmpty = column.from.length === 0 || column.from.every((field) => total[field] === undefined);
    return i === 1 ? { text: 'Tổng cộng', align: 'left' } : { ...placeOf(column), text: isEmpty ? '' : printed(column, total, true) };
  });

function placeOf({ kind }: FormColumn): Omit<PaperCell, 'text'> {
  if (kind === 'text') return { align: 'left' };
  return { align: kind === 'day' || kind === 'minute' ? 'center' : 'right', fit: true };
}

/** As people read it; nothing where the claim tables say nothing. */
function printed(column: FormColumn, line: FormLine, zeros: boolean): string {
  const text = cellOf(column, line);
  if (column.kind === 'day' || column.kind === 'minute') return momentText(text, column.kind === 'minute');
  if (text === '' || column.kind === 'text') return text;
  return column.kind === 'money' && text === '0' && !zeros ? '' : numberForPeople(text);
}
