import { z } from 'zod';
import { day, uuid } from '../http/schemas.ts';

/** What a rule found; the sentences of a rule are those of domain/claims/checks/claim-rules.json. */
export const ClaimFindingView = z.object({
  rule: z.string(),
  severity: z.enum(['block', 'error', 'warning', 'info']),
  /** XML0 … XML15, or FILE for the envelope. */
  table: z.string(),
  /** From 1; 0 = the table as a whole. */
  row: z.int(),
  /** STT. */
  number: z.string(),
  fields: z.array(z.string()),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

export const ClaimsQuery = z.strictObject({ day, after: uuid.optional() });
export const ClaimItem = z.object({
  encounterId: uuid,
  patientId: uuid,
  encounterCode: z.string(),
  patientName: z.string(),
  closedAt: z.string(),
  insured: z.boolean(),
  benefitRate: z.string(),
  hospitalAmount: z.string(),
  fundAmount: z.string(),
  copayAmount: z.string(),
  selfPayAmount: z.string(),
  findings: z.array(ClaimFindingView),
});
export const ClaimList = z.object({
  day: z.string(),
  items: z.array(ClaimItem),
  /** Pass as `after` for the next page. */
  next: z.string().nullable(),
});

/** Days of closing, both included, at most 31 of them. */
export const NewClaimExport = z.strictObject({ id: uuid, from: day, until: day });
export const ClaimExportView = z.object({
  id: uuid,
  from: z.string(),
  until: z.string(),
  state: z.enum(['queued', 'running', 'ready', 'failed']),
  /** Insured encounters of the days, how many were looked at so far, how many stand in the file, how many were left out for errors. */
  total: z.int(),
  done: z.int(),
  included: z.int(),
  leftOut: z.int(),
  fundAmount: z.string(),
  /** Until the last visit is done, at the pace so far; null while that is not known. */
  secondsLeft: z.int().nullable(),
  /** Whose certificate signs the files; null = they are not signed. */
  signer: z.object({ subject: z.string(), demo: z.boolean() }).nullable(),
  fileName: z.string().nullable(),
  sha256: z.string().nullable(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
});
export const ClaimExportList = z.object({ items: z.array(ClaimExportView) });

/** A file of any product; nothing of it is kept. */
export const ClaimFileToRead = z.strictObject({ content: z.base64().min(1) });
export const ClaimFileView = z.object({
  facilityCode: z.string(),
  preparedOn: z.string(),
  declaredCount: z.string(),
  isSigned: z.boolean(),
  encounters: z.array(
    z.object({
      key: z.string(),
      tables: z.array(z.object({ code: z.string(), rows: z.array(z.record(z.string(), z.string())) })),
      findings: z.array(ClaimFindingView),
    }),
  ),
  /** Of the envelope. */
  findings: z.array(ClaimFindingView),
});

export type ClaimFileToRead = z.infer<typeof ClaimFileToRead>;
export type ClaimFileView = z.infer<typeof ClaimFileView>;
export type ClaimList = z.infer<typeof ClaimList>;
export type ClaimItem = z.infer<typeof ClaimItem>;
export type NewClaimExport = z.infer<typeof NewClaimExport>;
export type ClaimExportView = z.infer<typeof ClaimExportView>;
