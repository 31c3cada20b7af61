import { z } from 'zod';

export const OutboxSummary = z.object({
  destinations: z.array(
    z.object({
      name: z.string(),
      kind: z.string(),
      waiting: z.int(),
      /** Refused: somebody has to correct the record. */
      failed: z.int(),
      delivered: z.int(),
      oldestWaitingAt: z.string().nullable(),
      lastSuccessAt: z.string().nullable(),
      paused: z.boolean(),
    }),
  ),
});
