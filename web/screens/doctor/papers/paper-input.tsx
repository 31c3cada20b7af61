import { dayForPeople } from '../../../../domain/dates.ts';
import { FacilityField } from '../../../lib/facility-field.tsx';
import { useWords } from '../../../lib/i18n/i18n.tsx';
import { readDay } from '../../../lib/read-day.ts';
import { ChoiceField, LongTextField, TextField } from '../../../ui/fields.tsx';
import type { PaperField } from './paper-fields.ts';
import type { PaperFormState } from './paper-form.tsx';

/** One field of a paper, typed as its kind is typed. */
export function PaperInput({ field, form }: { field: PaperField; form: PaperFormState }) {
  const w = useWords();
  const { name, type } = field;
  const label = w(field.label);
  if (type === 'long') return <LongTextField name={name} label={label} rows={2} className="wide" />;
  if (type === 'choice') {
    const choices = (field.choices ?? []).map(([value, word]) => ({ value, label: w(word) }));
    return <ChoiceField name={name} label={label} choices={choices} />;
  }
  if (type === 'day') {
    const day = readDay(form.watch(name) ?? '');
    return <TextField name={name} label={label} placeholder="ddMMyyyy" hint={day === undefined ? '' : dayForPeople(day)} />;
  }
  if (type === 'facility')
    return (
      <FacilityField
        name={name}
        label={label}
        chosen={form.watch('referredToName') ?? ''}
        onChoose={(code, shown) => {
          form.setValue('referredTo', code, { shouldDirty: true });
          form.setValue('referredToName', shown, { shouldDirty: true });
        }}
      />
    );
  return <TextField name={name} label={label} {...(type === 'number' ? { inputMode: 'numeric' as const } : {})} />;
}
