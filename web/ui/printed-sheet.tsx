import './printed-sheet.css';
import { useEffect, useEffectEvent, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

interface PrintedSheetProps {
  /** Another id is another print. */
  id: string;
  /** A4 is the manner of A5 on the larger page. */
  paper: 'a4' | 'a5' | 'label';
  onPrinted: () => void;
  children: ReactNode;
}

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
    <div className={paper === 'a4' ? 'sheet sheet-a5 sheet-a4' : `sheet sheet-${paper}`} lang="vi">
      {children}
    </div>,
    document.body,
  );
}
