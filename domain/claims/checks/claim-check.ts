import type { Day } from '../../dates.ts';
import type { InsuranceParameters } from '../../insurance/insurance-parameters.ts';
import type { TableCode } from '../claim-definitions.ts';
import type { CheckedClaim, CheckedRow } from './checked-claim.ts';

/** `block` must not be sent; `error` is normally deducted or returned; `warning` is shown to the officer; `info` is a hint. */
export type ClaimSeverity = 'block' | 'error' | 'warning' | 'info';

/** What a rule found in one place of a claim. Personal data never stand in `params`. */
export interface ClaimFinding {
  /** Identifier of the rule in claim-rules.json. */
  rule: string;
  severity: ClaimSeverity;
  /** `FILE` is the envelope around the tables. */
  table: TableCode | 'FILE';
  /** Place of the row in its table from 1; 0 = the table as a whole. */
  row: number;
  /** STT of the row as the file says it; empty where the table has none. */
  number: string;
  fields: string[];
  params: Readonly<Record<string, string | number>>;
}

/** A finding that a claim must wait for. Source: docs/legal/insurance.md#checks */
export const isHolding = ({ severity }: Pick<ClaimFinding, 'severity'>): boolean => severity === 'block' || severity === 'error';

/** What a rule says of one row; what it leaves out is taken from the row and the catalogue of the rules. */
export interface ClaimHit {
  row?: CheckedRow;
  table?: TableCode;
  fields: readonly string[];
  params?: Readonly<Record<string, string | number>>;
  /** Milder than the rule where real, accepted files do the same. */
  severity?: ClaimSeverity;
}

export type ClaimRule = (claim: CheckedClaim) => ClaimHit[];
/** Rules of one group by their identifiers. */
export type ClaimRules = Readonly<Record<string, ClaimRule>>;

/** What the ICD-10 list says of a code. */
export interface IcdFacts {
  notPrimary: boolean;
  notRecommendedPrimary: boolean;
  hasSubcodes: boolean;
  mortalityOnly: boolean;
  asterisk: boolean;
  sexOnly: 'male' | 'female' | null;
}

/** An approved drug or supply of the facility; what is absent was not laid down. */
export interface ApprovedItem {
  name: string;
  strength?: string | undefined;
  registrationNumber?: string | undefined;
  routeCode?: string | undefined;
  dosageForm?: string | undefined;
  unit?: string | undefined;
  tender?: string | undefined;
  price?: string | undefined;
  insuranceRatio?: string | undefined;
  /** Of a supply: what the maker prints on the thing itself. */
  productMark?: string | undefined;
  /** Quantity bought under the tender that is left, this claim included. */
  quantityLeft?: string | undefined;
}

export interface ApprovedService {
  name: string;
  price?: string | undefined;
  /** True when results come from a machine that has to be named. */
  needsMachine?: boolean | undefined;
}

export interface StaffFacts {
  /** False when the licence does not run on the day. */
  isValid: boolean;
  /** False when the scope of practice leaves the service out; absent = not known. */
  maySign?: boolean | undefined;
}

/** Another claim of the same person at this facility. */
export interface EarlierClaim {
  key: string;
  cardNumber: string;
  admittedAt: string;
  endedAt: string;
  principalDisease: string;
  hospitalAmount: string;
  fundAmount: string;
}

/** What the insurer's portal answered for the card. */
export interface CardAnswer {
  resultCode: string;
  /** Fields of table 1 that differ from the answer. */
  differingFields: readonly string[];
  /** `yyyymmdd`. */
  fiveYearDate?: string | undefined;
}

/**
 * Everything a rule may know beside the file. Each answer may be missing: `undefined` says there is no list to ask, and the rule keeps silent;
 * `null` or `false` says the list does not have it. Days are local.
 */
export interface ClaimContext {
  /** `yyyymmddHHMM` of the check. */
  now?: string;
  parametersAt?: (day: Day) => InsuranceParameters | undefined;
  icd?: (code: string, day: Day) => IcdFacts | null | undefined;
  commune?: (code: string, day: Day) => { provinceCode: string } | null | undefined;
  facility?: (code: string, day: Day) => boolean | undefined;
  /** Catalogues of the facility that made the claim. */
  drugs?: (code: string, day: Day) => readonly ApprovedItem[] | undefined;
  supplies?: (code: string, day: Day) => readonly ApprovedItem[] | undefined;
  service?: (code: string, day: Day) => ApprovedService | null | undefined;
  staff?: (licence: string, day: Day) => StaffFacts | null | undefined;
  machine?: (code: string, day: Day) => boolean | undefined;
  department?: (code: string) => boolean | undefined;
  /** True when the facility has a contract for stays on the day. */
  inpatientContract?: (day: Day) => boolean | undefined;
  cardAnswer?: CardAnswer;
  earlierClaims?: readonly EarlierClaim[];
  /** Whether a check-in was sent under this key. */
  checkedIn?: boolean;
  /** True when the person owes nothing more this year and no exemption is applied. */
  ceilingPassed?: boolean;
  /** Whether a disease stands in an annex of TT 01/2025 that needs no referral. */
  listedDisease?: (annex: 'I' | 'II', codes: readonly string[]) => boolean | undefined;
  /** Facts of the facility's other claims. */
  otherPatientWithIdentity?: boolean;
  leaveSerialUsed?: boolean;
  /** True when another person lay in the bed in the same time and neither is declared as shared. */
  bedShared?: (department: string, bed: string, from: string, until: string) => boolean | undefined;
  /** Codes of the insurer's answer that no list has. */
  unknownReturns?: readonly string[];
  /** True where the provincial office asks for one row a day. */
  bedRowPerDay?: boolean;
}
