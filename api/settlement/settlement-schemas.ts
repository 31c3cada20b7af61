import { z } from 'zod';
import { settlementForms } from '../../domain/settlement/form-layouts.ts';
import { requiredText, uuid, version } from '../http/schemas.ts';

export const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/);
const basis = z.enum(['settled', 'paid']);
const state = z.enum(['queued', 'running', 'ready', 'failed']);

export const ReportsQuery = z.strictObject({ month, basis: basis.default('settled') });
/** `basis`: by NAM_QT and THANG_QT, or by the day of payment. A preview counts claims without an answer too. */
export const NewReport = z.strictObject({ id: uuid, month, basis, preview: z.boolean() });

const Handing = z.object({ handedInAt: z.string(), handedInByName: z.string() });
const reportFields = {
  id: uuid,
  version: z.int(),
  month: z.string(),
  number: z.int(),
  basis,
  preview: z.boolean(),
  state,
  total: z.int(),
  done: z.int(),
  simulated: z.int(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  handing: Handing.nullable(),
};
export const ReportItem = z.object(reportFields);
export const ReportList = z.object({
  month: z.string(),
  /** Claims that the insurer holds, and those approved whose answer is missing. */
  accepted: z.int(),
  onTheirWay: z.int(),
  items: z.array(ReportItem),
});

export const PeriodList = z.object({
  items: z.array(z.object({ month: z.string(), reports: z.int(), handedInAt: z.string().nullable() })),
});

const amounts = z.record(z.string(), z.string());
const SummaryLine = z.object({
  section: z.enum(['outpatient', 'outpatient-treatment', 'day', 'inpatient', 'total']),
  ...{ claims: z.int(), days: z.int(), hospital: z.string(), insured: z.string() },
  ...{ fund: z.string(), copay: z.string(), other: z.string(), self: z.string() },
});
export const ReportView = z.object({
  ...reportFields,
  sha256: z.string().nullable(),
  unbalanced: z.int(),
  unnamedCare: z.int(),
  /** Visits that a report made now would count otherwise; null while it is being made. */
  changed: z.int().nullable(),
  /** Form 01/BH in whole dong; empty while it is being made. */
  summary: z.array(SummaryLine),
  /** Of every form but that one: its lines and the sums of their fields. */
  forms: z.array(z.object({ form: z.enum(settlementForms), count: z.int(), sums: amounts })),
  proofs: z.array(
    z.object({
      forms: z.array(z.enum(settlementForms)),
      measure: z.enum(['hospital', 'insured', 'fund', 'copay', 'other', 'self']),
      ...{ inForms: z.string(), inFiles: z.string(), difference: z.string() },
    }),
  ),
});

export const LinesQuery = z.strictObject({ after: z.coerce.number().int().nonnegative().max(10_000_000).default(0) });
export const FormLines = z.object({
  items: z.array(z.object({ position: z.int(), line: amounts })),
  next: z.int().nullable(),
});

export const FileQuery = z.strictObject({ format: z.enum(['xlsx', 'pdf']) });

export const HandIn = z.strictObject({ version });
export const HandingTakenBack = z.strictObject({ version, reason: requiredText(500) });

export type NewReport = z.infer<typeof NewReport>;
export type ReportItem = z.infer<typeof ReportItem>;
export type ReportList = z.infer<typeof ReportList>;
export type ReportView = z.infer<typeof ReportView>;
export type PeriodList = z.infer<typeof PeriodList>;
export type FormLines = z.infer<typeof FormLines>;
export type HandIn = z.infer<typeof HandIn>;
export type HandingTakenBack = z.infer<typeof HandingTakenBack>;
