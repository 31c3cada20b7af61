import type { Issue } from '../../domain/issue.ts';
import type { InvoiceTry } from '../../domain/payments/invoice-state.ts';

/** What came of a try; nothing of the buyer is in it. */
export interface InvoiceOutcome {
  tried: InvoiceTry;
  issues: Issue[];
  /** Given by the provider when the invoice was issued. */
  issued?: { series: string; number: string; lookupCode: string };
}

/**
 * A provider of electronic invoices, or its simulation: both answer, neither throws. An adapter for a real provider turns our neutral message into the
 * provider's own, and must be told the same id as often as it takes without issuing twice.
 */
export interface InvoiceProvider {
  source: 'provider' | 'simulator';
  /** Issues the invoice of the message. `attempts` are those before this one. */
  issue(body: string, attempts: number): Promise<InvoiceOutcome>;
  /** Cancels an issued invoice. */
  cancel(invoice: { id: string; series: string; number: string; reason: string }): Promise<InvoiceOutcome>;
}
