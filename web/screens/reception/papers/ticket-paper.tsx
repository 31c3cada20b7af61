import '../../../ui/papers.css';
import type { PrintAnswer } from '../../../../api/prints/print-schemas.ts';
import { Barcode } from '../../../ui/barcode.tsx';
import { classOf, copyMark, expectedLine, printedLine } from './paper-words.ts';

/** The number on 80 mm paper: as large as it goes, where to wait, about when, and the visit as barcode for every later desk. */
export function TicketPaper({ paper }: { paper: PrintAnswer }) {
  const [ticket] = paper.tickets;
  if (ticket === undefined) return null;
  const mark = copyMark(paper);
  const priority = classOf(ticket.priority);
  return (
    <div className="paper ticket-80" lang="vi">
      <p className="paper-facility">{paper.facility.name}</p>
      <p>SỐ THỨ TỰ KHÁM BỆNH</p>
      <b className="paper-number" data-digits={String(ticket.number).length}>
        {ticket.number}
      </b>
      {priority !== undefined && <p className="paper-class">{priority}</p>}
      <p className="paper-room">{ticket.roomName}</p>
      <p>Mời đến chờ trước phòng {ticket.roomCode} và nghe gọi số.</p>
      <p>{expectedLine(ticket, paper.printedAt)}</p>
      <p className="paper-person">{paper.patient.fullName}</p>
      <Barcode text={paper.encounter.code} label={`Mã lượt khám ${paper.encounter.code}`} />
      <p>{paper.encounter.code}</p>
      {mark !== '' && <p className="paper-copy">{mark}</p>}
      <p className="paper-foot">{printedLine(paper)}</p>
    </div>
  );
}
