import { TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { EncounterView, ReopenEncounter, VersionView } from '../../../api/encounters/encounter-schemas.ts';
import { momentForPeople } from '../../lib/format.ts';
import { Problem } from '../../lib/http.ts';
import { useFailure, useSentence, useWords } from '../../lib/i18n/i18n.tsx';
import { can } from '../../lib/session.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';

/** A closed visit can be opened again with a reason; every time it was stays to be seen. */
export function ReopenVisit({ encounter }: { encounter: EncounterView }) {
  const w = useWords();
  const [asking, setAsking] = useState(false);
  return (
    <div className="reopening">
      {encounter.reopenings.map((one) => (
        <Note key={one.reopenedAt} meaning="care">
          {w('reopen.was', { moment: momentForPeople(one.reopenedAt), name: one.reopenedByName, reason: one.reopenReason })}
        </Note>
      ))}
      {encounter.state === 'finished' && can('encounter.reopen') && (
        <ActionButton variant="default" onPress={() => setAsking(true)}>
          {w('reopen.button')}
        </ActionButton>
      )}
      {asking && <ReopenDialog encounter={encounter} onClose={() => setAsking(false)} />}
    </div>
  );
}

function ReopenDialog({ encounter, onClose }: { encounter: EncounterView; onClose: () => void }) {
  const w = useWords();
  const sentence = useSentence();
  const failureText = useFailure();
  const queries = useQueryClient();
  const path = `/encounters/${encounter.id}`;
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState('');
  /** What the server said of a claim that was made already; once it was read it is sent along. */
  const [claimed, setClaimed] = useState<string | undefined>(undefined);
  const write = useWrite<ReopenEncounter, VersionView>('POST', `${path}/reopening`);
  const reopen = async () => {
    if (reason.trim() === '') return setFailure(w('reopen.reasonMissing'));
    try {
      await write.send({ version: encounter.version, reason: reason.trim(), ...(claimed === undefined ? {} : { claimed: true }) });
      await queries.invalidateQueries({ queryKey: [path] });
      onClose();
    } catch (cause) {
      const about = cause instanceof Problem ? cause.issues.find(({ code }) => code === 'encounter_claimed') : undefined;
      setClaimed(about === undefined ? undefined : sentence(about));
      setFailure(about === undefined ? failureText(cause) : '');
    }
  };
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('reopen.question', { name: encounter.patient.fullName })}
      confirmText={write.state === 'sending' ? w('state.saving') : w(claimed === undefined ? 'reopen.button' : 'reopen.allTheSame')}
      cancelText={w('state.back')}
      onConfirm={() => void reopen()}
      onCancel={onClose}
    >
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      {claimed !== undefined && (
        <Note meaning="care" live>
          {claimed}
        </Note>
      )}
      <TextInput
        data-autofocus
        label={w('reopen.reason')}
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
