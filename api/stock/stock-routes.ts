import { z } from 'zod';
import { defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import { addFormularyItem, endItem, viewFormulary } from './edit-formulary.ts';
import { importStock } from './import-stock.ts';
import { depotRoutes } from './depot-routes.ts';
import { closeMonth } from './keep-stock.ts';
import { postDocument } from './post-document.ts';
import { recallLot, viewLotPatients } from './recall-lot.ts';
import { reverseDocument } from './reverse-document.ts';
import { cancelDocument, changeDocument, createDocument, submitDocument } from './save-document.ts';
import {
  AtVersion,
  CancelDocument,
  CardQuery,
  ChangeDocument,
  ClosePeriod,
  DocumentList,
  DocumentSaved,
  DocumentsQuery,
  DocumentView,
  EndFormularyItem,
  FormularyList,
  FormularyQuery,
  FormularySaved,
  ImportStock,
  LotPatients,
  LotQuery,
  LotRecalled,
  NewDocument,
  NewFormularyItem,
  PeriodClosed,
  PeriodQuery,
  PeriodReport,
  RecallLot,
  ReverseDocument,
  StockCard,
  StockList,
  StockQuery,
} from './stock-schemas.ts';
import { viewCard, viewDocument, viewDocuments, viewPeriod, viewStock } from './view-stock.ts';

const DocumentParams = z.strictObject({ documentId: uuid });

const documents: Route[] = [
  defineRoute({
    method: 'get',
    path: '/stock/documents',
    permission: 'stock.read',
    summary: 'Stock documents of some days, open ones first',
    query: DocumentsQuery,
    response: DocumentList,
    handle: async (ctx, { query }) => await viewDocuments(ctx, query),
  }),
  defineRoute({
    method: 'post',
    path: '/stock/documents',
    permission: 'stock.request',
    summary: 'Keep a stock document that is being typed',
    status: 201,
    body: NewDocument,
    response: DocumentSaved,
    handle: async (ctx, { body }) => await createDocument(ctx, body),
  }),
  defineRoute({
    method: 'get',
    path: '/stock/documents/:documentId',
    permission: 'stock.read',
    summary: 'A stock document with its lines',
    params: DocumentParams,
    response: DocumentView,
    handle: async (ctx, { params }) => await viewDocument(ctx, params.documentId),
  }),
  defineRoute({
    method: 'put',
    path: '/stock/documents/:documentId',
    permission: 'stock.request',
    summary: 'Change a stock document that is not booked',
    params: DocumentParams,
    body: ChangeDocument,
    response: DocumentSaved,
    handle: async (ctx, { params, body }) => await changeDocument(ctx, params.documentId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/stock/documents/:documentId/submission',
    permission: 'stock.request',
    summary: 'Hand a stock document to the pharmacy for approval',
    params: DocumentParams,
    body: AtVersion,
    response: DocumentSaved,
    handle: async (ctx, { params, body }) => await submitDocument(ctx, params.documentId, body.version),
  }),
  defineRoute({
    method: 'post',
    path: '/stock/documents/:documentId/posting',
    permission: 'stock.post',
    summary: 'Approve and book a stock document',
    params: DocumentParams,
    body: AtVersion,
    response: DocumentSaved,
    handle: async (ctx, { params, body }) => await postDocument(ctx, params.documentId, body.version),
  }),
  defineRoute({
    method: 'post',
    path: '/stock/documents/:documentId/cancellation',
    permission: 'stock.request',
    summary: 'Take a stock document back or refuse it, with the reason',
    params: DocumentParams,
    body: CancelDocument,
    response: DocumentSaved,
    handle: async (ctx, { params, body }) => await cancelDocument(ctx, params.documentId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/stock/documents/:documentId/reversal',
    permission: 'stock.post',
    summary: 'Put a booked stock document right with one that moves everything back',
    status: 201,
    params: DocumentParams,
    body: ReverseDocument,
    response: DocumentSaved,
    handle: async (ctx, { params, body }) => await reverseDocument(ctx, params.documentId, body),
  }),
];

const imports: Route[] = [
  defineRoute({
    method: 'post',
    path: '/stock/imports',
    permission: 'stock.post',
    summary: 'Read the opening stock of a depot from a workbook',
    takesFile: true,
    status: 201,
    body: ImportStock,
    response: DocumentSaved,
    handle: async (ctx, { body }) => await importStock(ctx, body),
  }),
];

const looks: Route[] = [
  defineRoute({
    method: 'get',
    path: '/stock',
    permission: 'stock.read',
    summary: 'What lies in which depot, by lot',
    query: StockQuery,
    response: StockList,
    handle: async (ctx, { query }) => await viewStock(ctx, query),
  }),
  defineRoute({
    method: 'get',
    path: '/stock/cards',
    permission: 'stock.read',
    summary: 'The stock card of a drug in a depot',
    query: CardQuery,
    response: StockCard,
    handle: async (ctx, { query }) => await viewCard(ctx, query),
  }),
  defineRoute({
    method: 'get',
    path: '/stock/periods',
    permission: 'stock.read',
    summary: 'Opening, in, out and closing of a month by drug',
    query: PeriodQuery,
    response: PeriodReport,
    handle: async (ctx, { query }) => await viewPeriod(ctx, query),
  }),
  defineRoute({
    method: 'post',
    path: '/stock/periods',
    permission: 'stock.post',
    summary: 'Close a month of the stock books',
    status: 201,
    body: ClosePeriod,
    response: PeriodClosed,
    handle: async (ctx, { body }) => await closeMonth(ctx, body.month),
  }),
];

const lots: Route[] = [
  defineRoute({
    method: 'post',
    path: '/stock/lots/:lotId/recall',
    permission: 'stock.post',
    summary: 'Stop a lot and free what is reserved of it',
    params: z.strictObject({ lotId: uuid }),
    body: RecallLot,
    response: LotRecalled,
    handle: async (ctx, { params, body }) => await recallLot(ctx, params.lotId, body.reason),
  }),
  defineRoute({
    method: 'get',
    path: '/stock/lot-patients',
    permission: 'dispensing.read',
    summary: 'Everybody who was handed something of a lot',
    query: LotQuery,
    response: LotPatients,
    handle: async (ctx, { query }) => await viewLotPatients(ctx, query),
  }),
];

const formulary: Route[] = [
  defineRoute({
    method: 'get',
    path: '/formulary',
    permission: 'stock.read',
    summary: 'The drugs the facility has, with price and tender',
    query: FormularyQuery,
    response: FormularyList,
    handle: async (ctx, { query }) => await viewFormulary(ctx, query),
  }),
  defineRoute({
    method: 'post',
    path: '/formulary',
    permission: 'formulary.write',
    summary: 'Add a drug to the formulary from a day on',
    status: 201,
    body: NewFormularyItem,
    response: FormularySaved,
    handle: async (ctx, { body }) => await addFormularyItem(ctx, body),
  }),
  defineRoute({
    method: 'post',
    path: '/formulary/:itemId/end',
    permission: 'formulary.write',
    summary: 'Set the last day of a formulary entry',
    params: z.strictObject({ itemId: uuid }),
    body: EndFormularyItem,
    response: FormularySaved,
    handle: async (ctx, { params, body }) => await endItem(ctx, params.itemId, body),
  }),
];

export const stockRoutes: Route[] = [...looks, ...depotRoutes, ...documents, ...imports, ...lots, ...formulary];
