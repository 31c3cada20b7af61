import type { Instant } from '../dates.ts';
import type { AppointmentPaper, Referral, SickLeave } from '../papers/paper.ts';
import type { Decimal } from '../money.ts';
import type { AssistedBirth, PregnancyRest } from './build-birth-papers.ts';
import type { DischargePaper, RecordSummary } from './build-discharge-papers.ts';
import type { HivRecord } from './build-hiv-rows.ts';
import type { TuberculosisCourse } from './build-tuberculosis-rows.ts';

/**
 * What the tables beyond the bill are made of. Whoever keeps a fact supplies it; what nobody keeps is absent and its table empty.
 * Source: docs/legal/insurance.md#claims
 */
export interface ClaimFacts {
  /** Approved results that count, in the order of their approval. */
  results?: readonly ClaimResult[];
  /** Notes of the course of a treatment, in the order of their time. */
  notes?: readonly CourseNote[];
  sickLeave?: IssuedPaper<SickLeave>;
  referral?: IssuedPaper<Referral>;
  appointment?: IssuedPaper<AppointmentPaper>;
  discharge?: DischargePaper;
  summary?: RecordSummary;
  births?: readonly AssistedBirth[];
  pregnancyRest?: PregnancyRest;
  hiv?: readonly HivRecord[];
  tuberculosis?: readonly TuberculosisCourse[];
}

/** The result of one service: values, or words of who looked. */
export interface ClaimResult {
  /** As charged, so that table 3 has it. */
  serviceCode: string;
  serviceName: string;
  description?: string;
  conclusion?: string;
  approvedAt: Instant;
  /** Practice licence of who read or approved it. */
  readerLicence: string;
  values: readonly { code: string; name: string; value: string; unit?: string }[];
}

/** One note of the course of a treatment. */
export interface CourseNote {
  at: Instant;
  text: string;
  vitals?: CourseVitals;
  stage?: string;
  consultation?: string;
  surgery?: string;
  /** The main writer first. */
  writerLicences: readonly string[];
}

/** /min, Cel, mm[Hg], /min, %, care level 1 to 3. */
export interface CourseVitals {
  pulse?: Decimal;
  temperature?: Decimal;
  systolic?: Decimal;
  diastolic?: Decimal;
  respiratoryRate?: Decimal;
  oxygenSaturation?: Decimal;
  careLevel?: 1 | 2 | 3;
}

/** A paper of a visit as it was issued and still counts. */
export interface IssuedPaper<Content> {
  /** Unique in its facility, kind and year, e.g. `00012/2026`. */
  number: string;
  issuedAt: Instant;
  content: Content;
  doctorName: string;
  doctorLicence: string;
}
