import type { Appointment } from '@medplum/fhirtypes';
import { addDays, localIso } from '../domain/dates.ts';
import type { ClinicalAppointment } from '../domain/visits/clinical-record.ts';
import type { VisitRecord } from '../domain/visits/visit-record.ts';
import { facilityNamespace } from './code-systems.ts';
import { present } from './elements.ts';
import { logicalId, referenceTo } from './logical-ids.ts';

const states = { booked: 'booked', arrived: 'fulfilled', missed: 'noshow', cancelled: 'cancelled' } as const satisfies Record<
  ClinicalAppointment['state'],
  Appointment['status']
>;

/**
 * A day to come back. Without a time the appointment is the whole day, in Vietnam's hours; with a time but no planned length it
 * ends when it starts, because a length is not invented (app-3 asks for both ends). Source: QĐ 130/QĐ-BYT as amended (NGAY_TAI_KHAM)
 */
export function appointmentToFhir(appointment: ClinicalAppointment, visit: VisitRecord): Appointment {
  const { id, placeId, reason, state, cancelReason, minutes } = appointment;
  const accepted = { status: 'accepted' as const };
  return {
    resourceType: 'Appointment',
    id: logicalId(visit, 'appointments', id),
    identifier: [{ system: facilityNamespace(visit.facility.code, 'appointment'), value: id }],
    status: states[state],
    ...(state === 'cancelled' && cancelReason !== undefined ? { cancelationReason: { text: cancelReason } } : {}),
    ...present({ reasonCode: reason.trim() === '' ? [] : [{ text: reason }] }),
    ...span(appointment),
    ...(minutes === undefined ? {} : { minutesDuration: minutes }),
    created: localIso(appointment.bookedAt),
    participant: [
      { actor: referenceTo(visit, 'patients', visit.patient.id), ...accepted },
      ...(placeId === undefined ? [] : [{ actor: referenceTo(visit, 'rooms', placeId), ...accepted }]),
    ],
  };
}

function span({ day, time, minutes = 0 }: ClinicalAppointment): Pick<Appointment, 'start' | 'end'> {
  if (time === undefined) return { start: `${day}T00:00:00+07:00`, end: `${addDays(day, 1)}T00:00:00+07:00` };
  const start = `${day}T${time}:00+07:00`;
  return { start, end: localIso(new Date(Date.parse(start) + minutes * 60_000)) };
}
