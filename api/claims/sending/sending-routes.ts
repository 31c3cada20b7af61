import { z } from 'zod';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { uuid } from '../../http/schemas.ts';
import { approveClaims, previewApproval } from './approve-claims.ts';
import { pauseSending, resendSubmission, resumeSending, takeBackSubmission, withdrawClaim } from './change-submission.ts';
import {
  ApprovalView,
  ClaimPage,
  ClaimPeriod,
  ClaimSearch,
  ClaimsToApprove,
  PauseSending,
  ResumeSending,
  SendingDetail,
  SendingPaused,
  SendingResumed,
  SendingSummary,
  SubmissionChange,
  SubmissionChanged,
  WithdrawClaim,
} from './sending-schemas.ts';
import { listSending, viewSending, viewSendingSummary } from './view-sending.ts';

const Visit = z.strictObject({ encounterId: uuid });
const One = z.strictObject({ submissionId: uuid });

const readingRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/claim-sending/searches',
    permission: 'claim.read',
    question: true,
    summary: 'Insured visits closed in a period and where their claims stand with the insurer',
    body: ClaimSearch,
    response: ClaimPage,
    handle: async (ctx, { body }) => await listSending(ctx, body),
  }),
  defineRoute({
    method: 'get',
    path: '/claim-sending/summary',
    permission: 'claim.read',
    summary: 'How many claims stand where, whose key signs and whether the queue is held',
    query: ClaimPeriod,
    response: SendingSummary,
    handle: async (ctx, { query }) => await viewSendingSummary(ctx, query),
  }),
  defineRoute({
    method: 'get',
    path: '/claim-sending/visits/:encounterId',
    permission: 'claim.read',
    opens: 'patient',
    summary: 'What was sent of a visit, what was answered, and what it would say now',
    params: Visit,
    response: SendingDetail,
    handle: async (ctx, { params }) => await viewSending(ctx, params.encounterId),
  }),
  defineRoute({
    method: 'post',
    path: '/claim-sending/approval-previews',
    permission: 'claim.send',
    opens: 'patient',
    question: true,
    summary: 'What an approval would send and what it would leave out',
    body: ClaimsToApprove,
    response: ApprovalView,
    handle: async (ctx, { body }) => await previewApproval(ctx, body),
  }),
];

const changingRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/claim-sending/approvals',
    permission: 'claim.send',
    summary: 'Approve clean claims and put them in line to be signed and sent',
    body: ClaimsToApprove,
    response: ApprovalView,
    handle: async (ctx, { body }) => await approveClaims(ctx, body),
  }),
  defineRoute({
    method: 'post',
    path: '/claim-submissions/:submissionId/resend',
    permission: 'claim.send',
    summary: 'Put a claim in line again with the same bytes',
    params: One,
    body: SubmissionChange,
    response: SubmissionChanged,
    handle: async (ctx, { params, body }) => await resendSubmission(ctx, params.submissionId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/claim-submissions/:submissionId/taking-back',
    permission: 'claim.send',
    summary: 'Take a claim back that never left or was refused',
    params: One,
    body: SubmissionChange,
    response: SubmissionChanged,
    handle: async (ctx, { params, body }) => await takeBackSubmission(ctx, params.submissionId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/claim-submissions/:submissionId/withdrawal',
    permission: 'claim.send',
    summary: 'Withdraw an accepted claim at the insurer',
    params: One,
    body: WithdrawClaim,
    response: SubmissionChanged,
    handle: async (ctx, { params, body }) => await withdrawClaim(ctx, params.submissionId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/claim-sending/pause',
    permission: 'claim.send',
    summary: 'Hold the queue of claims',
    body: PauseSending,
    response: SendingPaused,
    handle: async (ctx, { body }) => await pauseSending(ctx, body),
  }),
  defineRoute({
    method: 'post',
    path: '/claim-sending/resume',
    permission: 'claim.send',
    summary: 'Let the queue of claims go, and try everything in it at once',
    body: ResumeSending,
    response: SendingResumed,
    handle: async (ctx, { body }) => await resumeSending(ctx, body),
  }),
];

export const sendingRoutes: Route[] = [...readingRoutes, ...changingRoutes];
