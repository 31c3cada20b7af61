import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { EligibilityCheckView, EligibilityQuestion } from '../../../api/insurance/eligibility-schemas.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { parseBirthDate } from '../../../domain/patients/parse-birth-date.ts';
import { change } from '../../lib/http.ts';
import { useRested } from '../../lib/reading.ts';
import { readDay } from '../../lib/read-day.ts';
import { today } from '../../lib/server-clock.ts';
import { birthForPeople } from '../../lib/format.ts';
import type { ReceptionForm } from './reception-form.ts';
import type { Reception } from './use-reception.ts';

const TYPING_RESTS_MS = 600;

/**
 * Asks the insurer about the person in the form as soon as number, name and birth date stand there. The desk never waits for it:
 * who is saved before the answer comes is asked about again by the server.
 */
export function useEligibility(reception: Reception) {
  const { form, state, isSending } = reception;
  const values = form.watch();
  const [round, setRound] = useState(0);
  const current = JSON.stringify(questionOf(values, state.known));
  const question = useRested(current, TYPING_RESTS_MS);
  // An answer about whoever stood in the form before is nobody's now: a mother's card must not be offered to her newborn.
  const asks = question !== 'null' && question === current && !isSending;
  const { data, isFetching, error } = useQuery({
    // The same question is asked once a round; the answer is kept on the server under its id.
    queryKey: ['eligibility', question, round],
    queryFn: async () => {
      const id = newId();
      const body: EligibilityQuestion = { id, ...(JSON.parse(question) as Omit<EligibilityQuestion, 'id'>) };
      return await change<EligibilityCheckView>('POST', '/eligibility-checks', body, id);
    },
    enabled: asks,
    retry: false,
    staleTime: Infinity,
  });
  const answer = asks ? data : undefined;
  return { answer, isAsking: asks && isFetching, error: asks ? error : null, askAgain: () => setRound(round + 1) };
}

export type Eligibility = ReturnType<typeof useEligibility>;

/** The card on file, the card being typed, else the identity number, which serves as a card too (NĐ 188/2025 Đ37). */
function questionOf(form: ReceptionForm, known: Reception['state']['known']): Omit<EligibilityQuestion, 'id'> | null {
  const onFile = known?.cards.find((card) => card.id === form.coverage);
  const typed = form.coverage === 'new-card' ? form.cardNumber : '';
  const number = (onFile?.cardNumber ?? (typed === '' ? form.citizenId : typed)).replace(/\s/g, '').toUpperCase();
  const birth = parseBirthDate(form.birth, today());
  if (!/^(\d{10}|\d{12}|[A-Z]{2}\d{13})$/.test(number) || birth === undefined || form.fullName.trim() === '') return null;
  const exact = birth.birthPrecision === 'day' || birth.birthPrecision === 'minute';
  return {
    number,
    fullName: form.fullName.trim(),
    birthDate: exact ? dayForPeople(birth.birthDate) : birth.birthDate.slice(0, 4),
    ...(known === undefined ? {} : { patientId: known.id }),
    typed: {
      ...(form.sex === '' ? {} : { sex: form.sex }),
      ...(onFile === undefined ? typedCard(form) : cardOnFile(onFile)),
    },
  };
}

type Typed = NonNullable<EligibilityQuestion['typed']>;

function typedCard(form: ReceptionForm): Typed {
  if (form.coverage !== 'new-card') return {};
  const [from, to] = [readDay(form.cardFrom), readDay(form.cardTo)];
  return {
    ...(from === undefined ? {} : { validFrom: from }),
    ...(to === undefined ? {} : { validTo: to }),
    ...(form.cardFacility === '' ? {} : { registeredFacilityCode: form.cardFacility }),
  };
}

function cardOnFile(card: NonNullable<Reception['state']['known']>['cards'][number]): Typed {
  return {
    validFrom: card.validFrom,
    ...(card.validTo === null ? {} : { validTo: card.validTo }),
    registeredFacilityCode: card.registeredFacilityCode,
  };
}

/** The card of an answer as the form holds it; undefined when the insurer names none that holds. */
export function fieldsOfAnswer(answer: EligibilityCheckView): Partial<ReceptionForm> | undefined {
  const card = answer.newerCard ?? answer.card;
  const number = card?.cardNumber;
  if (card === null || number == null || card.validFrom === null || card.registeredFacilityCode === null) return undefined;
  const full = answer.newerCard === null ? answer.card : null;
  const area = full?.areaCode ?? '';
  return {
    coverage: 'new-card',
    cardNumber: number,
    cardFrom: birthForPeople(card.validFrom, 'day'),
    cardTo: card.validTo === null ? '' : birthForPeople(card.validTo, 'day'),
    cardFacility: card.registeredFacilityCode,
    cardFacilityName: card.registeredFacilityName ?? card.registeredFacilityCode,
    cardArea: /^K[123]$/.test(area) ? area : '',
    cardFiveYear: full?.fiveYearDate == null ? '' : birthForPeople(full.fiveYearDate, 'day'),
  };
}
