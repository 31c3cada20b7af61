import type { EncounterView } from '../../../../api/encounters/encounter-schemas.ts';
import type { PrintAnswer } from '../../../../api/prints/print-schemas.ts';
import { momentForPeople } from '../../../lib/format.ts';
import { SheetHead } from '../../../lib/sheet-head.tsx';
import { PrintedSheet } from '../../../ui/printed-sheet.tsx';
import { drugsOf, signsOf } from './paper-defaults.ts';
import { Foot, headOf, Line, Signature } from './sheet-parts.tsx';

interface SheetProps {
  print: PrintAnswer;
  encounter: EncounterView;
  onPrinted: () => void;
}

/** Phiếu khám bệnh: what was measured, found, ordered, concluded and given, with what every other room found. */
export function ExaminationForm({ print, encounter, onPrinted }: SheetProps) {
  const orders = encounter.orders.filter(({ state }) => state !== 'cancelled');
  return (
    <PrintedSheet id={print.id} paper="a5" onPrinted={onPrinted}>
      <SheetHead sheet={headOf(print, encounter)} title="PHIẾU KHÁM BỆNH" />
      <Line name="Vào khám" value={`${momentForPeople(encounter.startedAt)}, ${encounter.roomName}`} />
      <Line name="Lý do" value={encounter.reason} />
      <Line name="Sinh hiệu" value={signsOf(encounter)} />
      <Line name="Bệnh sử" value={encounter.history} />
      <Line name="Tiền sử bản thân" value={encounter.sections.past} />
      <Line name="Tiền sử gia đình" value={encounter.sections.family} />
      <Line name="Khám toàn thân" value={encounter.sections.general} />
      <Line name="Khám bộ phận" value={encounter.sections.organs} />
      <Line name="Chẩn đoán khi vào" value={encounter.arrivalDiagnosis} />
      {encounter.rooms
        .filter(({ concludedAt }) => concludedAt !== null)
        .map((room) => (
          <Line
            key={room.ticketId}
            name={`${room.roomName} (${room.concludedByName ?? ''})`}
            value={[room.findings, room.conclusion].filter((text) => text !== null).join('. ')}
          />
        ))}
      {orders.map((order) => (
        <Line
          key={order.id}
          name={order.serviceName}
          value={order.resultText ?? (order.state === 'performed' ? 'đã làm' : 'chưa có kết quả')}
        />
      ))}
      <Line name="Thuốc" value={drugsOf(encounter)} />
      <Line name="Lời dặn" value={encounter.advice} />
      <Signature at={print.printedAt} title="Bác sĩ khám" name={encounter.practitionerName ?? ''} />
      <Foot print={print} />
    </PrintedSheet>
  );
}
