import { z } from 'zod';
import { instant, IssueView, requiredText, text, uuid } from '../http/schemas.ts';

export const OutboxSummary = z.object({
  destinations: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: z.string(),
      /** True while the simulator of the product answers for it: nothing really leaves. */
      simulated: z.boolean(),
      waiting: z.int(),
      oldestWaitingAt: instant.nullable(),
      /** Refused: somebody has to correct the record. */
      failed: z.int(),
      deliveredToday: z.int(),
      lastSuccessAt: instant.nullable(),
      /** Why nothing leaves at the moment: this facility holds it, nobody sends there, or the receiver asked for quiet. */
      stopped: z
        .discriminatedUnion('by', [
          z.object({ by: z.literal('facility'), at: instant, reason: z.string(), name: z.string() }),
          z.object({ by: z.literal('installation'), at: instant, reason: z.string() }),
          z.object({ by: z.literal('receiver'), until: instant }),
        ])
        .nullable(),
      test: z
        .object({ at: instant, issues: z.array(IssueView), strategy: z.string().nullable(), atomic: z.boolean().nullable() })
        .nullable(),
    }),
  ),
});
export type OutboxSummary = z.infer<typeof OutboxSummary>;

const cause = {
  destinationId: uuid,
  state: z.enum(['waiting', 'refused']),
  class: text(30),
  code: text(60),
  path: text(160),
};

export const OutboxFailures = z.object({
  causes: z.array(
    z.object({
      ...cause,
      destination: z.string(),
      count: z.int(),
      oldestAt: instant,
      /** Where our own record is mended; null where the cause is none of the record. */
      field: z.object({ table: z.string().nullable(), field: z.string() }).nullable(),
      /** False: the rule that holds them back does not let their visits be named here. */
      listed: z.boolean(),
    }),
  ),
});
export type OutboxFailures = z.infer<typeof OutboxFailures>;

export const FailureSearch = z.strictObject({ cause: z.strictObject(cause) });
export type FailureSearch = z.infer<typeof FailureSearch>;

export const FailedMessages = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      encounterId: z.string().nullable(),
      encounterCode: z.string().nullable(),
      createdAt: instant,
      attempts: z.int(),
      lastTryAt: instant,
      nextTryAt: instant,
    }),
  ),
});
export type FailedMessages = z.infer<typeof FailedMessages>;

/** Messages of one cause, all or those named. */
export const ResendMessages = z.strictObject({ cause: z.strictObject(cause), ids: z.array(uuid).min(1).max(200).optional() });
export type ResendMessages = z.infer<typeof ResendMessages>;
export const ResentMessages = z.object({ resent: z.int(), more: z.boolean() });
export type ResentMessages = z.infer<typeof ResentMessages>;

export const HoldDestination = z.strictObject({ reason: requiredText(300) });
export type HoldDestination = z.infer<typeof HoldDestination>;
export const DestinationHeld = z.object({ id: z.string() });
export const DestinationReleased = z.object({ hurried: z.int() });

export const DestinationTested = z.object({
  strategy: z.enum(['client-ids', 'conditional']).optional(),
  atomic: z.boolean().optional(),
  issues: z.array(IssueView),
});
