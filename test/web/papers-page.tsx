import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { PrescriptionSheet } from '../../api/prescriptions/prescription-schemas.ts';
import type { PrintAnswer } from '../../api/prints/print-schemas.ts';
import type { BordereauView } from '../../api/encounters/bordereau-schemas.ts';
import type { EncounterView } from '../../api/encounters/encounter-schemas.ts';
import { BordereauPaper } from '../../web/lib/bordereau-sheet.tsx';
import { PrintedVisitPaper } from '../../web/screens/doctor/papers/printed-visit-paper.tsx';
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
interface PapersPage {
  show(paper: PrintAnswer): void;
  showSheet(sheet: PrescriptionSheet): void;
  showVisitPaper(print: PrintAnswer, encounter: EncounterView): void;
  showCost(print: PrintAnswer, bordereau: BordereauView): void;
}
const page = window as unknown as PapersPage;
page.show = (paper) => beside(<PrintedPaper paper={paper} onPrinted={() => undefined} />);
page.showSheet = (sheet) => beside(<PrintedSheet sheet={sheet} onPrinted={() => undefined} />);
page.showVisitPaper = (print, encounter) => beside(<PrintedVisitPaper {...{ print, encounter }} onPrinted={() => undefined} />);
page.showCost = (print, bordereau) => beside(<BordereauPaper {...{ print, bordereau }} onPrinted={() => undefined} />);
