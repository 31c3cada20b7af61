import { error, information, type Issue, warning } from '../issue.ts';
import { comparePortalCard, type Difference } from './compare-portal-card.ts';
import { parseCardNumber } from './card.ts';
import type { NewerCard, PortalAnswer, PortalCard, TypedCard } from './portal-answer.ts';

export type Verdict = 'valid' | 'valid-unverifiable' | 'newer-card' | 'not-insured' | 'contradicts' | 'not-answered' | 'misconfigured';
export type PortalAction =
  | 'none'
  | 'use_new_card'
  | 'ask_new_card'
  | 'register_uninsured'
  | 'correct_name'
  | 'correct_birth_date'
  | 'correct_number'
  | 'retry_later'
  | 'tell_administrator';
/** Of a card in a visit. */
export type Verification = 'verified' | 'not-verified' | 'refused';

interface Meaning {
  verdict: Verdict;
  /** The one sentence for the desk. */
  sentence: Issue;
  action: PortalAction;
}

export interface Reading extends Meaning {
  /** Of the look-up; null when nobody answered. */
  resultCode: string | null;
  card: PortalCard | null;
  newerCard: NewerCard | null;
  differences: Difference[];
}

const PATH = 'card.cardNumber';
const says = (verdict: Verdict, sentence: Issue, action: PortalAction): Meaning => ({ verdict, sentence, action });

/** Every code of PORTAL_CARD_CODES (seeds/reference/insurance-codes.csv). The actions are ours, the codes the insurer's. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  '000': says('valid', information('portal_card_valid', PATH), 'none'),
  '001': says('valid-unverifiable', information('portal_card_army', PATH), 'none'),
  '002': says('valid-unverifiable', information('portal_card_police', PATH), 'none'),
  '003': says('newer-card', error('portal_card_replaced', PATH), 'use_new_card'),
  '004': says('newer-card', warning('portal_card_newer_issued', PATH), 'use_new_card'),
  '010': says('not-insured', error('portal_card_expired', PATH), 'ask_new_card'),
  '050': says('not-insured', error('portal_card_not_found', PATH), 'register_uninsured'),
  '051': says('contradicts', error('portal_number_wrong', PATH), 'correct_number'),
  '052': says('contradicts', error('portal_province_wrong', PATH), 'correct_number'),
  '053': says('contradicts', error('portal_benefit_code_wrong', PATH), 'correct_number'),
  '054': says('misconfigured', error('portal_officer_unknown', ''), 'tell_administrator'),
  '055': says('misconfigured', error('portal_officer_name_wrong', ''), 'tell_administrator'),
  '060': says('contradicts', error('portal_name_wrong', 'patient.fullName'), 'correct_name'),
  '061': says('contradicts', error('portal_name_spelled_wrong', 'patient.fullName'), 'correct_name'),
  '070': says('contradicts', error('portal_birth_date_wrong', 'patient.birthDate'), 'correct_birth_date'),
  '100': says('not-answered', warning('portal_card_unreadable', ''), 'retry_later'),
  '101': says('not-answered', warning('portal_server_error', ''), 'retry_later'),
  '110': says('not-insured', error('portal_card_revoked', PATH), 'ask_new_card'),
  '120': says('not-insured', error('portal_payment_stopped', PATH), 'register_uninsured'),
  '121': says('not-insured', error('portal_moved_out_of_province', PATH), 'ask_new_card'),
  '122': says('not-insured', error('portal_moved_in_province', PATH), 'ask_new_card'),
  '123': says('not-insured', error('portal_card_reissued', PATH), 'ask_new_card'),
  '124': says('not-insured', error('portal_insurance_ended', PATH), 'register_uninsured'),
  '130': says('not-insured', error('portal_child_without_card', PATH), 'ask_new_card'),
  '205': says('misconfigured', error('portal_question_malformed', ''), 'tell_administrator'),
  '401': says('misconfigured', error('portal_login_refused', ''), 'tell_administrator'),
  '500': says('not-answered', warning('portal_server_error', ''), 'retry_later'),
  '9999': says('not-answered', information('portal_not_asked', ''), 'retry_later'),
};

/** The codes that have a meaning here. Source: docs/legal/insurance.md#portal */
export const portalCodes: readonly string[] = Object.keys(MEANINGS).sort();

