import { Fragment } from 'react';
import type { BordereauView } from '../../api/encounters/bordereau-schemas.ts';
import type { PrintAnswer } from '../../api/prints/print-schemas.ts';
import type { BordereauItem } from '../../domain/insurance/bordereau.ts';
import { dayForPeople } from '../../domain/dates.ts';
import { PrintedSheet } from '../ui/printed-sheet.tsx';
import { numberForPeople } from './format-money.ts';
import { birthForPeople, momentForPeople } from './format.ts';

type Sheet = BordereauView['sheets'][number];
type Amounts = Sheet['totals'];

const ITEMS: Record<BordereauItem, string> = {
  '1': '1. Khám bệnh',
  '2.1': '2.1. Ngày giường điều trị ban ngày',
  '2.2': '2.2. Ngày giường điều trị nội trú',
  '2.3': '2.3. Ngày giường lưu',
  '3': '3. Xét nghiệm',
  '4': '4. Chẩn đoán hình ảnh',
  '5': '5. Thăm dò chức năng',
  '6': '6. Thủ thuật, phẫu thuật',
  '7': '7. Máu, chế phẩm máu',
  '8': '8. Thuốc, dịch truyền',
  '9': '9. Vật tư y tế',
  '10': '10. Gói vật tư y tế',
  '11': '11. Vận chuyển người bệnh',
  '12': '12. Dịch vụ khác',
};
const TYPES = { '01': 'Khám bệnh', '02': 'Điều trị ngoại trú', '03': 'Điều trị nội trú', '04': 'Điều trị ban ngày' } as const;
const HEADS = [
  ...(['Nội dung', 'Đơn vị tính', 'Số lượng', 'Đơn giá BV (đồng)', 'Đơn giá BH (đồng)', 'Tỷ lệ theo dịch vụ (%)'] as const),
  ...(['Thành tiền BV (đồng)', 'Tỷ lệ thanh toán BHYT (%)', 'Thành tiền BH (đồng)'] as const),
  ...(['Quỹ BHYT', 'Cùng chi trả', 'Khác', 'Người bệnh tự trả'] as const),
] as const;
const SEXES: Record<string, string> = { male: 'Nam', female: 'Nữ' };

interface BordereauSheetProps {
  print: PrintAnswer;
  bordereau: BordereauView;
  onPrinted: () => void;
}

/** Bảng kê 01/KBCB on A4 across: a page for each card and rate. Papers speak Vietnamese, whatever the screen speaks. */
export function BordereauPaper({ print, bordereau, onPrinted }: BordereauSheetProps) {
  return (
    <PrintedSheet id={print.id} paper="a4-across" onPrinted={onPrinted}>
      {bordereau.sheets.map((sheet, i) => (
        <div className="bordereau-page" key={`${sheet.card?.cardNumber ?? ''} ${sheet.rate} ${i}`}>
          <Head print={print} bordereau={bordereau} sheet={sheet} />
          <Lines sheet={sheet} />
          <Sums totals={sheet.totals} />
          <Signatures print={print} isInsured={sheet.card !== null} />
        </div>
      ))}
    </PrintedSheet>
  );
}

function Head({ print, bordereau, sheet }: { print: PrintAnswer; bordereau: BordereauView; sheet: Sheet }) {
  const { facility, patient, encounter } = print;
  const { card } = sheet;
  const end = bordereau.endedAt === null ? '' : ` đến ${momentForPeople(bordereau.endedAt)}`;
  return (
    <>
      <p>
        <strong>{facility.name}</strong> · Khoa: {bordereau.departmentCodes.join(', ') || '–'} · Mẫu số 01/KBCB · Mã lượt khám:{' '}
        {encounter.code} · Mã người bệnh: {patient.number ?? '–'}
      </p>
      <h1>BẢNG KÊ CHI PHÍ KHÁM BỆNH, CHỮA BỆNH{card === null ? ' (PHẦN KHÔNG HƯỞNG BHYT)' : ''}</h1>
      <p>
        Loại: {bordereau.type}. {TYPES[bordereau.type]}
        {!bordereau.final && ' · TẠM TÍNH: lượt khám chưa kết thúc'}
      </p>
      {print.copy > 0 && <p className="sheet-copy">BẢN IN LẠI lần {print.copy}</p>}
      <p>
        Họ và tên: <strong>{patient.fullName.toLocaleUpperCase('vi')}</strong> · {birthForPeople(patient.birthDate, patient.birthPrecision)}{' '}
        · {SEXES[patient.sex] ?? 'Chưa rõ giới'} · Địa chỉ: {patient.address ?? '–'}
      </p>
      {card !== null && (
        <p>
          Thẻ BHYT: <strong>{card.cardNumber}</strong> · Giá trị từ {dayForPeople(card.validFrom)}
          {card.validTo !== null && ` đến ${dayForPeople(card.validTo)}`} · Nơi ĐK ban đầu: {card.registeredFacilityCode}
          {card.areaCode !== null && ` · Khu vực: ${card.areaCode}`}
          {card.fiveYearDate !== null && ` · Đủ 5 năm liên tục từ ${dayForPeople(card.fiveYearDate)}`}
          {card.exemptFrom !== null && ` · Miễn cùng chi trả từ ${dayForPeople(card.exemptFrom)}`} · Mức hưởng:{' '}
          {numberForPeople(sheet.rate)} %
        </p>
      )}
      <p>
        Đến khám: {momentForPeople(bordereau.startedAt)}
        {end}
        {bordereau.treatmentDays !== null && bordereau.treatmentDays > 0 && ` · Số ngày điều trị: ${bordereau.treatmentDays}`} · Đối tượng
        đến: {bordereau.arrivalCategory}
        {bordereau.referredFrom !== null && ` · Nơi chuyển đến: ${bordereau.referredFrom}`}
        {bordereau.referredTo !== null && ` · Nơi chuyển đi: ${bordereau.referredTo}`}
      </p>
      <p>
        Chẩn đoán: {bordereau.finalDiagnosis ?? '–'} · Mã bệnh: {bordereau.icdCodes[0] ?? '–'} · Mã bệnh kèm theo:{' '}
        {bordereau.icdCodes.slice(1).join('; ') || '–'}
      </p>
    </>
  );
}

