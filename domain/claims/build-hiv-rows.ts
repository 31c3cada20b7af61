import { type Day, daysBetween } from '../dates.ts';
import type { VisitRecord } from '../visits/visit-record.ts';
import { type ClaimRow, claimRow } from './claim-definitions.ts';
import { dayText } from './claim-formats.ts';
import { visitVersion } from './claim-line.ts';

/** The care record of somebody with HIV or exposed to it; the words in capitals are the fields, whose codes stand in the decision. */
export interface HivRecord {
  /** NGAYKD_HIV; absent after an exposure. */
  confirmedOn?: Day;
  /** NOI_LAY_MAU_XN, NOI_XN_KD, NOI_BDDT_ARV: facility codes. */
  sampledAt: string;
  confirmedAt: string;
  arvStartedAt: string;
  /** BDDT_ARV. */
  arvStartedOn?: Day;
  /** MA_PHAC_DO_DIEU_TRI_BD, MA_BAC_PHAC_DO_BD; the line only for a regimen outside the list. */
  firstRegimen?: { code: string; line?: 1 | 2 | 3 };
  /** MA_LYDO_DTRI. */
  reason: 1 | 2 | 3 | 4 | 5;
  /** SANG_LOC_LAO. */
  tuberculosisScreening: 1 | 2 | 3 | 4;
  tuberculosis: {
    /** LOAI_DTRI_LAO: none, latent, tuberculosis, resistant. */
    kind: 0 | 1 | 2 | 3;
    /** PHACDO_DTRI_LAO, NGAYBD_DTRI_LAO, NGAYKT_DTRI_LAO (absent while it runs). */
    course?: { regimen: number; from: Day; until?: Day };
    /** KQ_DTRI_LAO. */
    result: 1 | 2 | 3 | 4 | 5 | 6 | 7;
  };
  viralLoad?: { reason: 1 | 2 | 3; sampledOn: Day; result?: 1 | 2 | 3 | 4 | 5; resultOn?: Day };
  /** MA_LOAI_BN. */
  patientKind: 1 | 2 | 3 | 4 | 5;
  /** GIAI_DOAN_LAM_SANG. */
  stage: 1 | 2 | 3 | 4;
  /** NHOM_DOI_TUONG. */
  group: number;
  /** MA_TINH_TRANG_DK, several. */
  conditions: readonly number[];
  /** Of a child under eighteen months (condition 1). */
  pcr?: { number: 1 | 2 | 3; sampledOn: Day; resultOn: Day; positive: boolean };
  pregnancyKnownOn?: Day;
  cotrimoxazoleFrom?: Day;
  /** MA_XU_TRI, several; 1 = antiretroviral treatment. */
  measures: readonly number[];
  /** With measure 1: the course and the days of medicine given for it. */
  arvCourse?: { from: Day; until: Day; suppliedDays: number };
  /** MA_PHAC_DO_DIEU_TRI, MA_BAC_PHAC_DO. */
  regimen: { code: string; line?: 1 | 2 | 3; changedOn: Day; changeReason: 1 | 2 | 3 | 4 | 5 | 6 };
}

/** Condition 1: a child under eighteen months of a mother with HIV. */
const EXPOSED_CHILD = 1;
/** Measure 1: antiretroviral treatment. */
const ANTIRETROVIRAL = 1;

/**
 * Table 6. Throws a RangeError where the record contradicts itself: medicine for more days than the course has, a course without its measure, a test of
 * the child without the child, a treatment of tuberculosis without its course. Source: docs/legal/insurance.md#claims (QĐ 4750/2023 table 6)
 */
export function buildHivRows(records: readonly HivRecord[], visit: VisitRecord, summary: ClaimRow): ClaimRow[] {
  const person = ['MA_LK', 'MA_THE_BHYT', 'SO_CCCD', 'NGAY_SINH', 'GIOI_TINH', 'DIA_CHI', 'MATINH_CU_TRU', 'MAXA_CU_TRU', 'MA_CSKCB'];
  return records.map((record) => {
    refuseContradictions(record);
    return claimRow('XML6', visitVersion(visit), {
      ...Object.fromEntries(person.map((name) => [name, summary[name]])),
      ...startFields(record),
      ...tuberculosisFields(record),
      ...testFields(record),
      ...treatmentFields(record),
    });
  });
}

