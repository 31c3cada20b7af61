import { z } from 'zod';
import { code, day, decimal, IssueView, requiredText, text, uuid } from '../http/schemas.ts';

const orderState = z.enum(['waiting', 'partial', 'done', 'cancelled']);

/** A scanned code, a visit number, a ticket number of today or words of a name; empty asks for all that wait. */
export const FindDispensing = z.strictObject({ query: text(100), show: z.enum(['open', 'today']) });
export const DispensingList = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      state: orderState,
      prescriptionCode: z.string(),
      prescriptionType: z.string(),
      signedAt: z.string(),
      collectUntil: z.string(),
      encounterCode: z.string(),
      ticket: z.string().nullable(),
      fullName: z.string(),
      birthDate: z.string(),
      birthPrecision: z.string(),
      lineCount: z.int(),
    }),
  ),
  more: z.boolean(),
});

const proposal = z.object({ lotId: z.string(), lotNumber: z.string(), expiresOn: z.string(), quantity: z.string() });
const lotChoice = z.object({ lotId: z.string(), lotNumber: z.string(), expiresOn: z.string(), available: z.string() });
const handedOver = z.object({
  documentId: z.string(),
  number: z.string(),
  at: z.string(),
  byName: z.string(),
  collectedBy: z.string().nullable(),
  lotId: z.string(),
  lotNumber: z.string(),
  expiresOn: z.string(),
  drugName: z.string(),
  /** Less than nothing: taken back. */
  quantity: z.string(),
});

export const DispensingView = z.object({
  id: z.string(),
  version: z.int(),
  state: orderState,
  prescriptionCode: z.string(),
  prescriptionType: z.string(),
  signedAt: z.string(),
  prescriberName: z.string(),
  collectUntil: z.string(),
  late: z.boolean(),
  /** The tranche that is open of a narcotic sheet that has some; `lapsed` when the last one has ended. */
  tranche: z.union([z.object({ number: z.int(), of: z.int(), closes: z.string() }), z.literal('lapsed')]).nullable(),
  needsCollectorNumber: z.boolean(),
  advice: z.string().nullable(),
  depotId: z.string().nullable(),
  depotName: z.string().nullable(),
  encounter: z.object({ id: z.string(), code: z.string(), open: z.boolean(), ticket: z.string().nullable() }),
  patient: z.object({
    id: z.string(),
    fullName: z.string(),
    sex: z.string(),
    birthDate: z.string(),
    birthPrecision: z.string(),
    guardianName: z.string().nullable(),
    allergyStatus: z.string(),
    allergies: z.array(z.string()),
  }),
  diagnoses: z.array(z.string()),
  lines: z.array(
    z.object({
      id: z.string(),
      drugCode: z.string(),
      drugName: z.string(),
      unit: z.string(),
      dosageText: z.string(),
      /** False for what the patient buys outside. */
      ordered: z.boolean(),
      quantity: z.string(),
      given: z.string(),
      waived: z.string(),
      remaining: z.string(),
      substitute: z
        .object({
          drugCode: z.string(),
          drugName: z.string(),
          unit: z.string(),
          usage: z.string(),
          reason: z.string(),
          consentedByName: z.string(),
          consentedAt: z.string(),
        })
        .nullable(),
      /** First expired first out, of what this prescription may take. */
      proposals: z.array(proposal),
      short: z.string(),
      lots: z.array(lotChoice),
      handedOver: z.array(handedOver),
    }),
  ),
  issues: z.array(IssueView),
});

export const HandOver = z.strictObject({
  id: uuid,
  depotId: uuid,
  collectedBy: requiredText(100),
  collectorNumber: text(20).optional(),
  lateReason: text(300).optional(),
  acceptedWarnings: z.array(z.strictObject({ code: code(60), path: z.string().max(100), reason: requiredText(300) })).max(50),
  lines: z
    .array(z.strictObject({ lineId: uuid, lotId: uuid, quantity: decimal }))
    .min(1)
    .max(100),
});
export const HandedOver = z.object({ id: z.string(), number: z.string(), state: orderState });

export const Substitute = z.strictObject({
  id: uuid,
  lineId: uuid,
  drugCode: code(20),
  /** Units to give and how to take them, as the doctor said: another strength is another number. */
  quantity: decimal,
  usage: requiredText(300),
  reason: requiredText(300),
  consentedById: uuid,
  consentedHow: z.enum(['in-person', 'telephone', 'written']),
  consentedAt: z.iso.datetime({ offset: true }),
});
export const Substituted = z.object({ id: z.string() });

/** What of the prescription will not be given: its charge is corrected. */
export const Waive = z.strictObject({ lineIds: z.array(uuid).min(1).max(50), reason: requiredText(300) });
export const OrderStateAnswer = z.object({ state: orderState });

export const TakeBack = z.strictObject({
  id: uuid,
  depotId: uuid,
  reason: requiredText(300),
  lines: z
    .array(z.strictObject({ lineId: uuid, lotId: uuid, quantity: decimal }))
    .min(1)
    .max(100),
});

export const BookQuery = z.strictObject({ type: z.enum(['n', 'h']), from: day, to: day });
export const DispensingBook = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      day: z.string(),
      number: z.string(),
      kind: z.string(),
      drugName: z.string(),
      unit: z.string(),
      lotNumber: z.string(),
      expiresOn: z.string(),
      incoming: z.string(),
      outgoing: z.string(),
      patientName: z.string().nullable(),
      prescriptionCode: z.string().nullable(),
      collectedBy: z.string().nullable(),
      collectorNumber: z.string().nullable(),
      partner: z.string().nullable(),
    }),
  ),
  more: z.boolean(),
});

export const DoctorList = z.object({ items: z.array(z.object({ id: z.string(), fullName: z.string() })) });

export type DoctorList = z.infer<typeof DoctorList>;
export type FindDispensing = z.infer<typeof FindDispensing>;
export type DispensingList = z.infer<typeof DispensingList>;
export type DispensingView = z.infer<typeof DispensingView>;
export type HandOver = z.infer<typeof HandOver>;
export type HandedOver = z.infer<typeof HandedOver>;
export type Substitute = z.infer<typeof Substitute>;
export type OrderStateAnswer = z.infer<typeof OrderStateAnswer>;
export type Waive = z.infer<typeof Waive>;
export type TakeBack = z.infer<typeof TakeBack>;
export type BookQuery = z.infer<typeof BookQuery>;
export type DispensingBook = z.infer<typeof DispensingBook>;
