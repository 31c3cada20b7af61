import { useState } from 'react';
import type { FacilityEntry } from '../../api/catalogues/catalogue-schemas.ts';
import { useWords } from './i18n/i18n.tsx';
import { useCatalogue } from './reading.ts';
import { ComboBox, type ComboItem } from '../ui/combo-box.tsx';

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
      items={choicesOf(items, typed ?? '', w('facility.byCode'))}
      emptyText={w('state.noMatch')}
      onPick={(item) => {
        setTyped(undefined);
        onChoose(item.value, `${item.value} ${item.label}`);
      }}
      onLeave={() => setTyped(undefined)}
    />
  );
}

/** A card may name a facility that is newer than our list: its five digits are taken as they are. */
function choicesOf(found: FacilityEntry[], typed: string, byCode: string): ComboItem[] {
  const listed = found.map(({ code, name, communeName }) => ({
    value: code,
    label: name,
    aside: code,
    ...(communeName === null ? {} : { detail: communeName }),
  }));
  const code = typed.trim();
  if (!/^\d{5}$/.test(code) || listed.some((item) => item.value === code)) return listed;
  return [...listed, { value: code, label: byCode, aside: code }];
}
