import '../../../ui/papers.css';
import './prescription-paper.css';
import type { PrescriptionSheet } from '../../../../api/prescriptions/prescription-schemas.ts';
import { dayForPeople, localDay } from '../../../../domain/dates.ts';
import { ageText } from '../../../../domain/patients/age.ts';
import { prescriptionCodeForPaper } from '../../../../domain/prescriptions/prescription-code.ts';
import { quantityForPaper, quantityInWords } from '../../../../domain/prescriptions/quantity-words.ts';
import type { BirthPrecision } from '../../../../domain/visits/visit-record.ts';
import { birthForPeople, momentForPeople } from '../../../lib/format.ts';
import { QrCode } from '../../../ui/qr-code.tsx';

/** Papers are for the patient and speak Vietnamese, whatever the screen speaks. */
const TITLES = { c: 'ĐƠN THUỐC', n: 'ĐƠN THUỐC “N”', h: 'ĐƠN THUỐC “H”', y: 'ĐƠN THUỐC Y HỌC CỔ TRUYỀN', t: 'ĐƠN THUỐC THANG' };
const SEXES: Record<string, string> = { male: 'Nam', female: 'Nữ' };
const CHILD_MONTHS_WRITTEN = /tháng|ngày/;

/** The sheet on A5 as TT 26/2025 wants it; the head repeats on the next page by itself, since it stands in the table head. */
export function PrescriptionPaper({ sheet }: { sheet: PrescriptionSheet }) {
  const { prescription, facility } = sheet;
  const code = prescriptionCodeForPaper(prescription.code);
  return (
    <div className="paper prescription-a5" lang="vi">
      <table className="sheet">
        <thead>
          <tr>
            <td>
              <div className="sheet-head">
                <div>
                  <p className="paper-facility">{facility.name}</p>
                  <p>{[facility.address, facility.phone].filter((text) => text !== null).join(' · ')}</p>
                </div>
                <div className="sheet-code">
                  <QrCode text={code} sizeMm={18} label={`Mã đơn ${code}`} />
                  <p>{code}</p>
                </div>
              </div>
              <h1>{TITLES[prescription.type]}</h1>
              {sheet.copy > 0 && <p className="paper-copy">BẢN IN LẠI lần {sheet.copy}</p>}
              {prescription.withdrawnAt !== null && <p className="paper-copy">ĐƠN ĐÃ THU HỒI</p>}
            </td>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>
              <Person sheet={sheet} />
              <Lines prescription={prescription} />
              <Foot sheet={sheet} />
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function Person({ sheet: { patient, prescription, cardNumber, diagnoses } }: { sheet: PrescriptionSheet }) {
  const age = ageText(patient.birthDate, patient.birthPrecision as BirthPrecision, localDay(prescription.signedAt));
  const isSmall = CHILD_MONTHS_WRITTEN.test(age);
  const born = `${birthForPeople(patient.birthDate, patient.birthPrecision)} (${age})`;
  const facts: [string, string | null][] = [
    ['Họ và tên', `${patient.fullName} · ${SEXES[patient.sex] ?? 'Chưa rõ'}`],
    ['Ngày sinh', isSmall && prescription.weightKg !== null ? `${born} · ${prescription.weightKg.replace('.', ',')} kg` : born],
    ['Số định danh', patient.citizenId],
    ['Thẻ BHYT', cardNumber],
    ['Nơi ở', patient.address],
    ['Điện thoại', patient.phone],
    ['Bố, mẹ, người đưa đi', isSmall ? prescription.guardianName : null],
    ['Chẩn đoán', diagnoses.map(({ icdCode, text }) => `${text} (${icdCode})`).join('; ')],
  ];
  return (
    <dl className="sheet-facts">
      {facts
        .filter(([, value]) => value !== null && value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}:</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Lines({ prescription: { lines, type, tranches } }: Pick<PrescriptionSheet, 'prescription'>) {
  return (
    <>
      <ol className="sheet-lines">
        {lines.map((line, i) => (
          <li key={i}>
            <div>
              <b>{line.drugName}</b>
              <span className="sheet-quantity">
                SL: {quantityForPaper(line.quantity)} {line.unit.toLowerCase()}
                {type === 'n' && ` (${quantityInWords(line.quantity)})`}
              </span>
            </div>
            <p>
              {line.dosageText}
              {line.payer === 'outside' && ' — người bệnh tự mua'}
            </p>
          </li>
        ))}
      </ol>
      {tranches.map(({ number, from, until }) => (
        <p key={number}>
          Đợt {number}: từ ngày {dayForPeople(from)} đến ngày {dayForPeople(until)}
        </p>
      ))}
      <p className="sheet-count">Cộng khoản: {String(lines.length).padStart(2, '0')}</p>
    </>
  );
}

function Foot({ sheet }: { sheet: PrescriptionSheet }) {
  const { prescription } = sheet;
  const signed = localDay(prescription.signedAt).split('-').reverse();
  return (
    <>
      <p>Lời dặn: {prescription.advice ?? 'Khám lại khi hết thuốc hoặc khi không đỡ.'}</p>
      <div className="sheet-signatures">
        {prescription.type !== 'c' && (
          <div>
            <p>Người nhận thuốc</p>
            <p className="sheet-space">Số định danh: ……………………</p>
          </div>
        )}
        <div>
          <p>
            Ngày {signed[0]} tháng {signed[1]} năm {signed[2]}
          </p>
          <p>Bác sĩ kê đơn</p>
          <p className="sheet-space" />
          <p>
            <b>{prescription.prescriberName}</b>
          </p>
          {prescription.prescriberLicence !== null && <p>GPHN: {prescription.prescriberLicence}</p>}
        </div>
      </div>
      <p className="paper-foot">
        Khám lại xin mang theo đơn này. In lúc {momentForPeople(sheet.printedAt)}, {sheet.printedBy}
      </p>
    </>
  );
}
