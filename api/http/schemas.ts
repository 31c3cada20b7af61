import { z } from 'zod';
import { isDay } from '../../domain/dates.ts';

/** Shapes that many routes share. Requests are strict objects, responses plain ones; never one schema for both. */
export const uuid = z.uuid();
export const day = z.string().refine(isDay, { params: { code: 'day_impossible' } });
export const instant = z.string();
/** Text a person types: NFC, trimmed, without control characters and halves of letters that no paper and no XML can hold. */
export const text = (max: number) =>
  z
    .string()
    .transform((value) => value.normalize('NFC').trim())
    .pipe(
      z
        .string()
        .max(max)
        .regex(/^[^\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]*$/u),
    );
export const requiredText = (max: number) => text(max).pipe(z.string().min(1));
/** A decimal in plain notation; how large or how precise it may be is a rule, not a shape. */
export const decimal = z
  .string()
  .max(20)
  .regex(/^-?\d+(\.\d+)?$/);
export const version = z.int().positive();
export const code = (max = 20) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[A-Za-z0-9._\-/]+$/);

export const IssueView = z.object({
  code: z.string(),
  path: z.string(),
  severity: z.enum(['error', 'warning', 'information']),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

/** RFC 9457 problem details with our issues. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  issues: z.array(IssueView),
  requestId: z.string(),
});
