import { useState } from 'react';
import type { CommuneEntry } from '../../../api/catalogues/catalogue-schemas.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { ageText } from '../../../domain/patients/age.ts';
import { parseBirthDate } from '../../../domain/patients/parse-birth-date.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { useCatalogue, useCodes } from '../../lib/reading.ts';
import { today } from '../../lib/server-clock.ts';
import { ComboBox } from '../../ui/combo-box.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { ChoiceField, TextField, type Choice } from '../../ui/fields.tsx';
import { Note } from '../../ui/note.tsx';
import type { ReceptionForm } from './reception-form.ts';
import { asksBirthTime } from './to-registration.ts';
import type { Reception, ReceptionState } from './use-reception.ts';

/** What the fields of a person need of the form around them. */
export type PersonForm = Pick<Reception, 'form' | 'fill'> & { state: Pick<ReceptionState, 'known' | 'fromScan'> };

/** The person, in the order of the identity card. */
export function PersonFields({ reception }: { reception: PersonForm }) {
  const w = useWords();
  const { form, state, fill } = reception;
  const fromScan = (field: keyof ReceptionForm, other = '') => (state.fromScan.includes(field) ? w('reception.fromCard') : other);
  const unidentified = form.watch('unidentified') === 'yes';
  return (
    <fieldset className="column person">
      <legend>{state.known === undefined ? w('person.new') : w('person.known', { number: state.known.facilityNumber ?? '–' })}</legend>
      {unidentified && (
        <div className="wide unidentified">
          <Note meaning="care">{w('person.unidentified')}</Note>
          <ActionButton variant="default" onPress={() => fill({ unidentified: '', fullName: '', birth: '', sex: '' })}>
            {w('person.identify')}
          </ActionButton>
        </div>
      )}
      <TextField name="fullName" label={w('person.name')} hint={fromScan('fullName')} className="wide" maxLength={255} />
      <TextField name="birth" label={w('person.birth')} hint={fromScan('birth', birthEcho(form.watch('birth')))} placeholder="ddMMyyyy" />
      <ChoiceField name="sex" label={w('person.sex')} hint={fromScan('sex')} choices={useSexes()} />
      {asksBirthTime(form.watch(), today()) && (
        <TextField name="birthTime" label={w('person.birthTime')} className="wide" placeholder="HHmm" inputMode="numeric" maxLength={5} />
      )}
      <TextField name="citizenId" label={w('person.citizenId')} hint={fromScan('citizenId')} inputMode="numeric" maxLength={12} />
      <TextField name="phone" label={w('person.phone')} inputMode="tel" maxLength={20} />
      <CommuneField reception={reception} />
      <TextField name="addressText" label={w('person.address')} hint={fromScan('addressText')} maxLength={500} />
      <ChoiceField name="ethnicityCode" label={w('person.ethnicity')} choices={useCodeChoices('ethnic-groups')} />
      <ChoiceField name="occupationCode" label={w('person.occupation')} choices={useCodeChoices('occupations')} />
      <TextField name="guardianName" label={w('person.guardian')} maxLength={255} />
      <TextField name="guardianPhone" label={w('person.guardianPhone')} inputMode="tel" maxLength={20} />
    </fieldset>
  );
}

/** What was understood, in words, before anything is sent. */
function birthEcho(typed: string): string {
  const read = parseBirthDate(typed, today());
  if (read === undefined) return '';
  const age = ageText(read.birthDate, read.birthPrecision, today());
  return read.birthPrecision === 'day' ? `${dayForPeople(read.birthDate)} · ${age}` : age;
}

function useSexes(): Choice[] {
  const w = useWords();
  return [
    { value: '', label: '–' },
    { value: 'male', label: w('sex.male') },
    { value: 'female', label: w('sex.female') },
    { value: 'unknown', label: w('sex.unknown') },
  ];
}

function useCodeChoices(table: string): Choice[] {
  const codes = useCodes(table);
  return [{ value: '', label: '–' }, ...codes.map(({ code, name }) => ({ value: code, label: name }))];
}

function CommuneField({ reception: { form, fill } }: { reception: PersonForm }) {
  const w = useWords();
  const chosen = form.watch('communeName');
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const { items, settled } = useCatalogue<CommuneEntry>('communes', typed ?? '');
  return (
    <ComboBox
      name="communeName"
      label={w('person.commune')}
      query={typed ?? chosen}
      onQuery={(text) => {
        setTyped(text);
        if (text.trim() === '') fill({ communeCode: '', communeName: '' });
      }}
      items={items.map((item) => ({
        value: item.code,
        label: `${item.name}, ${item.provinceName}`,
        aside: item.code,
        ...(item.formerNames === null ? {} : { detail: item.formerNames }),
      }))}
      settled={settled}
      emptyText={w('state.noMatch')}
      onPick={(item) => {
        setTyped(undefined);
        fill({ communeCode: item.value, communeName: item.label });
      }}
      onLeave={() => setTyped(undefined)}
    />
  );
}
