import { z } from 'zod';
import { defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import { NewSharingDecision, SharingConsents, SharingDecisionRecorded } from './consent-schemas.ts';
import { recordConsent, viewConsents } from './record-consent.ts';

const One = z.strictObject({ patientId: uuid });

export const consentRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/patients/:patientId/sharing-consents',
    permission: 'patient.read',
    opens: 'patient',
    summary: 'What a person decided here about the sharing of their record, newest first',
    params: One,
    response: SharingConsents,
    handle: async (ctx, { params }) => await viewConsents(ctx, params.patientId),
  }),
  defineRoute({
    method: 'post',
    path: '/patients/:patientId/sharing-consents',
    permission: 'registration.write',
    summary: 'Record that a person agrees to the sharing of their record, or no longer does',
    status: 201,
    params: One,
    body: NewSharingDecision,
    response: SharingDecisionRecorded,
    handle: async (ctx, { params, body }) => await recordConsent(ctx, params.patientId, body),
  }),
];
