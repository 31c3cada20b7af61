import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DrugEntry } from '../../../api/catalogues/catalogue-schemas.ts';
import type { SupplyList } from '../../../api/stock/supply-schemas.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { reading, useCatalogue, useRested } from '../../lib/reading.ts';
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
  /** Without the supplies of the facility, which lie in the same stock. */
  drugsOnly?: boolean;
}

interface Choice extends PickedDrug {
  detail: string;
  price: string | null;
}

/** A drug by code, ingredient or brand, or a supply of the facility by code or name. */
export function DrugField({
  drug,
  onDrug,
  label,
  name = 'stockDrug',
  afterPick = 'next',
  isFirst = false,
  drugsOnly = false,
}: DrugFieldProps) {
  const w = useWords();
  const [typed, setTyped] = useState('');
  const { items, settled } = useChoices(typed, drugsOnly);
  return (
    <ComboBox
      {...{ name, afterPick, isFirst, settled }}
      label={label ?? w(drugsOnly ? 'stock.drug' : 'stock.item')}
      query={drug?.name ?? typed}
      onQuery={(text) => {
        onDrug(undefined);
        setTyped(text);
      }}
      items={items.map(({ code, name: shown, detail, unit, price }) => ({
        ...{ value: code, label: shown, detail },
        ...(price === null ? {} : { aside: `${moneyForPeople(price)}/${unit}` }),
      }))}
      emptyText={w('state.noMatch')}
      onPick={({ value }) => {
        const found = items.find(({ code }) => code === value);
        setTyped('');
        if (found !== undefined) onDrug({ code: found.code, name: found.name, unit: found.unit });
      }}
    />
  );
}

function useChoices(typed: string, drugsOnly: boolean): { items: Choice[]; settled: boolean } {
  const drugs = useCatalogue<DrugEntry>('drugs', typed);
  const query = useRested(typed.trim());
  const supplies = useQuery({
    ...reading<SupplyList>(`/supplies?q=${encodeURIComponent(query)}`),
    enabled: query !== '' && !drugsOnly,
    placeholderData: keepPreviousData,
  });
  const found = query === '' || drugsOnly ? [] : (supplies.data?.items ?? []);
  const items = [
    ...drugs.items.map((one): Choice => ({ ...one, name: nameOf(one), detail: `${one.code} · ${one.form}` })),
    ...found.map((one): Choice => ({ ...one, detail: one.code, price: one.unitPrice })),
  ];
  return { items, settled: drugs.settled && (drugsOnly || (supplies.data !== undefined && !supplies.isPlaceholderData)) };
}

const nameOf = (one: DrugEntry): string => `${one.ingredient} ${one.strength}${one.brand === null ? '' : ` (${one.brand})`}`;
