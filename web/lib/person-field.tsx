import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PatientSearchAnswer, PatientSummary } from '../../api/patients/patient-schemas.ts';
import { ComboBox } from '../ui/combo-box.tsx';
import { birthForPeople } from './format.ts';
import { ask } from './http.ts';
import { useWords } from './i18n/i18n.tsx';
import { useRested } from './reading.ts';

interface PersonFieldProps {
  name: string;
  label: string;
  person: PatientSummary | undefined;
  onPerson: (person: PatientSummary | undefined) => void;
  /** The dialog opens with the cursor here. */
  isFirst?: boolean;
}

/** Somebody on record, found by name, birth year or any number. */
export function PersonField({ name, label, person, onPerson, isFirst = false }: PersonFieldProps) {
  const w = useWords();
  const [typed, setTyped] = useState('');
  const query = useRested(typed.trim());
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['patient-search', query],
    queryFn: ({ signal }) => ask<PatientSearchAnswer>('/patients/search', { query, limit: 8 }, signal),
    enabled: query.length >= 2,
    placeholderData: keepPreviousData,
  });
  const items = query.length < 2 ? [] : (data?.items ?? []);
  return (
    <ComboBox
      name={name}
      isFirst={isFirst}
      label={label}
      query={person?.fullName ?? typed}
      onQuery={(text) => {
        onPerson(undefined);
        setTyped(text);
      }}
      items={items.map((one) => ({
        value: one.id,
        label: one.fullName,
        aside: birthForPeople(one.birthDate, one.birthPrecision),
        detail: tellingApart(one),
      }))}
      settled={query === typed.trim() && data !== undefined && !isPlaceholderData}
      emptyText={w('state.noMatch')}
      onPick={({ value }) => onPerson(items.find((one) => one.id === value))}
    />
  );
}

const tellingApart = ({ communeName, citizenIdTail }: PatientSummary): string =>
  [communeName, citizenIdTail === null ? null : `CCCD …${citizenIdTail}`].filter((part) => part !== null).join(' · ');
