import { z } from 'zod';
import { isDay } from '../../domain/dates.ts';
import { day, instant, IssueView, requiredText, uuid } from '../http/schemas.ts';

/** Where an answer comes from; a simulation is marked wherever it is shown. */
export const sources = ['portal', 'simulator'] as const;
const source = z.enum(sources);

/** What the desk asks the insurer. `number` is a card (15), a social-insurance (10) or an identity number (12). */
export const EligibilityQuestion = z.strictObject({
  id: uuid,
  number: z
    .string()
    .max(20)
    .transform((typed) => typed.replace(/\s/g, '').toUpperCase())
    .pipe(z.string().regex(/^(\d{10}|\d{12}|[A-Z]{2}\d{13})$/)),
  fullName: requiredText(255),
  /** `dd/MM/yyyy`, or the year alone. */
  birthDate: z
    .string()
    .regex(/^(\d{2}\/\d{2}\/\d{4}|\d{4})$/)
    .refine((text) => text.length === 4 || isDay(text.split('/').reverse().join('-')), { params: { code: 'day_impossible' } }),
  patientId: uuid.optional(),
  /** What the form holds besides, to be compared with the answer. */
  typed: z
    .strictObject({
      sex: z.enum(['male', 'female', 'unknown']).optional(),
      validFrom: day.optional(),
      validTo: day.optional(),
      registeredFacilityCode: z.string().max(5).optional(),
      areaCode: z.string().max(5).optional(),
      fiveYearDate: day.optional(),
    })
    .optional(),
});

const verdict = z.enum(['valid', 'valid-unverifiable', 'newer-card', 'not-insured', 'contradicts', 'not-answered', 'misconfigured']);
const action = z.enum([
  'none',
  'use_new_card',
  'ask_new_card',
  'register_uninsured',
  'correct_name',
  'correct_birth_date',
  'correct_number',
  'retry_later',
  'tell_administrator',
]);

/** A card as the portal knows it; what it does not say is null. */
export const PortalCard = z.object({
  cardNumber: z.string().nullable(),
  socialInsuranceNumber: z.string().nullable(),
  fullName: z.string().nullable(),
  /** `YYYY-MM-DD`, or the year alone. */
  birthDate: z.string().nullable(),
  sex: z.enum(['male', 'female', 'unknown']).nullable(),
  addressText: z.string().nullable(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
  registeredFacilityCode: z.string().nullable(),
  registeredFacilityName: z.string().nullable(),
  areaCode: z.string().nullable(),
  fiveYearDate: z.string().nullable(),
});

export const NewerCard = z.object({
  cardNumber: z.string(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
  registeredFacilityCode: z.string().nullable(),
  registeredFacilityName: z.string().nullable(),
});

/** One answer of the insurer, kept with time and officer. */
export const EligibilityCheckView = z.object({
  id: uuid,
  source,
  state: z.enum(['answered', 'not-answered']),
  resultCode: z.string().nullable(),
  verdict,
  /** The one sentence for the desk. */
  sentence: IssueView,
  action,
  card: PortalCard.nullable(),
  newerCard: NewerCard.nullable(),
  /** Where the portal says otherwise than what was typed: the portal wins. */
  differences: z.array(z.object({ field: z.string(), typed: z.string(), portal: z.string() })),
  history: z.array(
    z.object({
      facilityCode: z.string(),
      facilityName: z.string().nullable(),
      admittedOn: z.string().nullable(),
      dischargedOn: z.string().nullable(),
      diagnosis: z.string().nullable(),
      outcome: z.string().nullable(),
    }),
  ),
  audits: z.array(
    z.object({ at: z.string().nullable(), by: z.string().nullable(), code: z.string().nullable(), message: z.string().nullable() }),
  ),
  /** The portal's own words to the desk. */
  note: z.string().nullable(),
  askedAt: instant,
  askedBy: z.string(),
});

/** The state of the card in a visit and the last answer about it. */
export const EncounterEligibility = z.object({
  encounterId: uuid,
  /** Null: the visit uses no card. */
  verification: z.enum(['verified', 'not-verified', 'refused']).nullable(),
  check: EligibilityCheckView.nullable(),
});

/** Visits of today whose card was refused or is still unverified. */
export const EligibilityAlerts = z.object({
  items: z.array(
    z.object({
      encounterId: uuid,
      encounterCode: z.string(),
      encounterState: z.string(),
      patientId: uuid,
      patientName: z.string(),
      cardTail: z.string(),
      startedAt: instant,
      verification: z.enum(['not-verified', 'refused']),
      resultCode: z.string().nullable(),
      source: source.nullable(),
      sentence: IssueView,
      action,
      askedAt: instant.nullable(),
    }),
  ),
  more: z.boolean(),
});

/** The check-in messages (XML0) of a day. */
export const CheckInList = z.object({
  day: z.string(),
  items: z.array(
    z.object({
      id: uuid,
      encounterId: uuid,
      encounterCode: z.string(),
      state: z.enum(['waiting', 'sent', 'refused', 'waiting-for-signature', 'incomplete']),
      source,
      sha256: z.string().nullable(),
      transactionCode: z.string().nullable(),
      createdAt: instant,
      sentAt: instant.nullable(),
      /** Why it is in this state, where that needs saying. */
      issues: z.array(IssueView),
    }),
  ),
  more: z.boolean(),
});
export const CheckInQuery = z.strictObject({ day });

export type EligibilityQuestion = z.infer<typeof EligibilityQuestion>;
export type EligibilityCheckView = z.infer<typeof EligibilityCheckView>;
export type EncounterEligibility = z.infer<typeof EncounterEligibility>;
export type EligibilityAlerts = z.infer<typeof EligibilityAlerts>;
export type CheckInList = z.infer<typeof CheckInList>;
