import '../../../ui/papers.css';
import type { PrintAnswer } from '../../../../api/prints/print-schemas.ts';
import { Barcode } from '../../../ui/barcode.tsx';
import { bornOf, copyMark, sexOf } from './paper-words.ts';

/** A sticker of 70 × 37 mm for the cover of the record. */
export function LabelPaper({ paper }: { paper: PrintAnswer }) {
  const { patient, encounter } = paper;
  return (
    <div className="paper label-70" lang="vi">
      <p className="paper-person">{patient.fullName}</p>
      <p>
        {bornOf(patient)} · {sexOf(patient.sex)} {patient.number !== null && `· ${patient.number}`}
      </p>
      <Barcode text={encounter.code} dots={3} heightMm={9} label={`Mã lượt khám ${encounter.code}`} />
      <p>
        {encounter.code} {copyMark(paper)}
      </p>
    </div>
  );
}
