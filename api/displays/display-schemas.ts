import { z } from 'zod';
import { priorities } from '../../domain/queue/priorities.ts';
import { code, requiredText, uuid } from '../http/schemas.ts';

const mode = z.enum(['numbers', 'initials']);

/** POST /displays: a screen in a waiting hall, or a kiosk that gives numbers. */
export const NewDisplay = z.strictObject({ id: uuid, name: requiredText(80), mode });
/** POST /displays/:displayId/renewal: a new key; the old one ends at once. */
export const RenewDisplay = z.strictObject({ mode: mode.optional() });
/** The key is shown this once; the pages are opened as `/display#key=…` and `/kiosk#key=…`. */
export const DisplayKey = z.object({ id: uuid, key: z.string() });
/** GET /displays */
export const DisplayList = z.object({
  items: z.array(z.object({ id: uuid, name: z.string(), mode, createdAt: z.string(), renewedAt: z.string().nullable() })),
});

/** Facility code and 128 random bits. */
export const displayKey = z.string().regex(/^[0-9A-Z]{5}-[A-Za-z0-9_-]{22}$/);
export const DisplayParams = z.strictObject({ displayKey });

/** GET /displays/:displayKey, and the event `snapshot` of GET /displays/:displayKey/stream. */
export const DisplayView = z.object({
  facilityName: z.string(),
  mode,
  /** When the server looked. */
  at: z.string(),
  rooms: z.array(
    z.object({
      id: uuid,
      code: z.string(),
      name: z.string(),
      waiting: z.int(),
      /** Whom the room called last and is still there; `times` grows with every call, so a repeated call is seen. */
      called: z.object({ number: z.int(), initials: z.string().nullable(), times: z.int(), at: z.string() }).nullable(),
      /** At most three, in calling order. */
      next: z.array(z.object({ number: z.int(), initials: z.string().nullable() })),
    }),
  ),
  /** Desks of the reception that called somebody today. */
  desks: z.array(z.object({ desk: z.string(), series: z.string(), number: z.int(), times: z.int(), at: z.string() })),
});

/** POST /desk-tickets, from the kiosk: the same id again gives the same number. */
export const NewDeskTicket = z.strictObject({ displayKey, id: uuid, priority: z.enum(priorities) });
/** `series` A = usual, U = called first; people see `U007`. */
export const DeskTicketView = z.object({
  id: uuid,
  series: z.string(),
  number: z.int(),
  priority: z.string(),
  state: z.enum(['waiting', 'called', 'done', 'missed']),
  desk: z.string().nullable(),
  takenAt: z.string(),
  calledAt: z.string().nullable(),
  timesCalled: z.int(),
});
export const DeskTicketTaken = z.object({
  id: uuid,
  series: z.string(),
  number: z.int(),
  waitingBefore: z.int(),
  takenAt: z.string(),
  facilityName: z.string(),
});
/** GET /desk-tickets: today, who is called first, then who waits in calling order. */
export const DeskTicketList = z.object({ day: z.string(), items: z.array(DeskTicketView), waiting: z.int(), more: z.boolean() });
/** POST /desk-tickets/calls: the next, or a named one; the ticket this desk had before is done. */
export const DeskCall = z.strictObject({ desk: code(10), ticketId: uuid.optional() });
/** POST /desk-tickets/:ticketId/recall, /miss, /completion take nothing and answer DeskTicketView. */
export const Nothing = z.strictObject({});

export type NewDisplay = z.infer<typeof NewDisplay>;
export type RenewDisplay = z.infer<typeof RenewDisplay>;
export type DisplayKey = z.infer<typeof DisplayKey>;
export type DisplayList = z.infer<typeof DisplayList>;
export type DisplayMode = z.infer<typeof mode>;
export type DisplayView = z.infer<typeof DisplayView>;
export type NewDeskTicket = z.infer<typeof NewDeskTicket>;
export type DeskTicketView = z.infer<typeof DeskTicketView>;
export type DeskTicketTaken = z.infer<typeof DeskTicketTaken>;
export type DeskTicketList = z.infer<typeof DeskTicketList>;
export type DeskCall = z.infer<typeof DeskCall>;
