import { z } from 'zod';
import { requiredText, uuid } from '../http/schemas.ts';

const Diagnosis = z.object({ icdCode: z.string(), name: z.string() });
const Drug = z.object({ name: z.string(), dosageText: z.string(), days: z.int() });

export const PastVisit = z.object({
  encounterId: uuid,
  code: z.string(),
  facilityCode: z.string(),
  facilityName: z.string(),
  startedAt: z.string(),
  state: z.enum(['planned', 'in-progress', 'finished', 'cancelled']),
  roomName: z.string(),
  reason: z.string(),
  registeredBy: z.string(),
  registeredDevice: z.string().nullable(),
  practitionerName: z.string().nullable(),
  /** Empty for a desk without the right to clinical content. */
  diagnoses: z.array(Diagnosis),
  drugs: z.array(Drug),
});

export const History = z.object({
  here: z.array(PastVisit),
  moreHere: z.boolean(),
  /** What is left of the last prescription of this facility, in days; null when there was none. */
  lastPrescription: z.object({ signedOn: z.string(), days: z.int(), remainingDays: z.int() }).nullable(),
  elsewhere: z.object({
    /** Other facilities that know the person; told only to those who may ask for more. */
    facilities: z.array(z.object({ code: z.string(), name: z.string() })),
    /** Why their records may be opened now; null: only by break-glass. */
    right: z.enum(['treatment', 'referral', 'break-glass']).nullable(),
    until: z.string().nullable(),
  }),
});

export const HistoryElsewhere = z.object({
  items: z.array(PastVisit),
  more: z.boolean(),
  right: z.enum(['treatment', 'referral', 'break-glass']),
});

export const breakGlassReasons = ['emergency', 'unconscious', 'second-opinion', 'other'] as const;
export const BreakGlass = z.strictObject({ id: uuid, reasonCode: z.enum(breakGlassReasons), reason: requiredText(500) });
export const BreakGlassAnswer = z.object({ id: uuid, expiresAt: z.string() });

export const BreakGlassList = z.object({
  items: z.array(
    z.object({
      id: uuid,
      userName: z.string(),
      patientId: uuid,
      reasonCode: z.enum(breakGlassReasons),
      reason: z.string(),
      grantedAt: z.string(),
      expiresAt: z.string(),
      /** How many times the record was opened under it. */
      openings: z.int(),
      /** Not looked at within three working days. */
      overdue: z.boolean(),
    }),
  ),
  more: z.boolean(),
});
export const Review = z.strictObject({ verdict: z.enum(['justified', 'not-justified']), note: requiredText(500) });

export const photoTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;
/** At most 150 KB of picture: the desk makes it smaller before it sends. */
export const NewPhoto = z.strictObject({
  id: uuid,
  kind: z.enum(['person', 'paper']),
  mediaType: z.enum(photoTypes),
  content: z.base64().max(200_000),
});
export const PhotoList = z.object({
  items: z.array(z.object({ id: uuid, kind: z.enum(['person', 'paper']), mediaType: z.enum(photoTypes), takenAt: z.string() })),
});

export type PastVisit = z.infer<typeof PastVisit>;
export type History = z.infer<typeof History>;
export type HistoryElsewhere = z.infer<typeof HistoryElsewhere>;
export type BreakGlass = z.infer<typeof BreakGlass>;
export type BreakGlassAnswer = z.infer<typeof BreakGlassAnswer>;
export type BreakGlassList = z.infer<typeof BreakGlassList>;
export type Review = z.infer<typeof Review>;
export type NewPhoto = z.infer<typeof NewPhoto>;
export type PhotoList = z.infer<typeof PhotoList>;
