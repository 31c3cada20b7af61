import { z } from 'zod';
import { uuid } from '../http/schemas.ts';

const state = z.enum(['waiting', 'called', 'in-examination', 'done', 'missed']);

export const RoomView = z.object({
  id: uuid,
  code: z.string(),
  name: z.string(),
  departmentCode: z.string(),
  examinationServiceCode: z.string(),
  waiting: z.int(),
  lastCalledNumber: z.int().nullable(),
});
export const RoomList = z.object({ items: z.array(RoomView) });

export const TicketView = z.object({
  id: uuid,
  number: z.int(),
  priority: z.string(),
  state,
  encounterId: uuid,
  patient: z.object({ id: uuid, fullName: z.string(), sex: z.string(), birthDate: z.string(), birthPrecision: z.string() }),
  takenAt: z.string(),
});
/** The room's list of the local day, waiting first, in the order they will be called. */
export const QueueView = z.object({ day: z.string(), items: z.array(TicketView), more: z.boolean() });

/** Calls the next waiting person, or the named ticket. */
export const Call = z.strictObject({ ticketId: uuid.optional() });

export type RoomView = z.infer<typeof RoomView>;
export type TicketView = z.infer<typeof TicketView>;
export type QueueView = z.infer<typeof QueueView>;
export type Call = z.infer<typeof Call>;