function Lines({ sheet }: { sheet: Sheet }) {
  return (
    <table>
      <thead>
        <tr>
          {HEADS.map((head) => (
            <th key={head}>{head}</th>
          ))}
        </tr>
        <tr>
          {HEADS.map((head, i) => (
            <th key={head}>({i + 1})</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sheet.blocks.map((block) => (
          <Block key={block.item} block={block} />
        ))}
        <tr>
          <th colSpan={6}>Cộng</th>
          <Cells amounts={sheet.totals} />
        </tr>
      </tbody>
    </table>
  );
}

function Block({ block }: { block: Sheet['blocks'][number] }) {
  return (
    <>
      <tr>
        <th colSpan={6}>{ITEMS[block.item]}</th>
        <Cells amounts={block.totals} strong />
      </tr>
      {block.lines.map((line, i) => (
        <Fragment key={line.chargeId}>
          {line.package !== undefined && line.package.number !== block.lines[i - 1]?.package?.number && <PackageRow of={line.package} />}
          <tr>
            <td>{line.name}</td>
            <td>{line.unit}</td>
            {[line.quantity, line.hospitalPrice, line.insurancePrice, line.serviceRatio].map((value, i) => (
              <td key={i} className="right">
                {numberForPeople(value)}
              </td>
            ))}
            <Cells amounts={line.amounts} ratio={line.insuranceRatio} />
          </tr>
        </Fragment>
      ))}
    </>
  );
}

/** Item 10 has a part for each use of a service. */
const PackageRow = ({ of }: { of: { number: string; serviceName?: string | undefined } }) => (
  <tr>
    <td colSpan={HEADS.length}>
      10.{of.number.slice(1)}. Gói {of.number}
      {of.serviceName !== undefined && `: ${of.serviceName}`}
    </td>
  </tr>
);

/** Columns 7 to 13. */
function Cells({ amounts, ratio = '', strong = false }: { amounts: Amounts; ratio?: string; strong?: boolean }) {
  const values = [
    ...[amounts.hospitalAmount, ratio, amounts.insuranceAmount],
    ...[amounts.fundAmount, amounts.copayAmount, amounts.otherSourceAmount, amounts.selfPayAmount],
  ];
  return values.map((value, i) => (
    <td key={i} className="right">
      {strong ? <strong>{value === '' ? '' : numberForPeople(value)}</strong> : value === '' ? '' : numberForPeople(value)}
    </td>
  ));
}

function Sums({ totals }: { totals: Amounts }) {
  return (
    <p>
      Tổng chi phí: <strong>{numberForPeople(totals.hospitalAmount)} đ</strong> · Quỹ BHYT trả: {numberForPeople(totals.fundAmount)} đ ·
      Người bệnh cùng chi trả: {numberForPeople(totals.copayAmount)} đ · Người bệnh tự trả: {numberForPeople(totals.selfPayAmount)} đ ·
      Nguồn khác: {numberForPeople(totals.otherSourceAmount)} đ
    </p>
  );
}

function Signatures({ print, isInsured }: { print: PrintAnswer; isInsured: boolean }) {
  const places = [
    ['Người lập bảng kê', print.printedBy],
    ['Kế toán viện phí'],
    ['Xác nhận của người bệnh'],
    ...(isInsured ? [['Giám định BHYT']] : []),
  ];
  return (
    <>
      <div className="sheet-signatures">
        {places.map(([title, name]) => (
          <span key={title}>
            {title}
            <strong>{name ?? ' '}</strong>
          </span>
        ))}
      </div>
      <p className="sheet-foot">
        In lúc {momentForPeople(print.printedAt)}, {print.printedBy}
      </p>
    </>
  );
}
