import { z } from 'zod';
import { IssueView, requiredText, uuid, version } from '../http/schemas.ts';
import { PatientView } from './patient-schemas.ts';

/** POST /patients/merge-previews */
export const MergePreviewRequest = z.strictObject({ survivorId: uuid, loserId: uuid });

export const MergePreview = z.object({
  survivor: PatientView,
  loser: PatientView,
  /** What goes from the loser to the survivor; encounters of this facility only, the others follow by themselves. */
  moves: z.object({
    identifiers: z.int(),
    cards: z.int(),
    allergies: z.int(),
    encountersHere: z.int(),
    facilities: z.array(z.object({ code: z.string(), name: z.string() })),
  }),
  /** What speaks against one person: sex, birth date, citizen id. Warnings: an authorised person decides. */
  contradictions: z.array(IssueView),
});

/** POST /patients/:patientId/merges; the patient of the path survives. */
export const NewMerge = z.strictObject({
  id: uuid,
  loserId: uuid,
  loserVersion: version,
  survivorVersion: version,
  reason: requiredText(500),
});

/** POST /patient-merges/:mergeId/undo */
export const UndoMerge = z.strictObject({ reason: requiredText(500) });

/** GET /patient-merges?limit= */
export const MergeQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(100).optional() });
export const MergeList = z.object({
  items: z.array(
    z.object({
      id: uuid,
      survivorId: uuid,
      survivorName: z.string(),
      loserId: uuid,
      loserName: z.string(),
      reason: z.string(),
      mergedAt: z.string(),
      mergedByName: z.string(),
      undoneAt: z.string().nullable(),
      undoReason: z.string().nullable(),
    }),
  ),
});

export type MergePreview = z.infer<typeof MergePreview>;
export type NewMerge = z.infer<typeof NewMerge>;
export type MergeList = z.infer<typeof MergeList>;
