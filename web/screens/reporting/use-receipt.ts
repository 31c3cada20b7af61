import { useState } from 'react';
import type { ReceiveSpecimen, SpecimenAnswer, WorkItem } from '../../../api/results/result-schemas.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { useWrite } from '../../lib/use-write.ts';
import type { Meaning } from '../../ui/note.tsx';

/** Receives a scanned sample and answers which order to open. A sample that is already here is opened all the same, and the note says so. */
export function useReceipt(onReceived: () => void) {
  const w = useWords();
  const failureText = useFailure();
  const write = useWrite<ReceiveSpecimen, SpecimenAnswer>('POST', '/specimen-receipts');
  const [said, setSaid] = useState<{ meaning: Meaning; text: string } | undefined>(undefined);
  const receive = async (number: string, items: WorkItem[]): Promise<string | undefined> => {
    try {
      const { orderIds } = await write.send({ number });
      setSaid({ meaning: 'done', text: w('work.received1', { number }) });
      onReceived();
      return orderIds[0];
    } catch (cause) {
      setSaid({ meaning: 'care', text: failureText(cause) });
      return items.find(({ specimen }) => specimen?.number === number)?.orderId;
    }
  };
  return { receive, said };
}
