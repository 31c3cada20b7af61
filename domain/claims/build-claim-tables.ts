import { localDay } from '../dates.ts';
import { add } from '../money.ts';
import type { Sex, VisitPatient, VisitRecord } from '../visits/visit-record.ts';
import { buildDrugRows, buildServiceRows } from './build-detail-rows.ts';
import { type ClaimRow, claimRow, type VisitTables } from './claim-definitions.ts';
import { birthText, dayText, listText, minuteText } from './claim-formats.ts';
import { claimLines, FEE_FOR_SERVICE, isInsuredVisit, visitVersion } from './claim-line.ts';

/** GIOI_TINH. Source: QĐ 130/2023 table 1 */
export const SEX = { male: '1', female: '2', unknown: '3' } as const satisfies Record<Sex, string>;
/** Outpatient treatment, chronic care and pick-up end with their last day (QĐ 130/2023, NGAY_RA). */
const ENDS_WITH_DAY: readonly string[] = ['02', '05', '07'];
const SUPPLY_GROUPS: readonly string[] = ['10', '11'];

/**
 * The tables XML1, XML2 and XML3 of one closed visit: every field in the official order, text values, absent = empty. The totals are sums of the
 * rows. Without a card the category is 9 and the card fields are empty. Throws a RangeError when the bill misses a charge.
 * Source: docs/legal/insurance.md#claims
 */
export function buildClaimTables(visit: VisitRecord): VisitTables {
  const lines = claimLines(visit);
  const drugs = buildDrugRows(lines, visit);
  const services = buildServiceRows(lines, visit);
  const summary = claimRow('XML1', visitVersion(visit), {
    ...patientFields(visit.patient, visit),
    ...cardFields(visit),
    ...diagnosisFields(visit),
    ...courseFields(visit),
    ...moneyFields(drugs, services),
    ...settlementFields(visit),
  });
  return { XML1: [summary], XML2: drugs, XML3: services };
}

function patientFields(patient: VisitPatient, visit: VisitRecord): Record<string, string> {
  return {
    MA_LK: visit.encounter.code,
    STT: '1',
    MA_BN: patient.facilityNumber,
    HO_TEN: patient.fullName.toUpperCase(),
    SO_CCCD: identityNumber(patient, localDay(visit.encounter.endedAt)),
    NGAY_SINH: birthText(patient),
    GIOI_TINH: SEX[patient.sex],
    MA_QUOCTICH: patient.nationalityCode,
    MA_DANTOC: patient.ethnicityCode,
    MA_NGHE_NGHIEP: patient.occupationCode,
    DIA_CHI: patient.address.text,
    MATINH_CU_TRU: patient.address.provinceCode,
    MAXA_CU_TRU: patient.address.communeCode,
    DIEN_THOAI: patient.phone ?? patient.guardian?.phone ?? '',
    CAN_NANG: latestWeight(visit),
  };
}

/** The number in force on the day: identity card, else the old nine digits, else the passport; empty without one. Source: QĐ 130/2023 SO_CCCD */
export function identityNumber({ identifiers }: Pick<VisitPatient, 'identifiers'>, day: string): string {
  const inForce = identifiers.filter(({ until }) => until === undefined || day <= until);
  const systems = ['citizen-id', 'old-citizen-id', 'passport'] as const;
  return systems.flatMap((system) => inForce.filter((identifier) => identifier.system === system))[0]?.value ?? '';
}

function latestWeight({ observations }: VisitRecord): string {
  const weights = observations.filter(({ kind }) => kind === 'weight').sort((a, b) => Date.parse(a.takenAt) - Date.parse(b.takenAt));
  return weights.at(-1)?.value ?? '';
}

function cardFields(visit: VisitRecord): Record<string, string> {
  if (!isInsuredVisit(visit)) return { MA_DOITUONG_KCB: '9' };
  const { coverages } = visit;
  const latest = coverages.at(-1);
  return {
    MA_DOITUONG_KCB: visit.encounter.arrivalCategory,
    MA_THE_BHYT: listText(coverages.map(({ cardNumber }) => cardNumber)),
    MA_DKBD: listText(coverages.map(({ registeredFacilityCode }) => registeredFacilityCode)),
    GT_THE_TU: listText(coverages.map(({ validFrom }) => dayText(validFrom))),
    GT_THE_DEN: listText(coverages.map(({ validTo }) => dayText(validTo))),
    NGAY_MIEN_CCT: exemptionStart(visit),
    MA_KHUVUC: latest?.areaCode ?? '',
    NAM_NAM_LIEN_TUC: dayText(latest?.fiveYearDate),
  };
}

