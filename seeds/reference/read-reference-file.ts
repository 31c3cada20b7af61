import { parse } from 'csv-parse/sync';
import type { ReferenceFile } from './reference-files.ts';

/** A checked file: the text for COPY, with its columns and the number of its rows. */
export interface ReferenceContent {
  text: string;
  columns: string[];
  rows: number;
}

/**
 * Checks the text of a catalogue file before anything reaches the database: a code column that went through number cells
 * (`3646` for `03646`, `2.1` for `2.10`, `1.0`, `1E+5`) and a key that stands twice, which is what lost zeros do to codes of
 * open length. Throws an Error that names file, line and column.
 */
export function checkReferenceFile(spec: ReferenceFile, text: string): ReferenceContent {
  const records: string[][] = parse(text, { bom: true });
  const columns = records[0] ?? [];
  for (const column of [...spec.key, ...Object.keys(spec.codes).flatMap((name) => name.split(':'))]) {
    if (!columns.includes(column)) throw new Error(`${spec.file}: no column ${column}`);
  }
  const shapes = Object.entries(spec.codes).map(([name, shape]) => ({ name, shape, at: placesOf(name.split(':'), columns) }));
  const keyAt = placesOf(spec.key, columns);
  const seen = new Set<string>();
  records.slice(1).forEach((record, i) => {
    const where = `${spec.file}, record ${i + 2}`;
    for (const { name, shape, at } of shapes) {
      const code = valueOf(record, at);
      if (!shape.test(code)) throw new Error(`${where}: "${code}" is no ${name}; was the column saved as numbers?`);
    }
    const key = valueOf(record, keyAt);
    if (seen.has(key)) throw new Error(`${where}: key "${key}" stands twice; were zeros lost?`);
    seen.add(key);
  });
  return { text, columns, rows: records.length - 1 };
}

const placesOf = (names: string[], columns: string[]): number[] => names.map((name) => columns.indexOf(name));
const valueOf = (record: string[], at: number[]): string => at.map((place) => record[place] ?? '').join(':');
