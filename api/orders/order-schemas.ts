import { z } from 'zod';
import { code, decimal, requiredText, text, uuid } from '../http/schemas.ts';

const ordered = {
  id: uuid,
  serviceCode: code(30),
  quantity: decimal.optional(),
  /** Why the service is ordered although it was ordered today. */
  repeatReason: text(300).optional(),
};
/** `reason` is the clinical question for whoever does and reads it. */
const asked = { urgent: z.boolean().optional(), reason: text(500).optional() };

export const NewOrder = z.strictObject({ ...ordered, ...asked });
/** Several services at once, such as those of an order set: all or none. */
export const NewOrders = z.strictObject({ ...asked, items: z.array(z.strictObject(ordered)).min(1).max(30) });
export const PerformOrder = z.strictObject({ resultText: text(2000).optional() });
export const CancelOrder = z.strictObject({ reason: requiredText(500) });
export const OrderAnswer = z.object({ id: uuid, state: z.enum(['ordered', 'performed', 'cancelled']) });
export const OrdersAnswer = z.object({ items: z.array(OrderAnswer) });

/** PUT /order-sets/:setId: the version that was seen, none for a new set. */
export const SaveOrderSet = z.strictObject({
  version: z.int().positive().optional(),
  name: requiredText(120),
  serviceCodes: z.array(code(30)).min(1).max(30),
  closed: z.boolean().optional(),
});
export const SavedOrderSet = z.object({ id: uuid, version: z.int() });
export const OrderSetView = z.object({
  id: uuid,
  version: z.int(),
  name: z.string(),
  /** In their order; without a price today it cannot be ordered. */
  services: z.array(z.object({ code: z.string(), name: z.string(), price: z.string().nullable() })),
});
export const OrderSetList = z.object({ items: z.array(OrderSetView) });

/** POST /encounters/:encounterId/order-prints: the orders of a visit on A5, or the label of a sample. */
export const NewOrderPrint = z.strictObject({ id: uuid, kind: z.enum(['order-sheet', 'specimen-label', 'result-sheet']), subjectId: uuid });
export const OrderPrintAnswer = z.object({
  id: uuid,
  kind: z.enum(['order-sheet', 'specimen-label', 'result-sheet']),
  /** 0 is the first print; n is marked as a copy. */
  copy: z.int(),
  printedAt: z.string(),
  printedByName: z.string(),
  facility: z.object({ name: z.string(), address: z.string().nullable(), phone: z.string().nullable() }),
  encounterCode: z.string(),
  /** Who ordered last, for the signature of the order sheet. */
  orderedByName: z.string().nullable(),
  diagnosis: z.string().nullable(),
  patient: z.object({
    fullName: z.string(),
    sex: z.string(),
    birthDate: z.string(),
    birthPrecision: z.string(),
    number: z.string().nullable(),
    address: z.string().nullable(),
  }),
  cardNumber: z.string().nullable(),
});

export type NewOrder = z.infer<typeof NewOrder>;
export type NewOrders = z.infer<typeof NewOrders>;
export type PerformOrder = z.infer<typeof PerformOrder>;
export type CancelOrder = z.infer<typeof CancelOrder>;
export type OrderAnswer = z.infer<typeof OrderAnswer>;
export type OrdersAnswer = z.infer<typeof OrdersAnswer>;
export type SaveOrderSet = z.infer<typeof SaveOrderSet>;
export type OrderSetView = z.infer<typeof OrderSetView>;
export type OrderSetList = z.infer<typeof OrderSetList>;
export type NewOrderPrint = z.infer<typeof NewOrderPrint>;
export type OrderPrintAnswer = z.infer<typeof OrderPrintAnswer>;
