import type { Instant } from '../dates.ts';
import { add, compare, type Decimal, isZero, max, min, negate, roundAmount, subtract } from '../money.ts';

/** What a row of the ledger does: money in before the bill is final, money in for it, and both ways back. */
export const receiptKinds = ['advance', 'collection', 'refund', 'advance-return'] as const;
export type ReceiptKind = (typeof receiptKinds)[number];
export const payMethods = ['cash', 'transfer', 'vietqr'] as const;
export type PayMethod = (typeof payMethods)[number];

/** Money that comes in takes a number of a book of receipts, money that goes out one of a book of payouts. */
export const isIncoming = (kind: ReceiptKind): boolean => kind === 'advance' || kind === 'collection';

/** A row of the ledger as the arithmetic reads it; a row that cancels another one undoes what that one did. */
export interface LedgerRow {
  kind: ReceiptKind;
  /** Whole dong, more than nothing. */
  amount: Decimal;
  cancels: boolean;
}

/** What a row does to the money the facility holds for the visit: dong, less than nothing when it goes out. */
export const effectOf = ({ kind, amount, cancels }: LedgerRow): Decimal => (isIncoming(kind) === cancels ? negate(amount) : amount);

export interface AccountState {
  /** Patient's part in whole dong before the discount. */
  patientPart: Decimal;
  discount: Decimal;
  /** Advances and collections less what went back. */
  paid: Decimal;
  /** What is still to be paid; less than nothing = what must go back. */
  due: Decimal;
  /** Parts of `paid` that are advances, and that were collected for the bill. */
  advances: Decimal;
  collected: Decimal;
}

/**
 * Patient's part in whole dong: co-payment and own part of the whole bill are added first and rounded once, half up, because no smaller
 * coin exists; the claim keeps the hundredths. Source: docs/legal/payments.md#rounding
 */
export const payableOf = (totals: { copayAmount: Decimal; selfPayAmount: Decimal }): Decimal =>
  roundAmount(add(totals.copayAmount, totals.selfPayAmount), 0);

/** Where the account of a visit stands: amounts in whole dong. A discount never goes below nothing. */
export function computeAccount(facts: { patientPart: Decimal; discount: Decimal; ledger: LedgerRow[] }): AccountState {
  const { patientPart, ledger } = facts;
  const discount = max('0', min(facts.discount, patientPart));
  const sum = (kinds: ReceiptKind[]) => add('0', ...ledger.filter(({ kind }) => kinds.includes(kind)).map(effectOf));
  const advances = sum(['advance', 'advance-return']);
  const collected = sum(['collection', 'refund']);
  const paid = add(advances, collected);
  return { patientPart, discount, paid, due: subtract(subtract(patientPart, discount), paid), advances, collected };
}

/** The next act the desk proposes, with its amount; undefined when nothing is due either way. */
export function proposeReceipt(state: AccountState): { kind: ReceiptKind; amount: Decimal } | undefined {
  const { due, collected, advances } = state;
  if (compare(due, '0') > 0) return { kind: 'collection', amount: due };
  if (isZero(due)) return undefined;
  const back = negate(due);
  // What was collected for the bill goes back first: an advance is given back as an advance.
  if (compare(collected, '0') > 0) return { kind: 'refund', amount: min(back, collected) };
  return { kind: 'advance-return', amount: min(back, advances) };
}

/**
 * When the account of a closed visit was settled: the last act after which nothing is due, or the closing when the person owes nothing. Undefined while
 * something is due either way. Feeds NGAY_TTOAN. Source: docs/legal/payments.md#settled
 */
export function settledAt(state: AccountState, closedAt: Instant, acts: { createdAt: Instant }[]): Instant | undefined {
  if (!isZero(state.due)) return undefined;
  return acts.reduce((last, { createdAt }) => (Date.parse(createdAt) > Date.parse(last) ? createdAt : last), closedAt);
}
