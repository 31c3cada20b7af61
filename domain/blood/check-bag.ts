import { isWithin, type Day, type Instant } from '../dates.ts';
import { error, warning, type Issue } from '../issue.ts';
import { groupLabel, type Abo, type BloodGroup, type KnownGroup } from './blood-group.ts';
import { compatibilityOf, needsCrossMatch, type BloodProduct } from './compatibility.ts';

export interface Bag extends BloodGroup {
  product: BloodProduct;
  unitNumber: string;
  volumeMl: number;
  collectedOn: Day;
  /** The last day on which it may be given, from the label. */
  expiresOn: Day;
}

/** Our bound against slips of the keyboard; no bag of the country is larger. */
const MOST_ML = 1000;

/**
 * What is wrong with a bag that comes in: days out of order, expired already, or a volume that cannot be.
 * Source: docs/legal/blood.md#receipt
 */
export function checkReceipt(
  { volumeMl, collectedOn, expiresOn }: Pick<Bag, 'volumeMl' | 'collectedOn' | 'expiresOn'>,
  today: Day,
): Issue[] {
  return [
    ...(volumeMl < 1 || volumeMl > MOST_ML ? [error('blood_volume', 'volumeMl', { max: MOST_ML })] : []),
    ...(collectedOn > today ? [error('blood_collected_later', 'collectedOn')] : []),
    ...(expiresOn < collectedOn ? [error('blood_days_reversed', 'expiresOn')] : []),
    ...(expiresOn < today ? [error('blood_expired', 'expiresOn', { day: expiresOn })] : []),
  ];
}

/**
 * What speaks against this bag for this person today. Errors stop; warnings pass with a reason of the doctor.
 * Source: docs/legal/blood.md#issue
 */
export function checkForRecipient(bag: Bag, recipient: KnownGroup, today: Day): Issue[] {
  const expired = bag.expiresOn < today ? [error('blood_expired', '', { day: bag.expiresOn })] : [];
  if (recipient.state === 'unknown') return [...expired, error('blood_group_unknown', 'encounterId')];
  if (recipient.state === 'disputed') return [...expired, error('blood_group_disputed', 'encounterId')];
  const single = recipient.state === 'single' ? [warning('blood_group_single', 'encounterId')] : [];
  return [...expired, ...single, ...checkGroups(bag, recipient.group)];
}

function checkGroups(bag: Bag, recipient: BloodGroup): Issue[] {
  const fits = compatibilityOf(bag.product, bag, recipient);
  const groups = { donor: groupLabel(bag), recipient: groupLabel(recipient) };
  if (fits === 'incompatible') return [error('blood_incompatible', '', groups)];
  return fits === 'unusual' ? [warning('blood_unusual_group', '', groups)] : [];
}

export interface WindowFacts {
  recipient: KnownGroup;
  today: Day;
  /** Null: not done. */
  crossMatch: 'compatible' | 'incompatible' | null;
  /** The number read off the bag at the window. */
  readNumber: string;
}

/**
 * What speaks against handing the bag out: everything that spoke against it for this person, a number that is not this bag's, a cross-match that failed, or one
 * that was not done (passes with a reason: an emergency).
 * Source: docs/legal/blood.md#issue
 */
export function checkIssue(bag: Bag, { recipient, today, crossMatch, readNumber }: WindowFacts): Issue[] {
  const read = readNumber === bag.unitNumber ? [] : [error('blood_number_differs', 'unitNumber')];
  const failed = crossMatch === 'incompatible' ? [error('blood_cross_match_failed', '')] : [];
  const missing = crossMatch === null && needsCrossMatch(bag.product) ? [warning('blood_cross_match_missing', '')] : [];
  return [...read, ...checkForRecipient(bag, recipient, today), ...failed, ...missing];
}

/**
 * The last check at the bed: the ABO group of the person and of the bag, typed once more, are those on record.
 * Source: docs/legal/blood.md#bedside
 */
export function checkBedside(bag: Bag, recipient: BloodGroup, typed: { recipientAbo: Abo; bagAbo: Abo }): Issue[] {
  return [
    ...(typed.recipientAbo === recipient.abo ? [] : [error('blood_bedside_recipient', 'recipientAbo')]),
    ...(typed.bagAbo === bag.abo ? [] : [error('blood_bedside_bag', 'bagAbo')]),
  ];
}

/** A dated parameter as it is stored; both ends are inclusive. */
export interface LimitRow {
  code: string;
  validFrom: Day;
  validTo: Day | null;
  value: unknown;
}

/** Minutes outside the blood store after which a bag does not come back: `blood.return_minutes` on a day. Source: docs/legal/blood.md#return */
export function returnMinutesAt(rows: LimitRow[], day: Day): number | undefined {
  const found = rows.find(({ code, validFrom, validTo }) => code === 'blood.return_minutes' && isWithin(day, validFrom, validTo));
  return typeof found?.value === 'number' ? found.value : undefined;
}

/**
 * Whether a bag that came back may be given to somebody else: seen whole, not expired, back in time. Without a limit on file nothing goes back.
 * Source: docs/legal/blood.md#return
 */
export function checkRestock(
  bag: { expiresOn: Day; issuedAt: Instant; returnedAt: Instant; isIntact: boolean },
  limits: { today: Day; minutes: number | undefined },
): Issue[] {
  const minutes = Math.ceil((Date.parse(bag.returnedAt) - Date.parse(bag.issuedAt)) / 60_000);
  const most = limits.minutes ?? 0;
  return [
    ...(bag.isIntact ? [] : [error('blood_not_intact', '')]),
    ...(bag.expiresOn < limits.today ? [error('blood_expired', '', { day: bag.expiresOn })] : []),
    ...(minutes > most ? [error('blood_returned_late', '', { minutes, most })] : []),
  ];
}
