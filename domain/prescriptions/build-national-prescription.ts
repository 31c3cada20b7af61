import { icdSpecCovers } from '../catalogues/icd-spec.ts';
import { addDays, dayForPeople, daysBetween, localDay, localIso, monthsBetween, type Day, type Instant } from '../dates.ts';
import type { Sex } from '../visits/visit-record.ts';
import type { NationalSettings } from './national-settings.ts';
import type { PrescriptionType } from './prescription-code.ts';
import type { Tranche } from './split-documents.ts';

/** A signed prescription with all that the national system wants to know of it. */
export interface NationalFacts {
  prescription: {
    code: string;
    type: PrescriptionType;
    signedAt: Instant;
    advice: string | null;
    weightKg: string | null;
    guardianName: string | null;
    tranches: Tranche[];
    lines: {
      drugCode: string;
      registrationNumber: string | null;
      brand: string | null;
      ingredient: string | null;
      drugName: string;
      unit: string;
      quantity: string;
      days: number;
      dosageText: string;
    }[];
  };
  person: {
    fullName: string;
    sex: Sex;
    birthDate: Day;
    phone: string | null;
    guardianPhone: string | null;
    citizenId: string | null;
    address: string | null;
    province: string | null;
  };
  cardNumber: string | null;
  diagnoses: { icdCode: string; name: string; text: string }[];
  followUpOn: Day | null;
}

/** The message, with the names of the national system. Absent = not known: nothing is made up. */
export interface NationalPrescription {
  loai_don_thuoc: PrescriptionType;
  ma_don_thuoc: string;
  ho_ten_benh_nhan: string;
  ma_dinh_danh_cong_dan?: string;
  ngay_sinh_benh_nhan: string;
  can_nang?: number;
  gioi_tinh: 1 | 2 | 3;
  ma_so_the_bao_hiem_y_te?: string;
  thong_tin_nguoi_giam_ho?: string;
  dia_chi: string;
  chan_doan: { ma_chan_doan: string; ten_chan_doan: string; ket_luan: string }[];
  luu_y?: string;
  hinh_thuc_dieu_tri: 2;
  dot_dung_thuoc?: { dot: number; tu_ngay: string; den_ngay: string };
  thong_tin_don_thuoc: {
    ma_thuoc: string;
    biet_duoc: string;
    ten_thuoc: string;
    don_vi_tinh: string;
    so_luong: number;
    cach_dung: string;
  }[];
  loi_dan?: string;
  so_dien_thoai_nguoi_kham_benh?: string;
  ngay_tai_kham?: string;
  ngay_gio_ke_don: string;
}

/** Not the codes of the insurance files, where 1 is male, 2 female and 3 unknown. */
const sexCodes = { unknown: 1, male: 2, female: 3 } as const satisfies Record<Sex, number>;

/** Weight and guardian are told below this age (TT 26/2025). */
export const SMALL_CHILD_MONTHS = 72;

/**
 * The message of one signed prescription; the same facts give the same bytes in JSON. Days are `dd/MM/yyyy`, the moment of prescribing is the wall clock
 * in Viet Nam without offset, the re-visit is a number of days. A person with a diagnosis of `settings.deidentify` goes without identity: no number, card,
 * phone, guardian or house, and of the birthday only the year.
 * Source: QĐ 808/QĐ-BYT, QĐ 425/QĐ-BYT; docs/legal/prescribing.md#national-system
 */
export function buildNationalPrescription(
  facts: NationalFacts,
  settings: Pick<NationalSettings, 'deidentify'>,
): { body: NationalPrescription; deidentified: boolean } {
  const { prescription, diagnoses, followUpOn } = facts;
  const anonymous = settings.deidentify;
  const hides = anonymous !== null && diagnoses.some(({ icdCode }) => icdSpecCovers(anonymous.icd, icdCode));
  const person = hides ? withoutIdentity(facts, anonymous.name) : byName(facts);
  const day = localDay(prescription.signedAt);
  const note = trancheNote(prescription.tranches);
  const body: NationalPrescription = {
    loai_don_thuoc: prescription.type,
    ma_don_thuoc: prescription.code,
    ...person,
    chan_doan: diagnoses.map(({ icdCode, name, text }) => ({
      ma_chan_doan: icdCode,
      ten_chan_doan: name,
      ket_luan: text === '' ? name : text,
    })),
    ...(note === '' ? {} : { luu_y: note }),
    hinh_thuc_dieu_tri: 2,
    ...supplyOf(prescription, day),
    thong_tin_don_thuoc: prescription.lines.map(lineOf),
    ...(isBlank(prescription.advice) ? {} : { loi_dan: prescription.advice }),
    ...(followUpOn === null || followUpOn <= day ? {} : { ngay_tai_kham: String(daysBetween(day, followUpOn)) }),
    ngay_gio_ke_don: localIso(prescription.signedAt).slice(0, 19).replace('T', ' '),
  };
  return { body, deidentified: hides };
}

