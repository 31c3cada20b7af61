import '../reception.css';
import './visit.css';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { useForm } from 'react-hook-form';
import type { EditPatient, PatientView } from '../../../../api/patients/patient-schemas.ts';
import { errorsOf, type Issue } from '../../../../domain/issue.ts';
import { checkNewPatient } from '../../../../domain/patients/check-new-patient.ts';
import { get, Problem } from '../../../lib/http.ts';
import { useSentence, useWords } from '../../../lib/i18n/i18n.tsx';
import { today } from '../../../lib/server-clock.ts';
import { useKeys } from '../../../lib/use-keys.ts';
import { useWrite } from '../../../lib/use-write.ts';
import { ActionButton } from '../../../ui/action-button.tsx';
import { fieldId } from '../../../ui/error-summary.tsx';
import { FormShell } from '../../../ui/form-shell.tsx';
import { fieldOfPath } from '../field-of-path.ts';
import { NewerValues } from '../newer-values.tsx';
import { PersonFields } from '../person-fields.tsx';
import { emptyForm, fieldsOfPatient, type ReceptionForm } from '../reception-form.ts';
import { personOf } from '../to-registration.ts';

interface PersonCorrectionProps {
  person: PatientView;
  /** Where the cursor begins, by its name in the form. */
  field: string;
  onDone: () => void;
}

/** Corrects the file of a person, without a visit. Somebody else's correction meanwhile is laid beside what is typed. */
export function PersonCorrection({ person, field, onDone }: PersonCorrectionProps) {
  const w = useWords();
  const sentence = useSentence();
  const { form, fill, state, issues, save, busy } = usePersonEdit(person, onDone);
  const toField = useEffectEvent(() => document.getElementById(fieldId(field))?.focus());
  useEffect(() => toField(), []);
  useKeys({ 'ctrl+enter': () => void save(), f9: () => void save() });
  return (
    <FormShell
      form={form}
      label={w('visit.personCorrection')}
      className="person-correction"
      messages={[]}
      refused={issues.map((issue) => ({ field: fieldOfPath(issue.path) ?? '', meaning: 'stop', text: sentence(issue) }))}
      refusedTitle={w('state.refused')}
    >
      <NewerValues reception={{ form, fill, state }} />
      <PersonFields reception={{ form, fill, state }} />
      <div className="dialog-buttons">
        <ActionButton onPress={() => void save()} busy={busy} keyHint="Ctrl+Enter">
          {w('visit.savePerson')}
        </ActionButton>
      </div>
    </FormShell>
  );
}

function usePersonEdit(person: PatientView, onDone: () => void) {
  const w = useWords();
  const queries = useQueryClient();
  const form = useForm<ReceptionForm>({ defaultValues: { ...emptyForm({ roomId: '', reason: '' }), ...fieldsOfPatient(person) } });
  const [issues, setIssues] = useState<Issue[]>([]);
  const [newer, setNewer] = useState<PatientView | undefined>(undefined);
  const known = newer ?? person;
  const write = useWrite<EditPatient, unknown>('PUT', `/patients/${person.id}`);
  const isSending = write.state === 'sending' || write.state === 'waiting';
  const fill = (fields: Partial<ReceptionForm>) => {
    for (const [name, value] of Object.entries(fields)) form.setValue(name as keyof ReceptionForm, value, { shouldDirty: true });
  };
  const save = async () => {
    const data = personOf(form.getValues(), known, today());
    const stops = errorsOf(checkNewPatient(data, today()));
    setIssues(stops);
    if (stops.length > 0 || isSending) return;
    try {
      await write.send({ version: known.version, ...data });
      await queries.invalidateQueries({ queryKey: [`/patients/${person.id}`] });
      onDone();
    } catch (cause) {
      if (!(cause instanceof Problem)) throw cause;
      setIssues(cause.issues.length > 0 ? cause.issues : [{ code: cause.code, path: '', severity: 'error' }]);
      if (cause.code === 'stale_version') setNewer(await get<PatientView>(`/patients/${person.id}`));
    }
  };
  const busy = isSending ? w(write.state === 'waiting' ? 'state.waiting' : 'state.saving') : undefined;
  return { form, fill, state: { known, fromScan: [], newer }, issues, save, busy };
}
