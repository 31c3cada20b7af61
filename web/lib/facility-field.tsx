import { useState } from 'react';
import type { FacilityEntry } from '../../api/catalogues/catalogue-schemas.ts';
import { useWords } from './i18n/i18n.tsx';
import { useCatalogue } from './reading.ts';
import { ComboBox } from '../ui/combo-box.tsx';

interface FacilityFieldProps {
  name: string;
  label: string;
  chosen: string;
  onChoose: (code: string, name: string) => void;
  readOnly?: boolean;
  hint?: string;
}

/** A facility of the ministry's list, by code or name. Leaving without a choice keeps what was chosen before. */
export function FacilityField({ name, label, chosen, onChoose, readOnly = false, hint = '' }: FacilityFieldProps) {
  const w = useWords();
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const { items, settled } = useCatalogue<FacilityEntry>('facilities', typed ?? '');
  return (
    <ComboBox
      {...{ name, label, readOnly, hint, settled }}
      query={typed ?? chosen}
      onQuery={(text) => {
        setTyped(text);
        if (text.trim() === '') onChoose('', '');
      }}
      items={items.map((item) => ({
        value: item.code,
        label: item.name,
        aside: item.code,
        ...(item.communeName === null ? {} : { detail: item.communeName }),
      }))}
      emptyText={w('state.noMatch')}
      onPick={(item) => {
        setTyped(undefined);
        onChoose(item.value, `${item.value} ${item.label}`);
      }}
      onLeave={() => setTyped(undefined)}
    />
  );
}
