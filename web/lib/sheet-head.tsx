import type { OrderPrintAnswer } from '../../api/orders/order-schemas.ts';
import { birthForPeople } from './format.ts';

const sexes: Record<string, string> = { male: 'Nam', female: 'Nữ' };

type Head = Pick<OrderPrintAnswer, 'facility' | 'copy' | 'cardNumber' | 'encounterCode' | 'diagnosis'> & {
  patient: Omit<OrderPrintAnswer['patient'], 'id'>;
};

/** Who, from where, with which card: the head of every sheet. Papers speak Vietnamese, whatever the screen speaks. */
export function SheetHead({ sheet, title }: { sheet: Head; title: string }) {
  const { facility, patient } = sheet;
  return (
    <>
      <p>
        <strong>{facility.name}</strong>
      </p>
      <p>{[facility.address, facility.phone].filter((text) => text !== null).join(' · ')}</p>
      <h1>{title}</h1>
      {sheet.copy > 0 && <p className="sheet-copy">BẢN IN LẠI lần {sheet.copy}</p>}
      <p>
        Họ và tên: <strong>{patient.fullName.toLocaleUpperCase('vi')}</strong> · {birthForPeople(patient.birthDate, patient.birthPrecision)}{' '}
        · {sexes[patient.sex] ?? 'Chưa rõ giới'}
      </p>
      <p>
        Mã người bệnh: {patient.number ?? '–'} · Thẻ BHYT: {sheet.cardNumber ?? 'Không'} · Mã lượt: {sheet.encounterCode}
      </p>
      <p>Địa chỉ: {patient.address ?? '–'}</p>
      <p>Chẩn đoán: {sheet.diagnosis ?? '–'}</p>
    </>
  );
}
