import type { Instant } from '../../domain/dates.ts';
import type { WriteTx } from '../doors.ts';
import { rows, type Db } from '../knex.ts';
import { enqueueDeliveries, findOutbox, outboxColumns, type OutboxRow } from './outbox-store.ts';

/**
 * Takes a message for sending, so that nobody else sends it or another one of the same person to that destination. Answers why not: it is gone or done, an
 * older one of the person goes first, or somebody is at it until the moment named.
 */
export async function leaseOutbox(
  tx: WriteTx,
  { facilityId, id }: Pick<OutboxRow, 'facilityId' | 'id'>,
  { now, until }: { now: Instant; until: Instant },
): Promise<{ message: OutboxRow } | { wait: 'done' | 'older' } | { wait: 'leased'; until: Instant }> {
  const message = await findOutbox(tx, facilityId, id);
  if (message === undefined || message.state !== 'waiting') return { wait: 'done' };
  // The rows of one person are locked in one order, so two senders never wait for each other.
  const waiting = await tx<OutboxRow>('outbox')
    .where({ facilityId, destinationId: message.destinationId, patientId: message.patientId, state: 'waiting' })
    .orderBy(['createdAt', 'id'])
    .forUpdate()
    .select(...outboxColumns);
  const leased = waiting.find((one) => isLeased(one, now));
  if (leased?.leasedUntil != null) return { wait: 'leased', until: leased.leasedUntil };
  const [first] = waiting;
  if (first === undefined || !waiting.some((one) => one.id === id)) return { wait: 'done' };
  if (first.id !== id) return { wait: 'older' };
  await tx('outbox').where({ facilityId, id }).update({ leasedUntil: until });
  return { message };
}

const isLeased = ({ leasedUntil }: Pick<OutboxRow, 'leasedUntil'>, now: Instant): boolean =>
  leasedUntil !== null && Date.parse(leasedUntil) > Date.parse(now);

/** Who comes after the person of the message, in the order of the index, with a visit that is due. */
export async function listPeopleInLine(
  db: Db,
  { facilityId, destinationId, patientId }: OutboxRow,
  { now, most }: { now: Instant; most: number },
): Promise<string[]> {
  const found = await rows<{ patientId: string }>(
    db,
    `SELECT f.patient_id FROM (
         SELECT DISTINCT ON (o.patient_id) o.patient_id, o.encounter_id, o.next_try_at, o.leased_until FROM outbox AS o
          WHERE o.facility_id = :facilityId AND o.destination_id = :destinationId AND o.state = 'waiting' AND o.patient_id > :patientId
          ORDER BY o.patient_id, o.created_at, o.id) AS f
      WHERE f.encounter_id IS NOT NULL AND f.next_try_at <= :now AND (f.leased_until IS NULL OR f.leased_until <= :now)
      ORDER BY f.patient_id LIMIT :most`,
    { facilityId, destinationId, patientId, now, most },
  );
  return found.map((one) => one.patientId);
}

/**
 * Takes for sending what comes first for these persons at a destination: at most one of each, which is due and which nobody is at. Their jobs
 * stay and are due when the lease ends: should the sender die, they are delivered as ever.
 */
export async function leaseOthers(
  tx: WriteTx,
  { facilityId, destinationId }: Pick<OutboxRow, 'facilityId' | 'destinationId'>,
  { people, now, until }: { people: string[]; now: Instant; until: Instant },
): Promise<OutboxRow[]> {
  // The same order for everybody, as within one person, so two senders never wait for each other.
  const waiting = await tx<OutboxRow & { nextTryAt: string }>('outbox')
    .where({ facilityId, destinationId, state: 'waiting' })
    .whereIn('patientId', people)
    .orderBy(['patientId', 'createdAt', 'id'])
    .forUpdate()
    .select(...outboxColumns, 'nextTryAt');
  const taken = people.flatMap((person) => {
    const own = waiting.filter(({ patientId }) => patientId === person);
    const [first] = own;
    // Until they were locked, somebody else may have come.
    const isFree = first !== undefined && Date.parse(first.nextTryAt) <= Date.parse(now) && !own.some((one) => isLeased(one, now));
    return isFree ? [first] : [];
  });
  if (taken.length === 0) return [];
  await tx('outbox').where({ facilityId }).whereIn('id', idsOf(taken)).update({ leasedUntil: until });
  await enqueueDeliveries(tx, taken, until);
  return taken;
}

const idsOf = (messages: readonly OutboxRow[]): string[] => messages.map(({ id }) => id);

/** Lets go of what was taken and not begun: its jobs are due at once. */
export async function giveBack(tx: WriteTx, facilityId: string, messages: readonly OutboxRow[]): Promise<void> {
  await tx('outbox').where({ facilityId, state: 'waiting' }).whereIn('id', idsOf(messages)).update({ leasedUntil: null });
  await enqueueDeliveries(tx, messages);
}

/** The sender lives: nobody takes the message from him. */
export async function extendLease(tx: WriteTx, { facilityId, id }: Pick<OutboxRow, 'facilityId' | 'id'>, until: Instant): Promise<void> {
  await tx('outbox').where({ facilityId, id }).update({ leasedUntil: until });
}
