import { useQuery } from '@tanstack/react-query';
import type { PatientView } from '../../../api/patients/patient-schemas.ts';
import { birthForPeople } from '../../lib/format.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';
import type { Reception } from './use-reception.ts';

/** Another desk was faster: its record of this person is offered, and nothing typed is lost until the clerk chooses. */
export function SamePerson({ reception }: { reception: Reception }) {
  const w = useWords();
  const id = reception.state.duplicateId;
  const { data } = useQuery({ ...reading<PatientView>(`/patients/${id ?? ''}`), enabled: id !== undefined });
  if (id === undefined || data === undefined) return null;
  return (
    <div className="same-person" role="alert">
      <Note meaning="care">
        {w('reception.sameOnRecord', { name: data.fullName, birth: birthForPeople(data.birthDate, data.birthPrecision) })}
      </Note>
      <ActionButton onPress={() => void reception.take(id)}>{w('reception.takeRecord')}</ActionButton>
      <ActionButton variant="default" onPress={() => reception.setApart(id)}>
        {w('reception.somebodyElse')}
      </ActionButton>
    </div>
  );
}
