import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import type { NewCondition, SavedCondition } from '../../../api/records/condition-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { partialDayForPeople } from '../../../domain/patients/check-condition.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { can } from '../../lib/session.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Note } from '../../ui/note.tsx';
import { ConditionsDialog } from './conditions-dialog.tsx';

/** Diseases that stay, with since when; nothing where none was written down. */
export function ConditionsLine({ encounter }: { encounter: EncounterView }) {
  const w = useWords();
  const [editing, setEditing] = useState(false);
  const { conditions } = encounter.patient;
  if (conditions.length === 0) return null;
  const list = conditions
    .map(({ name, since }) => (since === null ? name : w('condition.one', { name, since: partialDayForPeople(since) })))
    .join('; ');
  return (
    <div className="banner-line line-information">
      <span>
        <Icon name="information" /> {w('condition.line', { list })}
      </span>
      {can('encounter.write') && (
        <ActionButton variant="default" onPress={() => setEditing(true)}>
          {w('condition.edit')}
        </ActionButton>
      )}
      {editing && <ConditionsDialog encounter={encounter} onClose={() => setEditing(false)} />}
    </div>
  );
}

/** Beside a diagnosis: one key keeps it with the person. Gone once it is kept. */
export function KeepCondition({ encounter: { id, patient }, icdCode }: { encounter: EncounterView; icdCode: string }) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const [failure, setFailure] = useState('');
  const add = useWrite<NewCondition, SavedCondition>('POST', `/patients/${patient.id}/conditions`);
  if (patient.conditions.some((one) => one.icdCode === icdCode)) return null;
  const keep = async () => {
    try {
      await add.send({ id: newId(), icdCode });
      await queries.invalidateQueries({ queryKey: [`/encounters/${id}`] });
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return (
    <>
      {failure !== '' && <Note meaning="stop">{failure}</Note>}
      <ActionButton variant="subtle" busy={add.state === 'sending' ? w('state.saving') : undefined} onPress={() => void keep()}>
        {w('condition.keep', { code: icdCode })}
      </ActionButton>
    </>
  );
}
