import type { EncounterView } from '../../../../api/encounters/encounter-schemas.ts';
import type { PrintAnswer } from '../../../../api/prints/print-schemas.ts';
import { CostSheet } from './cost-sheet.tsx';
import { ExaminationForm } from './examination-form.tsx';
import { IssuedPaperSheet } from './issued-paper-sheet.tsx';
import { TreatmentSheet } from './treatment-sheet.tsx';

interface PrintedVisitPaperProps {
  print: PrintAnswer;
  encounter: EncounterView;
  onPrinted: () => void;
}

/** The sheet that belongs to a print: an issued paper as it stands on file, or a form filled from the visit. */
export function PrintedVisitPaper({ print, encounter, onPrinted }: PrintedVisitPaperProps) {
  if (print.paper !== null) return <IssuedPaperSheet print={print} paper={print.paper} onPrinted={onPrinted} />;
  if (print.kind === 'treatment-sheet') return <TreatmentSheet {...{ print, encounter, onPrinted }} />;
  if (print.kind === 'cost-sheet') return <CostSheet {...{ print, onPrinted }} />;
  return <ExaminationForm {...{ print, encounter, onPrinted }} />;
}
