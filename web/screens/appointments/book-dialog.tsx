import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { NewAppointment } from '../../../api/appointments/appointment-schemas.ts';
import type { PatientSummary } from '../../../api/patients/patient-schemas.ts';
import type { RoomView } from '../../../api/queue/queue-schemas.ts';
import { dayForPeople, type Day } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { PersonField } from '../../lib/person-field.tsx';
import { readDay } from '../../lib/read-day.ts';
import { reading } from '../../lib/reading.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';

/** A person on record is asked to come on a day, to a room, with or without a time. */
export function BookDialog({ day, onClose, onBooked }: { day: Day; onClose: () => void; onBooked: (day: Day) => void }) {
  const w = useWords();
  const failureText = useFailure();
  const [id] = useState(newId);
  const [person, setPerson] = useState<PatientSummary | undefined>(undefined);
  const [typed, setTyped] = useState({ roomId: '', day: dayForPeople(day), time: '', reason: '' });
  const [failure, setFailure] = useState('');
  const { data: rooms } = useQuery(reading<{ items: RoomView[] }>('/rooms'));
  const book = useWrite<NewAppointment, unknown>('POST', '/appointments');
  const set = (part: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...part }));
  const save = async () => {
    const on = readDay(typed.day);
    if (person === undefined || typed.roomId === '' || on === undefined || typed.reason.trim() === '')
      return setFailure(w('appointment.incomplete'));
    try {
      const time = typed.time.trim() === '' ? {} : { time: typed.time.trim() };
      await book.send({ id, patientId: person.id, roomId: typed.roomId, day: on, ...time, reason: typed.reason.trim() });
      onBooked(on);
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('appointment.bookTitle')}
      confirmText={book.state === 'sending' ? w('state.saving') : w('appointment.book')}
      cancelText={w('state.back')}
      onConfirm={() => void save()}
      onCancel={onClose}
    >
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      <PersonField name="appointmentPerson" label={w('claims.person')} person={person} onPerson={setPerson} isFirst />
      <NativeSelect
        label={w('visit.room')}
        value={typed.roomId}
        data={[{ value: '', label: '–' }, ...(rooms?.items ?? []).map((room) => ({ value: room.id, label: `${room.code} ${room.name}` }))]}
        onChange={(event) => set({ roomId: event.currentTarget.value })}
      />
      <TextInput
        label={w('appointment.day')}
        value={typed.day}
        inputMode="numeric"
        onChange={(event) => set({ day: event.currentTarget.value })}
      />
      <TextInput
        label={w('appointment.timeOptional')}
        value={typed.time}
        placeholder="08:30"
        onChange={(event) => set({ time: event.currentTarget.value })}
      />
      <TextInput
        label={w('visit.reason')}
        value={typed.reason}
        maxLength={300}
        onChange={(event) => set({ reason: event.currentTarget.value })}
      />
    </ConfirmDialog>
  );
}
