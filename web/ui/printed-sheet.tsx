import './printed-sheet.css';
import { useEffect, useEffectEvent, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

interface PrintedSheetProps {
  /** Another id is another print. */
  id: string;
  /** A4 is the manner of A5 on the larger page, upright or across. */
  paper: keyof typeof CLASSES;
  onPrinted: () => void;
  children: ReactNode;
}

const CLASSES = {
  a4: 'sheet-a5 sheet-a4',
  'a4-across': 'sheet-a5 sheet-a4 sheet-across',
  a5: 'sheet-a5',
  label: 'sheet-label',
} as const;

/** Sends a paper to the printer once, beside the page: on the screen nothing of it is seen. */
export function PrintedSheet({ id, paper, onPrinted, children }: PrintedSheetProps) {
  const printed = useEffectEvent(onPrinted);
  useEffect(() => {
    window.print();
    // The browser comes back when the paper was sent or the dialog closed.
    const next = setTimeout(() => printed(), 0);
    return () => clearTimeout(next);
  }, [id]);
  return createPortal(
    <div className={`sheet ${CLASSES[paper]}`} lang="vi">
      {children}
    </div>,
    document.body,
  );
}
