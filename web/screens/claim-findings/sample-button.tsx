import { useQuery } from '@tanstack/react-query';
import type { SendingSummary } from '../../../api/claims/sending/sending-schemas.ts';
import { download } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { saveFile } from '../../lib/save-file.ts';
import { today } from '../../lib/server-clock.ts';
import { ActionButton } from '../../ui/action-button.tsx';

/** A marked file to try the desk with, where the insurer is simulated anyway. */
export function SampleButton({ onTold }: { onTold: (sentence: string) => void }) {
  const w = useWords();
  const failureText = useFailure();
  const { data } = useQuery(reading<SendingSummary>(`/claim-sending/summary?from=${today()}&until=${today()}`));
  const save = async () => {
    try {
      saveFile(await download('/claim-audit/sample'), 'mo-phong-ket-qua-giam-dinh.csv');
      onTold('');
    } catch (cause) {
      onTold(failureText(cause));
    }
  };
  if (data?.simulates !== true) return null;
  return (
    <ActionButton variant="default" onPress={() => void save()}>
      {w('told.sample')}
    </ActionButton>
  );
}
