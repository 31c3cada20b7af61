import { useState } from 'react';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { RecipientField, type Recipient } from './recipient-field.tsx';
import { Typings } from './typings.tsx';

/** The blood group of somebody with an open visit: what is on record, and one more typing. */
export function GroupDialog({ onClose }: { onClose: () => void }) {
  const w = useWords();
  const [recipient, setRecipient] = useState<Recipient | undefined>(undefined);
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('blood.groups')}
      confirmText={w('blood.done')}
      cancelText={w('state.back')}
      onConfirm={onClose}
      onCancel={onClose}
    >
      <RecipientField recipient={recipient} onRecipient={setRecipient} />
      {recipient !== undefined && <Typings key={recipient.encounterId} encounterId={recipient.encounterId} />}
    </ConfirmDialog>
  );
}
