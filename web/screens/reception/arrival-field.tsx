import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ArrivalFacts, ArrivalProposal } from '../../../api/patients/registration-schemas.ts';
import { daysBetween } from '../../../domain/dates.ts';
import { parseBirthDate } from '../../../domain/patients/parse-birth-date.ts';
import { ask } from '../../lib/http.ts';
import { useFailure, useSentence, useWords } from '../../lib/i18n/i18n.tsx';
import { useCodes, useRested } from '../../lib/reading.ts';
import { today } from '../../lib/server-clock.ts';
import { ChoiceField, TextField } from '../../ui/fields.tsx';
import { Note } from '../../ui/note.tsx';
import { slipOf } from './to-registration.ts';
import type { Reception } from './use-reception.ts';

/** The proposal with its reason; the clerk decides otherwise by choosing a line and saying why. */
export function ArrivalField({ reception }: { reception: Reception }) {
  const w = useWords();
  const failureText = useFailure();
  const sentence = useSentence();
  const categories = useCodes('MA_DOITUONG_KCB');
  const facts = useRested(JSON.stringify(arrivalFacts(reception)));
  const { data, error } = useQuery({
    queryKey: ['arrival-category-proposal', facts],
    queryFn: ({ signal }) => ask<ArrivalProposal>('/arrival-category-proposals', JSON.parse(facts), signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const proposed = data?.code == null ? undefined : w('visit.proposed', { code: data.code, name: data.name ?? '' });
  const usual = data === undefined ? w('visit.asProposed') : w('visit.choose');
  const chosen = reception.form.watch('arrivalCategory');
  return (
    <>
      <ChoiceField
        name="arrivalCategory"
        label={w('visit.arrival')}
        className="wide"
        hint={
          error !== null ? failureText(error) : data === undefined ? '' : w('visit.because', { reason: sentence({ code: data.reason }) })
        }
        choices={[
          { value: '', label: proposed ?? usual },
          ...categories.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
        ]}
      />
      {chosen !== '' && chosen !== data?.code && (
        <TextField name="arrivalReason" label={w('visit.arrivalReason')} className="wide" maxLength={500} />
      )}
      {data?.issues.map((issue) => (
        <div key={issue.code} className="wide">
          <Note meaning="care">{sentence(issue)}</Note>
        </div>
      ))}
    </>
  );
}

const NEWBORN_DAYS = 28;

function arrivalFacts({ form, state }: Reception): ArrivalFacts {
  const values = form.watch();
  const onFile = state.known?.cards.find((card) => card.id === values.coverage);
  const registered = onFile?.registeredFacilityCode ?? (values.coverage === 'new-card' ? values.cardFacility : '');
  const area = onFile?.areaCode ?? values.cardArea;
  const birth = parseBirthDate(values.birth, today());
  const slip = slipOf(values);
  const newborn = values.motherId !== '' && birth !== undefined && daysBetween(birth.birthDate, today()) <= NEWBORN_DAYS;
  return {
    insured: values.coverage !== 'none',
    emergency: values.priority === 'emergency',
    ...(registered === '' ? {} : { registeredFacilityCode: registered }),
    ...(birth === undefined ? {} : { birthDate: birth.birthDate }),
    ...(area === 'K1' || area === 'K2' || area === 'K3' ? { areaCode: area } : {}),
    ...(state.known === undefined ? {} : { patientId: state.known.id }),
    ...(slip === undefined || slip.number === '' || slip.fromFacilityCode === '' || slip.signedOn === '' ? {} : { slip }),
    ...(newborn ? { newborn: true } : {}),
  };
}
