import { useState } from 'react';
import type { PatientSummary } from '../../../api/patients/patient-schemas.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { PersonField } from '../../lib/person-field.tsx';
import { RecordHistory } from '../../lib/record-history.tsx';
import { useKeys } from '../../lib/use-keys.ts';
import { fieldId } from '../../ui/error-summary.tsx';
import { Empty } from '../../ui/states.tsx';

/** Somebody's earlier visits, when the person does not sit in the room: by right, or by break-glass. */
export function RecordsScreen() {
  const w = useWords();
  const [person, setPerson] = useState<PatientSummary | undefined>(undefined);
  const toField = () => {
    const field = document.getElementById(fieldId('record'));
    if (field instanceof HTMLInputElement) field.select();
  };
  useKeys({ esc: toField, f4: toField });
  return (
    <div className="records-desk scroll">
      <PersonField name="record" label={w('claims.person')} person={person} onPerson={setPerson} isFirst />
      {person === undefined ? <Empty>{w('records.choose')}</Empty> : <RecordHistory key={person.id} patientId={person.id} />}
    </div>
  );
}
