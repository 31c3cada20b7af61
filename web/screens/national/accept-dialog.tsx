import { useQueryClient } from '@tanstack/react-query';
import type { AcceptTransmission, TransmissionView } from '../../../api/national-prescriptions/national-schemas.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { useWrite } from '../../lib/use-write.ts';
import { refreshNational } from './refresh-national.ts';

/** The operator knows that the system holds it, and says how. */
export function AcceptDialog({ one, onClose }: { one: TransmissionView; onClose: () => void }) {
  const w = useWords();
  const queries = useQueryClient();
  const accept = useWrite<AcceptTransmission, unknown>('POST', `/national-prescriptions/${one.id}/acceptance`);
  const save = async (reason: string) => {
    await accept.send({ version: one.version, reason });
    await refreshNational(queries);
    onClose();
  };
  return (
    <ReasonDialog
      title={w('national.acceptQuestion', { code: one.code.toUpperCase() })}
      confirmText={w('national.accept')}
      label={w('national.acceptReason')}
      missingText={w('national.acceptReasonMissing')}
      maxLength={500}
      onReason={save}
      onClose={onClose}
    >
      <p>{w('national.acceptHint')}</p>
    </ReasonDialog>
  );
}
