import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Decimal } from '../../domain/money.ts';

/** Text, or a number with exactly these digits: no float is made of it. */
export type SheetCell = { text: string; style?: CellStyle } | { number: Decimal; style?: CellStyle } | null;
export type CellStyle = Exclude<keyof typeof styles, 'fraction' | 'totalFraction'>;

export interface WorkbookSheet {
  /** At most 31 characters, none of `[]:*?/\`. */
  name: string;
  /** In characters. */
  widths: readonly number[];
  /** Rows that stay in sight, and that every printed page repeats the last of; 0 = none. */
  head: number;
  /** Cells that are one, such as `A1:C1`. */
  merged: readonly string[];
  rows: AsyncIterable<readonly SheetCell[]>;
}

/** `#,##0` is known to every program; ours shows two places, a third where there is one. */
const WHOLE = 3;
const FRACTION = 164;

/** Number format, bold, framed, wrapped and centred; the order is the number of the style in the file. */
const styles = {
  plain: { format: 0, bold: false, framed: false, centred: false },
  bold: { format: 0, bold: true, framed: false, centred: false },
  title: { format: 0, bold: true, framed: false, centred: true },
  centred: { format: 0, bold: false, framed: false, centred: true },
  head: { format: 0, bold: true, framed: true, centred: true },
  text: { format: 0, bold: false, framed: true, centred: false },
  number: { format: WHOLE, bold: false, framed: true, centred: false },
  fraction: { format: FRACTION, bold: false, framed: true, centred: false },
  totalText: { format: 0, bold: true, framed: true, centred: false },
  totalNumber: { format: WHOLE, bold: true, framed: true, centred: false },
  totalFraction: { format: FRACTION, bold: true, framed: true, centred: false },
} as const;
const STYLE_NAMES = Object.keys(styles);

/** ZIP writes wall-clock time: fixed parts of a local date, without the extended UTC stamp, are the same bytes in every time zone. */
const ENTRY = { mtime: new Date(2000, 0, 1), forceDosTimestamp: true, mode: 0o100644 } as const;
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/**
 * A workbook as a stream; the same rows give the same bytes. A row is held at a time, so that ten thousand of forty columns need no memory: the library for
 * writing sheets holds them all and turns amounts into floats. A failing source ends the stream with its error.
 */
export function writeWorkbook(sheets: readonly WorkbookSheet[]): Readable {
  const zip = new ZipFile();
  const output = new PassThrough();
  zip.once('error', (error: Error) => output.destroy(error));
  for (const [name, xml] of fixedParts(sheets)) zip.addBuffer(Buffer.from(XML + xml), name, ENTRY);
  for (const [i, sheet] of sheets.entries()) {
    const source = Readable.from(sheetXml(sheet));
    source.once('error', (error: Error) => output.destroy(error));
    zip.addReadStream(source, `xl/worksheets/sheet${i + 1}.xml`, ENTRY);
  }
  zip.end();
  pipeline(new Readable().wrap(zip.outputStream), output).catch((error: unknown) => output.destroy(error as Error));
  return output;
}

async function* sheetXml({ widths, head, merged, rows }: WorkbookSheet): AsyncGenerator<string> {
  const pane = head === 0 ? '' : `<pane ySplit="${head}" topLeftCell="A${head + 1}" activePane="bottomLeft" state="frozen"/>`;
  const columns = widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('');
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${columns}</cols><sheetData>`;
  let number = 0;
  for await (const cells of rows) {
    number += 1;
    yield rowXml(cells, number);
  }
  const joined = merged.map((range) => `<mergeCell ref="${range}"/>`).join('');
  yield `</sheetData>${joined === '' ? '' : `<mergeCells count="${merged.length}">${joined}</mergeCells>`}`;
  yield '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.2" footer="0.2"/>';
  yield '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter></worksheet>';
}

function rowXml(cells: readonly SheetCell[], row: number): string {
  return `<row r="${row}">${cells.map((cell, i) => (cell === null ? '' : cellXml(cell, `${columnName(i)}${row}`))).join('')}</row>`;
}

function cellXml(cell: NonNullable<SheetCell>, at: string): string {
  const style = STYLE_NAMES.indexOf(styleOf(cell));
  if ('number' in cell) return `<c r="${at}" s="${style}"><v>${cell.number}</v></c>`;
  return cell.text === ''
    ? `<c r="${at}" s="${style}"/>`
    : `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escape(cell.text)}</t></is></c>`;
}

/** One format for all would print a point behind whole numbers. */
function styleOf(cell: NonNullable<SheetCell>): keyof typeof styles {
  const style = cell.style ?? 'plain';
  if (!('number' in cell) || !cell.number.includes('.')) return style;
  if (style === 'number') return 'fraction';
  return style === 'totalNumber' ? 'totalFraction' : style;
}

/** 0 → A, 26 → AA. */
export const columnName = (index: number): string =>
  (index < 26 ? '' : columnName(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));

const escape = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

function fixedParts(sheets: readonly WorkbookSheet[]): [name: string, xml: string][] {
  const types = sheets.map((_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${TYPE}.worksheet+xml"/>`);
  const names = sheets.map(
    ({ name }, i) => `<sheet name="${escape(name).replaceAll('"', '&quot;')}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
  );
  const titles = sheets.flatMap(({ name, head }, i) =>
    head === 0 ? [] : [`<definedName name="_xlnm.Print_Titles" localSheetId="${i}">'${escape(name)}'!$${head}:$${head}</definedName>`],
  );
  const relation = (id: number, type: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${RELATIONSHIPS}/${type}" Target="${target}"/>`;
  const ofSheets = sheets.map((_, i) => relation(i + 1, 'worksheet', `worksheets/sheet${i + 1}.xml`));
  return [
    [
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${types.join('')}</Types>`,
    ],
    ['_rels/.rels', `<Relationships xmlns="${PACKAGE}/relationships">${relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${PACKAGE}/relationships">${ofSheets.join('')}${relation(sheets.length + 1, 'styles', 'styles.xml')}</Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><sheets>${names.join('')}</sheets>${titles.length === 0 ? '' : `<definedNames>${titles.join('')}</definedNames>`}</workbook>`,
    ],
    ['xl/styles.xml', stylesXml()],
  ];
}

function stylesXml(): string {
  const font = '<sz val="10"/><name val="Times New Roman"/>';
  const side = (name: string) => `<${name} style="thin"><color auto="1"/></${name}>`;
  const formats = Object.values(styles).map(
    ({ format, bold, framed, centred }) =>
      `<xf numFmtId="${format}" fontId="${bold ? 1 : 0}" fillId="0" borderId="${framed ? 1 : 0}" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"><alignment vertical="center"${centred ? ' horizontal="center" wrapText="1"' : ''}/></xf>`,
  );
  return `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.00#"/></numFmts><fonts count="2"><font>${font}</font><font><b/>${font}</font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${['left', 'right', 'top', 'bottom'].map(side).join('')}<diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${formats.length}">${formats.join('')}</cellXfs></styleSheet>`;
}
