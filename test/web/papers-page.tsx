import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { PrescriptionSheet } from '../../api/prescriptions/prescription-schemas.ts';
import type { PrintAnswer } from '../../api/prints/print-schemas.ts';
import { PrintedSheet } from '../../web/screens/doctor/papers/printed-sheet.tsx';
import { PrintedPaper } from '../../web/screens/reception/papers/printed-paper.tsx';

/** The papers as the desks' app prints them, with nothing around them but a page that must not be printed. */
const root = createRoot(document.getElementById('app') as HTMLElement);
const beside = (paper: ReactNode) =>
  root.render(
    <>
      <h1>Màn hình</h1>
      {paper}
    </>,
  );
const page = window as unknown as { show(paper: PrintAnswer): void; showSheet(sheet: PrescriptionSheet): void };
page.show = (paper) => beside(<PrintedPaper paper={paper} onPrinted={() => undefined} />);
page.showSheet = (sheet) => beside(<PrintedSheet sheet={sheet} onPrinted={() => undefined} />);
