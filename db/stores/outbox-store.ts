import type { Instant } from '../../domain/dates.ts';
import type { Issue } from '../../domain/issue.ts';
import { derivedId } from '../../domain/ids.ts';
import { enqueueEach, type WriteTx } from '../doors.ts';
import { row, rows, type Db } from '../knex.ts';
import { goesToHealthBook } from '../views/health-book-view.ts';
import { type Destination, listDestinations } from './destination-store.ts';
import { enqueueIndexing } from './fhir-resource-store.ts';

export interface OutboxRow {
  facilityId: string;
  id: string;
  destinationId: string;
  patientId: string;
  /** Null where the message is about a person's record. */
  encounterId: string | null;
  /** A record that the one of `patientId` stands for now. */
  replacedPatientId: string | null;
  /** A health check rather than a visit. */
  healthCheckId: string | null;
  topic: string;
  state: 'waiting' | 'delivered' | 'refused';
  attempts: number;
  contentHash: string | null;
  createdAt: string;
  /** Somebody is sending it until then. */
  leasedUntil: string | null;
}

type NewOutboxRow = Omit<OutboxRow, 'state' | 'attempts' | 'contentHash' | 'leasedUntil' | Other> & Partial<Pick<OutboxRow, Other>>;
/** What a message may be about instead of a visit. */
type Other = 'replacedPatientId' | 'healthCheckId';

/** Waits in the same transaction as the fact it tells of; nothing is sent that was rolled back, nothing is forgotten. */
export async function insertOutbox(tx: WriteTx, message: NewOutboxRow): Promise<void> {
  await tx('outbox').insert({ ...message, state: 'waiting', nextTryAt: message.createdAt });
}

/** Topic of a visit that is sent whole although it was taken before: the destination may have lost it. */
export const SENT_AGAIN = 'encounter.again';

/** Puts a closed visit in line for every destination and for those who read here, or for the destinations named; one person's messages to one destination are delivered in order. */
export async function queueVisit(
  tx: WriteTx,
  visit: { facilityId: string; patientId: string; encounterId: string; at: string; topic?: string },
  destinations?: Destination[],
): Promise<void> {
  if (destinations === undefined) await enqueueIndexing(tx, visit);
  for (const destination of destinations ?? (await listDestinations(tx))) {
    // No visit is a health check: its records come from queueHealthChecks.
    if (destination.kind === 'health-check-hub') continue;
    if (destination.kind === 'health-book' && !(await goesToHealthBook(tx, visit))) continue;
    const id = derivedId(visit.facilityId, 'outbox', destination.id, visit.encounterId, visit.at);
    const { facilityId, patientId, encounterId, at, topic = 'encounter.closed' } = visit;
    await insertOutbox(tx, {
      facilityId,
      id,
      destinationId: destination.id,
      patientId,
      encounterId,
      topic,
      createdAt: at,
    });
    await enqueueDelivery(tx, { facilityId, id, destinationId: destination.id, patientId });
  }
}

/** What was refused waits again; three conflicts of before do not count against it. */
export async function reopenOutbox(tx: WriteTx, { facilityId, id }: Pick<OutboxRow, 'facilityId' | 'id'>, at: Instant): Promise<void> {
  await tx('outbox').where({ facilityId, id, state: 'refused' }).update({ state: 'waiting', attempts: 0, nextTryAt: at, reopenedAt: at });
}

/** Asks the worker to deliver a message; the messages of one person to one destination run one after the other. */
export async function enqueueDelivery(
  tx: WriteTx,
  message: Pick<OutboxRow, 'facilityId' | 'id' | 'destinationId' | 'patientId'>,
  runAt?: string,
): Promise<void> {
  await enqueueDeliveries(tx, [message], runAt);
}

/** The same of many messages. */
export async function enqueueDeliveries(
  tx: WriteTx,
  messages: readonly Pick<OutboxRow, 'facilityId' | 'id' | 'destinationId' | 'patientId'>[],
  runAt?: string,
): Promise<void> {
  const jobs = messages.map(({ facilityId, id, destinationId, patientId }) => ({
    ...{ payload: { facilityId, outboxId: id }, queue: `fhir:${destinationId}:${patientId}`, key: id },
  }));
  await enqueueEach(tx, 'deliver', jobs, runAt);
}

