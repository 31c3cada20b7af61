import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import type { PrintAnswer } from '../../../../api/prints/print-schemas.ts';
import { LabelPaper } from './label-paper.tsx';
import { SlipPaper } from './slip-paper.tsx';
import { TicketPaper } from './ticket-paper.tsx';

const papers = { ticket: TicketPaper, 'registration-slip': SlipPaper, 'record-label': LabelPaper };

/** Sends a paper to the printer once, beside the page: on the screen nothing of it is seen. */
export function PrintedPaper({ paper }: { paper: PrintAnswer }) {
  useEffect(() => window.print(), [paper.id]);
  const Paper = papers[paper.kind];
  return createPortal(<Paper paper={paper} />, document.body);
}
