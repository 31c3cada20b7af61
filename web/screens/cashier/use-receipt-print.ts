import { useState } from 'react';
import type { ReceiptPaper } from '../../../api/cashier/cashier-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { change } from '../../lib/http.ts';
import { useFailure } from '../../lib/i18n/i18n.tsx';

const PRINTS_AFTER_TAKING = 'print-after-taking';

/** Receipts on their way to the printer. The server counts each print, so that a second one is marked. */
export function useReceiptPrint(onFailure: (text: string) => void) {
  const failureText = useFailure();
  const [waiting, setWaiting] = useState<ReceiptPaper[]>([]);
  const [afterTaking, setAfterTaking] = useState(() => localStorage.getItem(PRINTS_AFTER_TAKING) !== 'off');
  const print = async (receiptId: string): Promise<void> => {
    const id = newId();
    try {
      const paper = await change<ReceiptPaper>('POST', `/receipts/${receiptId}/prints`, { id }, id);
      setWaiting((before) => [...before, paper]);
    } catch (cause) {
      onFailure(failureText(cause));
    }
  };
  const choose = (on: boolean) => {
    localStorage.setItem(PRINTS_AFTER_TAKING, on ? 'on' : 'off');
    setAfterTaking(on);
  };
  return { current: waiting[0], printed: () => setWaiting((before) => before.slice(1)), print, afterTaking, choose };
}

export type ReceiptPrint = ReturnType<typeof useReceiptPrint>;
