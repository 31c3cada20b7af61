import type { Registration } from '../../../api/patients/registration-schemas.ts';

type Priority = Registration['visit']['priority'];

/** In the order a clerk looks for them; the usual one first. */
export const priorities = ['normal', 'emergency', 'elderly', 'child', 'pregnant', 'disabled', 'booked'] as const satisfies Priority[];
