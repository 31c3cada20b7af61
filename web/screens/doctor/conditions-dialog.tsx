import { TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import type { EditCondition, RetractCondition, SavedCondition } from '../../../api/records/condition-schemas.ts';
import { partialDayForPeople } from '../../../domain/patients/check-condition.ts';
import { parseBirthDate } from '../../../domain/patients/parse-birth-date.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { today } from '../../lib/server-clock.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';

type Condition = EncounterView['patient']['conditions'][number];

/** Since when, with what note, that it ended, that it was a mistake: one line each. */
export function ConditionsDialog({ encounter, onClose }: { encounter: EncounterView; onClose: () => void }) {
  const w = useWords();
  const { id, patient } = encounter;
  const queries = useQueryClient();
  const changed = () => void queries.invalidateQueries({ queryKey: [`/encounters/${id}`] });
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('condition.title')}
      confirmText={w('shell.close')}
      cancelText={w('state.back')}
      onConfirm={onClose}
      onCancel={onClose}
    >
      <ul className="conditions">
        {patient.conditions.map((one) => (
          <ConditionRow key={`${one.id} ${one.version}`} condition={one} patientId={patient.id} onChanged={changed} />
        ))}
      </ul>
    </ConfirmDialog>
  );
}

interface ConditionRowProps {
  condition: Condition;
  patientId: string;
  onChanged: () => void;
}

function ConditionRow({ condition, patientId, onChanged }: ConditionRowProps) {
  const w = useWords();
  const { icdCode, name } = condition;
  const row = useConditionRow(condition, patientId, onChanged);
  return (
    <li>
      <b>{icdCode}</b> {name}
      {row.failure !== '' && (
        <Note meaning="stop" live>
          {row.failure}
        </Note>
      )}
      <div className="field-pair">
        <TextInput
          label={w('condition.since')}
          value={row.since}
          maxLength={10}
          autoComplete="off"
          onChange={(event) => row.setSince(event.currentTarget.value)}
        />
        <TextInput
          label={w('condition.note')}
          value={row.note}
          maxLength={500}
          autoComplete="off"
          onChange={(event) => row.setNote(event.currentTarget.value)}
        />
      </div>
      {row.isMistake && (
        <TextInput
          label={w('condition.reason')}
          value={row.reason}
          maxLength={300}
          autoFocus
          onChange={(event) => row.setReason(event.currentTarget.value)}
        />
      )}
      <span className="banner-actions">
        <ActionButton variant="default" onPress={() => void row.save()}>
          {w('condition.save', { code: icdCode })}
        </ActionButton>
        <ActionButton variant="default" onPress={() => void row.save(today())}>
          {w('condition.endOf', { code: icdCode })}
        </ActionButton>
        <ActionButton variant="subtle" onPress={() => void row.retract()}>
          {w('condition.mistakeOf', { code: icdCode })}
        </ActionButton>
      </span>
    </li>
  );
}

function useConditionRow({ id, version, ...condition }: Condition, patientId: string, onChanged: () => void) {
  const w = useWords();
  const failureText = useFailure();
  const path = `/patients/${patientId}/conditions/${id}`;
  const edit = useWrite<EditCondition, SavedCondition>('PUT', path);
  const takeBack = useWrite<RetractCondition, SavedCondition>('POST', `${path}/retraction`);
  const [since, setSince] = useState(condition.since === null ? '' : partialDayForPeople(condition.since));
  const [note, setNote] = useState(condition.note ?? '');
  const [reason, setReason] = useState('');
  const [isMistake, setMistake] = useState(false);
  const [failure, setFailure] = useState('');
  const send = async (act: () => Promise<unknown>) => {
    try {
      await act();
      onChanged();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  const save = async (endedOn?: string) => {
    const read = readPartialDay(since);
    if (since.trim() !== '' && read === undefined) return setFailure(w('condition.sinceWrong'));
    const known = { ...(read === undefined ? {} : { since: read }), ...(note.trim() === '' ? {} : { note: note.trim() }) };
    await send(() => edit.send({ version, ...known, ...(endedOn === undefined ? {} : { endedOn }) }));
  };
  const retract = async () => {
    // The first press asks why; the second one does it.
    if (!isMistake) return setMistake(true);
    if (reason.trim() === '') return setFailure(w('condition.reasonMissing'));
    await send(() => takeBack.send({ version, reason: reason.trim() }));
  };
  return { since, setSince, note, setNote, reason, setReason, isMistake, failure, save, retract };
}

/** `2021`, `05/2021` or a full day, as much as was typed. */
function readPartialDay(typed: string): string | undefined {
  const read = typed.trim() === '' ? undefined : parseBirthDate(typed, today());
  if (read === undefined) return undefined;
  const length = { year: 4, month: 7, day: 10, minute: 10 }[read.birthPrecision];
  return read.birthDate.slice(0, length);
}
