import type { WriteTx } from '../../db/doors.ts';
import { lockAppointment, updateAppointment } from '../../db/stores/appointment-store.ts';
import { error } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import type { Registration } from './registration-schemas.ts';

/** The registration with what an appointment gives: who is booked and has no better class comes as `booked`. */
export const withBookedClass = (input: Registration): Registration =>
  input.visit.appointmentId === undefined || input.visit.priority !== 'normal'
    ? input
    : { ...input, visit: { ...input.visit, priority: 'booked' } };

/** The person came: the appointment leads to this visit. Late is welcome, so a missed one counts as well. */
export async function arriveAppointment(tx: WriteTx, ctx: ApiCtx, { patient, visit }: Registration): Promise<void> {
  if (visit.appointmentId === undefined) return;
  const path = 'visit.appointmentId';
  const appointment = await lockAppointment(tx, ctx.facilityId, visit.appointmentId);
  if (appointment === undefined) throw notFound('appointment_not_found');
  if (appointment.patientId !== patient.id) throw rejected([error('appointment_of_other', path)]);
  if (appointment.state === 'arrived') throw conflict('appointment_arrived', path);
  if (appointment.state === 'cancelled') throw conflict('appointment_cancelled', path);
  await updateAppointment(tx, appointment, { state: 'arrived', encounterId: visit.id });
}
