import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RecipientList } from '../../../api/blood/blood-schemas.ts';
import { birthForPeople } from '../../lib/format.ts';
import { ask } from '../../lib/http.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { useRested } from '../../lib/reading.ts';
import { ComboBox } from '../../ui/combo-box.tsx';

export type Recipient = RecipientList['items'][number];

interface RecipientFieldProps {
  recipient: Recipient | undefined;
  onRecipient: (recipient: Recipient | undefined) => void;
}

/** Somebody with an open visit here, found by name or by the code of the visit. */
export function RecipientField({ recipient, onRecipient }: RecipientFieldProps) {
  const w = useWords();
  const [typed, setTyped] = useState('');
  const query = useRested(typed.trim());
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['blood-recipients', query],
    queryFn: ({ signal }) => ask<RecipientList>('/blood/recipients/search', { query }, signal),
    enabled: query.length >= 2,
    placeholderData: keepPreviousData,
  });
  const items = query.length < 2 ? [] : (data?.items ?? []);
  return (
    <ComboBox
      name="bloodRecipient"
      isFirst
      label={w('blood.person')}
      query={recipient?.patientName ?? typed}
      onQuery={(text) => {
        onRecipient(undefined);
        setTyped(text);
      }}
      items={items.map((one) => ({
        value: one.encounterId,
        label: one.patientName,
        aside: birthForPeople(one.birthDate, one.birthPrecision),
        detail: w('blood.visit', { code: one.encounterCode }),
      }))}
      settled={query === typed.trim() && data !== undefined && !isPlaceholderData}
      emptyText={w('state.noMatch')}
      onPick={({ value }) => onRecipient(items.find((one) => one.encounterId === value))}
    />
  );
}
