import type { EncounterView } from '../../../../api/encounters/encounter-schemas.ts';
import type { PrintAnswer } from '../../../../api/prints/print-schemas.ts';
import { localDay } from '../../../../domain/dates.ts';
import { momentForPeople } from '../../../lib/format.ts';
import { diagnosisOf } from './paper-defaults.ts';

/** Papers are for the patient and the office and speak Vietnamese, whatever the screen speaks. */
export const headOf = (print: PrintAnswer, encounter: EncounterView) => ({
  ...{ facility: print.facility, patient: print.patient, copy: print.copy, cardNumber: print.cardNumber },
  ...{ encounterCode: print.encounter.code, diagnosis: diagnosisOf(encounter) || null },
});

export function Line({ name, value }: { name: string; value: string | null | undefined }) {
  if (value == null || value === '') return null;
  return (
    <p className="sheet-words">
      {name}: {value}
    </p>
  );
}

interface SignatureProps {
  at: string;
  title: string;
  name: string;
  licence?: string | null;
  /** What stands on the other side, e.g. the head of the facility. */
  other?: string;
}

export function Signature({ at, title, name, licence, other = '' }: SignatureProps) {
  const [year, month, day] = localDay(at).split('-');
  return (
    <div className="sheet-signatures">
      <span>{other}</span>
      <span>
        Ngày {day} tháng {month} năm {year}
        <br />
        {title}
        <strong>{name}</strong>
        {licence != null && `GPHN: ${licence}`}
      </span>
    </div>
  );
}

export const Foot = ({ print }: { print: PrintAnswer }) => (
  <p className="sheet-foot">
    In lúc {momentForPeople(print.printedAt)}, {print.printedBy}
  </p>
);
