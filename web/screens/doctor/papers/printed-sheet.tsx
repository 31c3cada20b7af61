import { useEffect, useEffectEvent } from 'react';
import { createPortal } from 'react-dom';
import type { PrescriptionSheet } from '../../../../api/prescriptions/prescription-schemas.ts';
import { PrescriptionPaper } from './prescription-paper.tsx';

/** Sends a sheet to the printer once, beside the page: on the screen nothing of it is seen. */
export function PrintedSheet({ sheet, onPrinted }: { sheet: PrescriptionSheet; onPrinted: () => void }) {
  const printed = useEffectEvent(onPrinted);
  useEffect(() => {
    window.print();
    // The browser comes back when the sheet was sent or the dialog closed.
    const next = setTimeout(() => printed(), 0);
    return () => clearTimeout(next);
  }, [sheet]);
  return createPortal(<PrescriptionPaper sheet={sheet} />, document.body);
}
