import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type KeyboardEvent } from 'react';
import type { NoteGroup, RecipientView } from '../../../api/blood/blood-schemas.ts';
import { aboGroups, rhGroups, type Abo, type Rh } from '../../../domain/blood/blood-group.ts';
import { newId } from '../../../domain/ids.ts';
import { momentForPeople } from '../../lib/format.ts';
import { change } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';
import { groupForPeople } from './blood-words.ts';

const meanings = { unknown: 'stop', single: 'care', confirmed: 'done', disputed: 'stop' } as const;

/** What is on record of a person's group, every typing, and one more. */
export function Typings({ encounterId }: { encounterId: string }) {
  const w = useWords();
  const failureText = useFailure();
  const { data, error, refetch } = useQuery({ ...reading<RecipientView>(`/blood/recipients/${encounterId}`), staleTime: 0 });
  if (error !== null) return <Note meaning="stop">{failureText(error)}</Note>;
  if (data === undefined) return null;
  const group = data.group === null ? '' : groupForPeople(data.group);
  return (
    <div className="typings">
      <Note meaning={meanings[data.known]} live>
        {w(`blood.known.${data.known}`, { group })}
      </Note>
      <TypingList view={data} onChanged={() => void refetch()} />
      <NewTyping encounterId={encounterId} onNoted={() => void refetch()} />
    </div>
  );
}

function TypingList({ view, onChanged }: { view: RecipientView; onChanged: () => void }) {
  const w = useWords();
  const failureText = useFailure();
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState('');
  const takeBack = async (id: string) => {
    try {
      await change('POST', `/blood/groups/${id}/retraction`, { reason: reason.trim() }, newId());
      setReason('');
      onChanged();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  if (view.determinations.length === 0) return null;
  return (
    <>
      <ul className="typing-list">
        {view.determinations.map(({ id, sampleNumber: sample, byName: by, determinedAt, ...group }) => (
          <li key={id}>
            {w('blood.typing', { sample, group: groupForPeople(group), by, at: momentForPeople(determinedAt) })}
            {view.known === 'disputed' && reason.trim() !== '' && (
              <button type="button" className="text-button" onClick={() => void takeBack(id)}>
                {w('blood.takeBack', { sample })}
              </button>
            )}
          </li>
        ))}
      </ul>
      {view.known === 'disputed' && (
        <TextInput
          label={w('blood.takeBackReason')}
          value={reason}
          maxLength={300}
          error={failure === '' ? false : failure}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
    </>
  );
}

function NewTyping({ encounterId, onNoted }: { encounterId: string; onNoted: () => void }) {
  const w = useWords();
  const failureText = useFailure();
  const empty = { sampleNumber: '', abo: '' as Abo | '', rh: '' as Rh | '' };
  const [typed, setTyped] = useState(empty);
  const [failure, setFailure] = useState('');
  const write = useWrite<NoteGroup, unknown>('POST', `/blood/recipients/${encounterId}/groups`);
  const note = async () => {
    const { abo, rh } = typed;
    const sampleNumber = typed.sampleNumber.trim();
    if (sampleNumber === '' || abo === '' || rh === '') return setFailure(w('blood.typingMissing'));
    try {
      await write.send({ id: newId(), sampleNumber, abo, rh });
      setFailure('');
      setTyped(empty);
      onNoted();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  // Enter in these fields notes the typing; it must not confirm the dialog around them.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    void note();
  };
  const choice = (value: string, label: string) => ({ value, label });
  return (
    <fieldset className="new-typing" onKeyDown={onKeyDown}>
      <legend>{w('blood.newTyping')}</legend>
      <TextInput
        label={w('blood.sample')}
        value={typed.sampleNumber}
        maxLength={40}
        autoComplete="off"
        onChange={(event) => setTyped({ ...typed, sampleNumber: event.currentTarget.value })}
      />
      <NativeSelect
        label={w('blood.abo')}
        value={typed.abo}
        data={[choice('', '–'), ...aboGroups.map((one) => choice(one, one))]}
        onChange={(event) => setTyped({ ...typed, abo: event.currentTarget.value as Abo | '' })}
      />
      <NativeSelect
        label={w('blood.rh')}
        value={typed.rh}
        data={[choice('', '–'), ...rhGroups.map((one) => choice(one, w(`blood.rh.${one}`)))]}
        onChange={(event) => setTyped({ ...typed, rh: event.currentTarget.value as Rh | '' })}
      />
      <ActionButton variant="default" onPress={() => void note()} busy={write.state === 'sending' ? w('state.saving') : undefined}>
        {w('blood.noteTyping')}
      </ActionButton>
      {failure !== '' && <Note meaning="stop">{failure}</Note>}
    </fieldset>
  );
}
