import { isInpatientCare } from './care-type.ts';

export type FacilityLevel = 'primary' | 'basic' | 'specialised';
export type FormerTier = 'central' | 'province' | 'district' | 'commune';
/** Kinds that the law names for full payment at the primary level, and the rest. */
export type FacilityKind =
  | 'commune-station'
  | 'family-medicine'
  | 'military-civil-station'
  | 'clinic-licensed-centre'
  | 'agency-health-unit'
  | 'regional-clinic'
  | 'hospital'
  | 'other';

export interface ArrivalFacts {
  insured: boolean;
  emergency: boolean;
  /** MA_LOAI_KCB, two digits. */
  careType: string;
  facility: {
    code: string;
    level: FacilityLevel;
    kind: FacilityKind;
    /** 0 to 100; only the basic level needs them. */
    points?: number;
    /** The level was given provisionally. */
    provisional?: boolean;
    /** Tier before 2025-07-01. */
    formerTier?: FormerTier;
  };
  registeredFacilityCode?: string;
  hasReferral: boolean;
  hasFollowUpSlip: boolean;
  /** Living elsewhere than registered, with proof (TT 01/2025 Đ4). */
  changedResidence?: boolean;
  organDonor?: boolean;
  /** Treated right after birth. */
  newborn?: boolean;
  /** K1, K2 or K3. */
  areaCode?: string;
  /** Annex of TT 01/2025 in which the main disease stands. */
  diseaseAnnex?: 'I' | 'II';
}

export interface ArrivalProposal {
  code: string;
  /** Why: a code with a sentence in the messages. */
  reason: string;
}

interface Case extends ArrivalProposal {
  fits: (facts: ArrivalFacts) => boolean;
}

const PRIMARY_CARE: readonly FacilityKind[] = ['family-medicine', 'military-civil-station', 'clinic-licensed-centre', 'agency-health-unit'];

const at = (level: FacilityLevel) => (facts: ArrivalFacts) => facts.facility.level === level;
const inpatient = (facts: ArrivalFacts) => isInpatientCare(facts.careType);
const wasUpper = (facts: ArrivalFacts) => facts.facility.formerTier === 'province' || facts.facility.formerTier === 'central';
const basic = at('basic');
const specialised = at('specialised');
/** An emergency is paid in full anywhere (Luật Đ22 k5), so the categories that pay half never apply to it. */
const chosenVisit = (facts: ArrivalFacts) => !inpatient(facts) && !facts.emergency;

/** In the order of QĐ 3276/QĐ-BYT; the first that fits is the category. */
const CASES: readonly Case[] = [
  { code: '9', reason: 'not_insured', fits: (f) => !f.insured },
  { code: '1.2', reason: 'commune_station', fits: (f) => f.facility.kind === 'commune-station' },
  { code: '1.2', reason: 'primary_care', fits: (f) => at('primary')(f) && PRIMARY_CARE.includes(f.facility.kind) },
  { code: '1.1', reason: 'registered_here', fits: (f) => f.registeredFacilityCode === f.facility.code },
  { code: '1.3', reason: 'referral', fits: (f) => f.hasReferral },
  { code: '1.4', reason: 'changed_residence', fits: (f) => f.changedResidence === true },
  { code: '1.5', reason: 'follow_up_slip', fits: (f) => f.hasFollowUpSlip },
  { code: '1.6', reason: 'organ_donor', fits: (f) => f.organDonor === true },
  { code: '1.7', reason: 'newborn', fits: (f) => f.newborn === true },
  { code: '1.11', reason: 'other_primary_facility', fits: at('primary') },
  { code: '1.12', reason: 'basic_outpatient_below_50', fits: (f) => basic(f) && !inpatient(f) && !wasUpper(f) && isBelow50(f) },
  {
    code: '1.13',
    reason: 'basic_outpatient_50_to_70',
    fits: (f) => basic(f) && chosenVisit(f) && f.diseaseAnnex !== 'II' && isFrom50To70(f),
  },
  {
    code: '1.14',
    reason: 'basic_outpatient_former_upper',
    fits: (f) => basic(f) && chosenVisit(f) && f.diseaseAnnex !== 'II' && wasUpper(f),
  },
  { code: '1.15', reason: 'basic_inpatient', fits: (f) => basic(f) && inpatient(f) },
  { code: '1.16', reason: 'annex_two_disease', fits: (f) => basic(f) && f.diseaseAnnex === 'II' },
  { code: '1.17', reason: 'annex_one_disease', fits: (f) => specialised(f) && f.diseaseAnnex === 'I' },
  {
    code: '1.18',
    reason: 'specialised_outpatient_former_province',
    fits: (f) => specialised(f) && chosenVisit(f) && wasTier(f, 'province'),
  },
  { code: '2', reason: 'emergency', fits: (f) => f.emergency },
  // The law names 3.6 before the 40 % of 3.1 for the people it protects, although the list has it last (Luật Đ22 k4 b).
  { code: '3.6', reason: 'difficult_area', fits: (f) => specialised(f) && inpatient(f) && wasTier(f, 'central') && isDifficultArea(f) },
  { code: '3.1', reason: 'specialised_former_central', fits: (f) => specialised(f) && wasTier(f, 'central') },
  { code: '3.2', reason: 'specialised_inpatient_former_province', fits: (f) => specialised(f) && inpatient(f) && wasTier(f, 'province') },
  { code: '3.3', reason: 'former_district', fits: (f) => !at('primary')(f) && wasTier(f, 'district') },
  { code: '3.6', reason: 'difficult_area', fits: (f) => specialised(f) && inpatient(f) && isDifficultArea(f) },
];

/**
 * The arrival category that the known facts lead to, with its reason; undefined when none fits, mostly because the points or the
 * former tier of the facility are not on record: then a person chooses. Pick-up and withdrawal categories (7.x, 8, 10) are never proposed.
 * Source: docs/legal/insurance.md#arrival
 */
export function proposeArrivalCategory(facts: ArrivalFacts): ArrivalProposal | undefined {
  const found = CASES.find((candidate) => candidate.fits(facts));
  return found && { code: found.code, reason: found.reason };
}

function isBelow50({ facility }: ArrivalFacts): boolean {
  return facility.provisional === true || (facility.points !== undefined && facility.points < 50);
}

/** A former district hospital is 3.3 even with 50 points or more: the law pays it in full (Luật Đ22 k4 đ), whatever stands earlier in the list. */
function isFrom50To70({ facility }: ArrivalFacts): boolean {
  return facility.points !== undefined && facility.points >= 50 && facility.points < 70 && facility.formerTier !== 'district';
}

function wasTier({ facility }: ArrivalFacts, tier: FormerTier): boolean {
  return facility.formerTier === tier;
}

function isDifficultArea({ areaCode }: ArrivalFacts): boolean {
  return areaCode === 'K1' || areaCode === 'K2' || areaCode === 'K3';
}
