import { z } from 'zod';
import { bookKinds } from '../../domain/payments/receipt-book.ts';
import { payMethods, receiptKinds } from '../../domain/payments/receipt.ts';
import { code, day, decimal, requiredText, text, uuid } from '../http/schemas.ts';
import { ReceiptView } from './cashier-schemas.ts';

export const NewBook = z.strictObject({
  id: uuid,
  kind: z.enum(bookKinds),
  series: code(15),
  first: z.int(),
  last: z.int(),
  /** The cashier who alone writes into it; absent = everybody at the desk. */
  holderId: uuid.optional(),
});
export const Made = z.object({ id: uuid });
export const BookList = z.object({
  items: z.array(
    z.object({
      id: uuid,
      kind: z.enum(bookKinds),
      series: z.string(),
      firstNumber: z.int(),
      lastNumber: z.int(),
      nextNumber: z.int(),
      holderName: z.string().nullable(),
      openedAt: z.string(),
      openedByName: z.string(),
      closedAt: z.string().nullable(),
      cancelled: z.int(),
    }),
  ),
  /** Who may hold a book. */
  cashiers: z.array(z.object({ id: uuid, fullName: z.string() })),
});

export const NewBankAccount = z.strictObject({
  id: uuid,
  bankBin: z.string().max(6),
  bankName: requiredText(60),
  accountNumber: z.string().max(19),
  accountName: requiredText(60),
});
export const BankAccountView = z.object({
  account: z
    .object({ bankBin: z.string(), bankName: z.string(), accountNumber: z.string(), accountName: z.string(), setAt: z.string() })
    .nullable(),
});

const Summary = z.object({
  expectedCash: z.string(),
  methods: z.array(z.object({ method: z.enum(payMethods), incoming: z.string(), outgoing: z.string() })),
  kinds: z.array(z.object({ kind: z.enum(receiptKinds), count: z.int(), amount: z.string() })),
  cancels: z.object({ count: z.int(), amount: z.string() }),
  books: z.array(z.object({ series: z.string(), incoming: z.boolean(), from: z.string(), to: z.string(), count: z.int() })),
});
export const ShiftView = z.object({
  id: uuid,
  cashierName: z.string(),
  day: z.string(),
  openedAt: z.string(),
  closedAt: z.string().nullable(),
  countedCash: z.string().nullable(),
  differenceReason: z.string().nullable(),
  summary: Summary,
  receipts: z.array(ReceiptView.extend({ encounterId: uuid })),
});
/** The shift of who asks; null before their first money. */
export const MyShift = z.object({ shift: ShiftView.nullable() });

export const CloseShift = z.strictObject({ countedCash: decimal, differenceReason: text(300).optional() });

export const CashDayQuery = z.strictObject({ day });
export const CashDayView = z.object({
  day: z.string(),
  closedAt: z.string().nullable(),
  closedByName: z.string().nullable(),
  shifts: z.array(ShiftView.omit({ receipts: true })),
  summary: Summary,
  /** Without who paid: whoever keeps the book needs no name. */
  cancelled: z.array(ReceiptView.omit({ payerName: true, note: true }).extend({ encounterId: uuid })),
});
export const CloseDay = z.strictObject({ day });
export const ClosedDay = z.object({ day: z.string() });

export type NewBook = z.infer<typeof NewBook>;
export type BookList = z.infer<typeof BookList>;
export type NewBankAccount = z.infer<typeof NewBankAccount>;
export type BankAccountView = z.infer<typeof BankAccountView>;
export type ShiftView = z.infer<typeof ShiftView>;
export type MyShift = z.infer<typeof MyShift>;
export type CloseShift = z.infer<typeof CloseShift>;
export type CashDayView = z.infer<typeof CashDayView>;
export type ShiftSummaryView = z.infer<typeof Summary>;
