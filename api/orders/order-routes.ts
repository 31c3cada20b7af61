import { z } from 'zod';
import { defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import { cancelOrder, performOrder } from './finish-order.ts';
import {
  CancelOrder,
  NewOrder,
  NewOrderPrint,
  NewOrders,
  OrderAnswer,
  OrderPrintAnswer,
  OrdersAnswer,
  OrderSetList,
  PerformOrder,
  SaveOrderSet,
  SavedOrderSet,
} from './order-schemas.ts';
import { orderService, orderServices } from './order-service.ts';
import { saveOrderSet, viewOrderSets } from './order-sets.ts';
import { printOrder } from './print-order.ts';

const EncounterParams = z.strictObject({ encounterId: uuid });
const OrderParams = z.strictObject({ encounterId: uuid, orderId: uuid });

export const orderRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/encounters/:encounterId/orders',
    permission: 'order.write',
    summary: 'Order a service',
    status: 201,
    params: EncounterParams,
    body: NewOrder,
    response: OrderAnswer,
    handle: async (ctx, { params, body }) => await orderService(ctx, params.encounterId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/encounters/:encounterId/orders/:orderId/performance',
    permission: 'order.perform',
    summary: 'Note that an ordered service was done',
    params: OrderParams,
    body: PerformOrder,
    response: OrderAnswer,
    handle: async (ctx, { params, body }) => await performOrder(ctx, params, body),
  }),
  defineRoute({
    method: 'post',
    path: '/encounters/:encounterId/orders/:orderId/cancellation',
    permission: 'order.write',
    summary: 'Take back an order that was not performed',
    params: OrderParams,
    body: CancelOrder,
    response: OrderAnswer,
    handle: async (ctx, { params, body }) => await cancelOrder(ctx, params, body),
  }),
  defineRoute({
    method: 'post',
    path: '/encounters/:encounterId/order-batches',
    permission: 'order.write',
    summary: 'Order several services at once, all or none',
    status: 201,
    params: EncounterParams,
    body: NewOrders,
    response: OrdersAnswer,
    handle: async (ctx, { params, body }) => await orderServices(ctx, params.encounterId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/encounters/:encounterId/order-prints',
    permission: 'encounter.read',
    summary: 'Print an order sheet, a label or a result sheet; copies are marked and counted',
    status: 201,
    params: EncounterParams,
    body: NewOrderPrint,
    response: OrderPrintAnswer,
    handle: async (ctx, { params, body }) => await printOrder(ctx, params.encounterId, body),
  }),
  defineRoute({
    method: 'get',
    path: '/order-sets',
    permission: 'encounter.read',
    summary: 'Services that the facility orders together',
    response: OrderSetList,
    handle: async (ctx) => await viewOrderSets(ctx),
  }),
  defineRoute({
    method: 'put',
    path: '/order-sets/:setId',
    permission: 'order-set.write',
    summary: 'Make or change a set of services',
    params: z.strictObject({ setId: uuid }),
    body: SaveOrderSet,
    response: SavedOrderSet,
    handle: async (ctx, { params, body }) => await saveOrderSet(ctx, params.setId, body),
  }),
];
