import { auditSubject, write } from '../../db/doors.ts';
import { insertAppointment, lockAppointment, updateAppointment } from '../../db/stores/appointment-store.ts';
import { findRoom } from '../../db/stores/facility-store.ts';
import { lockPatient } from '../../db/stores/patient-store.ts';
import { addDays, localDay } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import type { CancelAppointment, NewAppointment } from './appointment-schemas.ts';

/** A slip of the year is more likely than a booking further ahead. */
const FARTHEST_DAYS = 366;

/** Books a person for a room and a day. */
export async function bookAppointment(ctx: ApiCtx, input: NewAppointment): Promise<{ id: string }> {
  return await write(ctx, 'appointment.book', async (tx) => {
    const today = localDay(ctx.now);
    if (input.day < today) throw rejected([error('appointment_in_past', 'day')]);
    if (input.day > addDays(today, FARTHEST_DAYS)) throw rejected([error('appointment_too_far', 'day', { max: FARTHEST_DAYS })]);
    const patient = await lockPatient(tx, input.patientId);
    if (patient === undefined || patient.mergedInto !== null) throw notFound('patient_not_found');
    if ((await findRoom(tx, ctx.facilityId, input.roomId)) === undefined) throw notFound('room_not_found');
    const { id, patientId, roomId, day, time, reason } = input;
    const booked = { bookedAt: ctx.now, bookedBy: ctx.actor.userId, fromEncounterId: null };
    await insertAppointment(tx, { facilityId: ctx.facilityId, id, patientId, roomId, day, time: time ?? null, reason, ...booked });
    auditSubject(tx, { patientId, objectId: id });
    return { id };
  });
}

/** Takes an appointment back, with the reason. */
export async function cancelAppointment(ctx: ApiCtx, id: string, { reason }: CancelAppointment): Promise<{ id: string }> {
  return await write(ctx, 'appointment.cancel', async (tx) => {
    const appointment = await lockAppointment(tx, ctx.facilityId, id);
    if (appointment === undefined) throw notFound('appointment_not_found');
    if (appointment.state === 'arrived') throw conflict('appointment_arrived');
    if (appointment.state === 'cancelled') throw conflict('appointment_cancelled');
    await updateAppointment(tx, appointment, {
      state: 'cancelled',
      cancelledAt: ctx.now,
      cancelledBy: ctx.actor.userId,
      cancelReason: reason,
    });
    auditSubject(tx, { patientId: appointment.patientId, objectId: id, reason: 'cancelled' });
    return { id };
  });
}
