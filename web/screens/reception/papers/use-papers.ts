import { useState } from 'react';
import type { NewPrint, PrintAnswer, PrintKind } from '../../../../api/prints/print-schemas.ts';
import { newId } from '../../../../domain/ids.ts';
import { change } from '../../../lib/http.ts';

const PRINTS_AFTER_SAVE = 'print-after-save';

/** Papers on their way to the printer, one after the other. The server counts each print, so that a second one is marked. */
export function usePapers() {
  const [papers, setPapers] = useState<PrintAnswer[]>([]);
  const [afterSave, setAfterSave] = useState(() => localStorage.getItem(PRINTS_AFTER_SAVE) !== 'off');
  const print = async (encounterId: string, kind: PrintKind, ticketId?: string): Promise<void> => {
    const id = newId();
    const body: NewPrint = { id, kind, ...(ticketId === undefined ? {} : { ticketId }) };
    const paper = await change<PrintAnswer>('POST', `/encounters/${encounterId}/prints`, body, id);
    setPapers((before) => [...before, paper]);
  };
  const choose = (on: boolean) => {
    localStorage.setItem(PRINTS_AFTER_SAVE, on ? 'on' : 'off');
    setAfterSave(on);
  };
  return { current: papers[0], printed: () => setPapers((before) => before.slice(1)), print, afterSave, choose };
}

export type Papers = ReturnType<typeof usePapers>;
