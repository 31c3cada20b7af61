import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { auditSubject, read, write, type Ctx } from '../../db/doors.ts';
import { enqueueInvoice, findInvoice, lockInvoice, saveInvoice, type StoredInvoice } from '../../db/stores/invoice-store.ts';
import { afterInvoiceTry } from '../../domain/payments/invoice-state.ts';
import type { Services } from '../http/context.ts';
import { retryPauseSeconds } from '../http/retry-pause.ts';
import { systemCtx } from '../http/system-context.ts';
import type { InvoiceOutcome, InvoiceProvider } from './invoice-provider.ts';
import { invoiceSimulator } from './invoice-simulator.ts';

const Payload = z.object({ facilityId: z.uuid(), invoiceId: z.uuid() });

/** No provider's interface is known yet: everybody has the simulator. */
const providerOf = (): InvoiceProvider => invoiceSimulator();

/** Issues or cancels one invoice at the provider; the network is touched in no transaction. Throws only for bugs and for a database that is away. */
export async function sendInvoice(services: Services, payload: unknown): Promise<void> {
  const { facilityId, invoiceId } = Payload.parse(payload);
  const ctx = systemCtx(services, facilityId);
  const invoice = await read(ctx, async (tx) => await findInvoice(tx, facilityId, invoiceId));
  if (invoice === undefined || (invoice.state !== 'waiting' && invoice.state !== 'cancelling')) return;
  const provider = providerOf();
  const outcome = await ask(provider, invoice);
  await record({ ...ctx, now: services.now().toISOString() }, { invoice, outcome, source: provider.source });
  services.log.info({ invoiceId, source: provider.source, state: invoice.state, tried: outcome.tried }, 'invoice sent');
}

async function ask(
  provider: InvoiceProvider,
  { id, state, body, attempts, series, number, cancelReason }: StoredInvoice,
): Promise<InvoiceOutcome> {
  if (state === 'waiting') return await provider.issue(body, attempts);
  return await provider.cancel({ id, series: series ?? '', number: number ?? '', reason: cancelReason ?? '' });
}

/** Writes what came back, with the job of the next try. */
async function record(
  ctx: Ctx,
  answered: { invoice: StoredInvoice; outcome: InvoiceOutcome; source: InvoiceProvider['source'] },
): Promise<void> {
  const { outcome, source } = answered;
  await write(ctx, 'invoice.sent', async (tx) => {
    const invoice = await lockInvoice(tx, ctx.facilityId, answered.invoice.id);
    // Another worker was faster.
    if (invoice?.state !== answered.invoice.state || (invoice.state !== 'waiting' && invoice.state !== 'cancelling')) return;
    auditSubject(tx, { encounterId: invoice.encounterId, objectId: invoice.id });
    const state = afterInvoiceTry(invoice.state, outcome.tried);
    const pause = retryPauseSeconds(invoice.attempts, randomInt(1_000_000) / 1_000_000, undefined);
    const nextTryAt = outcome.tried === 'passing' ? new Date(Date.parse(ctx.now) + pause * 1000).toISOString() : null;
    const issued = invoice.state === 'waiting' && outcome.issued !== undefined ? { ...outcome.issued, source, issuedAt: ctx.now } : {};
    await saveInvoice(tx, invoice, {
      ...{ state, attempts: invoice.attempts + 1, lastTryAt: ctx.now, nextTryAt, issues: outcome.issues },
      ...issued,
      ...(state === 'cancelled' ? { cancelledAt: ctx.now } : {}),
    });
    if (nextTryAt !== null) await enqueueInvoice(tx, invoice, nextTryAt);
  });
}
