import type { Day, Instant } from '../dates.ts';
import type { Decimal } from '../money.ts';

/**
 * One closed visit with everything that leaves the facility: the single input of the claim files (`domain/claims`) and
 * of the FHIR mappings (`fhir-mappings`). `db/views/visit-view.ts` reads it in one snapshot; nothing is computed twice.
 */
export interface VisitRecord {
  facility: VisitFacility;
  patient: VisitPatient;
  encounter: VisitEncounter;
  /** Cards used in the visit, oldest first; empty when the person is not insured. */
  coverages: VisitCoverage[];
  /** Everybody who is named by id elsewhere in the record. */
  practitioners: VisitPractitioner[];
  /** By rank; the primary diagnosis is rank 1. */
  diagnoses: VisitDiagnosis[];
  observations: VisitObservation[];
  prescriptions: VisitPrescription[];
  /** By sequence; cancelled lines are left out. */
  charges: ChargeLine[];
  bill: Bill;
}

export interface VisitFacility {
  id: string;
  /** MA_CSKCB: province (2) + number (3). */
  code: string;
  name: string;
  /** 13-digit location number, another code system than `code`. */
  gln?: string;
  provinceCode: string;
  /** Social-insurance number (10 digits) of the head or the authorised signer. */
  signerNumber?: string;
  phone?: string;
  address?: string;
}

export type Sex = 'male' | 'female' | 'unknown';
/** How much of the birth date is known. The day is always stored, padded with 01 where unknown. */
export type BirthPrecision = 'year' | 'month' | 'day' | 'minute';
export type IdentifierSystem = 'citizen-id' | 'old-citizen-id' | 'passport' | 'social-insurance' | 'birth-certificate' | 'temporary';

export interface VisitPatient {
  id: string;
  version: number;
  /** MA_BN, numbered by the facility. */
  facilityNumber: string;
  fullName: string;
  sex: Sex;
  birthDate: Day;
  birthPrecision: BirthPrecision;
  /** `HH:mm`, newborns only. */
  birthTime?: string;
  /** Superseded numbers carry `until`. */
  identifiers: { system: IdentifierSystem; value: string; from?: Day; until?: Day }[];
  phone?: string;
  address: { text: string; provinceCode: string; communeCode: string; communeName?: string; provinceName?: string };
  /** 2 digits, Kinh = 01. */
  ethnicityCode: string;
  /** 5 characters, none = 00000. */
  occupationCode: string;
  /** 3 digits, Viet Nam = 000. */
  nationalityCode: string;
  /** ISO 3166 alpha-2. */
  nationalityIso: string;
  guardian?: { fullName: string; phone?: string };
}

export interface VisitEncounter {
  id: string;
  version: number;
  /** MA_LK: unique inside the facility for ever. */
  code: string;
  /** MA_HSBA. */
  recordNumber: string;
  /** MA_LOAI_KCB, two digits; 01 = examination. */
  careType: string;
  class: 'ambulatory' | 'inpatient' | 'emergency' | 'day';
  /** MA_DOITUONG_KCB, e.g. `1.2`. */
  arrivalCategory: string;
  startedAt: Instant;
  endedAt: Instant;
  paidAt?: Instant;
  reason: string;
  /** Provisional diagnosis in words. */
  arrivalDiagnosis: string;
  /** Final diagnosis in words. */
  finalDiagnosis: string;
  departmentCodes: string[];
  /** KET_QUA_DTRI. */
  outcome: string;
  /** MA_LOAI_RV. */
  dischargeType: string;
  advice?: string;
  treatmentMethod?: string;
  treatmentDays: number;
  referredFrom?: string;
  referredTo?: string;
  referralNumber?: string;
  /** The doctor who concludes. */
  practitionerId: string;
  followUpOn?: Day;
}

export interface VisitCoverage {
  id: string;
  /** 15 characters in upper case. */
  cardNumber: string;
  validFrom: Day;
  validTo?: Day;
  registeredFacilityCode: string;
  registeredFacilityName?: string;
  /** K1, K2 or K3. */
  areaCode?: string;
  fiveYearDate?: Day;
  exemptFrom?: Day;
  /** What the card alone pays, in percent. */
  cardRate: Decimal;
  /** What the insurer said of it; absent = not known to the record. */
  verification?: 'verified' | 'not-verified' | 'refused';
}

export interface VisitPractitioner {
  id: string;
  fullName: string;
  /** Practice licence, e.g. `004162/SL-CCHN`. */
  licence?: string;
  staffNumber: string;
}

export interface VisitDiagnosis {
  id: string;
  rank: number;
  icdCode: string;
  icdVersion: string;
  /** Official name at the date. */
  name: string;
  /** As the doctor wrote it. */
  text: string;
}

