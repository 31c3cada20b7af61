import { useState } from 'react';
import type { DrugEntry } from '../../../api/catalogues/catalogue-schemas.ts';
import { moneyForPeople, numberForPeople } from '../../lib/format-money.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { useCatalogue } from '../../lib/reading.ts';
import { ComboBox } from '../../ui/combo-box.tsx';

interface DrugSearchProps {
  onPick: (drug: DrugEntry) => void;
  empty: boolean;
}

function asideOf({ price, unit, free }: DrugEntry, w: ReturnType<typeof useWords>): string {
  const stock = free === null ? '' : ` · ${w('grid.free', { n: numberForPeople(free) })}`;
  return price === null ? w('prescription.noPrice') : `${moneyForPeople(price)}/${unit}${stock}`;
}

/** The next drug: by ingredient or brand, with price and BHYT code. */
export function DrugSearch({ onPick, empty }: DrugSearchProps) {
  const w = useWords();
  const [typed, setTyped] = useState('');
  const { items, settled } = useCatalogue<DrugEntry>('drugs', typed);
  return (
    <ComboBox
      name="drug"
      label={w('prescription.addDrug')}
      placeholder={w('prescription.placeholder')}
      query={typed}
      onQuery={setTyped}
      items={items.map((drug) => ({
        value: drug.code,
        label: `${drug.ingredient} ${drug.strength}${drug.brand === null ? '' : ` (${drug.brand})`}`,
        detail: `${drug.form} · ${drug.routeName} · ${drug.insuranceCode === null ? w('prescription.notInsured') : w('prescription.insured', { code: drug.insuranceCode })}`,
        aside: asideOf(drug, w),
      }))}
      settled={settled}
      emptyText={w('state.noMatch')}
      hint={empty ? w('prescription.begin') : ''}
      afterPick="stay"
      onPick={(item) => {
        const drug = items.find((one) => one.code === item.value);
        setTyped('');
        if (drug !== undefined) onPick(drug);
      }}
    />
  );
}
