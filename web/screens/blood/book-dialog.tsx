import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BloodBook } from '../../../api/blood/blood-schemas.ts';
import { addMonths } from '../../../domain/dates.ts';
import { useFailure, useWords, type WordKey } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { today } from '../../lib/server-clock.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';
import { groupForPeople } from './blood-words.ts';

const MONTHS_BACK = 24;
const columns = [
  ['opening', 'blood.opening'],
  ['received', 'blood.in'],
  ['issued', 'blood.out'],
  ['returned', 'blood.back'],
  ['transfused', 'blood.given'],
  ['discarded', 'blood.thrown'],
  ['closing', 'blood.closing'],
] as const satisfies [string, WordKey][];

/** The book of a month by product and group. */
export function BookDialog({ onClose }: { onClose: () => void }) {
  const w = useWords();
  const failureText = useFailure();
  const thisMonth = `${today().slice(0, 7)}-01`;
  const months = Array.from({ length: MONTHS_BACK }, (_, i) => addMonths(thisMonth, -i).slice(0, 7));
  const [month, setMonth] = useState(months[0] ?? '');
  const { data, error } = useQuery({ ...reading<BloodBook>(`/blood/book?month=${month}`), staleTime: 0 });
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('blood.bookTitle')}
      confirmText={w('blood.done')}
      cancelText={w('state.back')}
      onConfirm={onClose}
      onCancel={onClose}
    >
      <label className="dialog-field">
        {w('blood.month')}
        <select data-autofocus value={month} onChange={(event) => setMonth(event.target.value)}>
          {months.map((one) => (
            <option key={one} value={one}>
              {`${one.slice(5)}/${one.slice(0, 4)}`}
            </option>
          ))}
        </select>
      </label>
      {error !== null && <Note meaning="stop">{failureText(error)}</Note>}
      {data?.lines.length === 0 && <p>{w('blood.bookEmpty')}</p>}
      {data !== undefined && data.lines.length > 0 && <BookTable book={data} />}
    </ConfirmDialog>
  );
}

function BookTable({ book }: { book: BloodBook }) {
  const w = useWords();
  return (
    <table className="plain-table blood-book" aria-label={w('blood.bookTitle')}>
      <thead>
        <tr>
          <th scope="col">{w('blood.product')}</th>
          {columns.map(([name, word]) => (
            <th key={name} scope="col" className="right">
              {w(word)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {book.lines.map((line) => (
          <tr key={`${line.product} ${line.abo} ${line.rh}`}>
            <th scope="row">
              {w(`blood.product.${line.product}`)} {groupForPeople(line)}
            </th>
            {columns.map(([name]) => (
              <td key={name} className="right">
                {line[name]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
