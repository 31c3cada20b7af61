import { z } from 'zod';
import { defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import { CancelInvoice, InvoiceAsked, InvoiceDays, InvoiceList, InvoicesOfVisit, NewInvoice } from './invoice-schemas.ts';
import { askInvoice, cancelInvoice, viewInvoices, viewInvoicesOf } from './keep-invoices.ts';

const EncounterParams = z.strictObject({ encounterId: uuid });

export const invoiceRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/encounters/:encounterId/invoices',
    permission: 'invoice.read',
    summary: 'The electronic invoices of a visit',
    params: EncounterParams,
    response: InvoicesOfVisit,
    handle: async (ctx, { params }) => await viewInvoicesOf(ctx, params.encounterId),
  }),
  defineRoute({
    method: 'post',
    path: '/encounters/:encounterId/invoices',
    permission: 'invoice.write',
    summary: 'Ask for the electronic invoice of a settled visit',
    status: 202,
    params: EncounterParams,
    body: NewInvoice,
    response: InvoiceAsked,
    handle: async (ctx, { params, body }) => await askInvoice(ctx, params.encounterId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/invoices/:id/cancellation',
    permission: 'invoice.write',
    summary: 'Ask for the cancel of an issued invoice; until the provider says so it stands',
    status: 202,
    params: z.strictObject({ id: uuid }),
    body: CancelInvoice,
    response: InvoiceAsked,
    handle: async (ctx, { params, body }) => await cancelInvoice(ctx, params.id, body),
  }),
  defineRoute({
    method: 'get',
    path: '/invoices',
    permission: 'invoice.read',
    summary: 'The invoices of some days, how many stand where, and the cancelled ones',
    query: InvoiceDays,
    response: InvoiceList,
    handle: async (ctx, { query }) => await viewInvoices(ctx, query),
  }),
];