export type VitalKind = 'pulse' | 'systolic' | 'diastolic' | 'temperature' | 'respiratory-rate' | 'oxygen-saturation' | 'weight' | 'height';

export interface VisitObservation {
  id: string;
  kind: VitalKind;
  /** In the unit of the kind: /min, mm[Hg], Cel, %, kg, cm (UCUM). */
  value: Decimal;
  takenAt: Instant;
  practitionerId: string;
}

export interface Dosage {
  /** Dispensing units per intake by time of day; absent slots take nothing. */
  morning?: Decimal;
  noon?: Decimal;
  afternoon?: Decimal;
  evening?: Decimal;
  days: number;
  timing?: 'before-meal' | 'after-meal' | 'with-meal' | 'bedtime' | 'as-needed';
  note?: string;
}

export interface VisitPrescription {
  id: string;
  /** 14 characters `5 facility + 7 random - type` (QĐ 808/QĐ-BYT). */
  code: string;
  type: 'c' | 'n' | 'h' | 'y' | 't';
  signedAt: Instant;
  practitionerId: string;
  lines: VisitPrescriptionLine[];
}

export interface VisitPrescriptionLine {
  id: string;
  sequence: number;
  drugCode: string;
  /** As printed: INN (brand) strength. */
  drugName: string;
  /** BHYT active-substance code 40.x. */
  ingredientCode?: string;
  registrationNumber?: string;
  atcCode?: string;
  strength: string;
  unit: string;
  /** Route code of QĐ 7603 and its name. */
  routeCode: string;
  routeName: string;
  quantity: Decimal;
  dosage: Dosage;
  /** Rendered for the patient. */
  dosageText: string;
}

export type OtherSourceKind = 'state' | 'foreign' | 'domestic' | 'other';
export type ChargeKind = 'examination' | 'service' | 'drug' | 'supply' | 'bed' | 'transport';

/** What was done or given, with the price and ratios frozen at that time. */
export interface ChargeLine {
  id: string;
  sequence: number;
  kind: ChargeKind;
  /** MA_NHOM of the claim tables. */
  costGroup: string;
  /** Service code, or the drug's active-substance code. */
  code: string;
  name: string;
  unit: string;
  quantity: Decimal;
  hospitalPrice: Decimal;
  insurancePrice: Decimal;
  /** TYLE_TT_DV: 100, 50, 30 … percent of the service price. */
  serviceRatio: Decimal;
  /** TYLE_TT_BH: percent the insurance accepts; 0 = outside its scope. */
  insuranceRatio: Decimal;
  /** PHAM_VI: 1 in scope, 2 outside, 3 outside but payable for armed forces. */
  scope: '1' | '2' | '3';
  /** Support for this patient's line (case a); absent = none. */
  otherSource?: Decimal;
  /** Who supports: the state budget, somebody abroad, somebody at home, any other; absent = any other. */
  otherSourceKind?: OtherSourceKind;
  departmentCode: string;
  orderedById: string;
  performedById?: string;
  orderedAt: Instant;
  performedAt?: Instant;
  resultAt?: Instant;
  /** MA_MAY: the machines that were used, as registered with the insurer. */
  machineCode?: string;
  /** The order that a service was done on, or that a supply was used with: the supplies of one order are one package. */
  orderId?: string;
  /** ICD code that justifies the line, when known. */
  icdCode?: string;
  drug?: {
    strength: string;
    dosageForm: string;
    routeCode: string;
    registrationNumber?: string;
    /** `decision;Gx;Ny;year`. */
    tender?: string;
    /** LIEU_DUNG, rendered. */
    dosageText: string;
    /** CACH_DUNG, rendered. */
    instructionText: string;
    prescriptionLineId: string;
  };
  supply?: {
    /** `decision;Gx;Ny;year`. */
    tender?: string;
    /** MA_HIEU_SP: what the maker prints on the thing itself. */
    productMark?: string;
  };
}

/** The cost shares of a visit; parts add up to the hospital amount to the last digit. */
export interface Bill {
  /** Rate of the visit in percent (of the last card period when several). */
  benefitRate: Decimal;
  /** Why that rate: an issue-like code for the screen, e.g. `low_cost`, `commune_level`, `card_rate`. */
  rateReason: string;
  totals: BillAmounts;
  lines: (BillAmounts & { chargeId: string; benefitRate: Decimal })[];
}

export interface BillAmounts {
  /** BV: at hospital price. */
  hospitalAmount: Decimal;
  /** BH: inside the insurance scope. */
  insuranceAmount: Decimal;
  /** T_BHTT. */
  fundAmount: Decimal;
  /** T_BNCCT. */
  copayAmount: Decimal;
  /** T_BNTT. */
  selfPayAmount: Decimal;
  /** T_NGUONKHAC. */
  otherSourceAmount: Decimal;
}