type PersonPart = Pick<
  NationalPrescription,
  | 'ho_ten_benh_nhan'
  | 'ma_dinh_danh_cong_dan'
  | 'ngay_sinh_benh_nhan'
  | 'can_nang'
  | 'gioi_tinh'
  | 'ma_so_the_bao_hiem_y_te'
  | 'thong_tin_nguoi_giam_ho'
  | 'dia_chi'
  | 'so_dien_thoai_nguoi_kham_benh'
>;

function byName({ person, prescription, cardNumber }: NationalFacts): PersonPart {
  const isSmall = monthsBetween(person.birthDate, localDay(prescription.signedAt)) < SMALL_CHILD_MONTHS;
  const guardian = [prescription.guardianName, person.guardianPhone].filter((part) => !isBlank(part)).join(', ');
  return {
    ho_ten_benh_nhan: person.fullName,
    ...(isBlank(person.citizenId) ? {} : { ma_dinh_danh_cong_dan: person.citizenId }),
    ngay_sinh_benh_nhan: dayForPeople(person.birthDate),
    ...weightOf(prescription, isSmall),
    gioi_tinh: sexCodes[person.sex],
    ...(isBlank(cardNumber) ? {} : { ma_so_the_bao_hiem_y_te: cardNumber }),
    ...(isSmall && guardian !== '' ? { thong_tin_nguoi_giam_ho: guardian } : {}),
    dia_chi: person.address ?? '',
    ...(isBlank(person.phone) ? {} : { so_dien_thoai_nguoi_kham_benh: person.phone }),
  };
}

function withoutIdentity({ person, prescription }: NationalFacts, name: string): PersonPart {
  const isSmall = monthsBetween(person.birthDate, localDay(prescription.signedAt)) < SMALL_CHILD_MONTHS;
  return {
    ho_ten_benh_nhan: name,
    ngay_sinh_benh_nhan: `01/01/${person.birthDate.slice(0, 4)}`,
    ...weightOf(prescription, isSmall),
    gioi_tinh: sexCodes[person.sex],
    // A guardian's name is the child's identity; the form wants the field, so it says that it is held back.
    ...(isSmall ? { thong_tin_nguoi_giam_ho: name } : {}),
    dia_chi: person.province ?? '',
  };
}

const weightOf = ({ weightKg }: NationalFacts['prescription'], isSmall: boolean): { can_nang?: number } =>
  isSmall && weightKg !== null ? { can_nang: Number(weightKg) } : {};

/**
 * The system knows one supply a document and the quantities are those of the whole document, so a sheet of several tranches goes as one span from the first
 * day to the last; the dates of each tranche stand in the note.
 */
function supplyOf({ type, tranches, lines }: NationalFacts['prescription'], day: Day): Pick<NationalPrescription, 'dot_dung_thuoc'> {
  if (type === 'c') return {};
  const days = Math.max(...lines.map((line) => line.days));
  const from = tranches[0]?.from ?? day;
  const until = tranches.at(-1)?.until ?? addDays(day, days - 1);
  return { dot_dung_thuoc: { dot: 1, tu_ngay: dayForPeople(from), den_ngay: dayForPeople(until) } };
}

const trancheNote = (tranches: Tranche[]): string =>
  tranches.map(({ number, from, until }) => `Đợt ${number}: từ ${dayForPeople(from)} đến ${dayForPeople(until)}`).join('; ');

function lineOf(line: NationalFacts['prescription']['lines'][number]): NationalPrescription['thong_tin_don_thuoc'][number] {
  const named = [line.brand, line.ingredient, line.drugName].find((one) => !isBlank(one)) ?? '';
  return {
    ma_thuoc: line.registrationNumber ?? line.drugCode,
    biet_duoc: named,
    ten_thuoc: line.drugName,
    don_vi_tinh: line.unit,
    so_luong: Number(line.quantity),
    cach_dung: line.dosageText,
  };
}

const isBlank = (text: string | null): text is null | '' => text === null || text.trim() === '';
