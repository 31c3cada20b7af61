import { useQuery } from '@tanstack/react-query';
import type { BillView, EncounterView } from '../../../../api/encounters/encounter-schemas.ts';
import type { PrintAnswer } from '../../../../api/prints/print-schemas.ts';
import { numberForPeople } from '../../../lib/format.ts';
import { reading } from '../../../lib/reading.ts';
import { SheetHead } from '../../../lib/sheet-head.tsx';
import { PrintedSheet } from '../../../ui/printed-sheet.tsx';
import { Foot, headOf, Signature } from './sheet-parts.tsx';

const GROUPS: Record<string, string> = {
  ...{
    examination: 'Khám bệnh',
    service: 'Dịch vụ kỹ thuật',
    drug: 'Thuốc',
    supply: 'Vật tư y tế',
    bed: 'Ngày giường',
    transport: 'Vận chuyển',
  },
};
const HEADS = ['Nội dung', 'ĐVT', 'SL', 'Đơn giá', 'Thành tiền', 'Quỹ BHYT', 'Cùng chi trả', 'Tự trả'];

interface CostSheetProps {
  print: PrintAnswer;
  encounter: EncounterView;
  onPrinted: () => void;
}

/** Bảng kê chi phí by group, with who pays which part; provisional until the visit is closed. Printed once the bill is there. */
export function CostSheet({ print, encounter, onPrinted }: CostSheetProps) {
  const { data } = useQuery({ ...reading<BillView>(`/encounters/${encounter.id}/bill`), staleTime: 0, gcTime: 0 });
  if (data === undefined) return null;
  return <CostPaper {...{ print, encounter, bill: data, onPrinted }} />;
}

export function CostPaper({ print, encounter, bill, onPrinted }: CostSheetProps & { bill: BillView }) {
  const { hospitalAmount, fundAmount, copayAmount, selfPayAmount } = bill.totals;
  const groups = Object.keys(GROUPS).filter((kind) => bill.lines.some((line) => line.kind === kind));
  return (
    <PrintedSheet id={print.id} paper="a4" onPrinted={onPrinted}>
      <SheetHead sheet={headOf(print, encounter)} title="BẢNG KÊ CHI PHÍ KHÁM BỆNH" />
      {!bill.final && <p>Tạm tính: lượt khám chưa kết thúc.</p>}
      <p>Mức hưởng BHYT: {numberForPeople(bill.benefitRate)} %</p>
      <table>
        <thead>
          <tr>
            {HEADS.map((head) => (
              <th key={head}>{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((kind) => (
            <Group key={kind} name={GROUPS[kind] ?? ''} lines={bill.lines.filter((line) => line.kind === kind)} />
          ))}
          <tr>
            <th colSpan={4}>Cộng</th>
            <Amounts amounts={[hospitalAmount, fundAmount, copayAmount, selfPayAmount]} />
          </tr>
        </tbody>
      </table>
      <Signature at={print.printedAt} title="Người lập bảng kê" name={print.printedBy} other="Người bệnh xác nhận" />
      <Foot print={print} />
    </PrintedSheet>
  );
}

function Group({ name, lines }: { name: string; lines: BillView['lines'] }) {
  return (
    <>
      <tr>
        <th colSpan={HEADS.length}>{name}</th>
      </tr>
      {lines.map((line) => (
        <tr key={line.chargeId}>
          <td>{line.name}</td>
          <td>{line.unit}</td>
          <Amounts
            amounts={[line.quantity, line.hospitalPrice, line.hospitalAmount, line.fundAmount, line.copayAmount, line.selfPayAmount]}
          />
        </tr>
      ))}
    </>
  );
}

const Amounts = ({ amounts }: { amounts: string[] }) =>
  amounts.map((amount, i) => (
    <td key={i} className="right">
      {numberForPeople(amount)}
    </td>
  ));
