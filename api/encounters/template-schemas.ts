import { z } from 'zod';
import { templateParts } from '../../domain/encounters/check-template.ts';
import { requiredText, text, uuid, version } from '../http/schemas.ts';

export const SaveTextTemplate = z.strictObject({
  /** Absent for a new one. */
  version: version.optional(),
  code: requiredText(12),
  title: requiredText(100),
  parts: z.strictObject(
    Object.fromEntries(templateParts.map((part) => [part, text(5000).optional()])) as Record<
      (typeof templateParts)[number],
      z.ZodOptional<ReturnType<typeof text>>
    >,
  ),
  shared: z.boolean(),
  /** True takes it out of use; it stays on file. */
  closed: z.boolean().optional(),
});
export const SavedTextTemplate = z.object({ id: uuid, version: z.int() });

export const TextTemplateList = z.object({
  items: z.array(
    z.object({
      /** Null for those that come with the product. */
      id: uuid.nullable(),
      version: z.int(),
      scope: z.enum(['own', 'shared', 'starter']),
      code: z.string(),
      title: z.string(),
      parts: z.partialRecord(z.enum(templateParts), z.string()),
    }),
  ),
});

export type SaveTextTemplate = z.infer<typeof SaveTextTemplate>;
export type SavedTextTemplate = z.infer<typeof SavedTextTemplate>;
export type TextTemplateList = z.infer<typeof TextTemplateList>;
