import { z } from 'zod';
import { growthIndicators, lengthIndicators } from '../../domain/encounters/child-growth.ts';
import { sectionKinds } from '../../domain/encounters/examination-sections.ts';
import { dispositions } from '../../domain/encounters/visit-state.ts';
import { resultDesks } from '../../domain/results/result-desks.ts';
import { nationalStates } from '../../domain/prescriptions/national-state.ts';
import { code, day, decimal, instant, IssueView, requiredText, text, uuid, version } from '../http/schemas.ts';

const lms = { l: z.number(), m: z.number(), s: z.number() };
const vitalKinds = ['pulse', 'systolic', 'diastolic', 'temperature', 'respiratory-rate', 'oxygen-saturation', 'weight', 'height'] as const;
const vitalValues = z.partialRecord(z.enum(vitalKinds), decimal);
const timing = z.enum(['before-meal', 'after-meal', 'with-meal', 'bedtime', 'as-needed']);

export const RecordVitals = z.strictObject({
  version,
  values: z.strictObject(
    Object.fromEntries(vitalKinds.map((k) => [k, decimal.optional()])) as Record<
      (typeof vitalKinds)[number],
      z.ZodOptional<typeof decimal>
    >,
  ),
});

/** A part that is left out stays; an empty one is taken out. */
const SectionTexts = z.strictObject(
  Object.fromEntries(sectionKinds.map((kind) => [kind, text(5000).optional()])) as Record<
    (typeof sectionKinds)[number],
    z.ZodOptional<ReturnType<typeof text>>
  >,
);

export const WriteFindings = z.strictObject({
  version,
  history: text(5000).optional(),
  arrivalDiagnosis: text(1000).optional(),
  sections: SectionTexts.optional(),
});

/** By rank: the first is the primary diagnosis. */
export const SetDiagnoses = z.strictObject({
  version,
  items: z.array(z.strictObject({ id: uuid, icdCode: code(8), text: text(500).optional() })).max(20),
});

export const CloseEncounter = z.strictObject({
  version,
  /** KET_QUA_DTRI and MA_LOAI_RV of the BHYT code tables. */
  outcome: code(2),
  dischargeType: code(2),
  advice: text(1000).optional(),
  /** Where the person goes; left out, the discharge type and the day to come back say it. */
  disposition: z.enum(dispositions).optional(),
  followUpOn: day.optional(),
  referredTo: code(5).optional(),
  /** Why the visit ends though another room has not finished with the person. */
  leaveRooms: text(500).optional(),
});

/** POST /encounters/:encounterId/consultations: another room is asked, the person gets a number there. */
export const AskRoom = z.strictObject({ id: uuid, ticketId: uuid, roomId: uuid, question: requiredText(1000) });
export const AskedRoom = z.object({
  id: uuid,
  ticket: z.object({ id: uuid, number: z.int(), roomCode: z.string(), roomName: z.string(), waitingBefore: z.int() }),
});
/** POST /encounters/:encounterId/rooms/:ticketId/conclusion. `id` counts when the room was not asked but chosen at the desk. */
export const ConcludeRoom = z.strictObject({ id: uuid, findings: text(5000).optional(), conclusion: requiredText(1000) });
export const WithdrawRoom = z.strictObject({ reason: requiredText(500) });

const ticketState = z.enum(['waiting', 'called', 'in-examination', 'done', 'missed', 'transferred', 'cancelled']);
export const VisitRoomView = z.object({
  ticketId: uuid,
  roomId: uuid,
  roomCode: z.string(),
  roomName: z.string(),
  number: z.int(),
  state: ticketState,
  /** The room in which the visit is concluded. */
  isMain: z.boolean(),
  question: z.string().nullable(),
  askedByName: z.string().nullable(),
  findings: z.string().nullable(),
  conclusion: z.string().nullable(),
  concludedAt: instant.nullable(),
  concludedByName: z.string().nullable(),
});

/** `claimed`: whoever opens it knows that a claim file was made of it. */
export const ReopenEncounter = z.strictObject({ version, reason: requiredText(500), claimed: z.boolean().optional() });

