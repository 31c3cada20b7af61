import { Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConcludeRoom, EncounterView, VersionView } from '../../../api/encounters/encounter-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { findDraft, useDraft } from '../../lib/drafts.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';

interface RoomConclusionProps {
  encounter: EncounterView;
  room: EncounterView['rooms'][number];
}

interface Typed {
  findings: string;
  conclusion: string;
}

/** What the doctor of another room found. Saving it is their signature; the person goes back to the room that concludes. */
export function RoomConclusion({ encounter, room }: RoomConclusionProps) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const draftName = `room:${room.ticketId}`;
  const [id] = useState(newId);
  const [typed, setTyped] = useState<Typed>(() => findDraft<Typed>(draftName) ?? { findings: '', conclusion: '' });
  const [failure, setFailure] = useState('');
  const write = useWrite<ConcludeRoom, VersionView>('POST', `/encounters/${encounter.id}/rooms/${room.ticketId}/conclusion`);
  useDraft(draftName, () => (typed.findings === '' && typed.conclusion === '' ? undefined : typed));
  const save = async () => {
    try {
      const findings = typed.findings.trim();
      await write.send({ id, conclusion: typed.conclusion.trim(), ...(findings === '' ? {} : { findings }) });
      setTyped({ findings: '', conclusion: '' });
    } catch (cause) {
      setFailure(failureText(cause));
    }
    await queries.invalidateQueries({ queryKey: [`/encounters/${encounter.id}`] });
  };
  return (
    <div className="room-conclusion">
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      <Textarea
        label={w('rooms.findings', { room: room.roomCode })}
        value={typed.findings}
        maxLength={5000}
        autosize
        minRows={2}
        onChange={(event) => setTyped({ ...typed, findings: event.currentTarget.value })}
      />
      <div className="row-end">
        <TextInput
          className="grow"
          label={w('rooms.conclusion', { room: room.roomCode })}
          value={typed.conclusion}
          maxLength={1000}
          onChange={(event) => setTyped({ ...typed, conclusion: event.currentTarget.value })}
        />
        <ActionButton
          onPress={() => void save()}
          busy={write.state === 'sending' ? w('state.saving') : undefined}
          blocked={typed.conclusion.trim() === '' ? w('rooms.conclusionMissing') : undefined}
        >
          {w('rooms.conclude')}
        </ActionButton>
      </div>
    </div>
  );
}
