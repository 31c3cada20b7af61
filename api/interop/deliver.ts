import { randomInt } from 'node:crypto';
import type { Bundle } from '@medplum/fhirtypes';
import { z } from 'zod';
import { auditSubject, readSnapshot, write, type Ctx, type ReadTx } from '../../db/doors.ts';
import {
  countAttempts,
  enqueueDelivery,
  findDeliveredHash,
  findDestination,
  findOutbox,
  hasOlderWaiting,
  recordAttempt,
  type Destination,
  type OutboxRow,
} from '../../db/stores/outbox-store.ts';
import { readClinicalRecord } from '../../db/views/clinical-view.ts';
import { readVisit } from '../../db/views/visit-view.ts';
import { newId } from '../../domain/ids.ts';
import { error, type Issue } from '../../domain/issue.ts';
import type { ClinicalRecord } from '../../domain/visits/clinical-record.ts';
import type { VisitRecord } from '../../domain/visits/visit-record.ts';
import { checkExport, isWithheld } from '../../fhir-mappings/check-export.ts';
import { findSystemFamily } from '../../fhir-mappings/code-systems.ts';
import { visitToBundle } from '../../fhir-mappings/visit-to-bundle.ts';
import type { Services } from '../http/context.ts';
import { systemCtx } from '../http/system-context.ts';
import type { SendResult } from './classify-answer.ts';
import { contentHash } from './content-hash.ts';
import { peerOf } from './credentials.ts';
import { decideOutcome, type AttemptClass } from './next-try.ts';
import { sendBundle, type Peer } from './send-bundle.ts';

const Payload = z.object({ facilityId: z.uuid(), outboxId: z.uuid() });

const PAUSED_SECONDS = 5 * 60;
const OLDER_FIRST_SECONDS = 60;

interface Delivery {
  message: OutboxRow;
  destination: Destination | undefined;
  isOlderWaiting: boolean;
  deliveredHash: string | undefined;
  visit: VisitRecord | undefined;
  /** There when the visit is. */
  clinical: ClinicalRecord | undefined;
}

/**
 * Delivers one message of the outbox: at least once, and harmlessly more often, because every entry is a PUT by an id that
 * never changes. The record is read in one transaction, the network is touched in none, and what came back is written in
 * another together with the job of the next try. Throws only for bugs and for a database that is away.
 */
export async function deliver(services: Services, payload: unknown): Promise<void> {
  const { facilityId, outboxId } = Payload.parse(payload);
  const ctx = systemCtx(services, facilityId);
  const found = await readSnapshot(ctx, async (tx) => await readDelivery(tx, facilityId, outboxId));
  if (found === undefined || found.message.state !== 'waiting') return;
  if (found.destination?.pausedAt != null) return await postpone(ctx, found.message, PAUSED_SECONDS);
  // Somebody's records arrive in the order in which they were made.
  if (found.isOlderWaiting) return await postpone(ctx, found.message, OLDER_FIRST_SECONDS);

  const attempt = await attemptDelivery(services, found);
  await record({ ...ctx, now: services.now().toISOString() }, found.message, attempt);
  services.log.info(
    { outboxId, destinationId: found.message.destinationId, class: attempt.class, httpStatus: attempt.httpStatus },
    'delivery',
  );
}

async function readDelivery(tx: ReadTx, facilityId: string, outboxId: string): Promise<Delivery | undefined> {
  const message = await findOutbox(tx, facilityId, outboxId);
  if (message === undefined) return undefined;
  const visit = await readVisit(tx, facilityId, message.encounterId);
  return {
    message,
    destination: await findDestination(tx, message.destinationId),
    isOlderWaiting: await hasOlderWaiting(tx, message),
    deliveredHash: await findDeliveredHash(tx, message),
    visit,
    clinical: visit === undefined ? undefined : await readClinicalRecord(tx, visit),
  };
}

type Attempt = Omit<SendResult, 'class'> & { class: AttemptClass; contentHash?: string };

async function attemptDelivery(services: Services, { destination, visit, clinical, deliveredHash }: Delivery): Promise<Attempt> {
  if (destination === undefined) return { class: 'data', issues: [error('fhir_destination_removed', '')] };
  // Reopened since: closing it again puts a new message in line.
  if (visit === undefined) return { class: 'data', issues: [error('fhir_visit_not_closed', '')] };
  const found = checkExport(visit, clinical);
  if (found.length > 0) return { class: isWithheld(found) ? 'withheld' : 'data', issues: found };
  const prepared = prepare(services, destination, { visit, clinical });
  if ('issues' in prepared) return { class: 'configuration', issues: prepared.issues };

  const hash = contentHash(prepared.bundle);
  if (hash === deliveredHash) return { class: 'unchanged', issues: [], contentHash: hash };
  return { ...(await sendBundle(prepared.peer, prepared.bundle)), contentHash: hash };
}

function prepare(
  services: Services,
  destination: Destination,
  { visit, clinical }: { visit: VisitRecord; clinical: ClinicalRecord | undefined },
): { peer: Peer; bundle: Bundle } | { issues: Issue[] } {
  const family = findSystemFamily(destination.systemFamily);
  if (family === undefined) return { issues: [error('fhir_family_unknown', 'systemFamily')] };
  return { peer: peerOf(services.secrets, destination), bundle: visitToBundle(visit, family, clinical) };
}

async function record(ctx: Ctx, message: OutboxRow, attempt: Attempt): Promise<void> {
  await write(ctx, 'outbox.deliver', async (tx) => {
    auditSubject(tx, { patientId: message.patientId, encounterId: message.encounterId, objectId: message.id });
    const conflicts = attempt.class === 'conflict' ? await countAttempts(tx, message, 'conflict') : 0;
    const outcome = decideOutcome({ ...attempt, attempts: message.attempts, conflicts }, ctx.now, randomInt(1000) / 1000);
    const { class: kind, httpStatus, issues, contentHash: hash } = attempt;
    await recordAttempt(
      tx,
      message,
      { id: newId(), at: ctx.now, class: kind, issues, ...(httpStatus === undefined ? {} : { httpStatus }) },
      { ...outcome, ...(outcome.state === 'delivered' && hash !== undefined ? { contentHash: hash } : {}) },
    );
    // The next try is a job of its own, so that a weak link of days never uses up the tries of one job.
    if (outcome.nextTryAt !== undefined) await enqueueDelivery(tx, message, outcome.nextTryAt);
  });
}

/** Comes back later without having tried. */
async function postpone(ctx: Ctx, message: OutboxRow, seconds: number): Promise<void> {
  const runAt = new Date(Date.parse(ctx.now) + seconds * 1000).toISOString();
  await write(ctx, 'outbox.postpone', async (tx) => {
    auditSubject(tx, { objectId: message.id });
    await enqueueDelivery(tx, message, runAt);
  });
}