export const DosageView = z.object({
  morning: z.string().optional(),
  noon: z.string().optional(),
  afternoon: z.string().optional(),
  evening: z.string().optional(),
  days: z.int(),
  timing: timing.optional(),
  note: z.string().optional(),
});

export const OrderView = z.object({
  id: uuid,
  serviceCode: z.string(),
  serviceName: z.string(),
  serviceGroup: z.string(),
  urgent: z.boolean(),
  reason: z.string().nullable(),
  quantity: z.string(),
  state: z.enum(['ordered', 'performed', 'cancelled']),
  orderedAt: z.string(),
  performedAt: z.string().nullable(),
  resultText: z.string().nullable(),
  /** The desk of this facility whose approved result makes it done; null: it is noted as done in the room. */
  reportedBy: z.enum(resultDesks).nullable(),
});

export const PrescriptionView = z.object({
  id: uuid,
  code: z.string(),
  type: z.string(),
  signedAt: z.string(),
  prescriberName: z.string(),
  advice: z.string().nullable(),
  /** Common to the documents of one signing. */
  signingId: uuid,
  tranches: z.array(z.object({ number: z.int(), from: z.string(), until: z.string() })),
  weightKg: z.string().nullable(),
  guardianName: z.string().nullable(),
  withdrawnAt: z.string().nullable(),
  withdrawnReason: z.string().nullable(),
  /** Its way to the national system. */
  transmission: z
    .object({
      state: z.enum(nationalStates),
      source: z.enum(['system', 'simulator']).nullable(),
      lastClass: z.string().nullable(),
      issues: z.array(IssueView),
    })
    .nullable(),
  lines: z.array(
    z.object({
      id: uuid,
      drugCode: z.string(),
      drugName: z.string(),
      strength: z.string(),
      unit: z.string(),
      quantity: z.string(),
      dosage: DosageView,
      dosageText: z.string(),
      payer: z.enum(['insurance', 'self-pay', 'programme', 'outside']),
      toxic: z.boolean(),
    }),
  ),
});

export const SectionVersions = z.object({
  items: z.array(
    z.object({
      id: uuid,
      kind: z.enum(sectionKinds),
      body: z.string(),
      writtenAt: instant,
      writtenByName: z.string(),
      replacedAt: instant,
      replacedByName: z.string(),
    }),
  ),
});
export type SectionVersions = z.infer<typeof SectionVersions>;

export const EncounterView = z.object({
  id: uuid,
  version: z.int(),
  code: z.string(),
  state: z.enum(['planned', 'in-progress', 'finished', 'cancelled']),
  startedAt: z.string(),
  /** Closings that were taken back, latest first. */
  reopenings: z.array(z.object({ closedAt: instant, reopenedAt: instant, reopenedByName: z.string(), reopenReason: z.string() })),
  endedAt: z.string().nullable(),
  reason: z.string(),
  arrivalCategory: z.string(),
  arrivalCategoryName: z.string(),
  roomName: z.string(),
  ticketNumber: z.int().nullable(),
  /** All rooms of the visit, the main one first. */
  rooms: z.array(VisitRoomView),
  patient: z.object({
    id: uuid,
    fullName: z.string(),
    sex: z.enum(['male', 'female', 'unknown']),
    birthDate: z.string(),
    birthPrecision: z.string(),
    facilityNumber: z.string().nullable(),
    allergyStatus: z.enum(['never-asked', 'none-known', 'known']),
    allergies: z.array(z.object({ substance: z.string(), reaction: z.string().nullable() })),
    /** Long-term ones that have not ended, as this facility may see them. */
    conditions: z.array(
      z.object({
        id: uuid,
        version: z.int(),
        icdCode: z.string(),
        name: z.string(),
        since: z.string().nullable(),
        note: z.string().nullable(),
      }),
    ),
    /** As of today; an answer that no longer holds counts as never asked. */
    reproductiveState: z.object({
      pregnancy: z.enum(['never-asked', 'no', 'yes']),
      weeks: z.int().nullable(),
      breastfeeding: z.boolean(),
    }),
  }),
  /** The card in force, with what it pays by itself. */
  coverage: z.object({ cardTail: z.string(), validTo: z.string().nullable(), cardRate: z.string() }).nullable(),
  history: z.string().nullable(),
  arrivalDiagnosis: z.string().nullable(),
  sections: z.partialRecord(z.enum(sectionKinds), z.string()),
  /** Parts that held another text before. */
  rewrittenSections: z.array(z.enum(sectionKinds)),
  /** Past and family history of the newest earlier visit here, to take over. */
  lastBackground: z.array(z.object({ kind: z.enum(['past', 'family']), body: z.string(), writtenAt: instant })),
  vitals: vitalValues,
  /** The standards for a child under five years, of known sex, at the age of this visit. */
  growth: z.object({
    byAge: z.array(z.object({ indicator: z.enum(growthIndicators), ...lms })),
    /** What children of a length or height (cm) weigh, in its order. */
    byLength: z.object({ indicator: z.enum(lengthIndicators), table: z.array(z.object({ length: z.number(), ...lms })) }).nullable(),
  }),
  vitalsTakenAt: z.string().nullable(),
  diagnoses: z.array(z.object({ id: uuid, icdCode: z.string(), name: z.string(), text: z.string() })),
  orders: z.array(OrderView),
  prescriptions: z.array(PrescriptionView),
  outcome: z.string().nullable(),
  dischargeType: z.string().nullable(),
  disposition: z.enum(dispositions).nullable(),
  advice: z.string().nullable(),
  practitionerName: z.string().nullable(),
  issues: z.array(IssueView),
});

