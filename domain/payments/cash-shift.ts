import { add, type Decimal, isNegative } from '../money.ts';
import { bookNumber } from './receipt-book.ts';
import { effectOf, isIncoming, payMethods, receiptKinds, type LedgerRow, type PayMethod, type ReceiptKind } from './receipt.ts';

/** A row of the ledger as the summary of a shift reads it; `number` is absent of a row that cancels. */
export interface ShiftRow extends LedgerRow {
  method: PayMethod;
  series?: string | undefined;
  number?: number | undefined;
}

export interface ShiftSummary {
  /** What must lie in the drawer: dong in cash that came less what went. */
  expectedCash: Decimal;
  methods: { method: PayMethod; incoming: Decimal; outgoing: Decimal }[];
  kinds: { kind: ReceiptKind; count: number; amount: Decimal }[];
  cancels: { count: number; amount: Decimal };
  /** Numbers used, by book. */
  books: { series: string; incoming: boolean; from: string; to: string; count: number }[];
}

/** A shift in figures, in dong; cancels count in the shift that made them, on the way their money went. Source: docs/legal/payments.md#shifts */
export function summariseShift(rows: ShiftRow[]): ShiftSummary {
  const sum = (some: ShiftRow[]) => add('0', ...some.map(effectOf));
  const plain = rows.filter(({ cancels }) => !cancels);
  const cancelling = rows.filter(({ cancels }) => cancels);
  const directed = (method: PayMethod, out: boolean) =>
    sum(rows.filter((one) => one.method === method && isNegative(effectOf(one)) === out)).replace('-', '');
  return {
    expectedCash: sum(rows.filter(({ method }) => method === 'cash')),
    methods: payMethods.map((method) => ({ method, incoming: directed(method, false), outgoing: directed(method, true) })),
    kinds: receiptKinds.map((kind) => {
      const of = plain.filter((one) => one.kind === kind);
      return { kind, count: of.length, amount: add('0', ...of.map(({ amount }) => amount)) };
    }),
    cancels: { count: cancelling.length, amount: add('0', ...cancelling.map(({ amount }) => amount)) },
    books: booksOf(plain),
  };
}

function booksOf(rows: ShiftRow[]): ShiftSummary['books'] {
  const byBook = new Map<string, { series: string; incoming: boolean; numbers: number[] }>();
  for (const { kind, series, number } of rows) {
    if (series === undefined || number === undefined) continue;
    const key = `${String(isIncoming(kind))} ${series}`;
    const book = byBook.get(key) ?? { series, incoming: isIncoming(kind), numbers: [] };
    byBook.set(key, { ...book, numbers: [...book.numbers, number] });
  }
  return [...byBook.values()].map(({ series, incoming, numbers }) => ({
    ...{ series, incoming, count: numbers.length },
    from: bookNumber(Math.min(...numbers)),
    to: bookNumber(Math.max(...numbers)),
  }));
}