function refuseContradictions({ tuberculosis, pcr, conditions, measures, arvCourse }: HivRecord): void {
  if ((tuberculosis.kind === 0) !== (tuberculosis.course === undefined)) throw new RangeError('tuberculosis and its course disagree');
  if (conditions.includes(EXPOSED_CHILD) !== (pcr !== undefined)) throw new RangeError('the exposed child and its test disagree');
  if (measures.includes(ANTIRETROVIRAL) !== (arvCourse !== undefined))
    throw new RangeError('antiretroviral treatment and its course disagree');
  if (arvCourse !== undefined && arvCourse.suppliedDays > daysBetween(arvCourse.from, arvCourse.until))
    throw new RangeError('medicine for more days than the course has');
}

const startFields = (record: HivRecord): Record<string, string> => ({
  NGAYKD_HIV: dayText(record.confirmedOn),
  NOI_LAY_MAU_XN: record.sampledAt,
  NOI_XN_KD: record.confirmedAt,
  NOI_BDDT_ARV: record.arvStartedAt,
  BDDT_ARV: dayText(record.arvStartedOn),
  MA_PHAC_DO_DIEU_TRI_BD: record.firstRegimen?.code ?? '',
  MA_BAC_PHAC_DO_BD: digits(record.firstRegimen?.line),
  MA_LYDO_DTRI: digits(record.reason),
  MA_LOAI_BN: digits(record.patientKind),
  GIAI_DOAN_LAM_SANG: digits(record.stage),
  NHOM_DOI_TUONG: digits(record.group),
  MA_TINH_TRANG_DK: record.conditions.join(';'),
});

const tuberculosisFields = ({ tuberculosis, tuberculosisScreening }: HivRecord): Record<string, string> => ({
  LOAI_DTRI_LAO: digits(tuberculosis.kind),
  SANG_LOC_LAO: digits(tuberculosisScreening),
  PHACDO_DTRI_LAO: digits(tuberculosis.course?.regimen),
  NGAYBD_DTRI_LAO: dayText(tuberculosis.course?.from),
  NGAYKT_DTRI_LAO: dayText(tuberculosis.course?.until),
  KQ_DTRI_LAO: digits(tuberculosis.result),
});

const testFields = ({ viralLoad, pcr }: HivRecord): Record<string, string> => ({
  MA_LYDO_XNTL_VR: digits(viralLoad?.reason),
  NGAY_XN_TLVR: dayText(viralLoad?.sampledOn),
  KQ_XNTL_VR: digits(viralLoad?.result),
  NGAY_KQ_XN_TLVR: dayText(viralLoad?.resultOn),
  LAN_XN_PCR: digits(pcr?.number),
  NGAY_XN_PCR: dayText(pcr?.sampledOn),
  NGAY_KQ_XN_PCR: dayText(pcr?.resultOn),
  MA_KQ_XN_PCR: pcr === undefined ? '' : digits(Number(pcr.positive)),
});

const treatmentFields = ({ regimen, arvCourse, measures, ...record }: HivRecord): Record<string, string> => ({
  NGAY_NHAN_TT_MANG_THAI: dayText(record.pregnancyKnownOn),
  NGAY_BAT_DAU_DT_CTX: dayText(record.cotrimoxazoleFrom),
  MA_XU_TRI: measures.join(';'),
  NGAY_BAT_DAU_XU_TRI: dayText(arvCourse?.from),
  NGAY_KET_THUC_XU_TRI: dayText(arvCourse?.until),
  SO_NGAY_CAP_THUOC_ARV: digits(arvCourse?.suppliedDays),
  MA_PHAC_DO_DIEU_TRI: regimen.code,
  MA_BAC_PHAC_DO: digits(regimen.line),
  NGAY_CHUYEN_PHAC_DO: dayText(regimen.changedOn),
  LY_DO_CHUYEN_PHAC_DO: digits(regimen.changeReason),
});

const digits = (value: number | undefined): string => (value === undefined ? '' : String(value));
