import { defineRoute, type Route } from '../http/define-route.ts';
import { checkDuplicates } from './check-duplicates.ts';
import { DuplicateCheck, DuplicateCheckAnswer } from './duplicate-schemas.ts';

/** Who is who: likely duplicates, and records of one person brought together. */
export const identityRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/patients/duplicate-checks',
    permission: 'patient.search',
    question: true,
    summary: 'People on record who may be the one at the desk',
    body: DuplicateCheck,
    response: DuplicateCheckAnswer,
    handle: async (ctx, { body }) => await checkDuplicates(ctx, body),
  }),
];
