import type { ShiftView } from '../../../api/cashier/book-schemas.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { subtract } from '../../../domain/money.ts';
import { amountInWords } from '../../../domain/payments/amount-in-words.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { momentForPeople } from '../../lib/format.ts';
import { session } from '../../lib/session.ts';
import { PrintedSheet } from '../../ui/printed-sheet.tsx';

const METHODS = { cash: 'Tiền mặt', transfer: 'Chuyển khoản', vietqr: 'Mã VietQR' };
const KINDS = { advance: 'Tạm ứng', collection: 'Thu tiền', refund: 'Hoàn tiền', 'advance-return': 'Hoàn tạm ứng' };

/** The summary of a shift on A5, handed over with the money. Papers speak Vietnamese, whatever the screen speaks. */
export function PrintedShift({ shift, onPrinted }: { shift: ShiftView; onPrinted: () => void }) {
  const { summary, countedCash } = shift;
  return (
    <PrintedSheet id={`${shift.id} ${shift.closedAt ?? ''}`} paper="a5" onPrinted={onPrinted}>
      <p>
        <strong>{session.get()?.facility.name}</strong>
      </p>
      <h1>BẢNG TỔNG HỢP CA THU</h1>
      <p>
        Thu ngân: {shift.cashierName} · Sổ ngày {dayForPeople(shift.day)}
        <br />
        Từ {momentForPeople(shift.openedAt)} {shift.closedAt === null ? '(ca chưa chốt)' : `đến ${momentForPeople(shift.closedAt)}`}
      </p>
      <Figures summary={summary} />
      {summary.books.map(({ series, incoming, from, to, count }) => (
        <p key={`${series} ${String(incoming)}`}>
          {incoming ? 'Biên lai' : 'Phiếu chi'} {series}: từ số {from} đến số {to}, {count} phiếu
        </p>
      ))}
      <p>Tiền mặt theo sổ: {moneyForPeople(summary.expectedCash)}</p>
      {countedCash !== null && (
        <p>
          Tiền mặt thực nộp: <strong>{moneyForPeople(countedCash)}</strong> ({amountInWords(countedCash)}) · Chênh lệch:{' '}
          {moneyForPeople(subtract(countedCash, summary.expectedCash))}
          {shift.differenceReason !== null && ` · Lý do: ${shift.differenceReason}`}
        </p>
      )}
      <div className="sheet-signatures">
        <span>
          Người nhận tiền
          <strong> </strong>
        </span>
        <span>
          Thu ngân
          <strong>{shift.cashierName}</strong>
        </span>
      </div>
    </PrintedSheet>
  );
}

function Figures({ summary }: { summary: ShiftView['summary'] }) {
  return (
    <>
      <table>
        <tbody>
          <tr>
            <th>Hình thức</th>
            <th>Thu</th>
            <th>Chi</th>
          </tr>
          {summary.methods.map(({ method, incoming, outgoing }) => (
            <tr key={method}>
              <td>{METHODS[method]}</td>
              <td>{moneyForPeople(incoming)}</td>
              <td>{moneyForPeople(outgoing)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table>
        <tbody>
          <tr>
            <th>Loại phiếu</th>
            <th>Số phiếu</th>
            <th>Số tiền</th>
          </tr>
          {summary.kinds.map(({ kind, count, amount }) => (
            <tr key={kind}>
              <td>{KINDS[kind]}</td>
              <td>{count}</td>
              <td>{moneyForPeople(amount)}</td>
            </tr>
          ))}
          <tr>
            <td>Hủy</td>
            <td>{summary.cancels.count}</td>
            <td>{moneyForPeople(summary.cancels.amount)}</td>
          </tr>
        </tbody>
      </table>
    </>
  );
}
