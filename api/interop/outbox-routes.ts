import { z } from 'zod';
import { defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import { holdDestination, releaseDestination } from './hold-destination.ts';
import {
  DestinationHeld,
  DestinationReleased,
  DestinationTested,
  FailedMessages,
  FailureSearch,
  HoldDestination,
  OutboxFailures,
  OutboxSummary,
  ResendMessages,
  ResentMessages,
} from './outbox-schemas.ts';
import { OutsideRecord, OutsideRecordQuestion, OutsideVisits, OutsideVisitsQuestion } from './outside-schemas.ts';
import { resendMessages } from './resend-messages.ts';
import { testDestinationById } from './test-destination.ts';
import { viewFailed, viewFailures, viewOutbox } from './view-outbox.ts';
import { listOutsideVisits, viewOutside } from './view-outside.ts';

const One = z.strictObject({ destinationId: uuid });

export const interopRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/outbox-summary',
    permission: 'outbox.read',
    summary: 'What waits for each destination, what it refused, when it last took something and what its self-test found',
    response: OutboxSummary,
    handle: async (ctx) => await viewOutbox(ctx),
  }),
  defineRoute({
    method: 'get',
    path: '/outbox-failures',
    permission: 'outbox.read',
    summary: 'What came back from destinations, grouped by cause, with the field that mends it',
    response: OutboxFailures,
    handle: async (ctx) => await viewFailures(ctx),
  }),
  defineRoute({
    method: 'post',
    path: '/outbox-failures/messages',
    permission: 'outbox.read',
    question: true,
    summary: 'The messages that came back for one cause, without the persons',
    body: FailureSearch,
    response: FailedMessages,
    handle: async (ctx, { body }) => await viewFailed(ctx, body.cause),
  }),
  defineRoute({
    method: 'post',
    path: '/outbox/resends',
    permission: 'outbox.write',
    summary: 'Put messages of one cause in line again',
    body: ResendMessages,
    response: ResentMessages,
    handle: async (ctx, { body }) => await resendMessages(ctx, body),
  }),
  defineRoute({
    method: 'post',
    path: '/destinations/:destinationId/hold',
    permission: 'outbox.write',
    summary: 'Hold what this facility sends to a destination',
    params: One,
    body: HoldDestination,
    response: DestinationHeld,
    handle: async (ctx, { params, body }) => await holdDestination(ctx, params.destinationId, body.reason),
  }),
  defineRoute({
    method: 'post',
    path: '/destinations/:destinationId/release',
    permission: 'outbox.write',
    summary: 'Let go what this facility sends to a destination',
    params: One,
    body: z.strictObject({}),
    response: DestinationReleased,
    handle: async (ctx, { params }) => await releaseDestination(ctx, params.destinationId),
  }),
  defineRoute({
    method: 'post',
    path: '/destinations/:destinationId/tests',
    permission: 'outbox.write',
    summary: 'Log in at a destination, ask what it can do and try whether its transactions are transactions; nothing of a patient is sent',
    params: One,
    body: z.strictObject({}),
    response: DestinationTested,
    handle: async (ctx, { params }) => await testDestinationById(ctx, ctx.services, params.destinationId),
  }),
  defineRoute({
    method: 'post',
    path: '/outside-records/visits',
    permission: 'encounter.read',
    opens: 'patient',
    question: true,
    summary: 'The closed visits of a person that can be looked at as others see them',
    body: OutsideVisitsQuestion,
    response: OutsideVisits,
    handle: async (ctx, { body }) => await listOutsideVisits(ctx, body.patientId),
  }),
  defineRoute({
    method: 'post',
    path: '/outside-records',
    permission: 'encounter.read',
    opens: 'patient',
    question: true,
    summary: 'What a destination gets of a visit, to be read and as JSON',
    body: OutsideRecordQuestion,
    response: OutsideRecord,
    handle: async (ctx, { body }) => await viewOutside(ctx, body),
  }),
];
