import { useQuery } from '@tanstack/react-query';
import type { PatientSearchAnswer } from '../../../api/patients/patient-schemas.ts';
import { parseBirthDate } from '../../../domain/patients/parse-birth-date.ts';
import { birthForPeople } from '../../lib/format.ts';
import { ask } from '../../lib/http.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { useRested } from '../../lib/reading.ts';
import { today } from '../../lib/server-clock.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { Reception } from './use-reception.ts';

const NAME_RESTS_MS = 400;

/** Before a second record of one person is made: who on record has this name and birth year? */
export function PossibleDuplicates({ reception }: { reception: Reception }) {
  const w = useWords();
  const [fullName, birth] = reception.form.watch(['fullName', 'birth']);
  const year = parseBirthDate(birth, today())?.birthDate.slice(0, 4);
  const query = useRested(`${fullName.trim()} ${year ?? ''}`, NAME_RESTS_MS);
  const asks = reception.state.known === undefined && year !== undefined && fullName.trim().includes(' ');
  const { data } = useQuery({
    queryKey: ['patient-search', query],
    queryFn: ({ signal }) => ask<PatientSearchAnswer>('/patients/search', { query, limit: 3 }, signal),
    enabled: asks,
  });
  const first = asks ? data?.items[0] : undefined;
  if (first === undefined) return <span className="grow" />;
  return (
    <span className="grow duplicates" role="status">
      <Icon name="care" />{' '}
      {w('reception.mayBe', {
        name: first.fullName,
        birth: birthForPeople(first.birthDate, first.birthPrecision),
        commune: first.communeName ?? '',
      })}
      <ActionButton variant="default" onPress={() => void reception.take(first.id)}>
        {w('reception.look')}
      </ActionButton>
    </span>
  );
}
