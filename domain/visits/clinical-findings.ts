import type { Day, Instant } from '../dates.ts';
import type { Decimal } from '../money.ts';
import type { Comparator, Flag, ValueKind } from '../results/indicator.ts';

export interface ClinicalAllergy {
  id: string;
  substance: string;
  atcCode?: string;
  reaction?: string;
  recordedAt: Instant;
  recordedById: string;
  /** True: it was written down by mistake. */
  isRetracted: boolean;
}

export interface ClinicalCondition {
  id: string;
  icdCode: string;
  icdVersion: string;
  name: string;
  note?: string;
  /** `YYYY`, `YYYY-MM` or a day. */
  since?: string;
  endedOn?: Day;
  recordedAt: Instant;
  recordedById: string;
  isRetracted: boolean;
}

/** A number with its unit, yes or no, or words. */
export type ScreeningValue = { number: Decimal; unit: string; ucum?: string } | { isTrue: boolean } | { text: string };

export interface ClinicalScreening {
  id: string;
  category: 'social-history' | 'survey';
  loinc?: string;
  name: string;
  value: ScreeningValue;
  takenAt: Instant;
  practitionerId: string;
}

/** Group of the price list: XN laboratory, CDHA imaging, TDCN functional tests, everything else is done without a report. */
export type OrderGroup = 'laboratory' | 'imaging' | 'functional' | 'procedure';

export interface ClinicalOrder {
  id: string;
  serviceCode: string;
  serviceName: string;
  group: OrderGroup;
  quantity: Decimal;
  state: 'ordered' | 'performed' | 'cancelled';
  isUrgent: boolean;
  orderedAt: Instant;
  orderedById: string;
  performedAt?: Instant;
  performedById?: string;
  /** As the doctor wrote it. */
  reason?: string;
  /** The diagnosis it was ordered for, where the doctor named one. */
  icdCode?: string;
  /** ICD-9-CM code of what was done (MA_PTTT_QT), where one is certain. */
  procedureCode?: string;
}

export interface ClinicalSpecimen {
  id: string;
  /** What the barcode says. */
  number: string;
  /** In words, e.g. `Huyết thanh`. */
  kind: string;
  takenAt: Instant;
  takenById: string;
  receivedAt?: Instant;
  rejectReason?: string;
  orderIds: string[];
}

export interface ClinicalResult {
  orderId: string;
  group: OrderGroup;
  serviceCode: string;
  serviceName: string;
  state: 'final' | 'corrected' | 'withdrawn';
  description?: string;
  conclusion?: string;
  machineCode?: string;
  performedAt: Instant;
  performedById: string;
  approvedAt: Instant;
  approvedById: string;
  specimenIds: string[];
  values: ClinicalValue[];
  attachments: ClinicalAttachment[];
}

export interface ClinicalValue {
  indicatorCode: string;
  name: string;
  loinc?: string;
  /** Number of the list of QĐ 1227/QĐ-BYT. */
  mohCode?: string;
  kind: ValueKind;
  comparator?: Comparator;
  number?: Decimal;
  text?: string;
  /** As printed, and the same in UCUM where that is certain. */
  unit?: string;
  ucum?: string;
  flag?: Flag;
  low?: Decimal;
  high?: Decimal;
  /** True: the upper bound itself is not normal any more. */
  isHighOpen: boolean;
  normalChoice?: string;
}

/** A file: its bytes in base64, or where they lie. */
export interface ClinicalAttachment {
  title: string;
  contentType: string;
  data?: string;
  url?: string;
  sizeBytes?: number;
  /** SHA-1 in base64, as R4 asks. */
  sha1?: string;
}

/** What a person holds of a line of a prescription: everything handed over less what came back. */
export interface ClinicalDispensing {
  prescriptionLineId: string;
  quantity: Decimal;
  preparedAt?: Instant;
  handedOverAt: Instant;
  dispensedById: string;
  /** Another drug than the line says, given with the doctor's consent. */
  substitute?: { name: string; atcCode?: string; ingredientCode?: string; registrationNumber?: string; reason?: string };
}

export interface ClinicalImmunization {
  id: string;
  cvxCode?: string;
  /** Code of the national list of vaccines. */
  vaccineCode?: string;
  vaccineName: string;
  state: 'completed' | 'not-done' | 'entered-in-error';
  occurredAt: Instant;
  lotNumber?: string;
  expiresOn?: Day;
  doseNumber?: number;
  /** Copied from a paper of another place. */
  isFromPaper: boolean;
  practitionerId?: string;
}
