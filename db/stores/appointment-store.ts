import type { Day } from '../../domain/dates.ts';
import type { WriteTx } from '../doors.ts';

export interface Appointment {
  facilityId: string;
  id: string;
  version: number;
  patientId: string;
  roomId: string;
  day: Day;
  time: string | null;
  reason: string;
  state: 'booked' | 'arrived' | 'missed' | 'cancelled';
  fromEncounterId: string | null;
  encounterId: string | null;
  bookedAt: string;
  bookedBy: string;
  cancelledAt: string | null;
  cancelledBy: string | null;
  cancelReason: string | null;
}

export type NewAppointmentRow = Pick<
  Appointment,
  'facilityId' | 'id' | 'patientId' | 'roomId' | 'day' | 'time' | 'reason' | 'fromEncounterId' | 'bookedAt' | 'bookedBy'
>;

export async function insertAppointment(tx: WriteTx, appointment: NewAppointmentRow): Promise<void> {
  await tx('appointments').insert({ ...appointment, state: 'booked' });
}

export async function lockAppointment(tx: WriteTx, facilityId: string, id: string): Promise<Appointment | undefined> {
  return await tx<Appointment>('appointments').where({ facilityId, id }).forUpdate().first();
}

/** Writes to the locked appointment. */
export async function updateAppointment(
  tx: WriteTx,
  appointment: Pick<Appointment, 'facilityId' | 'id'>,
  fields: Partial<Pick<Appointment, 'state' | 'day' | 'roomId' | 'encounterId' | 'cancelledAt' | 'cancelledBy' | 'cancelReason'>>,
): Promise<void> {
  await tx('appointments').where({ facilityId: appointment.facilityId, id: appointment.id }).update(fields);
}

/** True when the person has a booking for that room and day. */
export async function hasBooking(tx: WriteTx, at: Pick<Appointment, 'facilityId' | 'patientId' | 'roomId' | 'day'>): Promise<boolean> {
  return (
    (await tx<Appointment>('appointments')
      .where({ ...at, state: 'booked' })
      .first('id')) !== undefined
  );
}

/** Bookings of days before are missed; returns how many. */
export async function missBookingsBefore(tx: WriteTx, facilityId: string, day: Day): Promise<number> {
  return await tx('appointments').where({ facilityId, state: 'booked' }).where('day', '<', day).update({ state: 'missed' });
}
