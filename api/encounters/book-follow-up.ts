import type { WriteTx } from '../../db/doors.ts';
import { hasBooking, insertAppointment, lockAppointment, updateAppointment } from '../../db/stores/appointment-store.ts';
import type { Encounter } from '../../db/stores/encounter-store.ts';
import type { Day } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import type { ApiCtx } from '../http/context.ts';

/**
 * Closing a visit with a day to come back books that day; one appointment per visit, however often it is opened and closed again.
 * A booking that the desk made for the same room and day is enough.
 */
export async function bookFollowUp(tx: WriteTx, ctx: ApiCtx, encounter: Encounter, day: Day | undefined): Promise<void> {
  const id = derivedId(ctx.facilityId, 'appointment', encounter.id);
  const earlier = await lockAppointment(tx, ctx.facilityId, id);
  if (earlier !== undefined && earlier.state === 'arrived') return;
  const place = { facilityId: ctx.facilityId, patientId: encounter.patientId, roomId: encounter.roomId };
  if (day === undefined) {
    const cancelled = {
      state: 'cancelled',
      cancelledAt: ctx.now,
      cancelledBy: ctx.actor.userId,
      cancelReason: 'Bác sĩ đã bỏ hẹn khi kết thúc khám lại',
    } as const;
    if (earlier?.state === 'booked') await updateAppointment(tx, earlier, cancelled);
    return;
  }
  if (earlier?.state === 'booked' && earlier.day === day && earlier.roomId === encounter.roomId) return;
  if (await hasBooking(tx, { ...place, day })) return;
  const back = { state: 'booked', cancelledAt: null, cancelledBy: null, cancelReason: null } as const;
  if (earlier !== undefined) await updateAppointment(tx, earlier, { ...back, day, roomId: encounter.roomId });
  else {
    const booked = { bookedAt: ctx.now, bookedBy: ctx.actor.userId, fromEncounterId: encounter.id };
    await insertAppointment(tx, { ...place, ...booked, id, day, time: null, reason: 'Tái khám' });
  }
}
