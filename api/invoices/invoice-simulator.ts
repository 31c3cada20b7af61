import { createHash } from 'node:crypto';
import { error } from '../../domain/issue.ts';
import type { Invoice } from '../../domain/payments/build-invoice.ts';
import type { InvoiceOutcome, InvoiceProvider } from './invoice-provider.ts';

/**
 * Answers in place of a provider; everything it gives begins with MP and is shown as simulated. Tax codes that end in 422 are refused, those that end in 500
 * get no answer at the first try: docs/how-to/thu-ngan.md. The same message always gets the same number.
 */
export function invoiceSimulator(): InvoiceProvider {
  return {
    source: 'simulator',
    issue: async (body, attempts) => await Promise.resolve(issue(JSON.parse(body) as Invoice, attempts)),
    cancel: async () => await Promise.resolve({ tried: 'done', issues: [] } satisfies InvoiceOutcome),
  };
}

const NUMBER_LENGTH = 8;
const LOOKUP_LENGTH = 12;

function issue({ id, day, buyer }: Invoice, attempts: number): InvoiceOutcome {
  const taxCode = buyer.taxCode ?? '';
  if (taxCode.endsWith('422')) return { tried: 'refused', issues: [error('invoice_refused_buyer', 'buyer.taxCode')] };
  if (taxCode.endsWith('500') && attempts === 0) return { tried: 'passing', issues: [error('invoice_provider_silent', '')] };
  const digest = createHash('sha256').update(id, 'utf8').digest('hex').toUpperCase();
  const number = String(Number.parseInt(digest.slice(0, NUMBER_LENGTH), 16))
    .slice(-NUMBER_LENGTH)
    .padStart(NUMBER_LENGTH, '0');
  return {
    ...{ tried: 'done', issues: [] },
    issued: { series: `MP${day.slice(2, 4)}THB`, number, lookupCode: `MP${digest.slice(0, LOOKUP_LENGTH)}` },
  };
}
