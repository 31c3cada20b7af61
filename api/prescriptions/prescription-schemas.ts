import { z } from 'zod';
import { code, decimal, IssueView, requiredText, text, uuid, version } from '../http/schemas.ts';

const dosage = z.strictObject({
  morning: decimal.optional(),
  noon: decimal.optional(),
  afternoon: decimal.optional(),
  evening: decimal.optional(),
  days: z.int(),
  timing: z.enum(['before-meal', 'after-meal', 'with-meal', 'bedtime', 'as-needed']).optional(),
  note: text(300).optional(),
});

/** `quantity` is computed from the dosage when it is left out. */
const line = z.strictObject({
  id: uuid,
  drugCode: code(20),
  dosage,
  quantity: decimal.optional(),
  /** Absent = the insurance for what the facility gives; what it does not have is bought outside whatever is said. */
  payer: z.enum(['insurance', 'self-pay', 'programme', 'outside']).optional(),
});

export const CheckPrescription = z.strictObject({ lines: z.array(line).min(1).max(50) });
export const SignPrescription = z.strictObject({
  id: uuid,
  lines: z.array(line).min(1).max(50),
  /** Findings the prescriber answers with a reason; what law or form asks cannot be answered away. */
  acceptedWarnings: z.array(z.strictObject({ code: code(60), path: z.string().max(100), reason: requiredText(300) })).max(50),
  advice: text(1000).optional(),
});

const Knowledge = z.object({
  id: z.string(),
  mechanism: z.string().nullable(),
  consequence: z.string().nullable(),
  advice: z.string().nullable(),
  source: z.string(),
  reviewStatus: z.string(),
});
export const PrescriptionIssues = z.object({
  issues: z.array(IssueView),
  /** Codes of `issues` that a reason answers. */
  needReason: z.array(z.string()),
  quantities: z.array(z.string()),
  /** In dong: of the draft, the patient's part of it, and the patient's part of the whole visit with it; null while a line cannot be charged. */
  cost: z.object({ amount: z.string(), patientAmount: z.string(), visitPatientAmount: z.string() }).nullable(),
  /** What the list says about the interactions found. */
  knowledge: z.array(Knowledge),
});
export const OverrideQuery = z.strictObject({
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
  /** Of one finding only. */
  code: z
    .string()
    .regex(/^[a-z_]{1,60}$/)
    .optional(),
  page: z.coerce.number().int().min(1).max(1000).default(1),
});
export const OverrideList = z.object({
  month: z.string(),
  page: z.number(),
  signings: z.number(),
  overridden: z.number(),
  findings: z.array(z.object({ issueCode: z.string(), count: z.number(), prescribers: z.number() })),
  items: z.array(
    z.object({
      id: uuid,
      signedAt: z.string(),
      prescriptionCode: z.string(),
      encounterCode: z.string(),
      prescriberName: z.string(),
      issueCode: z.string(),
      issueParams: z.record(z.string(), z.union([z.string(), z.number()])),
      reason: z.string(),
      knowledgeVersion: z.string(),
      withdrawn: z.boolean(),
    }),
  ),
  more: z.boolean(),
});
/** One signing makes a document for each type: ordinary, narcotic, psychotropic. */
export const SignedPrescription = z.object({
  id: uuid,
  documents: z.array(z.object({ id: uuid, code: z.string(), type: z.enum(['c', 'n', 'h', 'y', 't']) })),
  signedAt: z.string(),
  issues: z.array(IssueView),
});
export const WithdrawPrescription = z.strictObject({ id: uuid, reason: requiredText(500) });

export const LastPrescription = z.object({
  signedAt: z.string().nullable(),
  lines: z.array(
    z.object({
      drugCode: z.string(),
      drugName: z.string(),
      strength: z.string(),
      unit: z.string(),
      dosage: z.object(dosage.shape),
      payer: z.enum(['insurance', 'self-pay', 'programme', 'outside']),
    }),
  ),
});
/** PUT /drug-sets/:setId: the version that was seen, none for a new set. `closed` takes it out of use; it stays on file. */
export const SaveDrugSet = z.strictObject({
  version: version.optional(),
  name: requiredText(100),
  lines: z
    .array(line.omit({ id: true, quantity: true }))
    .min(1)
    .max(20),
  shared: z.boolean(),
  closed: z.boolean().optional(),
});
export const SavedDrugSet = z.object({ id: uuid, version: z.int() });
export const DrugSetList = z.object({
  items: z.array(
    z.object({
      ...{ id: uuid, version: z.int(), name: z.string(), shared: z.boolean() },
      lines: z.array(
        z.object({
          drugCode: z.string(),
          drugName: z.string(),
          strength: z.string(),
          unit: z.string(),
          dosage: z.object(dosage.shape),
          payer: z.enum(['insurance', 'self-pay', 'programme', 'outside']).nullable(),
          /** False: no longer in the list of drugs. */
          inForce: z.boolean(),
        }),
      ),
    }),
  ),
});
export const NewPrescriptionPrint = z.strictObject({ id: uuid });
/** Everything the sheet shows. `copy` 0 is the first print; n is marked "BẢN IN LẠI lần n". */
export const PrescriptionSheet = z.object({
  id: uuid,
  copy: z.int(),
  printedAt: z.string(),
  printedBy: z.string(),
  facility: z.object({ name: z.string(), address: z.string().nullable(), phone: z.string().nullable() }),
  patient: z.object({
    fullName: z.string(),
    sex: z.string(),
    birthDate: z.string(),
    birthPrecision: z.string(),
    address: z.string().nullable(),
    phone: z.string().nullable(),
    citizenId: z.string().nullable(),
  }),
  cardNumber: z.string().nullable(),
  diagnoses: z.array(z.object({ icdCode: z.string(), text: z.string() })),
  prescription: z.object({
    code: z.string(),
    type: z.enum(['c', 'n', 'h', 'y', 't']),
    signedAt: z.string(),
    prescriberName: z.string(),
    prescriberLicence: z.string().nullable(),
    advice: z.string().nullable(),
    weightKg: z.string().nullable(),
    guardianName: z.string().nullable(),
    withdrawnAt: z.string().nullable(),
    tranches: z.array(z.object({ number: z.int(), from: z.string(), until: z.string() })),
    lines: z.array(z.object({ drugName: z.string(), unit: z.string(), quantity: z.string(), dosageText: z.string(), payer: z.string() })),
  }),
});

export type LastPrescription = z.infer<typeof LastPrescription>;
export type NewPrescriptionPrint = z.infer<typeof NewPrescriptionPrint>;
export type PrescriptionSheet = z.infer<typeof PrescriptionSheet>;
export type WithdrawPrescription = z.infer<typeof WithdrawPrescription>;
export type CheckPrescription = z.infer<typeof CheckPrescription>;
export type SaveDrugSet = z.infer<typeof SaveDrugSet>;
export type SavedDrugSet = z.infer<typeof SavedDrugSet>;
export type DrugSetList = z.infer<typeof DrugSetList>;
export type OverrideQuery = z.infer<typeof OverrideQuery>;
export type OverrideList = z.infer<typeof OverrideList>;
export type SignPrescription = z.infer<typeof SignPrescription>;
export type PrescriptionIssues = z.infer<typeof PrescriptionIssues>;
export type SignedPrescription = z.infer<typeof SignedPrescription>;
