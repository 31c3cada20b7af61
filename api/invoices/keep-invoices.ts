import { auditSubject, read, write } from '../../db/doors.ts';
import { findEncounter, lockEncounter } from '../../db/stores/encounter-store.ts';
import { findFacility } from '../../db/stores/facility-store.ts';
import {
  enqueueInvoice,
  findStandingInvoice,
  insertInvoice,
  listInvoices,
  listInvoicesOf,
  lockInvoice,
  saveInvoice,
} from '../../db/stores/invoice-store.ts';
import { localDay, type Day } from '../../domain/dates.ts';
import { add } from '../../domain/money.ts';
import { buildInvoice, checkInvoice } from '../../domain/payments/build-invoice.ts';
import { invoiceStates } from '../../domain/payments/invoice-state.ts';
import { readAccount, blocksOf } from '../http/account.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import type { InvoiceList, InvoicesOfVisit, NewInvoice } from './invoice-schemas.ts';

/** Asks for the invoice of a settled visit: the message is frozen and waits for the worker. */
export async function askInvoice(ctx: ApiCtx, encounterId: string, { id, buyer }: NewInvoice): Promise<{ id: string }> {
  return await write(ctx, 'invoice.ask', async (tx) => {
    const encounter = await lockEncounter(tx, ctx.facilityId, encounterId);
    if (encounter === undefined) throw notFound('encounter_not_found');
    if ((await findStandingInvoice(tx, ctx.facilityId, encounterId)) !== undefined) throw conflict('invoice_stands');
    const account = await readAccount(tx, encounter);
    const issues = checkInvoice(buyer, account.state, { final: account.closure !== undefined });
    if (issues.length > 0) throw rejected(issues);
    const facility = await findFacility(tx, ctx.facilityId);
    if (facility === undefined) throw new Error('the facility of a visit is gone');
    const { code, name, address } = facility;
    const counted = account.receipts.filter(({ cancels, cancelledAt }) => cancels === null && cancelledAt === null);
    const invoice = buildInvoice({
      ...{ id, seller: { code, name, address }, visit: encounter.code, day: localDay(ctx.now), buyer, state: account.state },
      ...{ blocks: blocksOf(account), methods: counted.map(({ method }) => method) },
    });
    const asked = { requestedAt: ctx.now, requestedBy: ctx.actor.userId };
    await insertInvoice(tx, { facilityId: ctx.facilityId, id, encounterId, body: JSON.stringify(invoice), total: invoice.total, ...asked });
    auditSubject(tx, { patientId: encounter.patientId, encounterId, objectId: id });
    return { id };
  });
}

/** Asks for the cancel of an issued invoice; until the provider says so it stands. */
export async function cancelInvoice(ctx: ApiCtx, id: string, { reason }: { reason: string }): Promise<{ id: string }> {
  return await write(ctx, 'invoice.cancel', async (tx) => {
    const invoice = await lockInvoice(tx, ctx.facilityId, id);
    if (invoice === undefined) throw notFound('invoice_not_found');
    if (invoice.state !== 'issued') throw conflict('invoice_not_issued');
    const asked = { cancelReason: reason, cancelAskedAt: ctx.now, cancelAskedBy: ctx.actor.userId };
    await saveInvoice(tx, invoice, { state: 'cancelling', ...asked, nextTryAt: ctx.now });
    await enqueueInvoice(tx, invoice);
    auditSubject(tx, { encounterId: invoice.encounterId, objectId: id, reason });
    return { id };
  });
}

/** The invoices of some days with how many stand where; cancelled ones stay. */
export async function viewInvoices(ctx: ApiCtx, days: { from: Day; to: Day }): Promise<InvoiceList> {
  return await read(ctx, async (tx) => {
    const items = await listInvoices(tx, ctx.facilityId, days);
    const states = invoiceStates.map((state) => {
      const of = items.filter((one) => one.state === state);
      return { state, count: of.length, total: add('0', ...of.map(({ total }) => total)) };
    });
    return { items, states };
  });
}

export async function viewInvoicesOf(ctx: ApiCtx, encounterId: string): Promise<InvoicesOfVisit> {
  return await read(ctx, async (tx) => {
    if ((await findEncounter(tx, ctx.facilityId, encounterId)) === undefined) throw notFound('encounter_not_found');
    return { items: await listInvoicesOf(tx, ctx.facilityId, encounterId) };
  });
}
