import { z } from 'zod';
import { defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import { addDepot, endDepot, renameDepot } from './keep-depots.ts';
import { AtVersion, DepotEnded, DepotList, DepotView, NewDepot, RenameDepot } from './stock-schemas.ts';
import { viewDepots } from './view-stock.ts';

const DepotParams = z.strictObject({ depotId: uuid });

export const depotRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/depots',
    permission: 'stock.read',
    summary: 'The depots of the facility',
    response: DepotList,
    handle: async (ctx) => await viewDepots(ctx),
  }),
  defineRoute({
    method: 'post',
    path: '/depots',
    permission: 'stock.post',
    summary: 'Set up a depot, a counter or a duty cabinet',
    status: 201,
    body: NewDepot,
    response: DepotView,
    handle: async (ctx, { body }) => await addDepot(ctx, body),
  }),
  defineRoute({
    method: 'put',
    path: '/depots/:depotId',
    permission: 'stock.post',
    summary: 'Give a depot another name',
    params: DepotParams,
    body: RenameDepot,
    response: DepotView,
    handle: async (ctx, { params, body }) => await renameDepot(ctx, params.depotId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/depots/:depotId/end',
    permission: 'stock.post',
    summary: 'End a depot in which nothing lies',
    params: DepotParams,
    body: AtVersion,
    response: DepotEnded,
    handle: async (ctx, { params, body }) => await endDepot(ctx, params.depotId, body.version),
  }),
];
