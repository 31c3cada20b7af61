import { useState } from 'react';
import type { DrugEntry } from '../../../api/catalogues/catalogue-schemas.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { useCatalogue } from '../../lib/reading.ts';
import { ComboBox } from '../../ui/combo-box.tsx';

export interface PickedDrug {
  code: string;
  name: string;
  unit: string;
}

interface DrugFieldProps {
  drug: PickedDrug | undefined;
  onDrug: (drug: PickedDrug | undefined) => void;
  label?: string;
  name?: string;
  afterPick?: 'next' | 'stay';
  isFirst?: boolean;
}

/** A drug by code, ingredient or brand. */
export function DrugField({ drug, onDrug, label, name = 'stockDrug', afterPick = 'next', isFirst = false }: DrugFieldProps) {
  const w = useWords();
  const [typed, setTyped] = useState('');
  const { items, settled } = useCatalogue<DrugEntry>('drugs', typed);
  return (
    <ComboBox
      {...{ name, afterPick, isFirst, settled }}
      label={label ?? w('stock.drug')}
      query={drug?.name ?? typed}
      onQuery={(text) => {
        onDrug(undefined);
        setTyped(text);
      }}
      items={items.map((one) => ({
        value: one.code,
        label: nameOf(one),
        detail: `${one.code} · ${one.form}`,
        ...(one.price === null ? {} : { aside: `${moneyForPeople(one.price)}/${one.unit}` }),
      }))}
      emptyText={w('state.noMatch')}
      onPick={({ value }) => {
        const found = items.find((one) => one.code === value);
        setTyped('');
        if (found !== undefined) onDrug({ code: found.code, name: nameOf(found), unit: found.unit });
      }}
    />
  );
}

const nameOf = (one: DrugEntry): string => `${one.ingredient} ${one.strength}${one.brand === null ? '' : ` (${one.brand})`}`;
