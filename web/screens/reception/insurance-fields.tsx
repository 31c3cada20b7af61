import type { CardView, PatientView } from '../../../api/patients/patient-schemas.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { FacilityField } from '../../lib/facility-field.tsx';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { readDay } from '../../lib/read-day.ts';
import { today } from '../../lib/server-clock.ts';
import { ChoiceField, TextField } from '../../ui/fields.tsx';
import { Note } from '../../ui/note.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { EligibilityPanel } from './eligibility-panel.tsx';
import type { Eligibility } from './use-eligibility.ts';
import type { Reception } from './use-reception.ts';
import { useDeskDialogs } from './visit/desk-dialogs.tsx';

/** The card: one on file, a new one, or none. A card on file is shown and not typed again. */
export function InsuranceFields({ reception, eligibility }: { reception: Reception; eligibility: Eligibility }) {
  const w = useWords();
  const { form, state } = reception;
  const coverage = form.watch('coverage');
  const card = state.known?.cards.find((one) => one.id === coverage);
  return (
    <fieldset className="column insurance">
      <legend>{w('insurance.title')}</legend>
      <ChoiceField name="coverage" label={w('insurance.coverage')} className="wide" choices={useCoverages(state.known)} />
      {card !== undefined ? (
        <CardOnFile patientId={state.known?.id ?? ''} card={card} />
      ) : coverage === 'new-card' ? (
        <NewCardFields reception={reception} />
      ) : (
        <NoCard />
      )}
      <EligibilityPanel reception={reception} eligibility={eligibility} />
    </fieldset>
  );
}

function useCoverages(known: PatientView | undefined) {
  const w = useWords();
  return [
    { value: 'none', label: w('insurance.none') },
    ...(known?.cards.map((card) => ({ value: card.id, label: w('insurance.onFile', { tail: card.cardNumber.slice(-4) }) })) ?? []),
    { value: 'new-card', label: w('insurance.newCard') },
  ];
}

function NoCard() {
  const w = useWords();
  return (
    <div className="wide">
      <Note meaning="information">{w('insurance.noneMeans')}</Note>
    </div>
  );
}

function CardOnFile({ patientId, card }: { patientId: string; card: CardView }) {
  const w = useWords();
  const { editCard } = useDeskDialogs();
  const expired = card.validTo !== null && card.validTo < today();
  const notYet = card.validFrom > today();
  return (
    <>
      <dl className="wide facts">
        <dt>{w('insurance.number')}</dt>
        <dd>{card.cardNumber}</dd>
        <dt>{w('insurance.period')}</dt>
        <dd>
          {dayForPeople(card.validFrom)} – {card.validTo === null ? '' : dayForPeople(card.validTo)}
        </dd>
        <dt>{w('insurance.facility')}</dt>
        <dd>
          {card.registeredFacilityCode} {card.registeredFacilityName ?? ''}
        </dd>
        {card.exemptFrom !== null && (
          <>
            <dt>{w('insurance.exempt')}</dt>
            <dd>{dayForPeople(card.exemptFrom)}</dd>
          </>
        )}
      </dl>
      <div className="wide card-actions">
        <ActionButton variant="default" onPress={() => editCard(patientId, card)}>
          {w('card.edit')}
        </ActionButton>
        {expired && <Note meaning="stop">{w('insurance.expired', { day: dayForPeople(card.validTo ?? '') })}</Note>}
        {notYet && <Note meaning="stop">{w('insurance.notYet', { day: dayForPeople(card.validFrom) })}</Note>}
      </div>
    </>
  );
}

function NewCardFields({ reception }: { reception: Reception }) {
  const w = useWords();
  const { form, fill, state } = reception;
  const marked = (field: 'cardNumber' | 'cardFacility') => (state.fromScan.includes(field) ? w('reception.fromCard') : '');
  const echo = (typed: string) => {
    const day = readDay(typed);
    return day === undefined ? '' : dayForPeople(day);
  };
  return (
    <>
      <TextField name="cardNumber" label={w('insurance.number')} className="wide" hint={marked('cardNumber')} maxLength={20} />
      <TextField
        name="cardFrom"
        label={w('insurance.from')}
        hint={echo(form.watch('cardFrom'))}
        placeholder="ddMMyyyy"
        inputMode="numeric"
      />
      <TextField name="cardTo" label={w('insurance.to')} hint={echo(form.watch('cardTo'))} placeholder="ddMMyyyy" inputMode="numeric" />
      <div className="wide">
        <FacilityField
          name="cardFacilityName"
          label={w('insurance.facility')}
          chosen={form.watch('cardFacilityName')}
          hint={marked('cardFacility')}
          onChoose={(code, name) => fill({ cardFacility: code, cardFacilityName: name })}
        />
      </div>
      <ChoiceField
        name="cardArea"
        label={w('insurance.area')}
        choices={['', 'K1', 'K2', 'K3'].map((value) => ({ value, label: value === '' ? '–' : value }))}
      />
      <TextField
        name="cardFiveYear"
        label={w('insurance.fiveYear')}
        hint={echo(form.watch('cardFiveYear'))}
        placeholder="ddMMyyyy"
        inputMode="numeric"
      />
      <TextField
        name="cardExempt"
        label={w('insurance.exempt')}
        hint={echo(form.watch('cardExempt'))}
        placeholder="ddMMyyyy"
        inputMode="numeric"
      />
    </>
  );
}