/** Eight digits from the exemption paper; twelve when this facility itself reached the yearly ceiling, which is known at settlement. */
function exemptionStart({ coverages, bill, encounter }: VisitRecord): string {
  if (bill.rateReason === 'copay_ceiling') return minuteText(encounter.paidAt ?? encounter.endedAt);
  return dayText(coverages.find(({ exemptFrom }) => exemptFrom !== undefined)?.exemptFrom);
}

function diagnosisFields({ encounter, diagnoses }: VisitRecord): Record<string, string> {
  const byRank = [...diagnoses].sort((a, b) => a.rank - b.rank);
  return {
    LY_DO_VV: encounter.reason,
    CHAN_DOAN_VAO: encounter.arrivalDiagnosis,
    CHAN_DOAN_RV: encounter.finalDiagnosis,
    MA_BENH_CHINH: byRank.find(({ rank }) => rank === 1)?.icdCode ?? '',
    MA_BENH_KT: listText(byRank.filter(({ rank }) => rank !== 1).map(({ icdCode }) => icdCode)),
  };
}

function courseFields({ encounter, facility }: VisitRecord): Record<string, string> {
  const end = endText(encounter);
  return {
    MA_NOI_DI: encounter.referredFrom ?? '',
    MA_NOI_DEN: encounter.referredTo ?? '',
    NGAY_VAO: minuteText(encounter.startedAt),
    NGAY_RA: ENDS_WITH_DAY.includes(encounter.careType) ? `${end.slice(0, 8)}2359` : end,
    GIAY_CHUYEN_TUYEN: encounter.referralNumber ?? '',
    SO_NGAY_DTRI: String(encounter.treatmentDays),
    PP_DIEU_TRI: encounter.treatmentMethod ?? '',
    KET_QUA_DTRI: encounter.outcome,
    MA_LOAI_RV: encounter.dischargeType,
    GHI_CHU: encounter.advice ?? '',
    MA_LOAI_KCB: encounter.careType,
    MA_KHOA: listText(encounter.departmentCodes),
    MA_CSKCB: facility.code,
    NGAY_TAI_KHAM: dayText(encounter.followUpOn),
    MA_HSBA: encounter.recordNumber,
    MA_TTDV: facility.signerNumber ?? '',
  };
}

/** The portal takes no visit without duration: one that ends in the minute it began in is over with the next. */
function endText({ startedAt, endedAt }: VisitRecord['encounter']): string {
  const end = minuteText(endedAt);
  return end === minuteText(startedAt) ? minuteText(new Date(Date.parse(endedAt) + 60_000).toISOString()) : end;
}

function moneyFields(drugs: ClaimRow[], services: ClaimRow[]): Record<string, string> {
  const rows = [...drugs, ...services];
  const supplies = services.filter(({ MA_NHOM = '' }) => SUPPLY_GROUPS.includes(MA_NHOM));
  return {
    T_THUOC: sum(drugs, 'THANH_TIEN_BV'),
    T_VTYT: sum(supplies, 'THANH_TIEN_BV'),
    T_TONGCHI_BV: sum(rows, 'THANH_TIEN_BV'),
    T_TONGCHI_BH: sum(rows, 'THANH_TIEN_BH'),
    T_BNTT: sum(rows, 'T_BNTT'),
    T_BNCCT: sum(rows, 'T_BNCCT'),
    T_BHTT: sum(rows, 'T_BHTT'),
    T_NGUONKHAC: sum(rows, 'T_NGUONKHAC'),
    T_BHTT_GDV: sum(
      rows.filter(({ MA_PTTT }) => MA_PTTT === FEE_FOR_SERVICE),
      'T_BHTT',
    ),
  };
}

const sum = (rows: ClaimRow[], name: string): string => add('0', ...rows.map((row) => row[name] ?? '0'));

/** The settlement month is that of the payment, or of the end of the visit while nothing is paid. */
function settlementFields({ encounter }: VisitRecord): Record<string, string> {
  const day = localDay(encounter.paidAt ?? encounter.endedAt);
  return { NGAY_TTOAN: minuteText(encounter.paidAt), NAM_QT: day.slice(0, 4), THANG_QT: String(Number(day.slice(5, 7))) };
}
