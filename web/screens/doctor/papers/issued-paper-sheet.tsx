import type { PrintAnswer } from '../../../../api/prints/print-schemas.ts';
import { addDays, dayForPeople } from '../../../../domain/dates.ts';
import { birthForPeople } from '../../../lib/format.ts';
import { PrintedSheet } from '../../../ui/printed-sheet.tsx';
import { Foot, Line, Signature } from './sheet-parts.tsx';

type Issued = NonNullable<PrintAnswer['paper']>;

const SEXES: Record<string, string> = { male: 'Nam', female: 'Nữ' };
const TITLES: Record<Issued['kind'], string> = {
  'sick-leave': 'GIẤY CHỨNG NHẬN NGHỈ VIỆC HƯỞNG BẢO HIỂM XÃ HỘI',
  referral: 'GIẤY CHUYỂN CƠ SỞ KHÁM BỆNH, CHỮA BỆNH',
  admission: 'PHIẾU KHÁM BỆNH VÀO VIỆN',
  appointment: 'GIẤY HẸN KHÁM LẠI',
  'outpatient-record': 'HỒ SƠ BỆNH ÁN NGOẠI TRÚ',
};
const REASONS = {
  '1': 'Đủ điều kiện chuyển, phù hợp với quy định',
  '2': 'Đủ điều kiện chuyển, vượt khả năng của cơ sở',
  '3': 'Theo yêu cầu của người bệnh hoặc người đại diện',
};

/** An issued paper on A5, as everybody in it was named on the day of issue. Papers speak Vietnamese. */
export function IssuedPaperSheet({ print, paper, onPrinted }: { print: PrintAnswer; paper: Issued; onPrinted: () => void }) {
  const { head, content } = paper;
  const toTests = content.kind === 'appointment' && content.purpose === 'tests';
  return (
    <PrintedSheet id={print.id} paper="a5" onPrinted={onPrinted}>
      <p>
        <strong>{head.facility.name}</strong> · Số: {paper.number}
      </p>
      <p>{[head.facility.address, head.facility.phone].filter((text) => text !== null).join(' · ')}</p>
      <h1>{toTests ? 'GIẤY HẸN LÀM XÉT NGHIỆM' : TITLES[paper.kind]}</h1>
      {print.copy > 0 && <p className="sheet-copy">BẢN IN LẠI lần {print.copy}</p>}
      {paper.withdrawnAt !== null && <p className="sheet-copy">GIẤY ĐÃ THU HỒI</p>}
      <Person paper={paper} />
      <Content content={content} />
      <Signature
        {...{ at: paper.issuedAt, title: 'Bác sĩ', name: head.issuedByName, licence: head.issuedByLicence }}
        other={content.kind === 'appointment' || content.kind === 'outpatient-record' ? '' : 'Thủ trưởng cơ sở'}
      />
      <Foot print={print} />
    </PrintedSheet>
  );
}

function Person({ paper: { head } }: { paper: Issued }) {
  const { patient } = head;
  return (
    <>
      <p>
        Họ và tên: <strong>{patient.fullName.toLocaleUpperCase('vi')}</strong> · {birthForPeople(patient.birthDate, patient.birthPrecision)}{' '}
        · {SEXES[patient.sex] ?? 'Chưa rõ giới'}
      </p>
      <p>
        Mã người bệnh: {patient.number ?? '–'} · Thẻ BHYT: {head.cardNumber ?? 'Không'} · Mã lượt: {head.encounterCode}
      </p>
      <Line name="Số định danh" value={patient.citizenId} />
      <Line name="Nơi ở" value={patient.address} />
    </>
  );
}

function Content({ content }: { content: Issued['content'] }) {
  return linesOf(content).map(([name, value]) => <Line key={name} name={name} value={value} />);
}

/** What stands on the paper, line by line; what was left empty has no line. */
function linesOf(content: Issued['content']): [name: string, value: string | undefined][] {
  switch (content.kind) {
    case 'sick-leave':
      return [
        ['Đơn vị làm việc', content.employer],
        ['Mã số BHXH', content.socialInsuranceNumber],
        ['Chẩn đoán và phương pháp điều trị', `${content.diagnosis}. ${content.treatment}`],
        ['Tuổi thai', content.pregnancyWeeks === undefined ? undefined : `${content.pregnancyWeeks} tuần`],
        ['Số ngày nghỉ', `${String(content.days).padStart(2, '0')} ngày`],
        ['Từ ngày', `${dayForPeople(content.from)} đến hết ngày ${dayForPeople(addDays(content.from, content.days - 1))}`],
        ['Họ tên cha', content.fatherName],
        ['Họ tên mẹ', content.motherName],
      ];
    case 'referral':
      return [
        ['Kính gửi', `${content.referredToName} (${content.referredTo})`],
        ['Dấu hiệu lâm sàng', content.clinicalSigns],
        ['Quá trình bệnh lý', content.course],
        ['Kết quả xét nghiệm, cận lâm sàng', content.results],
        ['Chẩn đoán', content.diagnosis],
        ['Phương pháp, thuốc đã dùng', content.treatment],
        ['Tình trạng khi chuyển', content.condition],
        ['Lý do chuyển', REASONS[content.reason]],
        ['Hướng điều trị', content.plan],
        ['Phương tiện', content.transport],
        ['Người đưa đi', [content.escortName, content.escortTitle].filter((text) => text !== undefined).join(', ')],
      ];
    case 'admission':
      return [
        ['Lý do vào viện', content.reason],
        ['Bệnh sử', content.course],
        ['Khám', content.findings],
        ['Kết quả cận lâm sàng', content.results],
        ['Chẩn đoán', content.diagnosis],
        ['Đã xử trí', content.treatment],
        ['Cho vào điều trị tại', content.department],
      ];
    case 'appointment':
      return [
        ['Chẩn đoán', content.diagnosis],
        ['Hẹn ngày', [dayForPeople(content.day), content.time].filter((text) => text !== undefined).join(' lúc ')],
        ['Xét nghiệm', content.tests],
        ['Dặn', content.note],
      ];
    case 'outpatient-record':
      return [
        ['Điều trị ngoại trú từ ngày', dayForPeople(content.from)],
        ['Chẩn đoán', content.diagnosis],
      ];
  }
}
