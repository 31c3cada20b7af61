import type { Instant } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import { enqueue, type WriteTx } from '../doors.ts';
import { rows } from '../knex.ts';
import { listDestinations } from './destination-store.ts';
import { findReadFacilities } from './fhir-client-store.ts';
import { enqueueIndexing } from './fhir-resource-store.ts';
import { enqueueDelivery, insertOutbox } from './outbox-store.ts';

/** Asks every facility to send what changed about a person to whoever had it, and to show it to who reads there; nothing where nobody does. */
export async function enqueueResend(
  tx: WriteTx,
  facilityIds: string[],
  { patientId, loserId }: { patientId: string; loserId?: string },
): Promise<void> {
  const asked = (await listDestinations(tx)).length === 0 ? await findReadFacilities(tx, facilityIds) : facilityIds;
  for (const facilityId of asked) {
    const payload = { facilityId, patientId, ...(loserId === undefined ? {} : { loserId }) };
    await enqueue(tx, 'resend-patient', payload, { queue: `resend-patient:${facilityId}` });
  }
}

/**
 * Puts the visits of these people in line for every destination that took them, unless they wait already. They are read when they are sent, so what did not
 * change is not sent. Returns how many.
 */
export async function requeueVisits(tx: WriteTx, facilityId: string, patientIds: string[], at: Instant): Promise<number> {
  const found = await rows<{ destinationId: string; encounterId: string; patientId: string }>(
    tx,
    `SELECT DISTINCT o.destination_id, o.encounter_id, e.patient_id
       FROM outbox AS o
       JOIN encounters AS e ON e.facility_id = o.facility_id AND e.id = o.encounter_id
       JOIN destinations AS d ON d.id = o.destination_id AND d.removed_at IS NULL
      WHERE o.facility_id = :facilityId AND o.state = 'delivered' AND e.patient_id = ANY (:patientIds::uuid[])
        AND NOT EXISTS (SELECT FROM outbox AS w WHERE w.facility_id = o.facility_id AND w.destination_id = o.destination_id
                           AND w.encounter_id = o.encounter_id AND w.state = 'waiting')
      ORDER BY o.destination_id, o.encounter_id`,
    { facilityId, patientIds },
  );
  for (const { destinationId, encounterId, patientId } of found) {
    const id = derivedId(facilityId, 'outbox', destinationId, encounterId, at);
    const message = { facilityId, id, destinationId, patientId };
    await insertOutbox(tx, { ...message, encounterId, topic: 'patient.changed', createdAt: at });
    await enqueueDelivery(tx, message);
  }
  return found.length;
}

/** Has the closed visits of these people looked at again for those who read here. */
export async function reindexVisits(tx: WriteTx, facilityId: string, patientIds: string[]): Promise<void> {
  if ((await findReadFacilities(tx, [facilityId])).length === 0) return;
  const found = await rows<{ encounterId: string }>(
    tx,
    `SELECT e.id AS encounter_id FROM encounters AS e
       JOIN encounter_closures AS k ON k.facility_id = e.facility_id AND k.encounter_id = e.id AND k.reopened_at IS NULL
      WHERE e.facility_id = :facilityId AND e.patient_id = ANY (:patientIds::uuid[]) ORDER BY e.id`,
    { facilityId, patientIds },
  );
  for (const { encounterId } of found) await enqueueIndexing(tx, { facilityId, encounterId });
}

/** Puts in line for every destination that holds the merged record that another one stands for it; after the other one, whose queue it shares. */
export async function queueReplaced(
  tx: WriteTx,
  facilityId: string,
  { survivorId, loserId, resourceId }: { survivorId: string; loserId: string; resourceId: string },
  at: Instant,
): Promise<number> {
  const found = await rows<{ destinationId: string }>(
    tx,
    `SELECT l.destination_id FROM fhir_links AS l JOIN destinations AS d ON d.id = l.destination_id AND d.removed_at IS NULL
      WHERE l.facility_id = :facilityId AND l.resource_id = :resourceId ORDER BY l.destination_id`,
    { facilityId, resourceId },
  );
  for (const { destinationId } of found) {
    const id = derivedId(facilityId, 'outbox', destinationId, 'replaced', loserId, at);
    const message = { facilityId, id, destinationId, patientId: survivorId };
    // A moment later than the survivor's own messages: the survivor must be there first.
    const createdAt = new Date(Date.parse(at) + 1).toISOString();
    await insertOutbox(tx, { ...message, encounterId: null, replacedPatientId: loserId, topic: 'patient.replaced', createdAt });
    await enqueueDelivery(tx, message);
  }
  return found.length;
}
