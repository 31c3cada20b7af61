import { z } from 'zod';
import { priorities } from '../../domain/queue/priorities.ts';
import { code, day, IssueView, requiredText, text, uuid, version } from '../http/schemas.ts';
import { SlipData } from './coverage-schemas.ts';
import { CardData, knownDistinct, PatientData } from './patient-schemas.ts';

/** Reception's one form: the person (new, edited or as is), the card, the visit and its room, saved together or not at all. */
export const Registration = z.strictObject({
  patient: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('new'), id: uuid, knownDistinct, data: PatientData }),
    z.strictObject({ kind: z.literal('edited'), id: uuid, version, data: PatientData }),
    z.strictObject({ kind: z.literal('known'), id: uuid }),
  ]),
  coverage: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('new-card'), card: CardData }),
    z.strictObject({ kind: z.literal('known-card'), cardId: uuid }),
  ]),
  visit: z.strictObject({
    /** Id of the encounter to be. */
    id: uuid,
    roomId: uuid,
    /** Further rooms of the same visit, a ticket each. */
    extraRoomIds: z.array(uuid).max(4).optional(),
    /** The appointment the person comes for: it is arrived, and `normal` becomes `booked`. */
    appointmentId: uuid.optional(),
    priority: z.enum(priorities),
    reason: requiredText(500),
    /** Left out: the proposal of the system is taken. */
    arrivalCategory: code(4).optional(),
    referredFrom: code(5).optional(),
    referralNumber: text(50).optional(),
    /** Why another category than the proposed one; needed when they differ. */
    arrivalReason: text(500).optional(),
    /** The paper the person brought; it takes the place of `referredFrom` and `referralNumber`. */
    slip: SlipData.optional(),
    /** The insurer's answer about this card, asked before saving. Left out: asked again by the system. */
    eligibilityCheckId: uuid.optional(),
    newborn: z.boolean().optional(),
    changedResidence: z.boolean().optional(),
    organDonor: z.boolean().optional(),
  }),
});

const NewTicket = z.object({ id: uuid, number: z.int(), roomCode: z.string(), roomName: z.string(), waitingBefore: z.int() });

export const RegistrationAnswer = z.object({
  patientId: uuid,
  encounterId: uuid,
  encounterCode: z.string(),
  arrivalCategory: z.string(),
  /** Of the main room. */
  ticket: NewTicket,
  /** All of the visit, that of the main room first. */
  tickets: z.array(NewTicket),
  /** What the desk should know although it did not stop the visit. */
  issues: z.array(IssueView),
});

export const ArrivalFacts = z.strictObject({
  insured: z.boolean(),
  emergency: z.boolean(),
  registeredFacilityCode: code(5).optional(),
  referredFrom: code(5).optional(),
  slip: SlipData.optional(),
  /** Known person: a re-examination slip that was used already is recognised. */
  patientId: uuid.optional(),
  birthDate: day.optional(),
  areaCode: z.enum(['K1', 'K2', 'K3']).optional(),
  /** Main disease, as far as it is known at the desk. */
  icdCode: code(10).optional(),
  newborn: z.boolean().optional(),
  changedResidence: z.boolean().optional(),
  organDonor: z.boolean().optional(),
});
/** `code` is null when no case of the law fits what is known: the clerk chooses. `issues`: what the desk should know of the paper. */
export const ArrivalProposal = z.object({
  code: z.string().nullable(),
  reason: z.string(),
  name: z.string().nullable(),
  issues: z.array(IssueView),
});

export type Registration = z.infer<typeof Registration>;
export type RegistrationAnswer = z.infer<typeof RegistrationAnswer>;
export type ArrivalFacts = z.infer<typeof ArrivalFacts>;
export type ArrivalProposal = z.infer<typeof ArrivalProposal>;
