import { addDays, yearsBetween, localDay } from '../dates.ts';
import type { AppointmentPaper, Referral, SickLeave } from '../papers/paper.ts';
import type { VisitRecord } from '../visits/visit-record.ts';
import { type ClaimRow, claimRow } from './claim-definitions.ts';
import type { IssuedPaper } from './claim-facts.ts';
import { dayText, minuteText } from './claim-formats.ts';
import { visitVersion } from './claim-line.ts';

/** Under this age the parents stand on a certificate of leave. */
const PARENTS_BEFORE_YEARS = 7;
/** MA_LOAI_RV of a referral: for professional reasons, at the person's request. */
const REFERRED: readonly string[] = ['2', '5'];

/**
 * Table 11: the certificate of leave for social insurance. The last day of leave counts. Source: docs/legal/insurance.md#claims
 * (QĐ 130/2023 table 11)
 */
export function buildSickLeave({ number, issuedAt, content, doctorLicence }: IssuedPaper<SickLeave>, visit: VisitRecord): ClaimRow {
  const isSmall = yearsBetween(visit.patient.birthDate, content.from) < PARENTS_BEFORE_YEARS;
  const ended = content.cause === 'miscarriage';
  return claimRow('XML11', visitVersion(visit), {
    MA_LK: visit.encounter.code,
    SO_CT: number,
    SO_SERI: serial(number, visit),
    SO_KCB: visit.encounter.recordNumber,
    DON_VI: content.employer,
    MA_BHXH: content.socialInsuranceNumber,
    MA_THE_BHYT: visit.coverages.map(({ cardNumber }) => cardNumber).join(';'),
    CHAN_DOAN_RV: content.diagnosis,
    PP_DIEUTRI: content.treatment,
    MA_DINH_CHI_THAI: ended ? '1' : '0',
    NGUYENNHAN_DINHCHI: ended ? content.diagnosis : '',
    TUOI_THAI: ended ? String(content.pregnancyWeeks ?? '') : '',
    SO_NGAY_NGHI: String(content.days),
    TU_NGAY: dayText(content.from),
    DEN_NGAY: dayText(addDays(content.from, content.days - 1)),
    HO_TEN_CHA: isSmall ? content.fatherName : '',
    HO_TEN_ME: isSmall ? content.motherName : '',
    MA_TTDV: visit.facility.signerNumber,
    MA_BS: doctorLicence,
    NGAY_CT: dayText(localDay(issuedAt)),
    MAU_SO: 'CT07',
  });
}

/** Serial of a paper over all facilities and years: `14009` + year + number. */
const serial = (number: string, { facility }: VisitRecord): string => `${facility.code}${number.split('/').reverse().join('')}`;

/** What table 1 says of the person and the visit, under the same names. */
const copied = (summary: ClaimRow, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, summary[name] ?? '']));

const PERSON = ['MA_LK', 'MA_CSKCB', 'HO_TEN', 'NGAY_SINH', 'GIOI_TINH', 'DIA_CHI', 'MA_THE_BHYT', 'GT_THE_DEN'];
const STAY = ['NGAY_VAO', 'NGAY_VAO_NOI_TRU', 'NGAY_RA', 'CHAN_DOAN_RV', 'MA_BENH_CHINH', 'MA_BENH_KT', 'MA_BENH_YHCT'];

/**
 * Table 13: the referral, only where the visit ends by one. Facility names changed with QĐ 3176; the version picks.
 * Source: docs/legal/insurance.md#claims (QĐ 130/2023 table 13)
 */
export function buildReferral(paper: IssuedPaper<Referral>, visit: VisitRecord, summary: ClaimRow): ClaimRow[] {
  const { content, number } = paper;
  if (!REFERRED.includes(visit.encounter.dischargeType)) return [];
  const from = visit.encounter.referredFrom;
  const row = claimRow('XML13', visitVersion(visit), {
    ...copied(summary, [...PERSON, ...STAY, 'MA_QUOCTICH', 'MA_DANTOC', 'MA_NGHE_NGHIEP', 'MA_LOAI_RV', 'MA_TTDV']),
    SO_HOSO: visit.encounter.recordNumber,
    SO_CHUYENTUYEN: number,
    GIAY_CHUYEN_TUYEN: serial(number, visit),
    ...{ MA_NOI_DI: from, MA_CSKCB_DI: from, MA_NOI_DEN: content.referredTo, MA_CSKCB_DEN: content.referredTo },
    DAU_HIEU_LS: content.clinicalSigns,
    QT_BENHLY: content.course,
    TOMTAT_KQ: content.results,
    PP_DIEUTRI: content.treatment,
    ...usedText(visit),
    TINH_TRANG_CT: content.condition,
    MA_LYDO_CT: content.reason,
    HUONG_DIEU_TRI: content.plan,
    PHUONGTIEN_VC: content.transport,
    HOTEN_NGUOI_HT: content.escortName,
    CHUCDANH_NGUOI_HT: content.escortTitle,
    MA_BAC_SI: paper.doctorLicence,
  });
  return [row];
}

/** What was done and given; the fields hold no more than 1024 characters. */
function usedText({ charges }: VisitRecord): Record<string, string> {
  const names = (isDrug: boolean) => [...new Set(charges.filter(({ kind }) => (kind === 'drug') === isDrug).map(({ name }) => name))];
  const text = (items: string[]) => [...items.join('; ')].slice(0, 1024).join('');
  return { TEN_DICH_VU: text(names(false)), TEN_THUOC: text(names(true)) };
}

/**
 * Table 14: the appointment. Twelve digits with an hour, eight without: the later text is not known for sure.
 * Source: docs/legal/insurance.md#claims (QĐ 4750/2023 table 14)
 */
export function buildAppointment(paper: IssuedPaper<AppointmentPaper>, visit: VisitRecord, summary: ClaimRow): ClaimRow {
  const { day, time } = paper.content;
  return claimRow('XML14', visitVersion(visit), {
    ...copied(summary, [...PERSON, ...STAY, 'MA_DOITUONG_KCB', 'MA_TTDV']),
    SO_GIAYHEN_KL: paper.number,
    NGAY_HEN_KL: `${dayText(day)}${time?.replace(':', '') ?? ''}`,
    MA_BAC_SI: paper.doctorLicence,
    NGAY_CT: minuteText(paper.issuedAt).slice(0, 8),
  });
}
