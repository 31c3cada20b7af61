import { z } from 'zod';
import { defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import { cancelOrder, performOrder } from './finish-order.ts';
import { CancelOrder, NewOrder, OrderAnswer, PerformOrder } from './order-schemas.ts';
import { orderService } from './order-service.ts';

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
];
