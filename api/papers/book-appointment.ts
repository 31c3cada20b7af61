import type { WriteTx } from '../../db/doors.ts';
import { hasBooking, insertAppointment } from '../../db/stores/appointment-store.ts';
import type { Encounter } from '../../db/stores/encounter-store.ts';
import type { AppointmentPaper } from '../../domain/papers/paper.ts';
import type { ApiCtx } from '../http/context.ts';
import { bookingOf } from './withdraw-paper.ts';

const REASON_LENGTH = 300;

interface Booking {
  encounter: Encounter;
  paper: AppointmentPaper;
  paperId: string;
}

/** The desk expects who holds an appointment paper; a booking for the same room and day is enough. */
export async function bookAppointment(tx: WriteTx, ctx: ApiCtx, { encounter, paper, paperId }: Booking): Promise<void> {
  const place = { facilityId: ctx.facilityId, patientId: encounter.patientId, roomId: encounter.roomId, day: paper.day };
  if (await hasBooking(tx, place)) return;
  const reason = paper.purpose === 'tests' ? `Hẹn xét nghiệm: ${paper.tests ?? ''}` : 'Tái khám';
  const by = { fromEncounterId: encounter.id, bookedAt: ctx.now, bookedBy: ctx.actor.userId };
  await insertAppointment(tx, {
    ...place,
    ...by,
    id: bookingOf(ctx, paperId),
    time: paper.time ?? null,
    reason: reason.slice(0, REASON_LENGTH),
  });
}
