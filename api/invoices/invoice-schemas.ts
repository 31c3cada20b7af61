import { z } from 'zod';
import { invoiceStates } from '../../domain/payments/invoice-state.ts';
import { day, IssueView, requiredText, text, uuid } from '../http/schemas.ts';

/** POST /encounters/:encounterId/invoices. */
export const NewInvoice = z.strictObject({
  id: uuid,
  buyer: z.strictObject({
    name: requiredText(200),
    taxCode: z.string().max(14).optional(),
    address: text(300).optional(),
    email: z.email().max(100).optional(),
  }),
});
export const InvoiceAsked = z.object({ id: uuid });
export const CancelInvoice = z.strictObject({ reason: requiredText(300) });

/** Without the buyer: who looks after the line needs no name. */
export const InvoiceView = z.object({
  id: uuid,
  encounterCode: z.string(),
  state: z.enum(invoiceStates),
  total: z.string(),
  requestedAt: z.string(),
  requestedByName: z.string(),
  series: z.string().nullable(),
  number: z.string().nullable(),
  lookupCode: z.string().nullable(),
  source: z.enum(['provider', 'simulator']).nullable(),
  issuedAt: z.string().nullable(),
  attempts: z.int(),
  nextTryAt: z.string().nullable(),
  issues: z.array(IssueView),
  cancelReason: z.string().nullable(),
  cancelAskedByName: z.string().nullable(),
  cancelledAt: z.string().nullable(),
});
export const InvoiceDays = z.strictObject({ from: day, to: day });
export const InvoiceList = z.object({
  items: z.array(InvoiceView),
  /** How many stand where, and what they are worth. */
  states: z.array(z.object({ state: z.enum(invoiceStates), count: z.int(), total: z.string() })),
});
export const InvoicesOfVisit = z.object({ items: z.array(InvoiceView) });

export type NewInvoice = z.infer<typeof NewInvoice>;
export type InvoiceView = z.infer<typeof InvoiceView>;
export type InvoiceList = z.infer<typeof InvoiceList>;
export type InvoicesOfVisit = z.infer<typeof InvoicesOfVisit>;
