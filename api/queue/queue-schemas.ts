import { z } from 'zod';
import { dispositions, visitStates, type VisitState } from '../../domain/encounters/visit-state.ts';
import { priorities } from '../../domain/queue/priorities.ts';
import { text, uuid } from '../http/schemas.ts';

const state = z.enum(['waiting', 'called', 'in-examination', 'done', 'missed', 'transferred', 'cancelled']);

export const RoomView = z.object({
  id: uuid,
  code: z.string(),
  name: z.string(),
  departmentCode: z.string(),
  examinationServiceCode: z.string(),
  waiting: z.int(),
  /** Minutes a person who takes a number now will wait, from the median service of today; null until three were served. */
  expectedMinutes: z.int().nullable(),
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
  timesCalled: z.int(),
});
/** The room's list of the local day, waiting first, in the order they will be called. */
export const QueueView = z.object({ day: z.string(), items: z.array(TicketView), more: z.boolean() });

const Counts = z.object(Object.fromEntries(visitStates.map((one) => [one, z.int()])) as Record<VisitState, z.ZodInt>);
/** GET /rooms/:roomId/work-list: the room's people of the local day by where their visit stands, as the doctor works through them. */
export const WorkListView = z.object({
  day: z.string(),
  counts: Counts,
  items: z.array(
    z.object({
      id: uuid,
      number: z.int(),
      priority: z.string(),
      ticket: state,
      state: z.enum(visitStates),
      encounterId: uuid,
      patient: z.object({ id: uuid, fullName: z.string(), sex: z.string(), birthDate: z.string(), birthPrecision: z.string() }),
      resultsWaiting: z.int(),
      roomsWaiting: z.int(),
      answeredAt: z.string().nullable(),
      disposition: z.enum(dispositions).nullable(),
      movedTo: z.string().nullable(),
    }),
  ),
  more: z.boolean(),
});

/** Calls the next waiting person, or the named ticket. */
export const Call = z.strictObject({ ticketId: uuid.optional() });

/** POST /tickets/:ticketId/transfer. `id` is that of the new ticket in the other room. */
export const Transfer = z.strictObject({ id: uuid, roomId: uuid, reason: text(200).optional() });
export const TransferAnswer = z.object({
  ticket: z.object({ id: uuid, number: z.int(), roomCode: z.string(), roomName: z.string(), waitingBefore: z.int() }),
});
/** PUT /tickets/:ticketId/priority: sets or, with `normal`, cancels. */
export const SetPriority = z.strictObject({ priority: z.enum(priorities) });
/** POST /tickets/:ticketId/recall, /miss and /return take nothing and answer this, as /priority does. */
export const TicketState = z.object({ id: uuid, number: z.int(), priority: z.string(), state, timesCalled: z.int() });

export type Transfer = z.infer<typeof Transfer>;
export type TransferAnswer = z.infer<typeof TransferAnswer>;
export type SetPriority = z.infer<typeof SetPriority>;
export type TicketState = z.infer<typeof TicketState>;
export type RoomView = z.infer<typeof RoomView>;
export type TicketView = z.infer<typeof TicketView>;
export type QueueView = z.infer<typeof QueueView>;
export type WorkListView = z.infer<typeof WorkListView>;
export type Call = z.infer<typeof Call>;
