import { createStore } from './store.ts';

/** Somebody sent from one desk of this browser to the reception form: who, and the appointment they come for. */
export const handOver = createStore<{ patientId: string; appointmentId: string } | undefined>(undefined);
