import type { Issue } from '../../domain/issue.ts';
import type { SheetColumn } from '../../domain/sheets/read-columns.ts';
import { useSentence, useWords } from './i18n/i18n.tsx';

interface SheetFindingsProps {
  title: string;
  issues: Issue[];
  columns: Readonly<Record<string, SheetColumn>>;
  /** Only to look at: the sheet can be loaded all the same. */
  mild?: boolean;
}

/** What is wrong in a sheet, cell by cell, as its rows and headings name them. */
export function SheetFindings({ title, issues, columns, mild = false }: SheetFindingsProps) {
  const w = useWords();
  const sentence = useSentence();
  return (
    <div className={mild ? 'sheet-findings sheet-findings-mild' : 'sheet-findings'} role="alert" tabIndex={0}>
      <strong>{title}</strong>
      <ul>
        {issues.map((issue, i) => (
          <li key={i}>
            {placeOf(issue.path, columns, w)} {sentence(issue)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function placeOf(path: string, columns: SheetFindingsProps['columns'], w: ReturnType<typeof useWords>): string {
  const [row = '', column = ''] = path.split('.');
  if (!/^\d+$/.test(row)) return '';
  const title = columns[column]?.title;
  return title === undefined ? w('stock.row', { row }) : w('stock.cell', { row, column: title });
}

/** A file as a request carries it. */
export async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
}
