import './appointments.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { AppointmentList, AppointmentView, FollowUpList } from '../../../api/appointments/appointment-schemas.ts';
import { addDays, dayForPeople } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { DayBar } from '../../lib/day-bar.tsx';
import { birthForPeople } from '../../lib/format.ts';
import { change } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { today } from '../../lib/server-clock.ts';
import { can } from '../../lib/session.ts';
import { handOver } from '../../lib/hand-over.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { KeyTable, type Column } from '../../ui/key-table.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { BookDialog } from './book-dialog.tsx';

const LATE_DAYS = 14;

/** Who is expected on a day, and who should have come back and did not. */
export function AppointmentsScreen() {
  const w = useWords();
  const queries = useQueryClient();
  const [day, setDay] = useState(today);
  const [booking, setBooking] = useState(false);
  useKeys({ f2: () => setBooking(true) });
  return (
    <div className="appointments-desk">
      <DayBar day={day} onDay={setDay}>
        <ActionButton onPress={() => setBooking(true)} keyHint="F2">
          {w('appointment.book')}
        </ActionButton>
      </DayBar>
      <Expected day={day} />
      <Late />
      {booking && (
        <BookDialog
          day={day}
          onClose={() => setBooking(false)}
          onBooked={(on) => {
            setBooking(false);
            setDay(on);
            void queries.invalidateQueries({ queryKey: [`/appointments?day=${on}`] });
          }}
        />
      )}
    </div>
  );
}

function Expected({ day }: { day: string }) {
  const w = useWords();
  const failureText = useFailure();
  const [openId, setOpenId] = useState<string | undefined>(undefined);
  const columns = useColumns();
  const { data, error, refetch } = useQuery(reading<AppointmentList>(`/appointments?day=${day}`));
  if (error !== null) return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading label={w('state.loading')} lines={6} />;
  if (data.items.length === 0) return <Empty>{w('appointment.empty', { day: dayForPeople(day) })}</Empty>;
  const open = data.items.find(({ id }) => id === openId) ?? data.items[0];
  return (
    <div className="scroll">
      <KeyTable
        label={w('appointment.title')}
        columns={columns}
        rows={data.items}
        rowKey={({ id }) => id}
        current={open?.id}
        onOpen={({ id }) => setOpenId(id)}
      />
      {data.more && <Note meaning="information">{w('appointment.more')}</Note>}
      {open !== undefined && open.state === 'booked' && (
        <AppointmentActions key={open.id} appointment={open} onDone={() => void refetch()} />
      )}
    </div>
  );
}

function AppointmentActions({ appointment, onDone }: { appointment: AppointmentView; onDone: () => void }) {
  const w = useWords();
  const [, go] = useLocation();
  const [asking, setAsking] = useState(false);
  const [key] = useState(newId);
  const registers = can('registration.write');
  const cancel = async (reason: string) => {
    await change('POST', `/appointments/${appointment.id}/cancellation`, { reason }, key);
    setAsking(false);
    onDone();
  };
  return (
    <div className="action-row">
      {registers && appointment.day === today() && (
        <ActionButton
          onPress={() => {
            handOver.set({ patientId: appointment.patientId, appointmentId: appointment.id });
            go('/reception');
          }}
        >
          {w('appointment.arrive', { name: appointment.fullName })}
        </ActionButton>
      )}
      <ActionButton variant="default" onPress={() => setAsking(true)}>
        {w('appointment.cancel')}
      </ActionButton>
      {asking && (
        <ReasonDialog
          title={w('appointment.cancelTitle', { name: appointment.fullName, day: dayForPeople(appointment.day) })}
          label={w('appointment.cancelReason')}
          missingText={w('appointment.reasonMissing')}
          confirmText={w('appointment.cancel')}
          onReason={cancel}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}

/** The follow-up list: two weeks back, whoever was asked to come and did not. */
function Late() {
  const w = useWords();
  const until = addDays(today(), -1);
  const { data } = useQuery(reading<FollowUpList>(`/follow-ups?from=${addDays(until, -LATE_DAYS)}&to=${until}`));
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section className="late" aria-label={w('followUp.title')}>
      <h2>{w('followUp.title')}</h2>
      <ul>
        {data.items.map((item) => (
          <li key={item.id}>
            <strong>{item.fullName}</strong> {birthForPeople(item.birthDate, item.birthPrecision)} · {item.phone ?? w('followUp.noPhone')} ·{' '}
            {w('followUp.due', { day: dayForPeople(item.day), n: item.daysLate })} · {item.roomCode} · {item.reason}
          </li>
        ))}
      </ul>
      {data.nextFrom !== null && <p>{w('followUp.more')}</p>}
    </section>
  );
}

function useColumns(): Column<AppointmentView>[] {
  const w = useWords();
  return [
    { key: 'time', title: w('appointment.time'), width: '70px', render: (item) => item.time ?? '–' },
    { key: 'name', title: w('claims.person'), render: (item) => item.fullName },
    { key: 'birth', title: w('person.birth'), render: (item) => birthForPeople(item.birthDate, item.birthPrecision) },
    { key: 'phone', title: w('person.phone'), render: (item) => item.phone ?? '' },
    { key: 'room', title: w('visit.room'), render: (item) => `${item.roomCode} ${item.roomName}` },
    { key: 'reason', title: w('visit.reason'), render: (item) => item.reason },
    { key: 'state', title: w('queue.state'), render: (item) => w(`appointment.state.${item.state}`) },
  ];
}
