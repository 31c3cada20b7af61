import type { OrderPrintAnswer } from '../../../api/orders/order-schemas.ts';
import type { WorkDetail } from '../../../api/results/result-schemas.ts';
import { birthForPeople, momentForPeople } from '../../lib/format.ts';
import { Barcode } from '../../ui/barcode.tsx';
import { PrintedSheet } from '../../ui/printed-sheet.tsx';
import { SheetHead } from '../../lib/sheet-head.tsx';

interface PaperProps {
  sheet: OrderPrintAnswer;
  detail: WorkDetail;
  onPrinted: () => void;
}

const flagWords: Record<string, string> = { L: 'thấp', H: 'cao', LL: 'THẤP, nguy kịch', HH: 'CAO, nguy kịch', A: 'bất thường' };

/** The result sheet on A5: what counts now; a correction says what it corrects. Papers speak Vietnamese. */
export function ResultPaper({ sheet, detail, onPrinted }: PaperProps) {
  const { item, results } = detail;
  const issue = results.find(({ approvedAt }) => approvedAt !== null);
  if (issue === undefined) return null;
  return (
    <PrintedSheet id={sheet.id} paper="a5" onPrinted={onPrinted}>
      <SheetHead sheet={sheet} title={item.serviceGroup === 'XN' ? 'PHIẾU KẾT QUẢ XÉT NGHIỆM' : 'PHIẾU KẾT QUẢ'} />
      <p>
        <strong>{item.serviceName}</strong>
      </p>
      <p>
        Chỉ định: {item.orderedByName}, {momentForPeople(item.orderedAt)}
        {item.specimen !== null && ` · Mẫu ${item.specimen.number} (${item.specimen.kind}) lấy ${momentForPeople(item.specimen.takenAt)}`}
      </p>
      {issue.kind === 'correction' && (
        <p className="sheet-copy">
          BẢN SỬA lần {issue.number - 1}, thay bản trước. Lý do: {issue.changeReason}
        </p>
      )}
      {issue.values.length > 0 && (
        <table>
          <thead>
            <tr>
              <th>Chỉ số</th>
              <th>Kết quả</th>
              <th>Đơn vị</th>
              <th>Tham chiếu</th>
            </tr>
          </thead>
          <tbody>
            {issue.values.map((value) => (
              <tr key={value.indicatorCode} className={value.flag === null || value.flag === 'N' ? '' : 'abnormal'}>
                <td>{value.name}</td>
                <td>
                  {value.shown} {value.flag !== null && value.flag !== 'N' && `(${flagWords[value.flag] ?? ''})`}
                </td>
                <td>{value.unit ?? ''}</td>
                <td>{value.range}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {issue.description !== null && <p className="sheet-words">{issue.description}</p>}
      {issue.conclusion !== null && (
        <p className="sheet-words">
          <strong>Kết luận: {issue.conclusion}</strong>
        </p>
      )}
      <div className="sheet-signatures">
        <span>
          Người thực hiện
          <strong>{issue.performedByName}</strong>
        </span>
        <span>
          Duyệt lúc {momentForPeople(issue.approvedAt ?? '')}
          <strong>{issue.approvedByName}</strong>
        </span>
      </div>
      <p className="sheet-foot">
        In lúc {momentForPeople(sheet.printedAt)}, {sheet.printedByName}
        {issue.machineCode !== null && ` · Máy ${issue.machineCode}`}
      </p>
    </PrintedSheet>
  );
}

/** The label of a tube, 50 × 30 mm: number as barcode, who, what. */
export function LabelPaper({ sheet, detail, onPrinted }: PaperProps) {
  const specimen = detail.item.specimen;
  // The order is read anew after the sample was taken; the label waits for its number.
  if (specimen === null) return null;
  return (
    <PrintedSheet id={sheet.id} paper="label" onPrinted={onPrinted}>
      <Barcode text={specimen.number} dots={2} heightMm={9} label={`Mã mẫu ${specimen.number}`} />
      <p>
        <strong>{specimen.number}</strong>
      </p>
      <p>
        <strong>{sheet.patient.fullName}</strong> {birthForPeople(sheet.patient.birthDate, sheet.patient.birthPrecision)}
      </p>
      <p>
        {specimen.kind} · {momentForPeople(specimen.takenAt)}
      </p>
    </PrintedSheet>
  );
}
