import '../../../ui/papers.css';
import type { PrintAnswer } from '../../../../api/prints/print-schemas.ts';
import { momentForPeople } from '../../../lib/format.ts';
import { Barcode } from '../../../ui/barcode.tsx';
import { bornOf, classOf, copyMark, expectedLine, printedLine, sexOf } from './paper-words.ts';

/** The registration slip on A5: who, with which card, why, and all rooms of the visit in order. */
export function SlipPaper({ paper }: { paper: PrintAnswer }) {
  const { patient, encounter, facility } = paper;
  const mark = copyMark(paper);
  const facts: [string, string][] = [
    ['Họ và tên', patient.fullName],
    ['Ngày sinh', `${bornOf(patient)} · ${sexOf(patient.sex)}`],
    ['Mã người bệnh', patient.number ?? ''],
    ['Địa chỉ', patient.address ?? ''],
    ['Thẻ BHYT', paper.cardNumber ?? 'Không'],
    ['Lý do đến khám', encounter.reason],
    ['Đến lúc', momentForPeople(encounter.startedAt)],
  ];
  return (
    <div className="paper slip-a5" lang="vi">
      <p className="paper-facility">{facility.name}</p>
      <p>{[facility.address, facility.phone].filter((text) => text !== null).join(' · ')}</p>
      <h1>PHIẾU ĐĂNG KÝ KHÁM BỆNH</h1>
      {mark !== '' && <p className="paper-copy">{mark}</p>}
      <Barcode text={encounter.code} label={`Mã lượt khám ${encounter.code}`} />
      <p>{encounter.code}</p>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <table>
        <thead>
          <tr>
            <th>Số</th>
            <th>Phòng</th>
            <th>Chờ</th>
          </tr>
        </thead>
        <tbody>
          {paper.tickets.map((ticket) => (
            <tr key={ticket.id}>
              <td className="paper-small-number">{ticket.number}</td>
              <td>
                {ticket.roomCode} · {ticket.roomName} {classOf(ticket.priority)}
              </td>
              <td>{expectedLine(ticket, paper.printedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="paper-foot">{printedLine(paper)}</p>
    </div>
  );
}
