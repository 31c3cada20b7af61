import { z } from 'zod';
import { PaperView } from '../http/paper-view.ts';
import { text, uuid } from '../http/schemas.ts';

export const printKinds = [
  ...(['ticket', 'registration-slip', 'record-label'] as const),
  ...(['paper', 'examination-form', 'treatment-sheet', 'cost-sheet'] as const),
] as const;

/**
 * POST /encounters/:encounterId/prints. Without `ticketId` a ticket paper is of the main room's ticket; an issued paper is named by
 * `paperId`, and only that one is.
 */
export const NewPrint = z
  .strictObject({ id: uuid, kind: z.enum(printKinds), ticketId: uuid.optional(), paperId: uuid.optional(), reason: text(200).optional() })
  .refine(({ kind, paperId }) => (kind === 'paper') === (paperId !== undefined), { path: ['paperId'] });

const PaperTicket = z.object({
  id: uuid,
  number: z.int(),
  priority: z.string(),
  day: z.string(),
  roomCode: z.string(),
  roomName: z.string(),
  waitingBefore: z.int(),
  /** Null until the room served three today. */
  expectedMinutes: z.int().nullable(),
});
/** Everything a paper shows. `copy` 0 is the first print; n is marked "BẢN IN LẠI lần n". */
export const PrintAnswer = z.object({
  id: uuid,
  kind: z.enum(printKinds),
  copy: z.int(),
  printedAt: z.string(),
  printedBy: z.string(),
  facility: z.object({ name: z.string(), address: z.string().nullable(), phone: z.string().nullable() }),
  encounter: z.object({ id: uuid, code: z.string(), startedAt: z.string(), reason: z.string(), arrivalCategory: z.string() }),
  patient: z.object({
    id: uuid,
    number: z.string().nullable(),
    fullName: z.string(),
    sex: z.string(),
    birthDate: z.string(),
    birthPrecision: z.string(),
    address: z.string().nullable(),
  }),
  cardNumber: z.string().nullable(),
  /** The asked ticket of a ticket paper, all of the visit for a slip, none for a label. */
  tickets: z.array(PaperTicket),
  /** The issued paper, as it stands on file. */
  paper: PaperView.nullable(),
});

export type NewPrint = z.infer<typeof NewPrint>;
export type PrintKind = (typeof printKinds)[number];
export type PrintAnswer = z.infer<typeof PrintAnswer>;
