import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ArrivalFacts, ArrivalProposal } from '../../../api/patients/registration-schemas.ts';
import { FacilityField } from '../../lib/facility-field.tsx';
import { ask } from '../../lib/http.ts';
import { useFailure, useSentence, useWords } from '../../lib/i18n/i18n.tsx';
import { useCodes } from '../../lib/reading.ts';
import { ChoiceField, TextField } from '../../ui/fields.tsx';
import { priorities } from './priorities.ts';
import { roomsReading } from './rooms-panel.tsx';
import type { Reception } from './use-reception.ts';

/** Why they come, where they go, and by which door the insurance sees them. */
export function VisitFields({ reception }: { reception: Reception }) {
  const w = useWords();
  const { form, fill } = reception;
  const { data: rooms } = useQuery(roomsReading);
  const choices =
    rooms?.items.map((room) => ({ value: room.id, label: w('visit.roomChoice', { code: room.code, name: room.name, n: room.waiting }) })) ??
    [];
  return (
    <fieldset className="column visit">
      <legend>{w('visit.title')}</legend>
      <ChoiceField name="roomId" label={w('visit.room')} className="wide" choices={[{ value: '', label: '–' }, ...choices]} />
      <ChoiceField
        name="priority"
        label={w('visit.priority')}
        choices={priorities.map((value) => ({ value, label: w(`priority.${value}`) }))}
      />
      <TextField name="reason" label={w('visit.reason')} maxLength={500} />
      <ArrivalField reception={reception} />
      <FacilityField
        name="referredFromName"
        label={w('visit.referredFrom')}
        chosen={form.watch('referredFromName')}
        onChoose={(code, name) => fill({ referredFrom: code, referredFromName: name })}
      />
      <TextField name="referralNumber" label={w('visit.referralNumber')} maxLength={50} />
    </fieldset>
  );
}

/** The proposal with its reason; the clerk decides otherwise by choosing a line. */
function ArrivalField({ reception }: { reception: Reception }) {
  const w = useWords();
  const failureText = useFailure();
  const sentence = useSentence();
  const categories = useCodes('MA_DOITUONG_KCB');
  const facts = useArrivalFacts(reception);
  const { data, error } = useQuery({
    queryKey: ['arrival-category-proposal', facts],
    queryFn: ({ signal }) => ask<ArrivalProposal>('/arrival-category-proposals', facts, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const proposed = data?.code == null ? undefined : w('visit.proposed', { code: data.code, name: data.name ?? '' });
  const usual = data === undefined ? w('visit.asProposed') : w('visit.choose');
  return (
    <ChoiceField
      name="arrivalCategory"
      label={w('visit.arrival')}
      className="wide"
      hint={error !== null ? failureText(error) : data === undefined ? '' : w('visit.because', { reason: sentence({ code: data.reason }) })}
      choices={[
        { value: '', label: proposed ?? usual },
        ...categories.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
      ]}
    />
  );
}

function useArrivalFacts({ form, state }: Reception): ArrivalFacts {
  const [coverage, cardFacility, priority, referredFrom] = form.watch(['coverage', 'cardFacility', 'priority', 'referredFrom']);
  const onFile = state.known?.cards.find((card) => card.id === coverage);
  const registered = onFile?.registeredFacilityCode ?? (coverage === 'new-card' ? cardFacility : '');
  return {
    insured: coverage !== 'none',
    emergency: priority === 'emergency',
    ...(registered === '' ? {} : { registeredFacilityCode: registered }),
    ...(referredFrom === '' ? {} : { referredFrom }),
  };
}
