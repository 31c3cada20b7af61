import { auditSubject, write, type ReadTx } from '../../db/doors.ts';
import { insertPrint } from '../../db/stores/document-print-store.ts';
import { listCoverages, lockEncounter, type Encounter } from '../../db/stores/encounter-store.ts';
import { findFacility } from '../../db/stores/facility-store.ts';
import { findPaper } from '../../db/stores/paper-store.ts';
import { findUser } from '../../db/stores/user-store.ts';
import { findPaperPerson, listPaperTickets, type PaperTicketRow } from '../../db/views/paper-view.ts';
import { findRoomLoad } from '../../db/views/queue-view.ts';
import { computeExpectedMinutes } from '../../domain/queue/expected-minutes.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound } from '../http/errors.ts';
import { viewPaper } from '../http/paper-view.ts';
import type { NewPrint, PrintAnswer } from './print-schemas.ts';

/** Notes that a paper of a visit is printed and gives what stands on it; from the second time on it is a marked copy. */
export async function printDocument(ctx: ApiCtx, encounterId: string, input: NewPrint): Promise<PrintAnswer> {
  return await write(ctx, 'document.print', async (tx) => {
    const encounter = await lockEncounter(tx, ctx.facilityId, encounterId);
    if (encounter === undefined) throw notFound('encounter_not_found');
    const tickets = ticketsOn(input, await listPaperTickets(tx, ctx.facilityId, encounterId));
    const ticketId = input.kind === 'ticket' ? (tickets[0]?.id ?? null) : null;
    const paper = await paperOn(tx, ctx, encounterId, input);
    const { id, kind } = input;
    const print = {
      facilityId: ctx.facilityId,
      id,
      encounterId,
      kind,
      ticketId,
      paperId: input.paperId ?? null,
      printedAt: ctx.now,
      printedBy: ctx.actor.userId,
    };
    const copy = await insertPrint(tx, { ...print, reason: input.reason || null });
    auditSubject(tx, { patientId: encounter.patientId, encounterId, objectId: id });
    const printedBy = (await findUser(tx, ctx.actor.userId))?.fullName ?? '';
    return {
      id,
      kind,
      copy,
      printedAt: ctx.now,
      printedBy,
      ...(await headOf(tx, ctx, encounter)),
      tickets: await withWaiting(tx, ctx, tickets),
      paper,
    };
  });
}

function ticketsOn({ kind, ticketId }: NewPrint, all: PaperTicketRow[]): PaperTicketRow[] {
  if (kind === 'registration-slip') return all;
  if (kind !== 'ticket') return [];
  const asked = ticketId === undefined ? all[0] : all.find(({ id }) => id === ticketId);
  if (asked === undefined) throw notFound('ticket_not_found');
  return [asked];
}

/** An issued paper prints as it was issued; a withdrawn one prints as withdrawn. */
async function paperOn(tx: ReadTx, ctx: ApiCtx, encounterId: string, { paperId }: NewPrint): Promise<PrintAnswer['paper']> {
  if (paperId === undefined) return null;
  const paper = await findPaper(tx, { facilityId: ctx.facilityId, encounterId }, paperId);
  if (paper === undefined) throw notFound('paper_not_found');
  return viewPaper(paper);
}

async function headOf(
  tx: ReadTx,
  ctx: ApiCtx,
  encounter: Encounter,
): Promise<Pick<PrintAnswer, 'facility' | 'encounter' | 'patient' | 'cardNumber'>> {
  const facility = await findFacility(tx, ctx.facilityId);
  const patient = await findPaperPerson(tx, ctx.facilityId, encounter.patientId);
  if (facility === undefined || patient === undefined) throw new Error('a visit without its facility or person');
  const cardNumber = (await listCoverages(tx, ctx.facilityId, encounter.id)).at(-1)?.cardNumber ?? null;
  return { facility, encounter, patient, cardNumber };
}

async function withWaiting(tx: ReadTx, ctx: ApiCtx, tickets: PaperTicketRow[]): Promise<PrintAnswer['tickets']> {
  const shown: PrintAnswer['tickets'] = [];
  for (const ticket of tickets) {
    const load = await findRoomLoad(tx, { facilityId: ctx.facilityId, roomId: ticket.roomId, day: ticket.day });
    shown.push({ ...ticket, expectedMinutes: computeExpectedMinutes({ ...load, waiting: ticket.waitingBefore }) });
  }
  return shown;
}
