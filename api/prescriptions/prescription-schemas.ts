import { z } from 'zod';
import { code, decimal, IssueView, requiredText, text, uuid } from '../http/schemas.ts';

const dosage = z.strictObject({
  morning: decimal.optional(),
  noon: decimal.optional(),
  afternoon: decimal.optional(),
  evening: decimal.optional(),
  days: z.int(),
  timing: z.enum(['before-meal', 'after-meal', 'with-meal', 'bedtime', 'as-needed']).optional(),
  note: text(300).optional(),
});

/** `quantity` is computed from the dosage when it is left out. */
const line = z.strictObject({ id: uuid, drugCode: code(20), dosage, quantity: decimal.optional() });

export const CheckPrescription = z.strictObject({ lines: z.array(line).min(1).max(50) });
export const SignPrescription = z.strictObject({
  id: uuid,
  lines: z.array(line).min(1).max(50),
  /** Warnings the doctor answers with a reason; contraindications cannot be answered away. */
  acceptedWarnings: z.array(z.strictObject({ code: code(60), path: z.string().max(100), reason: requiredText(300) })).max(50),
  advice: text(1000).optional(),
});

export const PrescriptionIssues = z.object({ issues: z.array(IssueView), quantities: z.array(z.string()) });
export const SignedPrescription = z.object({ id: uuid, code: z.string(), signedAt: z.string(), issues: z.array(IssueView) });

export type CheckPrescription = z.infer<typeof CheckPrescription>;
export type SignPrescription = z.infer<typeof SignPrescription>;
export type PrescriptionIssues = z.infer<typeof PrescriptionIssues>;
export type SignedPrescription = z.infer<typeof SignedPrescription>;
