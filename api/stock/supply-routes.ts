import { z } from 'zod';
import { defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import { endSupply, importSupplies, viewSupplies } from './keep-supplies.ts';
import { EndSupply, ImportSupplies, SuppliesImported, SuppliesQuery, SupplyList, SupplySaved } from './supply-schemas.ts';

export const supplyRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/supplies',
    permission: 'stock.read',
    summary: 'The medical supplies the facility has, with price and tender',
    query: SuppliesQuery,
    response: SupplyList,
    handle: async (ctx, { query }) => await viewSupplies(ctx, query),
  }),
  defineRoute({
    method: 'post',
    path: '/supplies/imports',
    permission: 'formulary.write',
    summary: 'Load a list of medical supplies that counts from a day on',
    status: 201,
    body: ImportSupplies,
    response: SuppliesImported,
    handle: async (ctx, { body }) => await importSupplies(ctx, body),
  }),
  defineRoute({
    method: 'post',
    path: '/supplies/:itemId/end',
    permission: 'formulary.write',
    summary: 'Set the last day of an entry in the list of supplies',
    params: z.strictObject({ itemId: uuid }),
    body: EndSupply,
    response: SupplySaved,
    handle: async (ctx, { params, body }) => await endSupply(ctx, params.itemId, body),
  }),
];
