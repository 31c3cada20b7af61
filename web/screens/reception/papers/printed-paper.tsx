import { useEffect, useEffectEvent } from 'react';
import { createPortal } from 'react-dom';
import type { PrintAnswer } from '../../../../api/prints/print-schemas.ts';
import { LabelPaper } from './label-paper.tsx';
import { SlipPaper } from './slip-paper.tsx';
import { TicketPaper } from './ticket-paper.tsx';

const papers = { ticket: TicketPaper, 'registration-slip': SlipPaper, 'record-label': LabelPaper };

/** Sends a paper to the printer once, beside the page: on the screen nothing of it is seen. `onPrinted` lets the next one come. */
export function PrintedPaper({ paper, onPrinted }: { paper: PrintAnswer; onPrinted: () => void }) {
  const printed = useEffectEvent(onPrinted);
  useEffect(() => {
    window.print();
    // The browser comes back when the paper was sent or the dialog closed.
    const next = setTimeout(() => printed(), 0);
    return () => clearTimeout(next);
  }, [paper.id]);
  // The desk asks for these three and for no other.
  const Paper = papers[paper.kind as keyof typeof papers];
  return createPortal(<Paper paper={paper} />, document.body);
}
