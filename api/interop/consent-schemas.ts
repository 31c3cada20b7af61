import { z } from 'zod';
import { instant, requiredText, uuid } from '../http/schemas.ts';

const decision = z.enum(['given', 'withdrawn']);

export const NewSharingDecision = z.strictObject({
  id: uuid,
  /** Null: every destination. */
  destinationId: uuid.nullable(),
  decision,
  /** Where the evidence is: the number of the signed paper, how the person told us. */
  evidence: requiredText(300),
});
export type NewSharingDecision = z.infer<typeof NewSharingDecision>;
export const SharingDecisionRecorded = z.object({ id: z.string() });

export const SharingConsents = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      destinationId: z.string().nullable(),
      destination: z.string().nullable(),
      decision,
      evidence: z.string(),
      decidedAt: instant,
      recordedByName: z.string(),
    }),
  ),
  destinations: z.array(z.object({ id: z.string(), name: z.string(), consentRequired: z.boolean() })),
});
export type SharingConsents = z.infer<typeof SharingConsents>;
