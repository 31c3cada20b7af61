import { z } from 'zod';
import { defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import { endPrices, importPrices, previewPrices, viewPriceLines, viewPriceLists } from './import-prices.ts';
import {
  EndPriceList,
  ImportPriceList,
  PriceLines,
  PriceLinesQuery,
  PriceListReport,
  PriceLists,
  PriceListSaved,
} from './price-schemas.ts';

const ListParams = z.strictObject({ listId: uuid });

export const priceRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/price-lists',
    permission: 'parameter.read',
    summary: 'Price lists of this facility with their decisions, the one that begins last first',
    response: PriceLists,
    handle: async (ctx) => await viewPriceLists(ctx),
  }),
  defineRoute({
    method: 'get',
    path: '/price-lists/:listId/lines',
    permission: 'parameter.read',
    summary: 'Prices of a list by code, a page at a time',
    params: ListParams,
    query: PriceLinesQuery,
    response: PriceLines,
    handle: async (ctx, { params, query }) => await viewPriceLines(ctx, params.listId, query),
  }),
  defineRoute({
    method: 'post',
    path: '/price-list-readings',
    permission: 'price-list.write',
    question: true,
    takesFile: true,
    summary: 'What a price list in a workbook would change; nothing is kept',
    body: ImportPriceList,
    response: PriceListReport,
    handle: async (ctx, { body }) => await previewPrices(ctx, body),
  }),
  defineRoute({
    method: 'post',
    path: '/price-lists',
    permission: 'price-list.write',
    takesFile: true,
    summary: 'Load a price list from a workbook',
    status: 201,
    body: ImportPriceList,
    response: PriceListSaved,
    handle: async (ctx, { body }) => await importPrices(ctx, body),
  }),
  defineRoute({
    method: 'put',
    path: '/price-lists/:listId/end',
    permission: 'price-list.write',
    summary: 'The last day of a price list, with the reason',
    params: ListParams,
    body: EndPriceList,
    response: z.object({ id: uuid, version: z.int() }),
    handle: async (ctx, { params, body }) => await endPrices(ctx, params.listId, body),
  }),
];
