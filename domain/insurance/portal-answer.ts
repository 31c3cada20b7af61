import type { Day } from '../dates.ts';
import type { Sex } from '../visits/visit-record.ts';

/** A card as the insurer's portal knows it; what it does not say is null. */
export interface PortalCard {
  cardNumber: string | null;
  socialInsuranceNumber: string | null;
  fullName: string | null;
  /** `YYYY-MM-DD`, or the year alone. */
  birthDate: string | null;
  sex: Sex | null;
  addressText: string | null;
  validFrom: Day | null;
  validTo: Day | null;
  registeredFacilityCode: string | null;
  registeredFacilityName: string | null;
  areaCode: string | null;
  fiveYearDate: Day | null;
}

export interface NewerCard {
  cardNumber: string;
  validFrom: Day | null;
  validTo: Day | null;
  registeredFacilityCode: string | null;
  registeredFacilityName: string | null;
}

export interface PortalVisit {
  facilityCode: string;
  facilityName: string | null;
  admittedOn: string | null;
  dischargedOn: string | null;
  diagnosis: string | null;
  outcome: string | null;
}

/** A finding of the insurer's audit of earlier visits. */
export interface PortalAudit {
  at: string | null;
  by: string | null;
  code: string | null;
  message: string | null;
}

/** What the portal answered, in our words. */
export interface PortalAnswer {
  /** maKetQua of the look-up, e.g. `000`. */
  resultCode: string;
  /** Its own sentence for the desk. */
  note: string | null;
  card: PortalCard | null;
  newerCard: NewerCard | null;
  history: PortalVisit[];
  audits: PortalAudit[];
}

/** What the form holds when the portal is asked; absent = nothing was typed. */
export interface TypedCard {
  /** 10, 12 or 15 characters. */
  number: string;
  fullName: string;
  /** `YYYY-MM-DD`, or the year alone. */
  birthDate: string;
  sex?: Sex | undefined;
  validFrom?: Day | undefined;
  validTo?: Day | undefined;
  registeredFacilityCode?: string | undefined;
  areaCode?: string | undefined;
  fiveYearDate?: Day | undefined;
}
