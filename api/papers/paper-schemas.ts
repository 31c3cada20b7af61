import { z } from 'zod';
import { leaveCauses } from '../../domain/papers/paper.ts';
import { PaperView } from '../http/paper-view.ts';
import { code, day, IssueView, requiredText, text, uuid } from '../http/schemas.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const SickLeaveContent = z.strictObject({
  kind: z.literal('sick-leave'),
  employer: requiredText(1024),
  socialInsuranceNumber: requiredText(10),
  diagnosis: requiredText(1500),
  treatment: requiredText(1500),
  cause: z.enum(leaveCauses),
  pregnancyWeeks: z.int().optional(),
  from: day,
  days: z.int().max(999),
  fatherName: requiredText(255).optional(),
  motherName: requiredText(255).optional(),
});
export const ReferralContent = z.strictObject({
  kind: z.literal('referral'),
  referredTo: code(5),
  referredToName: requiredText(255),
  clinicalSigns: requiredText(4000),
  course: requiredText(4000),
  results: requiredText(4000).optional(),
  diagnosis: requiredText(4000),
  treatment: requiredText(4000).optional(),
  condition: requiredText(1000),
  reason: z.enum(['1', '2', '3']),
  plan: requiredText(4000),
  transport: requiredText(255),
  escortName: requiredText(255).optional(),
  escortTitle: requiredText(255).optional(),
});
export const AdmissionContent = z.strictObject({
  kind: z.literal('admission'),
  department: requiredText(255),
  reason: requiredText(1000),
  course: requiredText(4000),
  findings: requiredText(4000),
  results: requiredText(4000).optional(),
  diagnosis: requiredText(4000),
  treatment: requiredText(4000).optional(),
});
export const AppointmentContent = z.strictObject({
  kind: z.literal('appointment'),
  purpose: z.enum(['examination', 'tests']),
  day,
  time: time.optional(),
  tests: text(1000).optional(),
  diagnosis: requiredText(4000),
  note: requiredText(1000).optional(),
});
export const OutpatientRecordContent = z.strictObject({ kind: z.literal('outpatient-record'), diagnosis: requiredText(4000), from: day });

/** POST /encounters/:encounterId/papers. `replaces` withdraws an earlier paper of the kind in the same step. */
export const IssuePaper = z.strictObject({
  id: uuid,
  paper: z.discriminatedUnion('kind', [SickLeaveContent, ReferralContent, AdmissionContent, AppointmentContent, OutpatientRecordContent]),
  replaces: z.strictObject({ paperId: uuid, reason: requiredText(500) }).optional(),
});
export const IssuedPaper = z.object({ id: uuid, number: z.string(), issues: z.array(IssueView) });
export const WithdrawPaper = z.strictObject({ id: uuid, reason: requiredText(500) });
export const WithdrawnPaper = z.object({ id: uuid });
export const PaperList = z.object({
  items: z.array(PaperView),
  /** What a new paper begins with, so that nobody types it. */
  proposed: z.object({ examinedOn: z.string(), socialInsuranceNumber: z.string().nullable() }),
});

export type IssuePaper = z.infer<typeof IssuePaper>;
export type IssuedPaper = z.infer<typeof IssuedPaper>;
export type WithdrawPaper = z.infer<typeof WithdrawPaper>;
export type PaperList = z.infer<typeof PaperList>;
