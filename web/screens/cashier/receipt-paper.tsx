import type { ReceiptPaper } from '../../../api/cashier/cashier-schemas.ts';
import { localDay } from '../../../domain/dates.ts';
import { bookNumber } from '../../../domain/payments/receipt-book.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { birthForPeople, momentForPeople } from '../../lib/format.ts';
import { PrintedSheet } from '../../ui/printed-sheet.tsx';

/** Papers speak Vietnamese, whatever the screen speaks. */
const TITLES: Record<ReceiptPaper['receipt']['kind'], [title: string, purpose: string, giver: string, taker: string]> = {
  advance: ['BIÊN LAI TẠM ỨNG', 'Tạm ứng viện phí', 'Người nộp tiền', 'Người thu tiền'],
  collection: ['BIÊN LAI THU TIỀN', 'Thu tiền khám, chữa bệnh', 'Người nộp tiền', 'Người thu tiền'],
  refund: ['PHIẾU CHI HOÀN TIỀN', 'Hoàn tiền khám, chữa bệnh', 'Người nhận tiền', 'Người chi tiền'],
  'advance-return': ['PHIẾU CHI HOÀN TẠM ỨNG', 'Hoàn tạm ứng viện phí', 'Người nhận tiền', 'Người chi tiền'],
};
const METHODS: Record<ReceiptPaper['receipt']['method'], string> = { cash: 'Tiền mặt', transfer: 'Chuyển khoản', vietqr: 'Mã VietQR' };

/** A receipt or payout on A5, sent to the printer once. */
export function PrintedReceipt({ paper, onPrinted }: { paper: ReceiptPaper; onPrinted: () => void }) {
  const { facility, patient, receipt } = paper;
  const [title, purpose, giver, taker] = TITLES[receipt.kind];
  const [year, month, day] = localDay(receipt.createdAt).split('-');
  const facts: [string, string][] = [
    ['Họ và tên người bệnh', `${patient.fullName} (${birthForPeople(patient.birthDate, patient.birthPrecision)})`],
    ['Địa chỉ', patient.address ?? ''],
    ['Mã lượt khám', `${paper.encounterCode}${patient.number === null ? '' : ` · Mã người bệnh ${patient.number}`}`],
    [giver, receipt.payerName ?? patient.fullName],
    ['Nội dung', purpose],
    ['Số tiền', moneyForPeople(receipt.amount)],
    ['Bằng chữ', paper.amountInWords],
    ['Hình thức', METHODS[receipt.method]],
  ];
  return (
    <PrintedSheet id={paper.id} paper="a5" onPrinted={onPrinted}>
      <p>
        <strong>{facility.name}</strong>
        <br />
        {[facility.address, facility.phone].filter((part) => part !== null).join(' · ')}
      </p>
      <h1>{title}</h1>
      <p>
        Ký hiệu: {receipt.series} · Số: <strong>{receipt.number === null ? '' : bookNumber(receipt.number)}</strong>
      </p>
      {receipt.cancelledAt !== null && <p className="sheet-copy">ĐÃ HỦY: {receipt.cancelReason}</p>}
      {paper.copy > 0 && <p className="sheet-copy">BẢN IN LẠI lần {paper.copy}</p>}
      <table>
        <tbody>
          {facts.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="sheet-signatures">
        <span>
          {giver}
          <strong>{receipt.payerName ?? ''}</strong>
        </span>
        <span>
          Ngày {day} tháng {month} năm {year}
          <br />
          {taker}
          <strong>{receipt.cashierName}</strong>
        </span>
      </div>
      <p className="sheet-foot">
        In lúc {momentForPeople(paper.printedAt)}, {paper.printedBy}
      </p>
    </PrintedSheet>
  );
}
