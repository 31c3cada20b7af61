import { addDays, type Day } from '../dates.ts';
import { error, information, type Issue, warning } from '../issue.ts';
import type { Decimal } from '../money.ts';
import { type BenefitLevel, getParameter, type InsuranceParameters } from './insurance-parameters.ts';

/** What the three forms of a card number tell. Only the 15-character form names the object code and the benefit digit. */
export type CardNumber =
  | { form: 'card'; objectCode: string; benefitDigit: string; provinceCode: string; socialInsuranceNumber: string }
  | { form: 'social-insurance'; socialInsuranceNumber: string }
  | { form: 'identity'; citizenId: string };

export interface InsuranceCard {
  cardNumber: string;
  validFrom: Day;
  /** Last day; absent = open. */
  validTo?: Day;
  registeredFacilityCode: string;
}

/**
 * The parts of a card number of 15, 10 or 12 characters; undefined when it has none of these forms.
 * Source: docs/legal/insurance.md#card
 */
export function parseCardNumber(text: string): CardNumber | undefined {
  const card = /^([A-Z]{2})([1-5])(\d{2})(\d{10})$/.exec(text);
  if (card !== null) {
    const [, objectCode = '', benefitDigit = '', provinceCode = '', socialInsuranceNumber = ''] = card;
    return { form: 'card', objectCode, benefitDigit, provinceCode, socialInsuranceNumber };
  }
  if (/^\d{10}$/.test(text)) return { form: 'social-insurance', socialInsuranceNumber: text };
  if (/^\d{12}$/.test(text)) return { form: 'identity', citizenId: text };
  return undefined;
}

/**
 * The benefit digit that counts on the day of the parameters: the printed one, except for object codes whose law changed
 * while cards kept the old digit (CN, LH since 2026-01-01). Source: docs/legal/insurance.md#card
 */
export function effectiveBenefitDigit(objectCode: string, printedDigit: string, parameters: InsuranceParameters): string {
  const listed = parameters.objectCodes[objectCode];
  return listed?.printLag === true ? listed.digit : printedDigit;
}

/**
 * The benefit level of a card; undefined for the 10 and 12 digit forms, whose level only the portal knows, and for a malformed number.
 * Throws a RangeError when the installation lacks the level. Source: docs/legal/insurance.md#card
 */
export function findBenefitLevel(cardNumber: string, parameters: InsuranceParameters): BenefitLevel | undefined {
  const card = parseCardNumber(cardNumber);
  if (card?.form !== 'card') return undefined;
  const digit = effectiveBenefitDigit(card.objectCode, card.benefitDigit, parameters);
  return getParameter(parameters.benefitLevels, 'bhyt.benefit_level', digit);
}

/** What the card alone pays, in percent; undefined when the number does not tell (see `findBenefitLevel`). Source: docs/legal/insurance.md#card */
export function cardRateAt(cardNumber: string, parameters: InsuranceParameters): Decimal | undefined {
  return findBenefitLevel(cardNumber, parameters)?.percent;
}

/**
 * Everything wrong with a card on the admission day. Letters and digit that disagree only warn: damaged and late cards are
 * common, and the portal's answer wins. Source: docs/legal/insurance.md#card
 */
export function checkInsuranceCard(card: InsuranceCard, admissionDay: Day, parameters: InsuranceParameters): Issue[] {
  return [...checkNumber(card.cardNumber, parameters), ...checkValidity(card, admissionDay), ...checkRegistration(card)];
}

/**
 * The last day on which a stay that began under the card is still covered; undefined = open-ended card.
 * Source: docs/legal/insurance.md#card (NĐ 188/2025 Đ50 k4)
 */
export function coveredUntil(validTo: Day | undefined, parameters: InsuranceParameters): Day | undefined {
  return validTo === undefined ? undefined : addDays(validTo, parameters.cardGraceDays);
}

function checkNumber(cardNumber: string, parameters: InsuranceParameters): Issue[] {
  const card = parseCardNumber(cardNumber);
  if (card === undefined) return [error('card_number_malformed', 'cardNumber')];
  if (card.form !== 'card') return [warning('card_benefit_level_unknown', 'cardNumber')];
  return checkDigit(card.objectCode, card.benefitDigit, parameters);
}

function checkDigit(objectCode: string, printed: string, parameters: InsuranceParameters): Issue[] {
  const listed = parameters.objectCodes[objectCode];
  if (listed === undefined) return [warning('card_object_code_unknown', 'cardNumber', { objectCode })];
  if (listed.digit === printed) return [];
  // A late print is not a doubt about the card: the rate is known, so the clerk only needs to be told.
  const report = listed.printLag ? information : warning;
  const code = listed.printLag ? 'card_benefit_digit_converted' : 'card_benefit_digit_mismatch';
  return [report(code, 'cardNumber', { printed, listed: listed.digit })];
}

function checkValidity(card: InsuranceCard, admissionDay: Day): Issue[] {
  const { validFrom, validTo } = card;
  if (validTo !== undefined && validTo < validFrom) return [error('card_validity_reversed', 'validTo')];
  if (admissionDay < validFrom) return [error('card_not_yet_valid', 'validFrom', { validFrom })];
  if (validTo !== undefined && validTo < admissionDay) return [error('card_expired', 'validTo', { validTo })];
  return [];
}

function checkRegistration(card: InsuranceCard): Issue[] {
  return /^\d{5}$/.test(card.registeredFacilityCode) ? [] : [error('registered_facility_code_malformed', 'registeredFacilityCode')];
}
