import { z } from 'zod';
import { code, decimal, requiredText, text, uuid } from '../http/schemas.ts';

export const NewOrder = z.strictObject({ id: uuid, serviceCode: code(30), quantity: decimal.optional() });
export const PerformOrder = z.strictObject({ resultText: text(2000).optional() });
export const CancelOrder = z.strictObject({ reason: requiredText(500) });
export const OrderAnswer = z.object({ id: uuid, state: z.enum(['ordered', 'performed', 'cancelled']) });

export type NewOrder = z.infer<typeof NewOrder>;
export type PerformOrder = z.infer<typeof PerformOrder>;
export type CancelOrder = z.infer<typeof CancelOrder>;
export type OrderAnswer = z.infer<typeof OrderAnswer>;