export async function findOutbox(db: Db, facilityId: string, id: string): Promise<OutboxRow | undefined> {
  return await db<OutboxRow>('outbox')
    .where({ facilityId, id })
    .first(...outboxColumns);
}

export const outboxColumns = [
  ...(['facilityId', 'id', 'destinationId', 'patientId', 'encounterId', 'topic', 'state', 'attempts', 'contentHash'] as const),
  ...(['replacedPatientId', 'healthCheckId', 'createdAt', 'leasedUntil'] as const),
];

export interface Attempt {
  id: string;
  at: string;
  /** transport, throttle, auth, configuration, conflict, data, size, partial, delivered, unchanged, withheld */
  class: string;
  httpStatus?: number;
  issues: Issue[];
}

/** Writes what came back and what follows from it. */
export async function insertAttempt(
  tx: WriteTx,
  message: OutboxRow,
  attempt: Attempt,
  outcome: { state: OutboxRow['state']; contentHash?: string; nextTryAt?: string },
): Promise<void> {
  await tx('outboxAttempts').insert({
    facilityId: message.facilityId,
    id: attempt.id,
    outboxId: message.id,
    at: attempt.at,
    class: attempt.class,
    httpStatus: attempt.httpStatus ?? null,
    issues: JSON.stringify(attempt.issues),
  });
  await tx('outbox')
    .where({ facilityId: message.facilityId, id: message.id })
    .update({
      state: outcome.state,
      attempts: message.attempts + 1,
      leasedUntil: null,
      ...(outcome.contentHash === undefined ? {} : { contentHash: outcome.contentHash }),
      ...(outcome.nextTryAt === undefined ? {} : { nextTryAt: outcome.nextTryAt }),
      ...(outcome.state === 'delivered' ? { deliveredAt: attempt.at } : {}),
    });
}

/** What came back last for the message, newest first. */
export async function listLastAttempts(db: Db, message: OutboxRow, count: number): Promise<Omit<Attempt, 'id' | 'at'>[]> {
  return await rows(
    db,
    `SELECT a.class, a.http_status, a.issues FROM outbox_attempts AS a
       JOIN outbox AS o ON o.facility_id = a.facility_id AND o.id = a.outbox_id
      WHERE a.facility_id = :facilityId AND a.outbox_id = :id AND a.at >= COALESCE(o.reopened_at, a.at) ORDER BY a.at DESC, a.id DESC LIMIT :count`,
    { facilityId: message.facilityId, id: message.id, count },
  );
}

/** How often an answer of this class came back for the message. */
export async function countAttempts(db: Db, message: OutboxRow, attemptClass: string): Promise<number> {
  const counted = await row<{ count: number }>(
    db,
    `SELECT count(*)::int AS count FROM outbox_attempts AS a JOIN outbox AS o ON o.facility_id = a.facility_id AND o.id = a.outbox_id
      WHERE a.facility_id = :facilityId AND a.outbox_id = :id AND a.class = :attemptClass AND a.at >= COALESCE(o.reopened_at, a.at)`,
    { facilityId: message.facilityId, id: message.id, attemptClass },
  );
  return counted?.count ?? 0;
}

/** Hash of the content this destination accepted last for an encounter. */
export async function findDeliveredHash(db: Db, message: OutboxRow): Promise<string | undefined> {
  return (await findDeliveredHashes(db, message, [message.encounterId])).get(message.encounterId ?? '') ?? undefined;
}

/** The same of many encounters; what was never accepted is not in it. */
export async function findDeliveredHashes(
  db: Db,
  { facilityId, destinationId }: Pick<OutboxRow, 'facilityId' | 'destinationId'>,
  encounterIds: (string | null)[],
): Promise<Map<string, string | null>> {
  const found = await rows<{ encounterId: string; contentHash: string | null }>(
    db,
    `SELECT DISTINCT ON (o.encounter_id) o.encounter_id, o.content_hash FROM outbox AS o
      WHERE o.facility_id = :facilityId AND o.encounter_id = ANY (:encounterIds::uuid[])
        AND o.destination_id = :destinationId AND o.state = 'delivered'
      ORDER BY o.encounter_id, o.delivered_at DESC, o.id DESC LIMIT :limit`,
    { facilityId, destinationId, encounterIds, limit: encounterIds.length } as never,
  );
  return new Map(found.map(({ encounterId, contentHash }) => [encounterId, contentHash]));
}
