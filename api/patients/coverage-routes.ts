import { z } from 'zod';
import { defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import { changeCard } from './change-card.ts';
import { changePayer } from './change-payer.ts';
import { ChangeCard, ChangedCard, ChangePayer, CoverageView, EditCard, EditedCard, PayerChangeView, SlipList } from './coverage-schemas.ts';
import { editCard } from './edit-card.ts';
import { listSlips } from './list-slips.ts';
import { viewCoverage } from './view-coverage.ts';

const EncounterParams = z.strictObject({ encounterId: uuid });
const CardParams = z.strictObject({ patientId: uuid, cardId: uuid });
const PatientParams = z.strictObject({ patientId: uuid });

export const coverageRoutes: Route[] = [
  defineRoute({
    method: 'put',
    path: '/patients/:patientId/cards/:cardId',
    permission: 'patient.write',
    summary: 'Correct an insurance card against the version that was seen',
    params: CardParams,
    body: EditCard,
    response: EditedCard,
    handle: async (ctx, { params, body }) => await editCard(ctx, params, body),
  }),
  defineRoute({
    method: 'get',
    path: '/patients/:patientId/slips',
    permission: 'patient.read',
    summary: 'Referral and re-examination slips of a person that still hold',
    params: PatientParams,
    response: SlipList,
    handle: async (ctx, { params }) => await listSlips(ctx, params.patientId),
  }),
  defineRoute({
    method: 'get',
    path: '/encounters/:encounterId/coverage',
    permission: 'coverage.write',
    opens: 'patient',
    summary: 'Who pays for a visit: its cards, the shares now, and the changes of payer',
    params: EncounterParams,
    response: CoverageView,
    handle: async (ctx, { params }) => await viewCoverage(ctx, params.encounterId),
  }),
  defineRoute({
    method: 'post',
    path: '/encounters/:encounterId/coverages',
    permission: 'coverage.write',
    summary: 'Use another insurance card from a moment of the visit on',
    status: 201,
    params: EncounterParams,
    body: ChangeCard,
    response: ChangedCard,
    handle: async (ctx, { params, body }) => await changeCard(ctx, params.encounterId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/encounters/:encounterId/payer',
    permission: 'coverage.write',
    summary: 'Change who pays for an open visit and compute its bill anew',
    status: 201,
    params: EncounterParams,
    body: ChangePayer,
    response: PayerChangeView,
    handle: async (ctx, { params, body }) => await changePayer(ctx, params.encounterId, body),
  }),
];
