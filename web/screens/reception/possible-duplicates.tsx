import { useQuery } from '@tanstack/react-query';
import type { DuplicateCheck, DuplicateCheckAnswer } from '../../../api/patients/duplicate-schemas.ts';
import { parseBirthDate } from '../../../domain/patients/parse-birth-date.ts';
import { birthForPeople } from '../../lib/format.ts';
import { ask } from '../../lib/http.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { useRested } from '../../lib/reading.ts';
import { today } from '../../lib/server-clock.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { ReceptionForm } from './reception-form.ts';
import type { Reception } from './use-reception.ts';

const TYPING_RESTS_MS = 400;

/** Before a second record of one person is made: who on record may be the one in the form, and why. */
export function PossibleDuplicates({ reception }: { reception: Reception }) {
  const w = useWords();
  const values = reception.form.watch();
  const facts = useRested(JSON.stringify(factsOf(values)), TYPING_RESTS_MS);
  const asks = reception.state.known === undefined && values.unidentified === '' && facts !== 'null';
  const { data } = useQuery({
    queryKey: ['duplicate-check', facts],
    queryFn: ({ signal }) => ask<DuplicateCheckAnswer>('/patients/duplicate-checks', JSON.parse(facts), signal),
    enabled: asks,
  });
  const apart = values.knownDistinct.split(' ');
  const first = asks ? data?.items.find(({ id }) => !apart.includes(id)) : undefined;
  if (first === undefined) return <span className="grow" />;
  return (
    <span className="grow duplicates" role="status">
      <Icon name="care" />
      <span className="duplicate-words">
        {w('reception.mayBe', {
          name: first.fullName,
          birth: birthForPeople(first.birthDate, first.birthPrecision),
          commune: first.communeName ?? '',
          score: first.score,
          why: first.reasons.map((reason) => w(`duplicate.${reason}`)).join(', '),
        })}
      </span>
      <ActionButton variant="default" onPress={() => void reception.take(first.id)}>
        {w('reception.look')}
      </ActionButton>
      <ActionButton variant="subtle" onPress={() => reception.setApart(first.id)}>
        {w('reception.somebodyElse')}
      </ActionButton>
    </span>
  );
}

function factsOf(form: ReceptionForm): DuplicateCheck | null {
  const birth = parseBirthDate(form.birth, today());
  if (birth === undefined || !form.fullName.trim().includes(' ')) return null;
  return {
    fullName: form.fullName.trim(),
    birthDate: birth.birthDate,
    birthPrecision: birth.birthPrecision,
    ...(form.sex === '' ? {} : { sex: form.sex }),
    ...(form.phone.trim() === '' ? {} : { phone: form.phone.trim() }),
    ...(form.communeCode === '' ? {} : { communeCode: form.communeCode }),
    ...(/^\d{12}$/.test(form.citizenId.trim()) ? { identifiers: [{ system: 'citizen-id' as const, value: form.citizenId.trim() }] } : {}),
    ...(form.coverage === 'new-card' && form.cardNumber.trim() !== '' ? { cardNumber: form.cardNumber.trim() } : {}),
  };
}
