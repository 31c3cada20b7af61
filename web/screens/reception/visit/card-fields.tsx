import { useFormContext } from 'react-hook-form';
import { dayForPeople } from '../../../../domain/dates.ts';
import { FacilityField } from '../../../lib/facility-field.tsx';
import { useWords } from '../../../lib/i18n/i18n.tsx';
import { readDay } from '../../../lib/read-day.ts';
import { ChoiceField, TextField } from '../../../ui/fields.tsx';
import type { CardValues } from './card-values.ts';

/** The fields of a card in a dialog, in the order of the card. */
export function CardFields() {
  const w = useWords();
  const { watch, setValue } = useFormContext<CardValues>();
  const dayField = (name: 'fileFrom' | 'fileTo' | 'fileFiveYear' | 'fileExempt', label: string) => {
    const day = readDay(watch(name));
    return (
      <TextField name={name} label={label} hint={day === undefined ? '' : dayForPeople(day)} placeholder="ddMMyyyy" inputMode="numeric" />
    );
  };
  return (
    <>
      <TextField name="fileNumber" label={w('insurance.number')} className="wide" maxLength={20} />
      {dayField('fileFrom', w('insurance.from'))}
      {dayField('fileTo', w('insurance.to'))}
      <div className="wide">
        <FacilityField
          name="fileFacilityName"
          label={w('insurance.facility')}
          chosen={watch('fileFacilityName')}
          onChoose={(code, name) => {
            setValue('fileFacility', code, { shouldDirty: true });
            setValue('fileFacilityName', name, { shouldDirty: true });
          }}
        />
      </div>
      <ChoiceField
        name="fileArea"
        label={w('insurance.area')}
        choices={['', 'K1', 'K2', 'K3'].map((value) => ({ value, label: value === '' ? '–' : value }))}
      />
      {dayField('fileFiveYear', w('insurance.fiveYear'))}
      {dayField('fileExempt', w('insurance.exempt'))}
    </>
  );
}
