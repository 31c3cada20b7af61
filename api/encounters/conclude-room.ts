import { auditSubject, write, type WriteTx } from '../../db/doors.ts';
import { insertConsultation, lockConsultationOf, updateConsultation } from '../../db/stores/consultation-store.ts';
import { touchEncounter, type Encounter } from '../../db/stores/encounter-store.ts';
import { lockTicket, updateTicket, type Ticket } from '../../db/stores/queue-store.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import { licenceIssues } from '../http/licence-issues.ts';
import { lockInProgress } from '../http/lock-encounter.ts';
import type { ConcludeRoom, VersionView, WithdrawRoom } from './encounter-schemas.ts';

interface Place {
  encounterId: string;
  ticketId: string;
}

/** A doctor of another room writes what was found and what follows, under the own name; the person goes back to the room that concludes. */
export async function concludeRoom(ctx: ApiCtx, place: Place, input: ConcludeRoom): Promise<VersionView> {
  return await write(ctx, 'encounter.conclude-room', async (tx) => {
    const { ticket, encounter } = await lockOtherRoom(tx, ctx, place);
    if (ticket.state !== 'in-examination') throw conflict('room_not_inside');
    const unlicensed = await licenceIssues(tx, ctx);
    if (unlicensed.length > 0) throw rejected(unlicensed);

    const asked = await lockConsultationOf(tx, ticket);
    const { findings, conclusion } = input;
    const written = { findings: findings || null, conclusion, concludedAt: ctx.now, concludedBy: ctx.actor.userId };
    if (asked !== undefined) await updateConsultation(tx, asked, written);
    else await insertConsultation(tx, { facilityId: ctx.facilityId, id: input.id, ...place, ...written });
    await updateTicket(tx, ticket, { state: 'done', finishedAt: ctx.now });
    auditSubject(tx, { patientId: encounter.patientId, encounterId: encounter.id, objectId: asked?.id ?? input.id });
    return { version: await touchEncounter(tx, encounter), issues: [] };
  });
}

/** Takes a person out of another room's row before that room called them. */
export async function withdrawRoom(ctx: ApiCtx, place: Place, { reason }: WithdrawRoom): Promise<VersionView> {
  return await write(ctx, 'encounter.withdraw-room', async (tx) => {
    const { ticket, encounter } = await lockOtherRoom(tx, ctx, place);
    if (ticket.state !== 'waiting' && ticket.state !== 'missed') throw conflict('room_has_begun');
    const asked = await lockConsultationOf(tx, ticket);
    const withdrawn = { withdrawnAt: ctx.now, withdrawnBy: ctx.actor.userId, withdrawReason: reason };
    if (asked !== undefined) await updateConsultation(tx, asked, withdrawn);
    await updateTicket(tx, ticket, { state: 'cancelled' });
    auditSubject(tx, { patientId: encounter.patientId, encounterId: encounter.id, objectId: ticket.id, reason });
    return { version: await touchEncounter(tx, encounter), issues: [] };
  });
}

/** Ticket first, then its visit, as everywhere in the queue. The main room concludes by closing the visit, not so. */
async function lockOtherRoom(tx: WriteTx, ctx: ApiCtx, place: Place): Promise<{ ticket: Ticket; encounter: Encounter }> {
  const ticket = await lockTicket(tx, { facilityId: ctx.facilityId }, place.ticketId);
  const encounter = await lockInProgress(tx, ctx, place.encounterId);
  if (ticket === undefined || ticket.encounterId !== encounter.id) throw notFound('ticket_not_found');
  if (ticket.roomId === encounter.roomId) throw conflict('main_room_concludes');
  return { ticket, encounter };
}
