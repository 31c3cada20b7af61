import { z } from 'zod';
import { defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import { checkEligibility, viewEligibility } from './check-eligibility.ts';
import {
  CheckInList,
  CheckInQuery,
  EligibilityAlerts,
  EligibilityCheckView,
  EligibilityQuestion,
  EncounterEligibility,
} from './eligibility-schemas.ts';
import { viewCheckIns } from './send-check-in.ts';
import { listAlerts } from './list-alerts.ts';

const EncounterParams = z.strictObject({ encounterId: uuid });

export const insuranceRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/eligibility-checks',
    permission: 'eligibility.check',
    summary: 'Ask the insurer about a card and keep the answer',
    status: 201,
    body: EligibilityQuestion,
    response: EligibilityCheckView,
    handle: async (ctx, { body }) => await checkEligibility(ctx, body),
  }),
  defineRoute({
    method: 'get',
    path: '/encounters/:encounterId/eligibility',
    permission: 'eligibility.check',
    opens: 'patient',
    summary: 'What the insurer last said of the card of a visit',
    params: EncounterParams,
    response: EncounterEligibility,
    handle: async (ctx, { params }) => await viewEligibility(ctx, params.encounterId),
  }),
  defineRoute({
    method: 'get',
    path: '/eligibility-alerts',
    permission: 'eligibility.check',
    summary: 'Visits of today whose card was refused or is still unverified',
    response: EligibilityAlerts,
    handle: async (ctx) => await listAlerts(ctx),
  }),
  defineRoute({
    method: 'get',
    path: '/check-ins',
    permission: 'eligibility.check',
    summary: 'The check-in messages of a day and what became of them',
    query: CheckInQuery,
    response: CheckInList,
    handle: async (ctx, { query }) => await viewCheckIns(ctx, query.day),
  }),
];
