import { z } from 'zod';
import { code, day, requiredText, text, uuid, version } from '../http/schemas.ts';

/** As much of a day as is known. */
const since = z.string().regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/);

export const NewCondition = z.strictObject({ id: uuid, icdCode: code(8), since: since.optional(), note: text(500).optional() });
/** Corrects or ends; what is left out is emptied. */
export const EditCondition = z.strictObject({ version, since: since.optional(), note: text(500).optional(), endedOn: day.optional() });
export const RetractCondition = z.strictObject({ version, reason: requiredText(300) });

export const ConditionView = z.object({
  id: uuid,
  version: z.int(),
  icdCode: z.string(),
  name: z.string(),
  since: z.string().nullable(),
  note: z.string().nullable(),
  endedOn: z.string().nullable(),
});
export const ConditionList = z.object({ items: z.array(ConditionView) });
export const SavedCondition = z.object({ id: uuid, version: z.int() });

export type NewCondition = z.infer<typeof NewCondition>;
export type EditCondition = z.infer<typeof EditCondition>;
export type RetractCondition = z.infer<typeof RetractCondition>;
export type ConditionView = z.infer<typeof ConditionView>;
export type ConditionList = z.infer<typeof ConditionList>;
export type SavedCondition = z.infer<typeof SavedCondition>;
