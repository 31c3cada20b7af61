import { auditSubject, openRecord, read, write, type Ctx, type WriteTx } from '../../db/doors.ts';
import { type ConsentDecision, insertConsent, listConsents } from '../../db/stores/consent-store.ts';
import { findDestination, listDestinations } from '../../db/stores/destination-store.ts';
import { enqueueDelivery, findOutbox, reopenOutbox } from '../../db/stores/outbox-store.ts';
import { findPatient, findPatientByNumber } from '../../db/stores/patient-store.ts';
import { listHeldForConsent } from '../../db/views/outbox-failure-view.ts';
import { newId } from '../../domain/ids.ts';
import { error } from '../../domain/issue.ts';
import { notFound, rejected } from '../http/errors.ts';
import { getDestination } from './change-destination.ts';
import type { NewSharingDecision, SharingConsents } from './consent-schemas.ts';

export interface NewConsent {
  /** MA_BN, the number the facility gave. */
  patientNumber: string;
  /** Name of a destination; every one unless told. */
  destination?: string;
  decision: ConsentDecision;
  /** Where the evidence is. */
  evidence: string;
}

/**
 * Records what a person decided about the sharing of their record. From then on nothing of theirs goes where they do not want it, also what waits already; what
 * was held back for want of a yes goes. 404 when there is no such person or destination.
 * Source: Luật 91/2025/QH15 art. 9; NĐ 356/2025/NĐ-CP art. 6
 */
export async function recordConsent(ctx: Ctx, patientId: string, input: NewSharingDecision): Promise<{ id: string }> {
  return await write(ctx, 'consent.record', async (tx) => {
    if ((await findPatient(tx, patientId)) === undefined) throw notFound('patient_not_found');
    const { destinationId } = input;
    if (destinationId !== null && (await findDestination(tx, destinationId)) === undefined) throw notFound('destination_not_found');
    return await keep(tx, ctx, { ...input, patientId });
  });
}

/** The same by the names that people at a command line know. */
export async function recordConsentByNumber(ctx: Ctx, { patientNumber, destination, ...input }: NewConsent): Promise<{ id: string }> {
  if (input.evidence.trim() === '') throw rejected([error('consent_evidence_missing', 'evidence')]);
  return await write(ctx, 'consent.record', async (tx) => {
    const patient = await findPatientByNumber(tx, ctx.facilityId, patientNumber);
    if (patient === undefined) throw notFound('patient_not_found');
    const destinationId = destination === undefined ? null : (await getDestination(tx, destination)).id;
    return await keep(tx, ctx, { ...input, id: newId(), patientId: patient.id, destinationId });
  });
}

async function keep(tx: WriteTx, ctx: Ctx, consent: NewSharingDecision & { patientId: string }): Promise<{ id: string }> {
  const { id, patientId, destinationId, decision, evidence } = consent;
  auditSubject(tx, { patientId, objectId: id });
  await insertConsent(tx, {
    ...{ facilityId: ctx.facilityId, id, patientId, destinationId, decision, evidence: evidence.trim() },
    ...{ decidedAt: ctx.now, recordedBy: ctx.actor.userId },
  });
  if (decision === 'given') await letGo(tx, ctx, patientId, destinationId);
  return { id };
}

/** What was held back because the person had not agreed is asked again whether it may go. */
async function letGo(tx: WriteTx, ctx: Ctx, patientId: string, destinationId: string | null): Promise<void> {
  for (const id of await listHeldForConsent(tx, ctx.facilityId, { patientId, destinationId })) {
    const message = await findOutbox(tx, ctx.facilityId, id);
    if (message === undefined) continue;
    await reopenOutbox(tx, message, ctx.now);
    await enqueueDelivery(tx, message, message.createdAt);
  }
}

const MOST = 50;

/** What a person decided at this facility, newest first, and the destinations to decide about. The opening is logged. */
export async function viewConsents(ctx: Ctx, patientId: string): Promise<SharingConsents> {
  return await read(ctx, async (tx) => {
    if ((await findPatient(tx, patientId)) === undefined) throw notFound('patient_not_found');
    await openRecord(tx, ctx, { patientId });
    const destinations = await listDestinations(tx);
    return {
      items: await listConsents(tx, { facilityId: ctx.facilityId, patientId, limit: MOST }),
      destinations: destinations.map(({ id, name, consentRequired }) => ({ id, name, consentRequired })),
    };
  });
}
