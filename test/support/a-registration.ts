import { newId } from '../../domain/ids.ts';
import type { PatientData } from '../../api/patients/patient-schemas.ts';
import type { Registration, RegistrationAnswer } from '../../api/patients/registration-schemas.ts';
import type { Client } from './api.ts';

let people = 0;

/** Lò Văn Thử A, B … Z, BA …: two people of one name, day and commune on one day would be taken for one person. */
function nextName(): string {
  let letters = '';
  for (let n = people; letters === '' || n > 0; n = Math.floor(n / 26)) letters = String.fromCharCode(65 + (n % 26)) + letters;
  people += 1;
  return `Lò Văn Thử ${letters}`;
}

/** An invented person of the mountains, another at each call. */
export const aPerson = (fields: Partial<PatientData> = {}): PatientData => ({
  fullName: nextName(),
  sex: 'male',
  birthDate: '1980-03-12',
  birthPrecision: 'day',
  address: { communeCode: '04105', text: 'Bản Thử' },
  ethnicityCode: '03',
  identifiers: [],
  ...fields,
});

export const aCard = (fields: Partial<Extract<Registration['coverage'], { kind: 'new-card' }>['card']> = {}) => ({
  id: newId(),
  cardNumber: 'GD4149990000001',
  validFrom: '2026-01-01',
  registeredFacilityCode: '14902',
  ...fields,
});

export const aRegistration = (roomId: string, fields: Partial<Registration> = {}): Registration => ({
  patient: { kind: 'new', id: newId(), data: aPerson() },
  coverage: { kind: 'none' },
  ...fields,
  visit: { id: newId(), roomId, priority: 'normal', reason: 'Ho', ...fields.visit },
});

/** A visit already in the room: registered and called, with its version. */
export async function anOpenVisit(
  at: { reception: Client; doctor: Client; roomId: string },
  fields: Partial<Registration> = {},
): Promise<{ encounterId: string; patientId: string; version: number }> {
  const registered = await at.reception.post('/registrations', aRegistration(at.roomId, fields)).expect(201);
  const { encounterId, patientId, ticket } = registered.body as RegistrationAnswer;
  await at.doctor.post(`/rooms/${at.roomId}/calls`, { ticketId: ticket.id }).expect(200);
  const encounter = await at.doctor.get(`/encounters/${encounterId}`).expect(200);
  return { encounterId, patientId, version: (encounter.body as { version: number }).version };
}
