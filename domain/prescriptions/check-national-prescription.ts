import { isDay, monthsBetween } from '../dates.ts';
import { error, type Issue } from '../issue.ts';
import { SMALL_CHILD_MONTHS, type NationalPrescription } from './build-national-prescription.ts';
import { checkPrescriptionCode } from './prescription-code.ts';

const CITIZEN_NUMBER = /^\d{12}$/;
const CARD_NUMBER = /^(\d{10}|[A-Z]{2}\d{13})$/;
/** Traditional medicine has fields of its own that are not here. */
const TYPES: readonly string[] = ['c', 'h', 'n'];

/**
 * What is missing or malformed in a message before it leaves; paths are the names of the national system. Empty = may be sent.
 * Source: QĐ 808/QĐ-BYT, TT 26/2025/TT-BYT; docs/legal/prescribing.md#national-system
 */
export function checkNationalPrescription(body: NationalPrescription): Issue[] {
  return [
    ...(TYPES.includes(body.loai_don_thuoc) ? [] : [error('national_type_unsupported', 'loai_don_thuoc', { type: body.loai_don_thuoc })]),
    ...(checkPrescriptionCode(body.ma_don_thuoc).length === 0 ? [] : [error('prescription_code_format', 'ma_don_thuoc')]),
    ...checkPerson(body),
    ...checkSmallChild(body),
    ...(body.chan_doan.length === 0 ? [missing('chan_doan')] : []),
    ...(body.loai_don_thuoc === 'c' || body.dot_dung_thuoc !== undefined ? [] : [missing('dot_dung_thuoc')]),
    ...checkLines(body),
  ];
}

const missing = (field: string): Issue => error('national_field_missing', field, { field: field.split('.').at(-1) ?? field });
const malformed = (field: string): Issue => error('national_field_malformed', field, { field });

function checkPerson(body: NationalPrescription): Issue[] {
  const required = ['ho_ten_benh_nhan', 'ngay_sinh_benh_nhan', 'dia_chi'] as const;
  const { ma_dinh_danh_cong_dan: citizen, ma_so_the_bao_hiem_y_te: card } = body;
  return [
    ...required.filter((field) => body[field].trim() === '').map(missing),
    ...(citizen === undefined || CITIZEN_NUMBER.test(citizen) ? [] : [malformed('ma_dinh_danh_cong_dan')]),
    ...(card === undefined || CARD_NUMBER.test(card) ? [] : [malformed('ma_so_the_bao_hiem_y_te')]),
  ];
}

function checkSmallChild(body: NationalPrescription): Issue[] {
  const born = body.ngay_sinh_benh_nhan.split('/').reverse().join('-');
  const signedOn = body.ngay_gio_ke_don.slice(0, 10);
  if (!isDay(born) || !isDay(signedOn) || monthsBetween(born, signedOn) >= SMALL_CHILD_MONTHS) return [];
  return [
    ...(body.can_nang === undefined || !(body.can_nang > 0) ? [missing('can_nang')] : []),
    ...(body.thong_tin_nguoi_giam_ho === undefined ? [missing('thong_tin_nguoi_giam_ho')] : []),
  ];
}

function checkLines({ thong_tin_don_thuoc: lines }: NationalPrescription): Issue[] {
  if (lines.length === 0) return [missing('thong_tin_don_thuoc')];
  const required = ['biet_duoc', 'ten_thuoc', 'don_vi_tinh', 'cach_dung'] as const;
  return lines.flatMap((line, i) => [
    ...required.filter((field) => line[field].trim() === '').map((field) => missing(`thong_tin_don_thuoc.${i}.${field}`)),
    ...(line.so_luong > 0 ? [] : [missing(`thong_tin_don_thuoc.${i}.so_luong`)]),
  ]);
}