/** Shaped as the search of diseases answers, so that both stand in one list. */
export const FavouriteDiagnoses = z.object({
  items: z.array(
    z.object({
      code: z.string(),
      nameVi: z.string(),
      nameEn: z.string(),
      version: z.string(),
      notPrimary: z.boolean(),
      notRecommendedPrimary: z.boolean(),
      hasSubcodes: z.boolean(),
      mortalityOnly: z.boolean(),
      sexOnly: z.enum(['male', 'female']).nullable(),
    }),
  ),
});

/** Every change of an encounter answers with its new version. */
export const VersionView = z.object({ version: z.int(), issues: z.array(IssueView) });

export const BillView = z.object({
  encounterId: uuid,
  /** True once the encounter is closed and the shares are stored. */
  final: z.boolean(),
  benefitRate: z.string(),
  rateReason: z.string(),
  totals: z.object({
    hospitalAmount: z.string(),
    insuranceAmount: z.string(),
    fundAmount: z.string(),
    copayAmount: z.string(),
    selfPayAmount: z.string(),
    otherSourceAmount: z.string(),
  }),
  lines: z.array(
    z.object({
      chargeId: uuid,
      kind: z.string(),
      name: z.string(),
      unit: z.string(),
      quantity: z.string(),
      hospitalPrice: z.string(),
      insurancePrice: z.string(),
      serviceRatio: z.string(),
      insuranceRatio: z.string(),
      benefitRate: z.string(),
      hospitalAmount: z.string(),
      insuranceAmount: z.string(),
      fundAmount: z.string(),
      copayAmount: z.string(),
      selfPayAmount: z.string(),
      otherSourceAmount: z.string(),
    }),
  ),
});

export const CloseAnswer = z.object({ version: z.int(), bill: BillView, issues: z.array(IssueView) });
export const CancelReason = z.strictObject({ reason: requiredText(500) });

export type RecordVitals = z.infer<typeof RecordVitals>;
export type WriteFindings = z.infer<typeof WriteFindings>;
export type SetDiagnoses = z.infer<typeof SetDiagnoses>;
export type ReopenEncounter = z.infer<typeof ReopenEncounter>;
export type AskRoom = z.infer<typeof AskRoom>;
export type AskedRoom = z.infer<typeof AskedRoom>;
export type ConcludeRoom = z.infer<typeof ConcludeRoom>;
export type WithdrawRoom = z.infer<typeof WithdrawRoom>;
export type CloseEncounter = z.infer<typeof CloseEncounter>;
export type EncounterView = z.infer<typeof EncounterView>;
export type OrderView = z.infer<typeof OrderView>;
export type PrescriptionView = z.infer<typeof PrescriptionView>;
export type BillView = z.infer<typeof BillView>;
export type CloseAnswer = z.infer<typeof CloseAnswer>;
export type VersionView = z.infer<typeof VersionView>;
