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
  /** Drugs of earlier prescriptions whose days have not run out, of this and of other facilities. */
  openDrugCodes: string[];
  interactions: Interaction[];
  /** Never asked is not the same as none. */
  allergyStatus: 'never-asked' | 'none-known' | 'known';
  allergies: KnownAllergy[];
  /** Longest supply by type, in days; see prescribing-limits.ts. */
  maxDays: Record<PrescriptionType, number>;
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
}

export interface DrugIngredient {
  name: string;
  /** ATC codes this ingredient is known by; the same substance has several by use. Empty = cannot be checked. */
  atcCodes: string[];
}

/** What official list or curation says about two substances or groups; a group is a shorter ATC code. */
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
