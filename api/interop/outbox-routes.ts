import { read } from '../../db/doors.ts';
import { summariseOutbox } from '../../db/stores/outbox-store.ts';
import { defineRoute, type Route } from '../http/define-route.ts';
import { OutboxSummary } from './outbox-schemas.ts';

export const interopRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/outbox-summary',
    permission: 'outbox.read',
    summary: 'What waits for each destination, what it refused and when it last took something',
    response: OutboxSummary,
    handle: async (ctx) => {
      const states = await read(ctx, async (tx) => await summariseOutbox(tx, ctx.facilityId));
      return {
        destinations: states.map(({ refused, lastDeliveredAt, ...state }) => ({
          ...state,
          failed: refused,
          lastSuccessAt: lastDeliveredAt,
        })),
      };
    },
  }),
];
