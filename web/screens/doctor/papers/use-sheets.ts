import { useState } from 'react';
import type { NewPrescriptionPrint, PrescriptionSheet } from '../../../../api/prescriptions/prescription-schemas.ts';
import { newId } from '../../../../domain/ids.ts';
import { change } from '../../../lib/http.ts';
import { useFailure } from '../../../lib/i18n/i18n.tsx';

const PRINTS_AFTER_SIGNING = 'print-after-signing';

/** Sheets on their way to the printer. A narcotic sheet is made three times (TT 26/2025); each print is counted by the server. */
const COPIES: Partial<Record<PrescriptionSheet['prescription']['type'], number>> = { n: 3 };

export function useSheets() {
  const failureText = useFailure();
  const [waiting, setWaiting] = useState<PrescriptionSheet[]>([]);
  const [failure, setFailure] = useState('');
  const [afterSign, setAfterSign] = useState(() => localStorage.getItem(PRINTS_AFTER_SIGNING) !== 'off');
  const print = async (prescriptionIds: string[]): Promise<void> => {
    setFailure('');
    for (const prescriptionId of prescriptionIds) {
      try {
        const body: NewPrescriptionPrint = { id: newId() };
        const sheet = await change<PrescriptionSheet>('POST', `/prescriptions/${prescriptionId}/prints`, body, body.id);
        const pages = sheet.copy === 0 ? (COPIES[sheet.prescription.type] ?? 1) : 1;
        setWaiting((before) => [...before, ...Array.from({ length: pages }, () => sheet)]);
      } catch (cause) {
        setFailure(failureText(cause));
      }
    }
  };
  const choose = (on: boolean) => {
    localStorage.setItem(PRINTS_AFTER_SIGNING, on ? 'on' : 'off');
    setAfterSign(on);
  };
  return { current: waiting[0], printed: () => setWaiting((before) => before.slice(1)), print, failure, afterSign, choose };
}

export type Sheets = ReturnType<typeof useSheets>;
