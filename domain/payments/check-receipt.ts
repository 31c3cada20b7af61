import { error, type Issue } from '../issue.ts';
import { compare, type Decimal, negate, places } from '../money.ts';
import { effectOf, type AccountState, type LedgerRow, type ReceiptKind } from './receipt.ts';

/** No bill of a district hospital comes near; a slip of the finger does. Dong. */
const MAX_AMOUNT = '999999999';

/**
 * Why money may not be taken or given back: whole dong above nothing; an advance only while the visit runs; a collection at most what is due;
 * back at most what is held too much, an advance as an advance. Amounts in dong. Source: docs/legal/payments.md#ledger
 */
export function checkReceipt(receipt: { kind: ReceiptKind; amount: Decimal }, state: AccountState, visit: { open: boolean }): Issue[] {
  const { kind, amount } = receipt;
  if (places(amount) > 0 || compare(amount, '0') <= 0) return [error('payment_not_whole', 'amount')];
  if (compare(amount, MAX_AMOUNT) > 0) return [error('payment_absurd', 'amount')];
  const limit = {
    collection: state.due,
    refund: lower(negate(state.due), state.collected),
    'advance-return': lower(negate(state.due), state.advances),
  };
  if (kind === 'advance') return visit.open ? [] : [error('advance_after_closing', 'kind')];
  if (compare(amount, limit[kind]) <= 0) return [];
  const max = compare(limit[kind], '0') < 0 ? '0' : limit[kind];
  return [kind === 'collection' ? error('payment_above_due', 'amount', { max }) : error('payment_above_held', 'amount', { max })];
}

/** Why a row may not be cancelled: it is a cancel itself, was cancelled before, or its money went back already. */
export function checkCancel(row: LedgerRow & { cancelled: boolean }, state: AccountState): Issue[] {
  if (row.cancels) return [error('receipt_is_cancel', '')];
  if (row.cancelled) return [error('receipt_cancelled', '')];
  const undone = effectOf({ ...row, cancels: true });
  const held = row.kind === 'advance' || row.kind === 'advance-return' ? state.advances : state.collected;
  // A payout that is cancelled only brings money back.
  if (compare(undone, '0') > 0 || compare(held, row.amount) >= 0) return [];
  return [error('receipt_spent', '', { held })];
}

const lower = (a: Decimal, b: Decimal): Decimal => (compare(a, b) <= 0 ? a : b);
