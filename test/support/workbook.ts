import { ZipFile } from 'yazl';

/** A cell of a sheet: text, a number with the digits as they stand in the file, or a day. */
export type SheetCell = string | { number: string } | { day: string } | null;

/** The smallest workbook that spreadsheet programs open: one sheet, cells as given. */
export async function aWorkbook(rows: SheetCell[][]): Promise<Buffer> {
  const zip = new ZipFile();
  // Always the same time of change: the same rows are the same file.
  const mtime = new Date('2026-01-01T00:00:00Z');
  const add = (name: string, xml: string) => zip.addBuffer(Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${xml}`), name, { mtime });
  const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  add(
    '[Content_Types].xml',
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>
     <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
     <Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/>
     <Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/>
     <Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/></Types>`,
  );
  const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const rels = (...targets: [string, string][]) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets
      .map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${relationships}/${type}" Target="${target}"/>`)
      .join('')}</Relationships>`;
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  add('_rels/.rels', rels(['officeDocument', 'xl/workbook.xml']));
  add('xl/_rels/workbook.xml.rels', rels(['worksheet', 'worksheets/sheet1.xml'], ['styles', 'styles.xml']));
  add(
    'xl/workbook.xml',
    `<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets><sheet name="Ton" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  );
  add(
    'xl/styles.xml',
    `<styleSheet xmlns="${main}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>
     <cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  );
  add('xl/worksheets/sheet1.xml', `<worksheet xmlns="${main}"><sheetData>${rows.map(rowXml).join('')}</sheetData></worksheet>`);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const rowXml = (cells: SheetCell[], i: number): string =>
  `<row r="${i + 1}">${cells.map((cell, j) => cellXml(cell, `${String.fromCharCode(65 + j)}${i + 1}`)).join('')}</row>`;

function cellXml(cell: SheetCell, at: string): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return `<c r="${at}" t="inlineStr"><is><t>${escape(cell)}</t></is></c>`;
  if ('number' in cell) return `<c r="${at}"><v>${cell.number}</v></c>`;
  return `<c r="${at}" s="1"><v>${Math.round(Date.parse(`${cell.day}T00:00:00Z`) / 86_400_000) + 25_569}</v></c>`;
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
