import type { Day } from '../dates.ts';

/** Papers of a visit that are numbered and kept as they were issued. */
export const paperKinds = ['sick-leave', 'referral', 'admission', 'appointment', 'outpatient-record'] as const;
export type PaperKind = (typeof paperKinds)[number];

/** Why somebody may not work; decides how many days one paper may give. */
export const leaveCauses = ['ordinary', 'tuberculosis', 'miscarriage'] as const;
export type LeaveCause = (typeof leaveCauses)[number];

/** Certificate of leave for social insurance; the words in capitals are the fields of table 11 of the claim file. */
export interface SickLeave {
  kind: 'sick-leave';
  /** DON_VI; of the parent for a sick child. */
  employer: string;
  /** MA_BHXH. */
  socialInsuranceNumber: string;
  /** CHAN_DOAN_RV. */
  diagnosis: string;
  /** PP_DIEUTRI. */
  treatment: string;
  cause: LeaveCause;
  /** TUOI_THAI, weeks, with MA_DINH_CHI_THAI = 1. */
  pregnancyWeeks?: number | undefined;
  /** TU_NGAY; DEN_NGAY follows from the days. */
  from: Day;
  /** SO_NGAY_NGHI. */
  days: number;
  /** HO_TEN_CHA and HO_TEN_ME, for a patient under seven. */
  fatherName?: string | undefined;
  motherName?: string | undefined;
}

/** Referral to another facility; the words in capitals are the fields of table 13. */
export interface Referral {
  kind: 'referral';
  /** MA_CSKCB_DEN. */
  referredTo: string;
  referredToName: string;
  /** DAU_HIEU_LS. */
  clinicalSigns: string;
  /** QT_BENHLY. */
  course: string;
  /** TOMTAT_KQ. */
  results?: string | undefined;
  diagnosis: string;
  /** PP_DIEUTRI. */
  treatment?: string | undefined;
  /** TINH_TRANG_CT. */
  condition: string;
  /** MA_LYDO_CT: eligible, beyond the capacity of the facility, at the person's request. */
  reason: '1' | '2' | '3';
  /** HUONG_DIEU_TRI. */
  plan: string;
  /** PHUONGTIEN_VC. */
  transport: string;
  /** HOTEN_NGUOI_HT, CHUCDANH_NGUOI_HT. */
  escortName?: string | undefined;
  escortTitle?: string | undefined;
}

/** Request to take somebody into a ward of this facility. */
export interface Admission {
  kind: 'admission';
  department: string;
  reason: string;
  course: string;
  findings: string;
  results?: string | undefined;
  diagnosis: string;
  treatment?: string | undefined;
}

/** A day to come back, for an examination or for tests only; the words in capitals are the fields of table 14. */
export interface AppointmentPaper {
  kind: 'appointment';
  purpose: 'examination' | 'tests';
  /** NGAY_HEN_KL. */
  day: Day;
  /** `HH:mm`. */
  time?: string | undefined;
  /** What is to be tested then. */
  tests?: string | undefined;
  diagnosis: string;
  note?: string | undefined;
}

/** Cover of the outpatient treatment record: its number is given to a visit once. */
export interface OutpatientRecord {
  kind: 'outpatient-record';
  diagnosis: string;
  from: Day;
}

export type Paper = SickLeave | Referral | Admission | AppointmentPaper | OutpatientRecord;

/** The number as it stands on paper, e.g. `00012/2026`. */
export const paperNumber = ({ year, number }: { year: number; number: number }): string => `${String(number).padStart(5, '0')}/${year}`;
