import { type Day, daysBetween, type Instant, localDay, yearsBetween } from '../dates.ts';
import type { VisitRecord } from '../visits/visit-record.ts';
import { type ClaimRow, claimRow } from './claim-definitions.ts';
import { dayText, minuteText } from './claim-formats.ts';
import { visitVersion } from './claim-line.ts';

/** The discharge paper of a stay. */
export interface DischargePaper {
  departmentCode: string;
  diagnosis: string;
  treatment: string;
  note?: string;
  /** Head or deputy head of the department: name, and social-insurance number or practice licence. */
  doctor: { name: string; number: string };
  pregnancyEnd?: { cause: string; at: Instant; weeks: number };
  /** Names and social-insurance numbers, for a patient under sixteen. */
  father?: Parent;
  mother?: Parent;
  /** Of a newborn or an organ donor. */
  temporaryCard?: string;
  /** Leave after the stay; both days count. */
  leave?: { from: Day; until: Day };
}
interface Parent {
  name?: string;
  socialInsuranceNumber?: string;
}

/** The summary of a medical record. */
export interface RecordSummary {
  course: string;
  /** Of diagnostic value. */
  results: string;
  treatment: string;
  fatherName?: string;
  motherName?: string;
  guardianName?: string;
  employer?: string;
  childDeath?: { bornOn: Day; diedOn: Day; count: number };
  note?: string;
  temporaryCard?: string;
  writtenOn: Day;
}

const PARENTS_BEFORE_YEARS = 16;
/** MA_LOAI_RV of somebody who left without a word: no discharge paper is given. */
const ABSCONDED = '3';
/** The summary is due for inpatients, day patients and beds of a commune station. */
const WITH_SUMMARY: readonly string[] = ['03', '04', '06'];
const LONGEST_PREGNANCY_WEEKS = 42;

/**
 * Table 7: the discharge paper, dated by the day of discharge; none for who absconded. Throws a RangeError for weeks of pregnancy beyond 1 to 42 and
 * for a leave that ends before it begins. Source: docs/legal/insurance.md#claims (QĐ 130/2023 table 7)
 */
export function buildDischargePaper(paper: DischargePaper, visit: VisitRecord, summary: ClaimRow): ClaimRow[] {
  const { encounter, facility, patient } = visit;
  if (encounter.dischargeType === ABSCONDED) return [];
  const ended = localDay(encounter.endedAt);
  const row = claimRow('XML7', visitVersion(visit), {
    MA_LK: encounter.code,
    SO_LUU_TRU: encounter.recordNumber,
    MA_YTE: patient.facilityNumber,
    MA_KHOA_RV: paper.departmentCode,
    NGAY_VAO: summary['NGAY_VAO'],
    NGAY_RA: summary['NGAY_RA'],
    ...pregnancyFields(paper),
    CHAN_DOAN_RV: paper.diagnosis,
    PP_DIEUTRI: paper.treatment,
    GHI_CHU: paper.note,
    MA_TTDV: facility.signerNumber,
    MA_BS: paper.doctor.number,
    TEN_BS: paper.doctor.name,
    NGAY_CT: dayText(ended),
    ...(yearsBetween(patient.birthDate, ended) < PARENTS_BEFORE_YEARS ? parentFields(paper) : {}),
    MA_THE_TAM: paper.temporaryCard,
    ...leaveFields(paper),
  });
  return [row];
}

function pregnancyFields({ pregnancyEnd }: DischargePaper): Record<string, string> {
  if (pregnancyEnd === undefined) return { MA_DINH_CHI_THAI: '0' };
  const { cause, at, weeks } = pregnancyEnd;
  if (!Number.isInteger(weeks) || weeks < 1 || weeks > LONGEST_PREGNANCY_WEEKS) throw new RangeError('weeks of pregnancy are 1 to 42');
  return { MA_DINH_CHI_THAI: '1', NGUYENNHAN_DINHCHI: cause, THOIGIAN_DINHCHI: minuteText(at), TUOI_THAI: String(weeks) };
}

const parentFields = ({ father, mother }: DischargePaper): Record<string, string | undefined> => ({
  MA_CHA: father?.socialInsuranceNumber,
  MA_ME: mother?.socialInsuranceNumber,
  HO_TEN_CHA: father?.name,
  HO_TEN_ME: mother?.name,
});

function leaveFields({ leave }: DischargePaper): Record<string, string> {
  if (leave === undefined) return {};
  const days = daysBetween(leave.from, leave.until) + 1;
  if (days < 1) throw new RangeError('a leave ends before it begins');
  return { SO_NGAY_NGHI: String(days), NGOAITRU_TUNGAY: dayText(leave.from), NGOAITRU_DENNGAY: dayText(leave.until) };
}

/**
 * Table 8: the summary of the record, due for inpatients, day patients and commune beds; a facility may send it of every visit.
 * Source: docs/legal/insurance.md#claims (QĐ 130/2023 table 8; QĐ 2733/2024 for every visit, likely)
 */
export function buildRecordSummary(
  paper: RecordSummary,
  visit: VisitRecord,
  { summary, everyVisit }: { summary: ClaimRow; everyVisit: boolean },
): ClaimRow[] {
  const { encounter, facility } = visit;
  if (!everyVisit && !WITH_SUMMARY.includes(encounter.careType)) return [];
  const row = claimRow('XML8', visitVersion(visit), {
    MA_LK: encounter.code,
    MA_LOAI_KCB: encounter.careType,
    HO_TEN_CHA: paper.fatherName,
    HO_TEN_ME: paper.motherName,
    NGUOI_GIAM_HO: paper.guardianName,
    DON_VI: paper.employer,
    NGAY_VAO: summary['NGAY_VAO'],
    NGAY_RA: summary['NGAY_RA'],
    CHAN_DOAN_VAO: encounter.arrivalDiagnosis,
    CHAN_DOAN_RV: encounter.finalDiagnosis,
    QT_BENHLY: paper.course,
    TOMTAT_KQ: paper.results,
    PP_DIEUTRI: paper.treatment,
    NGAY_SINHCON: dayText(paper.childDeath?.bornOn),
    NGAY_CONCHET: dayText(paper.childDeath?.diedOn),
    SO_CONCHET: paper.childDeath === undefined ? '' : String(paper.childDeath.count),
    KET_QUA_DTRI: encounter.outcome,
    GHI_CHU: paper.note,
    MA_TTDV: facility.signerNumber,
    NGAY_CT: dayText(paper.writtenOn),
    MA_THE_TAM: paper.temporaryCard,
  });
  return [row];
}
