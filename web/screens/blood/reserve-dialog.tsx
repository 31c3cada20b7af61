import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { BagDetail, BagJudged, ReserveBag } from '../../../api/blood/blood-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { Problem } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { useWrite } from '../../lib/use-write.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';
import { groupForPeople } from './blood-words.ts';
import { RecipientField, type Recipient } from './recipient-field.tsx';
import { Typings } from './typings.tsx';

interface ReserveDialogProps {
  bag: BagDetail;
  onClose: () => void;
  onDone: () => void;
}

/** Sets the bag aside for somebody, with their group on record before the eyes. A warning asks for a reason. */
export function ReserveDialog({ bag, onClose, onDone }: ReserveDialogProps) {
  const w = useWords();
  const failureText = useFailure();
  const [id] = useState(newId);
  const [recipient, setRecipient] = useState<Recipient | undefined>(undefined);
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState('');
  const [isWarned, setWarned] = useState(false);
  const write = useWrite<ReserveBag, BagJudged>('POST', `/blood/bags/${bag.id}/reservation`);
  const act = w('blood.act.reserve');
  const save = async () => {
    if (recipient === undefined) return setFailure(w('blood.personMissing'));
    const { encounterId } = recipient;
    try {
      await write.send({ id, version: bag.version, encounterId, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) });
      onDone();
    } catch (cause) {
      setWarned(cause instanceof Problem && cause.issues.length > 0 && cause.issues.every(({ severity }) => severity === 'warning'));
      setFailure(failureText(cause));
    }
  };
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('blood.actTitle', { act, number: bag.unitNumber, group: groupForPeople(bag) })}
      confirmText={write.state === 'sending' ? w('state.saving') : w('blood.confirm', { act, number: bag.unitNumber })}
      cancelText={w('state.back')}
      onConfirm={() => void save()}
      onCancel={onClose}
    >
      {failure !== '' && (
        <Note meaning={isWarned ? 'care' : 'stop'} live>
          {failure}
        </Note>
      )}
      <RecipientField recipient={recipient} onRecipient={setRecipient} />
      {isWarned && (
        <TextInput
          label={w('blood.reasonWarned')}
          value={reason}
          maxLength={300}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      {recipient !== undefined && <Typings key={recipient.encounterId} encounterId={recipient.encounterId} />}
    </ConfirmDialog>
  );
}
