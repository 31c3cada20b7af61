import { useQuery } from '@tanstack/react-query';
import type { RoomView } from '../../../api/queue/queue-schemas.ts';
import { FacilityField } from '../../lib/facility-field.tsx';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { readDay } from '../../lib/read-day.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { ChoiceField, TextField } from '../../ui/fields.tsx';
import { ArrivalField } from './arrival-field.tsx';
import { priorities } from './priorities.ts';
import { roomsReading } from './rooms-panel.tsx';
import type { Reception } from './use-reception.ts';

/** Why they come, where they go, and by which door the insurance sees them. */
export function VisitFields({ reception }: { reception: Reception }) {
  const w = useWords();
  const { data } = useQuery(roomsReading);
  const rooms = data?.items ?? [];
  return (
    <fieldset className="column visit">
      <legend>{w('visit.title')}</legend>
      <ChoiceField
        name="roomId"
        label={w('visit.room')}
        className="wide"
        choices={[{ value: '', label: '–' }, ...rooms.map((room) => ({ value: room.id, label: roomText(w, room) }))]}
      />
      <ExtraRooms reception={reception} rooms={rooms} />
      <ChoiceField
        name="priority"
        label={w('visit.priority')}
        choices={priorities.map((value) => ({ value, label: w(`priority.${value}`) }))}
      />
      <TextField name="reason" label={w('visit.reason')} maxLength={500} />
      <ArrivalField reception={reception} />
      <SlipFields reception={reception} />
    </fieldset>
  );
}

const roomText = (w: ReturnType<typeof useWords>, room: RoomView): string =>
  w('visit.roomChoice', { code: room.code, name: room.name, n: room.waiting });

/** One registration into several rooms: each further room gives a number of its own. */
function ExtraRooms({ reception: { form, fill }, rooms }: { reception: Reception; rooms: RoomView[] }) {
  const w = useWords();
  const [main, extra] = form.watch(['roomId', 'extraRooms']);
  const chosen = extra.split(' ').filter((id) => id !== '');
  const free = rooms.filter(({ id }) => id !== main && !chosen.includes(id));
  if (rooms.length < 2) return null;
  return (
    <div className="wide extra-rooms">
      {chosen.map((id) => (
        <button key={id} type="button" onClick={() => fill({ extraRooms: chosen.filter((one) => one !== id).join(' ') })}>
          {rooms.find((room) => room.id === id)?.code ?? ''} <span aria-hidden="true">✕</span>
          <span className="visually-hidden">{w('visit.dropRoom')}</span>
        </button>
      ))}
      {chosen.length < 4 && free.length > 0 && (
        <select
          aria-label={w('visit.addRoom')}
          value=""
          onChange={(event) => fill({ extraRooms: [...chosen, event.target.value].join(' ') })}
        >
          <option value="">{w('visit.addRoom')}</option>
          {free.map((room) => (
            <option key={room.id} value={room.id}>
              {roomText(w, room)}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

/** The paper the person brought: a referral, or the re-examination slip of an earlier visit. */
function SlipFields({ reception: { form, fill } }: { reception: Reception }) {
  const w = useWords();
  const [kind, signedOn] = form.watch(['slipKind', 'slipSignedOn']);
  const read = readDay(signedOn);
  return (
    <>
      <ChoiceField
        name="slipKind"
        label={w('visit.slip')}
        className="wide"
        choices={[
          { value: '', label: w('visit.noSlip') },
          { value: 'referral', label: w('visit.referralSlip') },
          { value: 're-examination', label: w('visit.reexaminationSlip') },
        ]}
      />
      {kind !== '' && (
        <>
          <TextField name="slipNumber" label={w('visit.slipNumber')} maxLength={50} />
          <TextField
            name="slipSignedOn"
            label={w('visit.slipSignedOn')}
            hint={read === undefined ? '' : dayForPeople(read)}
            placeholder="ddMMyyyy"
            inputMode="numeric"
          />
          <div className="wide">
            <FacilityField
              name="slipFromName"
              label={w('visit.slipFrom')}
              chosen={form.watch('slipFromName')}
              onChoose={(code, name) => fill({ slipFrom: code, slipFromName: name })}
            />
          </div>
        </>
      )}
    </>
  );
}
