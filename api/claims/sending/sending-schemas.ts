import { z } from 'zod';
import { ClaimFindingView } from '../claim-schemas.ts';
import { claimStages, submissionClasses, submissionKinds, submissionStates } from '../../../domain/claims/submission-state.ts';
import { day, instant, requiredText, text, uuid, version } from '../../http/schemas.ts';

const stage = z.enum(claimStages);
const state = z.enum(submissionStates);
const submissionClass = z.enum(submissionClasses);
const source = z.enum(['portal', 'simulator']);
const deadlineState = z.enum(['in-time', 'soon', 'over']);

/** Days of closing, both included, at most 92 of them. */
export const ClaimPeriod = z.strictObject({ from: day, until: day });
export const ClaimSearch = z.strictObject({
  from: day,
  until: day,
  stages: z.array(stage).min(1).max(claimStages.length).optional(),
  code: text(40).optional(),
  /** The last line of the page before. */
  after: z.strictObject({ closedAt: z.iso.datetime(), encounterId: uuid }).optional(),
  limit: z.int().min(1).max(200).optional(),
});

const Deadline = z.object({
  kind: z.enum(['first-sending', 'resending', 'correction', 'late-results', 'monthly-request']),
  until: instant,
  state: deadlineState,
});
const Line = z.object({
  encounterId: uuid,
  encounterCode: z.string(),
  closedAt: instant,
  stage,
  submissionId: uuid.nullable(),
  state: state.nullable(),
  source: source.nullable(),
  lastClass: submissionClass.nullable(),
  message: z.string().nullable(),
  attempts: z.int(),
  nextTryAt: instant.nullable(),
  answeredAt: instant.nullable(),
  hospitalAmount: z.string(),
  fundAmount: z.string(),
  /** The next one; null where nothing is due any more. */
  deadline: Deadline.nullable(),
});
export const ClaimPage = z.object({ items: z.array(Line), more: z.boolean() });

export const SendingSummary = z.object({
  counts: z.array(z.object({ stage, count: z.int(), fundAmount: z.string(), oldestClosedAt: instant })),
  /** True while the simulator answers because the facility has no account. */
  simulates: z.boolean(),
  /** Whose certificate signs; null until the first signature. */
  key: z.object({ subject: z.string(), validTo: instant, demo: z.boolean() }).nullable(),
  pause: z.object({ reason: z.string(), pausedAt: instant }).nullable(),
});

export const ClaimsToApprove = z.strictObject({ encounterIds: z.array(uuid).min(1).max(100) });
const leftOutReasons = z.enum(['not-found', 'not-insured', 'has-errors', 'waiting', 'unchanged']);
/** What an approval would do, or did. */
export const ApprovalView = z.object({
  approved: z.array(uuid),
  fundAmount: z.string(),
  hospitalAmount: z.string(),
  leftOut: z.array(z.object({ encounterId: uuid, reason: leftOutReasons, errors: z.int() })),
});

export const SendingDetail = z.object({
  encounterId: uuid,
  encounterCode: z.string(),
  patientName: z.string(),
  /** Findings of the claim as it would be sent now; null while the visit is open again. */
  findings: z.array(ClaimFindingView).nullable(),
  /** Against what was last accepted; null where nothing was. */
  differences: z
    .array(z.object({ table: z.string(), row: z.string(), field: z.string(), before: z.string().nullable(), now: z.string().nullable() }))
    .nullable(),
  deadlines: z.array(Deadline),
  submissions: z.array(
    z.object({
      id: uuid,
      version: z.int(),
      number: z.int(),
      kind: z.enum(submissionKinds),
      reason: z.string().nullable(),
      tableVersion: z.string(),
      sha256: z.string(),
      fundAmount: z.string(),
      state,
      signer: z.string().nullable(),
      source: source.nullable(),
      resultCode: z.string().nullable(),
      transactionCode: z.string().nullable(),
      receivedAt: z.string().nullable(),
      message: z.string().nullable(),
      approvedAt: instant,
      approvedByName: z.string(),
      answeredAt: instant.nullable(),
      nextTryAt: instant.nullable(),
      mayResend: z.boolean(),
      mayTakeBack: z.boolean(),
      attempts: z.array(
        z.object({
          id: uuid,
          at: instant,
          class: submissionClass,
          source,
          resultCode: z.string().nullable(),
          message: z.string().nullable(),
        }),
      ),
    }),
  ),
});

export const SubmissionChange = z.strictObject({ version });
export const WithdrawClaim = z.strictObject({ version, reason: requiredText(500) });
export const SubmissionChanged = z.object({ id: uuid, state });
export const PauseSending = z.strictObject({ reason: requiredText(500) });
/** Why it may go again, for the audit. */
export const ResumeSending = z.strictObject({ reason: text(500).optional() });
export const SendingResumed = z.object({ queued: z.int() });
export const SendingPaused = z.object({ pausedAt: instant });

export type ClaimPeriod = z.infer<typeof ClaimPeriod>;
export type ClaimSearch = z.infer<typeof ClaimSearch>;
export type ClaimPage = z.infer<typeof ClaimPage>;
export type SendingSummary = z.infer<typeof SendingSummary>;
export type ClaimsToApprove = z.infer<typeof ClaimsToApprove>;
export type ApprovalView = z.infer<typeof ApprovalView>;
export type SendingDetail = z.infer<typeof SendingDetail>;
export type SubmissionChange = z.infer<typeof SubmissionChange>;
export type WithdrawClaim = z.infer<typeof WithdrawClaim>;
export type SubmissionChanged = z.infer<typeof SubmissionChanged>;
export type PauseSending = z.infer<typeof PauseSending>;
export type ResumeSending = z.infer<typeof ResumeSending>;
export type SendingResumed = z.infer<typeof SendingResumed>;
export type SendingPaused = z.infer<typeof SendingPaused>;
