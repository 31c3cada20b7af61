import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BookList, NewBook } from '../../../api/cashier/book-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { bookKinds, bookNumber, type BookKind } from '../../../domain/payments/receipt-book.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { moveOnEnter } from '../../ui/move-on-enter.ts';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';

type Book = BookList['items'][number];

/** The books of receipts and payouts: open one, see what is left, end one. */
export function BooksTab() {
  const w = useWords();
  const failureText = useFailure();
  const { data, error, refetch } = useQuery(reading<BookList>('/receipt-books'));
  if (error !== null) return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading label={w('state.loading')} lines={6} />;
  return (
    <div className="shift">
      <NewBookForm cashiers={data.cashiers} onMade={() => void refetch()} />
      <section className="scroll">
        {data.items.length === 0 ? <Empty>{w('cash.noBooks')}</Empty> : <BookTable books={data.items} />}
      </section>
    </div>
  );
}

function useNewBook(onMade: () => void) {
  const w = useWords();
  const failureText = useFailure();
  const [kind, setKind] = useState<BookKind>('receipt');
  const [fields, setFields] = useState({ series: '', first: '1', last: '', holderId: '' });
  const [said, setSaid] = useState<{ meaning: 'done' | 'stop'; text: string } | undefined>(undefined);
  const write = useWrite<NewBook, unknown>('POST', '/receipt-books');
  const [first, last] = [Number(fields.first), Number(fields.last)];
  const blocked =
    fields.series.trim() === '' ? w('cash.seriesMissing') : !Number.isInteger(first) || !(last > 0) ? w('cash.numbersMissing') : undefined;
  const save = async () => {
    if (blocked !== undefined || write.state === 'sending') return;
    const holder = fields.holderId === '' ? {} : { holderId: fields.holderId };
    try {
      await write.send({ id: newId(), kind, series: fields.series.trim(), first, last, ...holder });
      setSaid({
        meaning: 'done',
        text: w('cash.bookOpened', { series: fields.series.trim(), from: bookNumber(first), to: bookNumber(last) }),
      });
      setFields({ series: '', first: '1', last: '', holderId: '' });
      onMade();
    } catch (cause) {
      setSaid({ meaning: 'stop', text: failureText(cause) });
    }
  };
  return { kind, setKind, fields, setFields, said, blocked, save, busy: write.state === 'sending' ? w('state.saving') : undefined };
}

function NewBookForm({ cashiers, onMade }: { cashiers: BookList['cashiers']; onMade: () => void }) {
  const w = useWords();
  const { kind, setKind, fields, setFields, said, blocked, save, busy } = useNewBook(onMade);
  useKeys({ f9: () => void save(), 'ctrl+enter': () => void save() });
  const box = (name: 'series' | 'first' | 'last', max: number, isFirst = false) => (
    <label>
      {w(`cash.book.${name}`)}
      <input
        autoFocus={isFirst}
        maxLength={max}
        value={fields[name]}
        inputMode={name === 'series' ? 'text' : 'numeric'}
        onChange={(event) => setFields({ ...fields, [name]: event.target.value })}
      />
    </label>
  );
  return (
    <section aria-label={w('cash.newBook')}>
      <h2>{w('cash.newBook')}</h2>
      <form
        className="close-shift"
        onSubmit={(event) => event.preventDefault()}
        onKeyDown={(event: React.KeyboardEvent<HTMLFormElement>) => moveOnEnter(event)}
      >
        <label>
          {w('cash.book.kind')}
          <select value={kind} onChange={(event) => setKind(event.target.value as BookKind)}>
            {bookKinds.map((one) => (
              <option key={one} value={one}>
                {w(`cash.bookKind.${one}`)}
              </option>
            ))}
          </select>
        </label>
        {box('series', 15, true)}
        {box('first', 7)}
        {box('last', 7)}
        <label>
          {w('cash.book.holder')}
          <select value={fields.holderId} onChange={(event) => setFields({ ...fields, holderId: event.target.value })}>
            <option value="">{w('cash.book.everybody')}</option>
            {cashiers.map(({ id, fullName }) => (
              <option key={id} value={id}>
                {fullName}
              </option>
            ))}
          </select>
        </label>
        {said !== undefined && (
          <Note meaning={said.meaning} live>
            {said.text}
          </Note>
        )}
        <ActionButton blocked={blocked} busy={busy} onPress={() => void save()} keyHint="F9">
          {w('cash.openBook')}
        </ActionButton>
      </form>
    </section>
  );
}

function BookTable({ books }: { books: Book[] }) {
  const w = useWords();
  const [asked, setAsked] = useState<Book | undefined>(undefined);
  return (
    <>
      <table className="plain-table" aria-label={w('cash.tab.books')}>
        <thead>
          <tr>
            {(['kind', 'series', 'first', 'last', 'next', 'cancelled', 'holder', 'opened'] as const).map((head) => (
              <th key={head} scope="col">
                {w(`cash.book.${head}`)}
              </th>
            ))}
            <th scope="col">{w('cash.book.state')}</th>
          </tr>
        </thead>
        <tbody>
          {books.map((book) => (
            <tr key={book.id}>
              <td>{w(`cash.bookKind.${book.kind}`)}</td>
              <th scope="row">{book.series}</th>
              <td>{bookNumber(book.firstNumber)}</td>
              <td>{bookNumber(book.lastNumber)}</td>
              <td>{book.nextNumber > book.lastNumber ? w('cash.bookFull') : bookNumber(book.nextNumber)}</td>
              <td>{book.cancelled}</td>
              <td>{book.holderName ?? w('cash.book.everybody')}</td>
              <td>
                {momentForPeople(book.openedAt)} · {book.openedByName}
              </td>
              <td>
                {book.closedAt !== null ? (
                  w('cash.bookClosed', { at: momentForPeople(book.closedAt) })
                ) : (
                  <button type="button" className="text-button" onClick={() => setAsked(book)}>
                    {w('cash.closeBook', { series: book.series })}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {asked !== undefined && <EndBook book={asked} onClose={() => setAsked(undefined)} />}
    </>
  );
}

function EndBook({ book, onClose }: { book: Book; onClose: () => void }) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const [failure, setFailure] = useState('');
  const write = useWrite<object, unknown>('POST', `/receipt-books/${book.id}/closure`);
  const end = async () => {
    try {
      await write.send({});
      await queries.invalidateQueries({ queryKey: ['/receipt-books'] });
      onClose();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return (
    <ConfirmDialog
      opened
      title={w('cash.closeBookTitle', { series: book.series })}
      confirmText={w('cash.closeBookConfirm')}
      cancelText={w('state.back')}
      onConfirm={() => void end()}
      onCancel={onClose}
    >
      {failure !== '' && <Note meaning="stop">{failure}</Note>}
      <p>{w('cash.closeBookHint', { n: Math.max(0, book.lastNumber - book.nextNumber + 1) })}</p>
    </ConfirmDialog>
  );
}
