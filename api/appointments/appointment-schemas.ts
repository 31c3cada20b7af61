import { z } from 'zod';
import { day, requiredText, uuid } from '../http/schemas.ts';

const state = z.enum(['booked', 'arrived', 'missed', 'cancelled']);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const person = {
  patientId: uuid,
  patientNumber: z.string().nullable(),
  fullName: z.string(),
  sex: z.string(),
  birthDate: z.string(),
  birthPrecision: z.string(),
  phone: z.string().nullable(),
};

/** POST /appointments */
export const NewAppointment = z.strictObject({
  id: uuid,
  patientId: uuid,
  roomId: uuid,
  day,
  time: time.optional(),
  reason: requiredText(300),
});
export const Booked = z.object({ id: uuid });
/** POST /appointments/:appointmentId/cancellation */
export const CancelAppointment = z.strictObject({ reason: requiredText(300) });

/** GET /appointments?day= */
export const AppointmentsQuery = z.strictObject({ day });
export const AppointmentView = z.object({
  id: uuid,
  ...person,
  roomId: uuid,
  roomCode: z.string(),
  roomName: z.string(),
  day: z.string(),
  time: z.string().nullable(),
  reason: z.string(),
  state,
  /** The visit that asked the person back, and the one they came with. */
  fromEncounterId: uuid.nullable(),
  encounterId: uuid.nullable(),
});
export const AppointmentList = z.object({ day: z.string(), items: z.array(AppointmentView), more: z.boolean() });

/** GET /follow-ups?from=&to=: at most 31 days; who should have come back and did not. */
export const FollowUpsQuery = z.strictObject({ from: day, to: day });
export const FollowUpList = z.object({
  items: z.array(
    z.object({
      id: uuid,
      ...person,
      roomCode: z.string(),
      roomName: z.string(),
      day: z.string(),
      daysLate: z.int(),
      reason: z.string(),
      fromEncounterId: uuid.nullable(),
    }),
  ),
  /** Whole days are answered; pass it as `from` for the rest. */
  nextFrom: z.string().nullable(),
});

export type NewAppointment = z.infer<typeof NewAppointment>;
export type CancelAppointment = z.infer<typeof CancelAppointment>;
export type AppointmentView = z.infer<typeof AppointmentView>;
export type AppointmentList = z.infer<typeof AppointmentList>;
export type FollowUpsQuery = z.infer<typeof FollowUpsQuery>;
export type FollowUpList = z.infer<typeof FollowUpList>;
