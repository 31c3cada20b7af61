import { z } from 'zod';
import { code, decimal, requiredText, uuid, version } from '../http/schemas.ts';
import { itemCode } from './stock-schemas.ts';

/** `included`: the price of the service contains the supply. */
const payer = z.enum(['insurance', 'self-pay', 'programme', 'included']);
const baseLine = z.strictObject({ drugCode: itemCode, quantity: decimal });

/** The whole base list as it is to be; an empty one ends the base stock. */
export const NewCabinetList = z.strictObject({ id: uuid, reason: requiredText(300), lines: z.array(baseLine).max(300) });
export const RefuseCabinetList = z.strictObject({ version, reason: requiredText(300) });
export const CabinetListSaved = z.object({ id: z.string(), version: z.int(), state: z.enum(['submitted', 'approved', 'refused']) });

const CabinetListView = CabinetListSaved.extend({
  reason: z.string(),
  requestedById: z.string(),
  requestedByName: z.string(),
  requestedAt: z.string(),
  decidedByName: z.string().nullable(),
  decidedAt: z.string().nullable(),
  refuseReason: z.string().nullable(),
  lines: z.array(z.object({ drugCode: z.string(), drugName: z.string(), unit: z.string(), quantity: z.string() })),
});

export const CabinetView = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  needs: z.array(
    z.object({
      drugCode: z.string(),
      drugName: z.string(),
      unit: z.string(),
      base: z.string(),
      onHand: z.string(),
      unusable: z.string(),
      missing: z.string(),
      surplus: z.string(),
    }),
  ),
  /** In force, and what waits for approval. */
  inForce: CabinetListView.nullable(),
  waiting: CabinetListView.nullable(),
  /** What was asked and decided last, the newest first. */
  decided: z.array(CabinetListView),
});

export const IssueFromCabinet = z.strictObject({
  id: uuid,
  depotId: uuid,
  /** Absent: the doctor who sends it. */
  orderedById: uuid.optional(),
  lines: z
    .array(
      z.strictObject({
        id: uuid,
        drugCode: itemCode,
        quantity: decimal,
        /** How a drug is given. */
        usage: requiredText(200).optional(),
        payer: payer.optional(),
        /** The order a supply is used with. */
        orderId: uuid.optional(),
      }),
    )
    .min(1)
    .max(30),
  acceptedWarnings: z.array(z.strictObject({ code: code(60), path: z.string().max(100), reason: requiredText(300) })).max(50),
});
export const CabinetIssued = z.object({ id: z.string(), number: z.string() });
export const ReverseCabinetIssue = z.strictObject({ id: uuid, reason: requiredText(300) });

export const CabinetIssueList = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      at: z.string(),
      depotName: z.string(),
      orderedByName: z.string(),
      issuedByName: z.string(),
      reversedAt: z.string().nullable(),
      reversedByName: z.string().nullable(),
      reverseReason: z.string().nullable(),
      lines: z.array(
        z.object({
          id: z.string(),
          drugName: z.string(),
          unit: z.string(),
          quantity: z.string(),
          usage: z.string(),
          payer,
          /** The service a supply was used with. */
          serviceName: z.string().nullable(),
          lots: z.array(z.object({ lotNumber: z.string(), expiresOn: z.string(), quantity: z.string() })),
        }),
      ),
    }),
  ),
});

export type NewCabinetList = z.infer<typeof NewCabinetList>;
export type RefuseCabinetList = z.infer<typeof RefuseCabinetList>;
export type CabinetListSaved = z.infer<typeof CabinetListSaved>;
export type CabinetView = z.infer<typeof CabinetView>;
export type IssueFromCabinet = z.infer<typeof IssueFromCabinet>;
export type CabinetIssued = z.infer<typeof CabinetIssued>;
export type ReverseCabinetIssue = z.infer<typeof ReverseCabinetIssue>;
export type CabinetIssueList = z.infer<typeof CabinetIssueList>;
