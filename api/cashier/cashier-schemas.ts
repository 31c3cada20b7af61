import { z } from 'zod';
import { billBlocks } from '../../domain/payments/bill-blocks.ts';
import { payMethods, receiptKinds } from '../../domain/payments/receipt.ts';
import { supportSources } from '../../domain/payments/share-support.ts';
import { decimal, requiredText, text, uuid } from '../http/schemas.ts';

export const EncounterParams = z.strictObject({ encounterId: uuid });
export const One = z.strictObject({ id: uuid });

const kind = z.enum(receiptKinds);
const method = z.enum(payMethods);

/** What the cashier saw when the amount was agreed: another cashier may have been faster, or the bill may have grown. */
const Seen = z.strictObject({ sequence: z.int().min(0), due: decimal });

/** POST /encounters/:encounterId/receipts. Amounts are whole dong. */
export const NewReceipt = z.strictObject({
  id: uuid,
  kind,
  amount: decimal,
  method,
  seen: Seen,
  payerName: text(100).optional(),
  note: text(200).optional(),
});
export const TakenReceipt = z.object({ id: uuid, series: z.string(), number: z.int(), due: z.string() });

export const CancelReceipt = z.strictObject({ id: uuid, reason: requiredText(300) });
export const CancelledReceipt = z.object({ id: uuid });

export const NewReceiptPrint = z.strictObject({ id: uuid });

export const FindAccounts = z.strictObject({ query: text(100), show: z.enum(['due', 'today']) });
export const AccountList = z.object({
  items: z.array(
    z.object({
      encounterId: uuid,
      code: z.string(),
      state: z.enum(['planned', 'in-progress', 'finished', 'cancelled']),
      ticket: z.string().nullable(),
      fullName: z.string(),
      birthDate: z.string(),
      birthPrecision: z.string(),
      /** Money held for the visit. */
      paid: z.string(),
      /** Null while the visit runs: only its own page computes the live bill. */
      due: z.string().nullable(),
    }),
  ),
  more: z.boolean(),
});

export const ReceiptView = z.object({
  id: uuid,
  sequence: z.int(),
  kind,
  amount: z.string(),
  method,
  series: z.string().nullable(),
  number: z.int().nullable(),
  /** The row this one undoes. */
  cancels: uuid.nullable(),
  cancelledAt: z.string().nullable(),
  cancelReason: z.string().nullable(),
  reason: z.string().nullable(),
  payerName: z.string().nullable(),
  note: z.string().nullable(),
  cashierName: z.string(),
  createdAt: z.string(),
});

export const ReductionView = z.object({
  id: uuid,
  kind: z.enum(['discount', 'support']),
  source: z.enum(supportSources).nullable(),
  amount: z.string(),
  document: z.string().nullable(),
  reason: z.string(),
  cancels: uuid.nullable(),
  cancelledAt: z.string().nullable(),
  createdByName: z.string(),
  createdAt: z.string(),
});

const AccountLine = z.object({
  chargeId: uuid,
  name: z.string(),
  unit: z.string(),
  quantity: z.string(),
  price: z.string(),
  /** The insurer accepts something of it. */
  insured: z.boolean(),
  hospitalAmount: z.string(),
  fundAmount: z.string(),
  otherSourceAmount: z.string(),
  /** Co-payment and own part. */
  patientAmount: z.string(),
});

export const AccountView = z.object({
  encounterId: uuid,
  code: z.string(),
  state: z.enum(['planned', 'in-progress', 'finished', 'cancelled']),
  /** True once the visit is closed and the shares are stored. */
  final: z.boolean(),
  benefitRate: z.string(),
  rateReason: z.string(),
  totals: z.object({
    hospitalAmount: z.string(),
    fundAmount: z.string(),
    copayAmount: z.string(),
    selfPayAmount: z.string(),
    otherSourceAmount: z.string(),
  }),
  blocks: z.array(z.object({ block: z.enum(billBlocks), patientAmount: z.string(), lines: z.array(AccountLine) })),
  /** Whole dong. */
  patientPart: z.string(),
  discount: z.string(),
  paid: z.string(),
  due: z.string(),
  /** What is held as advances and what was collected for the bill. */
  advances: z.string(),
  collected: z.string(),
  settledAt: z.string().nullable(),
  /** Last row of the ledger. */
  sequence: z.int(),
  receipts: z.array(ReceiptView),
  reductions: z.array(ReductionView),
  bankAccount: z.object({ bankBin: z.string(), bankName: z.string(), accountNumber: z.string(), accountName: z.string() }).nullable(),
});

/** Who pays, and what the card and its category say of them. */
export const PayerView = z.object({
  encounterId: uuid,
  code: z.string(),
  patientId: uuid,
  number: z.string().nullable(),
  fullName: z.string(),
  sex: z.string(),
  birthDate: z.string(),
  birthPrecision: z.string(),
  address: z.string().nullable(),
  ethnicityCode: z.string(),
  arrivalCategory: z.string(),
  card: z
    .object({
      cardNumber: z.string(),
      validFrom: z.string(),
      validTo: z.string().nullable(),
      registeredFacilityCode: z.string(),
      cardRate: z.string(),
      areaCode: z.string().nullable(),
      verification: z.string(),
    })
    .nullable(),
  groups: z.array(z.enum(['poor', 'near-poor', 'ethnic-minority', 'hard-area', 'protected', 'merit', 'child', 'full-cover'])),
});

/** A receipt as it is printed; `copy` 0 is the first print. */
export const ReceiptPaper = z.object({
  id: uuid,
  copy: z.int(),
  printedAt: z.string(),
  printedBy: z.string(),
  facility: z.object({ name: z.string(), address: z.string().nullable(), phone: z.string().nullable() }),
  encounterCode: z.string(),
  patient: z.object({
    number: z.string().nullable(),
    fullName: z.string(),
    birthDate: z.string(),
    birthPrecision: z.string(),
    address: z.string().nullable(),
  }),
  receipt: ReceiptView,
  amountInWords: z.string(),
});

export type NewReceipt = z.infer<typeof NewReceipt>;
export type TakenReceipt = z.infer<typeof TakenReceipt>;
export type CancelReceipt = z.infer<typeof CancelReceipt>;
export type FindAccounts = z.infer<typeof FindAccounts>;
export type AccountList = z.infer<typeof AccountList>;
export type AccountView = z.infer<typeof AccountView>;
export type ReceiptView = z.infer<typeof ReceiptView>;
export type ReductionView = z.infer<typeof ReductionView>;
export type PayerView = z.infer<typeof PayerView>;
export type ReceiptPaper = z.infer<typeof ReceiptPaper>;