/**
 * What an answer of the portal means for the desk: a verdict, one sentence, one action, the card facts, and where they differ from what was
 * typed. `undefined` = nobody answered in time. A code that is in no list counts as no answer and is named.
 * Source: docs/legal/insurance.md#portal
 */
export function readPortalAnswer(answer: PortalAnswer | undefined, typed: TypedCard): Reading {
  if (answer === undefined) {
    const silence = says('not-answered', warning('portal_silent', ''), 'retry_later');
    return { ...silence, resultCode: null, card: null, newerCard: null, differences: [] };
  }
  const { resultCode, card, newerCard } = answer;
  const meaning = MEANINGS[resultCode] ?? unknownCode(resultCode);
  const usable = isAnswered(meaning.verdict) ? card : null;
  return {
    ...meaning,
    // Without the new number nobody can use it: the person is asked for the card.
    action: meaning.action === 'use_new_card' && newerCard === null ? 'ask_new_card' : meaning.action,
    resultCode,
    card: usable,
    newerCard,
    differences: usable === null ? [] : comparePortalCard(typed, usable),
  };
}

/** True when the insurer said something about the card; a fault of its machine or of our account is no answer. Source: docs/legal/insurance.md#portal */
export const isAnswered = (verdict: Verdict): boolean => verdict !== 'not-answered' && verdict !== 'misconfigured';

/**
 * Whether a card used in a visit counts as verified after a reading. An expired card (003) is refused, its successor is verified; of a card
 * that only has a successor (004) both hold. Source: docs/legal/insurance.md#portal
 */
export function verificationOf(
  { verdict, resultCode, newerCard }: Pick<Reading, 'verdict' | 'resultCode' | 'newerCard'>,
  usedNumber: string,
): Verification {
  if (!isAnswered(verdict)) return 'not-verified';
  if (verdict === 'valid' || verdict === 'valid-unverifiable') return 'verified';
  if (verdict === 'newer-card') return resultCode === '004' || isSameNumber(newerCard?.cardNumber, usedNumber) ? 'verified' : 'refused';
  return 'refused';
}

/**
 * True when an answer speaks of this card: the number that was asked, the card it found or the new one. Ten digits are those at the end of fifteen.
 * Source: docs/legal/insurance.md#card
 */
export function isAboutCard(reading: Pick<Reading, 'card' | 'newerCard'>, askedNumber: string, usedNumber: string): boolean {
  const { card, newerCard } = reading;
  return [askedNumber, card?.cardNumber ?? card?.socialInsuranceNumber, newerCard?.cardNumber].some((number) =>
    isSameNumber(number, usedNumber),
  );
}

/**
 * The number under which a card is used: the one shown, or where that names only the person (10 or 12 digits) the card the portal found, since only
 * fifteen characters tell the rate. Source: docs/legal/insurance.md#card
 */
export function numberInUse(shownNumber: string, reading: Pick<Reading, 'card' | 'verdict'>): string {
  const found = reading.card?.cardNumber ?? '';
  return parseCardNumber(shownNumber)?.form !== 'card' && isAnswered(reading.verdict) && parseCardNumber(found)?.form === 'card'
    ? found
    : shownNumber;
}

function isSameNumber(a: string | null | undefined, b: string): boolean {
  if (a == null) return false;
  const person = (text: string) => {
    const parsed = parseCardNumber(text);
    return parsed?.form === 'card' || parsed?.form === 'social-insurance' ? parsed.socialInsuranceNumber : text;
  };
  // Two long forms are two cards, even of one person; the short form names the person and so any card.
  return a.length === 15 && b.length === 15 ? a === b : person(a) === person(b);
}

function unknownCode(resultCode: string): Meaning {
  return says('not-answered', warning('portal_code_unknown', '', { resultCode: resultCode.slice(0, 10) }), 'tell_administrator');
}
