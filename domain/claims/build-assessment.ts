import type { Day } from '../dates.ts';
import { type ClaimRow, claimRow, claimVersionAt } from './claim-definitions.ts';
import { dayText, listText } from './claim-formats.ts';

/** What a council of medical assessment found of one person; the words in capitals are the fields. */
export interface MedicalAssessment {
  chair: { name: string; role: 'chair' | 'for-the-chair' };
  metOn: Day;
  person: {
    fullName: string;
    birthDate: Day;
    identityNumber: string;
    identityIssuedOn: Day;
    identityIssuedBy: string;
    address: string;
    provinceCode: string;
    communeCode: string;
    socialInsuranceNumber: string;
    cardNumber?: string;
    occupation?: string;
    phone: string;
  };
  /** MA_DOI_TUONG, e.g. `NKT`; several. */
  groups: readonly string[];
  /** KHAM_GIAM_DINH. */
  kind: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
  minutesNumber: string;
  /** DANG_HUONG_CHE_DO, several. */
  benefits: readonly number[];
  paperOn: Day;
  introduction: { number: string; requestedOn: Day; bodyCode: string; bodyName: string };
  findings: string;
  /** SO_VAN_BAN_CAN_CU, several. */
  legalBasis: readonly string[];
  /** Percent of lost capacity to work: before, by this assessment, together. */
  impairment: { before?: number; found: number; total: number };
  disability?: { kind: 1 | 2 | 3 | 4 | 5 | 6; level: 1 | 2 | 3 | 4 };
  proposal: string;
  fullCare: string;
}

/**
 * Table 12, a document of its own that only assessment units send. Throws a RangeError for a percentage beyond 0 to 100.
 * Source: docs/legal/insurance.md#claims (QĐ 130/2023 table 12)
 */
export function buildAssessment(assessment: MedicalAssessment): ClaimRow {
  const { chair, introduction, impairment, disability } = assessment;
  return claimRow('XML12', claimVersionAt(assessment.metOn), {
    NGUOI_CHU_TRI: chair.name,
    CHUC_VU: chair.role === 'chair' ? '1' : '2',
    NGAY_HOP: dayText(assessment.metOn),
    ...personFields(assessment.person),
    MA_DOI_TUONG: listText(assessment.groups),
    KHAM_GIAM_DINH: String(assessment.kind),
    SO_BIEN_BAN: assessment.minutesNumber,
    TYLE_TTCT_CU: impairment.before === undefined ? '' : percent(impairment.before),
    DANG_HUONG_CHE_DO: assessment.benefits.join(';'),
    NGAY_CHUNG_TU: dayText(assessment.paperOn),
    SO_GIAY_GIOI_THIEU: introduction.number,
    NGAY_DE_NGHI: dayText(introduction.requestedOn),
    MA_DONVI: introduction.bodyCode,
    GIOI_THIEU_CUA: introduction.bodyName,
    KET_QUA_KHAM: assessment.findings,
    SO_VAN_BAN_CAN_CU: listText(assessment.legalBasis),
    TYLE_TTCT_MOI: percent(impairment.found),
    TONG_TYLE_TTCT: percent(impairment.total),
    DANG_KHUYETTAT: disability === undefined ? '' : String(disability.kind),
    MUC_DO_KHUYETTAT: disability === undefined ? '' : String(disability.level),
    DE_NGHI: assessment.proposal,
    DUOC_XACDINH: assessment.fullCare,
  });
}

/** The day of birth has eight digits here, unlike the other tables. */
const personFields = ({ fullName, ...person }: MedicalAssessment['person']): Record<string, string | undefined> => ({
  HO_TEN: fullName.toUpperCase(),
  NGAY_SINH: dayText(person.birthDate),
  SO_CCCD: person.identityNumber,
  NGAY_CAP_CCCD: dayText(person.identityIssuedOn),
  NOI_CAP_CCCD: person.identityIssuedBy,
  DIA_CHI: person.address,
  MATINH_CU_TRU: person.provinceCode,
  MAXA_CU_TRU: person.communeCode,
  MA_BHXH: person.socialInsuranceNumber,
  MA_THE_BHYT: person.cardNumber,
  NGHE_NGHIEP: person.occupation,
  DIEN_THOAI: person.phone,
});

function percent(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value > 100) throw new RangeError('a percentage is 0 to 100');
  return String(value);
}
