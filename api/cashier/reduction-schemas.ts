import { z } from 'zod';
import { supportSources } from '../../domain/payments/share-support.ts';
import { decimal, requiredText, text, uuid } from '../http/schemas.ts';

/** POST /encounters/:encounterId/reductions. Whole dong; `source` of support only. */
export const NewReduction = z.strictObject({
  id: uuid,
  kind: z.enum(['discount', 'support']),
  source: z.enum(supportSources).optional(),
  amount: decimal,
  document: text(100).optional(),
  reason: requiredText(300),
});

/** POST /charges/:id/adjustments. What is absent stays as it is. */
export const AdjustCharge = z.strictObject({
  id: uuid,
  quantity: decimal.optional(),
  price: decimal.optional(),
  insured: z.boolean().optional(),
  reason: requiredText(300),
});

const Terms = z.object({ quantity: z.string(), hospitalPrice: z.string(), insuranceRatio: z.string() });
export const AdjustmentView = z.object({
  id: uuid,
  chargeLineId: uuid,
  chargeName: z.string(),
  before: Terms,
  after: Terms,
  reason: z.string(),
  adjustedAt: z.string(),
  adjustedByName: z.string(),
});

export type NewReduction = z.infer<typeof NewReduction>;
export type AdjustCharge = z.infer<typeof AdjustCharge>;
