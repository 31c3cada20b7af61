import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import type { Cell } from '../../domain/sheets/read-columns.ts';

/** What a sheet of 2,000 rows unpacks to, many times over; a file that claims more is no list of drugs. */
const UNPACKED_MAX = 40_000_000;

/** A zip, and so perhaps a workbook, begins like this. */
const ZIP = Buffer.from('PK');
/** A line of text longer than this is no row of a table. */
const LINE_MAX = 100_000;

/** The cells of a workbook, or of text in UTF-8 with commas, semicolons or tabs between them; undefined when it is neither. */
export async function readTable(bytes: Buffer): Promise<Cell[][] | undefined> {
  if (bytes.subarray(0, ZIP.length).equals(ZIP)) return await readWorkbook(bytes);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // The heads decide: a semicolon or a tab among them separates, else a comma.
    const heads = text.slice(0, text.search(/[\r\n]|$/));
    const delimiter = [';', '\t'].find((sign) => heads.includes(sign)) ?? ',';
    const cells = parse(text, { delimiter, relax_column_count: true, skip_empty_lines: false, max_record_size: LINE_MAX, bom: true });
    return text.includes('\u0000') ? undefined : cells.map((row) => row.map((cell) => (cell === '' ? null : cell)));
  } catch {
    return undefined; // an old code page, or quotes that do not close: the same sentence for the person
  }
}

/** The cells of the first sheet; undefined when the bytes are no workbook. Numbers keep the digits of the file: no float is made of them. */
export async function readWorkbook(bytes: Buffer): Promise<Cell[][] | undefined> {
  if (!unpacksWithin(bytes, UNPACKED_MAX)) return undefined;
  try {
    return (await readSheet(bytes, { parseNumber: (number: string) => ({ number }) })) as unknown as Cell[][];
  } catch {
    return undefined; // a zip that is no workbook, or a workbook without a sheet: the same sentence for the person
  }
}

/** True when the archive says that it unpacks to so many bytes at most; read from its directory, before anything is unpacked. */
function unpacksWithin(bytes: Buffer, most: number): boolean {
  const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006'));
  if (end < 0 || end + 22 > bytes.length) return false;
  const entries = bytes.readUInt16LE(end + 10);
  let cursor = bytes.readUInt32LE(end + 16);
  let sum = 0;
  for (let i = 0; i < entries; i += 1) {
    if (cursor + 46 > bytes.length) return false;
    sum += bytes.readUInt32LE(cursor + 24);
    cursor += 46 + bytes.readUInt16LE(cursor + 28) + bytes.readUInt16LE(cursor + 30) + bytes.readUInt16LE(cursor + 32);
  }
  return sum <= most;
}
