import { z } from 'zod';
import { instant, IssueView, uuid } from '../http/schemas.ts';

export const OutsideVisitsQuestion = z.strictObject({ patientId: uuid });
export const OutsideVisits = z.object({ items: z.array(z.object({ encounterId: z.string(), code: z.string(), closedAt: instant })) });
export type OutsideVisits = z.infer<typeof OutsideVisits>;

export const OutsideRecordQuestion = z.strictObject({ encounterId: uuid, destinationId: uuid });
export type OutsideRecordQuestion = z.infer<typeof OutsideRecordQuestion>;
export const OutsideRecord = z.object({
  destination: z.string(),
  /** Why the destination gets nothing of it. */
  issues: z.array(IssueView),
  sections: z.array(z.object({ type: z.string(), lines: z.array(z.string()) })),
  /** The Bundle as it would be sent, under our ids. */
  json: z.string().nullable(),
});
export type OutsideRecord = z.infer<typeof OutsideRecord>;
