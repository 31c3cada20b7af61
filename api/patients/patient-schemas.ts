import { z } from 'zod';
import { code, day, IssueView, requiredText, text, uuid, version } from '../http/schemas.ts';

const identifierSystem = z.enum(['citizen-id', 'old-citizen-id', 'passport', 'social-insurance', 'birth-certificate', 'temporary']);
const sex = z.enum(['male', 'female', 'unknown']);
const birthPrecision = z.enum(['year', 'month', 'day', 'minute']);

/** The person as the desk enters it; meaning is judged by checkNewPatient. */
export const PatientData = z.strictObject({
  fullName: requiredText(255),
  sex,
  /** Padded with 01 where unknown; `birthPrecision` says how much of it counts. */
  birthDate: z.string().max(10),
  birthPrecision,
  birthTime: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  phone: text(20).optional(),
  address: z.strictObject({ communeCode: code(10).optional(), text: text(500).optional() }),
  ethnicityCode: code(5).optional(),
  occupationCode: code(5).optional(),
  nationalityCode: code(3).optional(),
  identifiers: z.array(z.strictObject({ system: identifierSystem, value: requiredText(50) })).max(10),
  guardian: z.strictObject({ fullName: requiredText(255), phone: text(20).optional() }).optional(),
  /** Nobody could name the person: the name is a label, the birth year an estimate. */
  unidentified: z.boolean().optional(),
  /** The mother's record, for a newborn registered from it. */
  motherId: uuid.optional(),
});

export const CardData = z.strictObject({
  id: uuid,
  cardNumber: z.string().min(1).max(20),
  validFrom: day,
  validTo: day.optional(),
  registeredFacilityCode: code(5),
  areaCode: z.enum(['K1', 'K2', 'K3']).optional(),
  fiveYearDate: day.optional(),
  /** From the exemption paper: no co-payment from this day to the end of its year. */
  exemptFrom: day.optional(),
});

/** Persons the desk looked at and found to be somebody else: registering goes on beside them. */
export const knownDistinct = z.array(uuid).max(20).optional();

export const NewPatient = z.strictObject({ id: uuid, knownDistinct, ...PatientData.shape });
export const EditPatient = z.strictObject({ version, ...PatientData.shape });
export const PatientSearch = z.strictObject({ query: text(100), limit: z.int().min(1).max(50).optional() });
export const Scan = z.strictObject({ text: z.string().min(1).max(2000) });
export const NewAllergy = z.strictObject({
  id: uuid,
  /** An ingredient or substance in words; `atcCode` lets the engine match it. */
  substance: requiredText(200),
  atcCode: code(10).optional(),
  reaction: text(200).optional(),
});

export const NewReproductiveState = z.strictObject({
  id: uuid,
  pregnant: z.boolean(),
  /** Expected day of birth, when pregnant and known. */
  dueOn: day.optional(),
  breastfeeding: z.boolean(),
});

export const PatientSummary = z.object({
  id: uuid,
  fullName: z.string(),
  sex,
  birthDate: z.string(),
  birthPrecision,
  communeName: z.string().nullable(),
  /** Last four characters: enough to tell namesakes apart. */
  citizenIdTail: z.string().nullable(),
  cardTail: z.string().nullable(),
  facilityNumber: z.string().nullable(),
  lastVisitOn: z.string().nullable(),
});
export const PatientSearchAnswer = z.object({ items: z.array(PatientSummary), more: z.boolean() });

export const CardView = z.object({
  id: uuid,
  version: z.int(),
  cardNumber: z.string(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  registeredFacilityCode: z.string(),
  registeredFacilityName: z.string().nullable(),
  areaCode: z.string().nullable(),
  fiveYearDate: z.string().nullable(),
  exemptFrom: z.string().nullable(),
});

export const AllergyView = z.object({
  id: uuid,
  substance: z.string(),
  atcCode: z.string().nullable(),
  reaction: z.string().nullable(),
});

export const PatientView = z.object({
  id: uuid,
  version: z.int(),
  fullName: z.string(),
  sex,
  birthDate: z.string(),
  birthPrecision,
  birthTime: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.object({
    communeCode: z.string().nullable(),
    communeName: z.string().nullable(),
    text: z.string().nullable(),
  }),
  ethnicityCode: z.string(),
  occupationCode: z.string(),
  nationalityCode: z.string(),
  identifiers: z.array(z.object({ system: identifierSystem, value: z.string() })),
  guardian: z.object({ fullName: z.string(), phone: z.string().nullable() }).nullable(),
  unidentified: z.boolean(),
  motherId: uuid.nullable(),
  facilityNumber: z.string().nullable(),
  cards: z.array(CardView),
  allergyStatus: z.enum(['never-asked', 'none-known', 'known']),
  allergies: z.array(AllergyView),
});

/** What a scanned code says, what is wrong with it, and who it may be. */
export const ScanAnswer = z.object({
  kind: z.enum(['citizen-card', 'insurance-card']),
  person: z.object({
    fullName: z.string().nullable(),
    sex: sex.nullable(),
    birthDate: z.string().nullable(),
    birthPrecision: birthPrecision.nullable(),
    citizenId: z.string().nullable(),
    oldCitizenId: z.string().nullable(),
    addressText: z.string().nullable(),
    /** The commune of today that the printed address names, old names understood; null when none or several fit. */
    communeCode: z.string().nullable(),
    communeName: z.string().nullable(),
  }),
  card: z
    .object({
      cardNumber: z.string(),
      validFrom: z.string().nullable(),
      validTo: z.string().nullable(),
      registeredFacilityCode: z.string().nullable(),
      areaCode: z.string().nullable(),
      fiveYearDate: z.string().nullable(),
    })
    .nullable(),
  issues: z.array(IssueView),
  matches: z.array(PatientSummary),
});

export type PatientData = z.infer<typeof PatientData>;
export type CardData = z.infer<typeof CardData>;
export type NewPatient = z.infer<typeof NewPatient>;
export type EditPatient = z.infer<typeof EditPatient>;
export type NewAllergy = z.infer<typeof NewAllergy>;
export type NewReproductiveState = z.infer<typeof NewReproductiveState>;
export type PatientSummary = z.infer<typeof PatientSummary>;
export type PatientSearchAnswer = z.infer<typeof PatientSearchAnswer>;
export type PatientView = z.infer<typeof PatientView>;
export type CardView = z.infer<typeof CardView>;
export type ScanAnswer = z.infer<typeof ScanAnswer>;
