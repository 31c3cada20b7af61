import { z } from 'zod';
import { defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import { printDocument } from './print-document.ts';
import { NewPrint, PrintAnswer } from './print-schemas.ts';

export const printRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/encounters/:encounterId/prints',
    permission: 'document.print',
    summary: 'Print a paper of a visit; copies are marked and counted',
    status: 201,
    params: z.strictObject({ encounterId: uuid }),
    body: NewPrint,
    response: PrintAnswer,
    handle: async (ctx, { params, body }) => await printDocument(ctx, params.encounterId, body),
  }),
];
