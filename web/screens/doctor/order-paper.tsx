import type { EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import type { OrderPrintAnswer } from '../../../api/orders/order-schemas.ts';
import { numberForPeople } from '../../lib/format-money.ts';
import { momentForPeople } from '../../lib/format.ts';
import { SheetHead } from '../../lib/sheet-head.tsx';
import { Barcode } from '../../ui/barcode.tsx';
import { PrintedSheet } from '../../ui/printed-sheet.tsx';

interface OrderPaperProps {
  sheet: OrderPrintAnswer;
  orders: EncounterView['orders'];
  onPrinted: () => void;
}

/** The order sheet on A5 with the visit as a barcode: what stands on it is what was not taken back. Papers speak Vietnamese. */
export function OrderPaper({ sheet, orders, onPrinted }: OrderPaperProps) {
  const standing = orders.filter(({ state }) => state !== 'cancelled');
  return (
    <PrintedSheet id={sheet.id} paper="a5" onPrinted={onPrinted}>
      <SheetHead sheet={sheet} title="PHIẾU CHỈ ĐỊNH" />
      <Barcode text={sheet.encounterCode} label={`Mã lượt khám ${sheet.encounterCode}`} />
      <table>
        <thead>
          <tr>
            <th>Dịch vụ</th>
            <th>SL</th>
            <th>Chỉ định lúc</th>
          </tr>
        </thead>
        <tbody>
          {standing.map((order) => (
            <tr key={order.id}>
              <td>
                {order.urgent && <strong>KHẨN </strong>}
                {order.serviceName}
                {order.reason !== null && ` (${order.reason})`}
              </td>
              <td>{numberForPeople(order.quantity)}</td>
              <td>{momentForPeople(order.orderedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="sheet-signatures">
        <span />
        <span>
          Bác sĩ chỉ định
          <strong>{sheet.orderedByName}</strong>
        </span>
      </div>
      <p className="sheet-foot">
        In lúc {momentForPeople(sheet.printedAt)}, {sheet.printedByName}
      </p>
    </PrintedSheet>
  );
}
