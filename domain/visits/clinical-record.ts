import type { Day, Instant } from '../dates.ts';
import type { PaperKind } from '../papers/paper.ts';
import type { Role } from '../permissions.ts';
import type {
  ClinicalAllergy,
  ClinicalAttachment,
  ClinicalCondition,
  ClinicalDispensing,
  ClinicalImmunization,
  ClinicalOrder,
  ClinicalResult,
  ClinicalScreening,
  ClinicalSpecimen,
} from './clinical-findings.ts';
import type { VisitPractitioner } from './visit-record.ts';

/**
 * What leaves of a closed visit only as FHIR, beside its `VisitRecord`: claims never read it. `db/views/clinical-view.ts` reads
 * it; what no module of the HIS keeps yet is empty there (docs/decisions/0014-fhir-mappings.md).
 */
export interface ClinicalRecord {
  /** The facility that this one belongs to, such as the centre of a commune station. */
  parent?: ClinicalParent;
  departments: ClinicalDepartment[];
  places: ClinicalPlace[];
  /** Where the visit took place, in order. */
  stays: ClinicalStay[];
  /** Everybody who is named by id here and not in the visit. */
  practitioners: VisitPractitioner[];
  roles: ClinicalRole[];
  person: ClinicalPerson;
  relatedPeople: ClinicalRelatedPerson[];
  appointments: ClinicalAppointment[];
  /** Whether anybody asked: an empty list of allergies alone says nothing. */
  allergyStatus: 'never-asked' | 'none-known' | 'known';
  allergies: ClinicalAllergy[];
  /** Long-term conditions of the person. */
  conditions: ClinicalCondition[];
  screenings: ClinicalScreening[];
  orders: ClinicalOrder[];
  specimens: ClinicalSpecimen[];
  results: ClinicalResult[];
  dispensings: ClinicalDispensing[];
  immunizations: ClinicalImmunization[];
  claimAnswers: ClinicalClaimAnswer[];
  consents: ClinicalConsent[];
  signatures: ClinicalSignature[];
  papers: ClinicalPaper[];
}

export interface ClinicalParent {
  code: string;
  name: string;
}

export interface ClinicalDepartment {
  /** MA_KHOA. */
  code: string;
  /** Absent: the HIS keeps no name beside the code. */
  name?: string;
}

export interface ClinicalPlace {
  id: string;
  code: string;
  name: string;
  kind: 'room' | 'ward' | 'bed';
  departmentCode?: string;
  /** The ward of a bed. */
  partOfId?: string;
  bedState?: 'occupied' | 'unoccupied' | 'closed' | 'housekeeping' | 'isolated' | 'contaminated';
  isClosed?: boolean;
}

export interface ClinicalStay {
  placeId: string;
  from?: Instant;
  until?: Instant;
}

export interface ClinicalRole {
  id: string;
  practitionerId: string;
  role: Role;
  departmentCode?: string;
  placeIds: string[];
  from?: Day;
  until?: Day;
}

export interface ClinicalPerson {
  /** Absent: nobody here knows of a death. `at` is absent when the hour is not known. */
  death?: { at?: Instant };
  /** Records of the same person that were merged into this one. */
  replaced: { id: string; facilityNumber: string; fullName: string }[];
}

export interface ClinicalRelatedPerson {
  id: string;
  fullName: string;
  relation: 'guardian' | 'mother' | 'father' | 'other';
  phone?: string;
  /** Personal number of that person. */
  citizenId?: string;
}

export interface ClinicalAppointment {
  id: string;
  day: Day;
  /** `HH:mm`; absent: any time of the day. */
  time?: string;
  /** Planned length; absent: nobody planned one. */
  minutes?: number;
  placeId?: string;
  reason: string;
  state: 'booked' | 'arrived' | 'missed' | 'cancelled';
  bookedAt: Instant;
  cancelReason?: string;
}

/** What the insurer's portal said of the claim. */
export interface ClinicalClaimAnswer {
  id: string;
  state: 'accepted' | 'rejected';
  transactionCode?: string;
  resultCode?: string;
  message?: string;
  answeredAt: Instant;
}

export const consentPurposes = ['treatment', 'payment', 'public-health', 'research'] as const;

export interface ClinicalConsent {
  id: string;
  decision: 'permit' | 'deny';
  purposes: (typeof consentPurposes)[number][];
  givenAt: Instant;
  /** Absent: the person; else who decided for them. */
  relatedPersonId?: string;
  from?: Day;
  until?: Day;
  isRevoked: boolean;
}

/** Somebody stood for something. */
export interface ClinicalSignature {
  id: string;
  of: { kind: 'encounter' } | { kind: 'prescription'; prescriptionId: string } | { kind: 'result'; orderId: string };
  signedById: string;
  signedAt: Instant;
  as: 'author' | 'verifier';
  /** The digital signature itself, base64; absent: the act is on record without one. */
  digital?: { data: string; sigFormat: string; targetFormat: string };
}

export interface ClinicalPaper {
  id: string;
  kind: PaperKind;
  /** As printed, e.g. `00012/2026`. */
  number: string;
  issuedAt: Instant;
  issuedById: string;
  isWithdrawn: boolean;
  /** The paper that this one replaces. */
  replacesId?: string;
  attachments: ClinicalAttachment[];
}

/** An entry of the log of who opened or exported a record. It stays here and is handed out on demand. */
export interface RecordAccess {
  id: string;
  kind: 'open' | 'export';
  at: Instant;
  userId: string;
  /** The name of the system that read, where it was no person. */
  systemName?: string;
}

/** Of a visit of which nothing is known beside its `VisitRecord`. */
export const noClinicalRecord: ClinicalRecord = {
  departments: [],
  places: [],
  stays: [],
  practitioners: [],
  roles: [],
  person: { replaced: [] },
  relatedPeople: [],
  appointments: [],
  allergyStatus: 'never-asked',
  allergies: [],
  conditions: [],
  screenings: [],
  orders: [],
  specimens: [],
  results: [],
  dispensings: [],
  immunizations: [],
  claimAnswers: [],
  consents: [],
  signatures: [],
  papers: [],
};
