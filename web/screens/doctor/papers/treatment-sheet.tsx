import type { EncounterView } from '../../../../api/encounters/encounter-schemas.ts';
import type { PrintAnswer } from '../../../../api/prints/print-schemas.ts';
import { numberForPeople } from '../../../lib/format-money.ts';
import { momentForPeople } from '../../../lib/format.ts';
import { SheetHead } from '../../../lib/sheet-head.tsx';
import { PrintedSheet } from '../../../ui/printed-sheet.tsx';
import { Foot, headOf, Signature } from './sheet-parts.tsx';

interface Entry {
  at: string;
  course: string;
  orders: string[];
  by: string | null;
}

/** Tờ điều trị: the course on the left, what was ordered on the right, in the order of time. */
export function TreatmentSheet({ print, encounter, onPrinted }: { print: PrintAnswer; encounter: EncounterView; onPrinted: () => void }) {
  return (
    <PrintedSheet id={print.id} paper="a4" onPrinted={onPrinted}>
      <SheetHead sheet={headOf(print, encounter)} title="TỜ ĐIỀU TRỊ" />
      <table>
        <thead>
          <tr>
            <th>Ngày giờ</th>
            <th>Diễn biến bệnh</th>
            <th>Y lệnh</th>
          </tr>
        </thead>
        <tbody>
          {entriesOf(encounter).map((entry, i) => (
            <tr key={i}>
              <td>{momentForPeople(entry.at)}</td>
              <td className="sheet-words">{[entry.course, entry.by].filter((text) => text !== null && text !== '').join('\n')}</td>
              <td className="sheet-words">{entry.orders.join('\n')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Signature at={print.printedAt} title="Bác sĩ điều trị" name={encounter.practitionerName ?? ''} />
      <Foot print={print} />
    </PrintedSheet>
  );
}

function entriesOf(encounter: EncounterView): Entry[] {
  const orders = encounter.orders.filter(({ state }) => state !== 'cancelled');
  const prescriptions = encounter.prescriptions.filter(({ withdrawnAt }) => withdrawnAt === null);
  const entries: Entry[] = [
    { at: encounter.startedAt, course: encounter.history ?? encounter.reason, orders: [], by: encounter.practitionerName },
    ...orders.map(({ orderedAt, serviceName, resultText }) => ({
      at: orderedAt,
      course: resultText ?? '',
      orders: [serviceName],
      by: null,
    })),
    ...encounter.rooms.flatMap(({ concludedAt, findings, conclusion, concludedByName }) =>
      concludedAt === null
        ? []
        : [{ at: concludedAt, course: [findings, conclusion].filter(Boolean).join('. '), orders: [], by: concludedByName }],
    ),
    ...prescriptions.map(({ signedAt, lines, prescriberName }) => ({
      at: signedAt,
      course: '',
      orders: lines.map(({ drugName, quantity, unit, dosageText }) => `${drugName} × ${numberForPeople(quantity)} ${unit}: ${dosageText}`),
      by: prescriberName,
    })),
  ];
  return entries.sort((a, b) => (a.at < b.at ? -1 : 1));
}
