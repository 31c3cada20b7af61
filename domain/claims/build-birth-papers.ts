import { type Day, daysBetween, type Instant } from '../dates.ts';
import type { Sex, VisitRecord } from '../visits/visit-record.ts';
import { SEX } from './build-claim-tables.ts';
import { type ClaimRow, claimRow } from './claim-definitions.ts';
import { dayText, minuteText } from './claim-formats.ts';
import { visitVersion } from './claim-line.ts';

/** A child born in this visit, as its birth paper says. */
export interface AssistedBirth {
  /** Mother, or who cares for the child. */
  carer: {
    socialInsuranceNumber?: string;
    cardNumber?: string;
    fullName: string;
    birthDate: Day;
    ethnicityCode: string;
    identityNumber: string;
    identityIssuedOn: Day;
    identityIssuedBy: string;
    residence: string;
    nationalityCode: string;
    provinceCode: string;
    communeCode: string;
  };
  fatherName?: string;
  /** `TE1` + province + ten digits. */
  temporaryCard: string;
  childName?: string;
  sex: Sex;
  childrenInBirth: number;
  /** Births of the mother with this one, and her living children with these. */
  birthNumber: number;
  livingChildren: number;
  weightGrams: number;
  bornAt: Instant;
  birthPlace: string;
  condition: string;
  bySurgery: boolean;
  before32Weeks: boolean;
  attendant: string;
  writer: string;
  writtenOn: Day;
  number: string;
  book: string;
}

/** A certificate of rest in pregnancy. */
export interface PregnancyRest {
  serial: string;
  number: string;
  employer: string;
  diagnosis: string;
  /** Both days count. */
  from: Day;
  until: Day;
  doctor: { name: string; number: string };
  writtenOn: Day;
}

/**
 * Table 9: one row for every child of the visit. The note on surgery and early birth has fixed words.
 * Source: docs/legal/insurance.md#claims (QĐ 130/2023 table 9)
 */
export function buildBirthRows(births: readonly AssistedBirth[], visit: VisitRecord): ClaimRow[] {
  return births.map((birth) =>
    claimRow('XML9', visitVersion(visit), {
      MA_LK: visit.encounter.code,
      ...carerFields(birth.carer),
      HO_TEN_CHA: birth.fatherName,
      MA_THE_TAM: birth.temporaryCard,
      HO_TEN_CON: birth.childName,
      GIOI_TINH_CON: SEX[birth.sex],
      SO_CON: String(birth.childrenInBirth),
      LAN_SINH: String(birth.birthNumber),
      SO_CON_SONG: String(birth.livingChildren),
      CAN_NANG_CON: String(birth.weightGrams),
      NGAY_SINH_CON: minuteText(birth.bornAt),
      NOI_SINH_CON: birth.birthPlace,
      TINH_TRANG_CON: birth.condition,
      SINHCON_PHAUTHUAT: birth.bySurgery ? '1' : '0',
      SINHCON_DUOI32TUAN: birth.before32Weeks ? '1' : '0',
      GHI_CHU: birthNote(birth),
      NGUOI_DO_DE: birth.attendant,
      NGUOI_GHI_PHIEU: birth.writer,
      NGAY_CT: dayText(birth.writtenOn),
      SO: birth.number,
      QUYEN_SO: birth.book,
      MA_TTDV: visit.facility.signerNumber,
    }),
  );
}

const carerFields = (carer: AssistedBirth['carer']): Record<string, string | undefined> => ({
  MA_BHXH_NND: carer.socialInsuranceNumber,
  MA_THE_NND: carer.cardNumber,
  HO_TEN_NND: carer.fullName,
  NGAYSINH_NND: dayText(carer.birthDate),
  MA_DANTOC_NND: carer.ethnicityCode,
  SO_CCCD_NND: carer.identityNumber,
  NGAYCAP_CCCD_NND: dayText(carer.identityIssuedOn),
  NOICAP_CCCD_NND: carer.identityIssuedBy,
  NOI_CU_TRU_NND: carer.residence,
  MA_QUOCTICH: carer.nationalityCode,
  MATINH_CU_TRU: carer.provinceCode,
  MAXA_CU_TRU: carer.communeCode,
});

function birthNote({ bySurgery, before32Weeks }: AssistedBirth): string {
  if (bySurgery && before32Weeks) return 'Sinh con phải phẫu thuật, sinh con dưới 32 tuần tuổi';
  if (bySurgery) return 'Sinh con phải phẫu thuật';
  return before32Weeks ? 'Sinh con dưới 32 tuần tuổi' : '';
}

/**
 * Table 10: rest in pregnancy. Both ends count, as the printed example does although its formula does not. Throws a RangeError when it ends before it
 * begins. Source: docs/legal/insurance.md#claims (QĐ 130/2023 table 10)
 */
export function buildPregnancyRest(paper: PregnancyRest, visit: VisitRecord): ClaimRow {
  const days = daysBetween(paper.from, paper.until) + 1;
  if (days < 1) throw new RangeError('a rest ends before it begins');
  return claimRow('XML10', visitVersion(visit), {
    MA_LK: visit.encounter.code,
    SO_SERI: paper.serial,
    SO_CT: paper.number,
    SO_NGAY: String(days),
    DON_VI: paper.employer,
    CHAN_DOAN_RV: paper.diagnosis,
    TU_NGAY: dayText(paper.from),
    DEN_NGAY: dayText(paper.until),
    MA_TTDV: visit.facility.signerNumber,
    TEN_BS: paper.doctor.name,
    MA_BS: paper.doctor.number,
    NGAY_CT: dayText(paper.writtenOn),
  });
}
