/** Where an invoice stands: it waits to be issued, was issued or refused, waits to be cancelled at the provider, was cancelled. */
export const invoiceStates = ['waiting', 'issued', 'refused', 'cancelling', 'cancelled'] as const;
export type InvoiceState = (typeof invoiceStates)[number];

/** What a try at the provider came to: `done`, `refused` for good, or `passing`: nothing is known and the same is tried again. */
export type InvoiceTry = 'done' | 'refused' | 'passing';

/** The state after a try; a cancel that is refused leaves the invoice as issued. */
export function afterInvoiceTry(state: 'waiting' | 'cancelling', tried: InvoiceTry): InvoiceState {
  if (tried === 'passing') return state;
  if (state === 'waiting') return tried === 'done' ? 'issued' : 'refused';
  return tried === 'done' ? 'cancelled' : 'issued';
}

/** States in which the money of the visit must not change under the invoice. */
export const standsAgainstMoney = (state: InvoiceState): boolean => state !== 'refused' && state !== 'cancelled';
