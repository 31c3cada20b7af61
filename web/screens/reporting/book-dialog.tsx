import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BookView, CloseBook } from '../../../api/results/result-schemas.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import type { ResultDesk } from '../../../domain/results/result-desks.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { today } from '../../lib/server-clock.ts';
import { can } from '../../lib/session.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';

/** What stands in today's book, and its closing. */
export function BookDialog({ desk, onClose }: { desk: ResultDesk; onClose: () => void }) {
  const w = useWords();
  const failureText = useFailure();
  const day = today();
  const { data, refetch } = useQuery({ ...reading<BookView>(`/${desk}/book?day=${day}`), staleTime: 0 });
  const close = useWrite<CloseBook, BookView>('POST', `/${desk}/book-closings`);
  const [note, setNote] = useState('');
  const [failure, setFailure] = useState('');
  const mayClose = can(`${desk}.approve`) && data?.closed === null;
  const run = async () => {
    if (!mayClose) return onClose();
    try {
      await close.send({ id: newId(), day, ...(note.trim() === '' ? {} : { note: note.trim() }) });
      await refetch();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return (
    <ConfirmDialog
      opened
      title={w('book.title', { day: dayForPeople(day) })}
      confirmText={mayClose ? w('book.close') : w('state.back')}
      cancelText={w('state.back')}
      onConfirm={() => void run()}
      onCancel={onClose}
    >
      {data !== undefined && <p>{w('book.counts', { ...data, closed: '' })}</p>}
      {data?.closed != null && (
        <Note meaning="done">{w('book.closed', { by: data.closed.byName, at: momentForPeople(data.closed.at) })}</Note>
      )}
      {mayClose && (
        <TextInput label={w('book.note')} value={note} maxLength={300} onChange={(event) => setNote(event.currentTarget.value)} />
      )}
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
    </ConfirmDialog>
  );
}
