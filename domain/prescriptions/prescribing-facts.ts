import type { Decimal } from '../money.ts';
import type { Dosage } from '../visits/visit-record.ts';
import type { PrescriptionType } from './prescription-code.ts';

/** A line of a draft as the doctor wrote it. */
export interface DrugLine {
  drugCode: string;
  dosage: Dosage;
  /** Dispensing units. */
  quantity: Decimal;
}

/** Everything the check needs, read by the caller as of the day of prescribing. */
export interface PrescribingFacts {
  /** By drug code: the drugs of the draft and of the open lines. */
  drugs: ReadonlyMap<string, PrescribingDrug>;
  /** Earlier prescriptions whose days have not run out. */
  open: OpenLine[];
  person: PrescribingPerson;
  place: PrescribingPlace;
  interactions: Interaction[];
  /** Never asked is not the same as none. */
  allergyStatus: 'never-asked' | 'none-known' | 'known';
  allergies: KnownAllergy[];
  /** Longest supply by type, in days; see prescribing-limits.ts. */
  maxDays: Record<PrescriptionType, number>;
}

/** A line that still acts. */
export interface OpenLine {
  drugCode: string;
  /** Dispensing units a day; `0` when the dosage was told in words. */
  dailyQuantity: Decimal;
}

export interface PrescribingPerson {
  ageMonths: number;
  sex: 'male' | 'female' | 'unknown';
  weightKg: Decimal | null;
  /** Never asked is not the same as no. */
  pregnancy: 'never-asked' | 'no' | 'yes';
  /** Completed weeks, when pregnant and known. */
  pregnancyWeeks: number | null;
  breastfeeding: boolean;
  /** Newest estimate of the last 90 days, ml/min/1.73 m². */
  egfr: Decimal | null;
  /** A parent or escort is named. */
  hasGuardian: boolean;
  /** A residence or an identity number is on record. */
  hasResidence: boolean;
  /** ICD-10 codes of this visit and of the long-term list. */
  icdCodes: string[];
}

export interface PrescribingPlace {
  level: 'commune' | 'district';
  hasBeds: boolean;
  /** What the facility gives itself; others are bought outside. */
  formulary: ReadonlySet<string>;
}

export interface PrescribingDrug {
  code: string;
  /** As printed. */
  name: string;
  prescriptionType: PrescriptionType;
  /** False for routes that stay where they are put (skin, eye, ear, airway …): QĐ 5948 speaks of systemic use. */
  systemic: boolean;
  /** A combination lists each of its ingredients. */
  ingredients: DrugIngredient[];
  strength: string;
  unit: string;
  /** As the catalogue words it, e.g. `4000mg`; null = not assessed. See drug-amounts.ts. */
  maxDailyDose: string | null;
  paediatricLimit: string | null;
  renalCaution: boolean;
  /** `contraindicated_t3`, `caution` …; null = not assessed. */
  pregnancy: string | null;
  lactation: string | null;
  /** WHO AWaRe class; null = no antibiotic of the list. */
  awareClass: string | null;
}

export interface DrugIngredient {
  name: string;
  /** ATC codes this ingredient is known by; the same substance has several by use. Empty = cannot be checked. */
  atcCodes: string[];
}

/** What official list or curation says about two substances or groups; a group is a shorter ATC code, `name:…` a substance without one. */
export interface Interaction {
  id: string;
  atcA: string;
  atcB: string;
  action: 'contraindicated' | 'contraindicated_in_context' | 'separate_or_washout' | 'avoid_or_monitor' | 'monitor';
  /** Hours between the two, for `separate_or_washout`, when the list says. */
  separationHours: number | null;
}

export interface KnownAllergy {
  substance: string;
  /** 7 characters for a substance, shorter for a class. */
  atcCode: string | null;
}
