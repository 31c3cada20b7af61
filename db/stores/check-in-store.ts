import type { Issue } from '../../domain/issue.ts';
import { enqueue, type WriteTx } from '../doors.ts';
import { rows, type Db } from '../knex.ts';

/** The message at the first cost of an insured visit, as it would leave. */
export interface CheckIn {
  facilityId: string;
  id: string;
  encounterId: string;
  source: 'portal' | 'simulator';
  state: 'waiting' | 'sent' | 'refused' | 'waiting-for-signature' | 'incomplete';
  content: Buffer;
  sha256: string;
  transactionCode: string | null;
  answer: unknown;
  issues: Issue[];
  createdAt: string;
  sentAt: string | null;
}

/** Has the worker announce the visit; urgent, so in a line of its own. */
export async function queueCheckIn(tx: WriteTx, visit: { facilityId: string; encounterId: string }): Promise<void> {
  await enqueue(tx, 'check-in', visit, { queue: 'check-in', key: `check-in:${visit.encounterId}` });
}

/** Has the worker sign and send a message. */
export async function queueTransmission(tx: WriteTx, message: { facilityId: string; checkInId: string }, runAt?: string): Promise<void> {
  const options = { queue: 'check-in', key: `transmit-check-in:${message.checkInId}`, ...(runAt === undefined ? {} : { runAt }) };
  await enqueue(tx, 'transmit-check-in', message, options);
}

/** A message with what was tried. */
export type TriedCheckIn = CheckIn & { signed: Buffer | null; attempts: number; lastClass: string | null };

export async function findCheckIn(db: Db, facilityId: string, id: string): Promise<TriedCheckIn | undefined> {
  return await db<TriedCheckIn>('checkIns').where({ facilityId, id }).first();
}

/** Notes a try of a message, or what came of it. */
export async function saveCheckIn(
  tx: WriteTx,
  { facilityId, id }: Pick<CheckIn, 'facilityId' | 'id'>,
  { issues, answer, ...fields }: Partial<Omit<TriedCheckIn, 'facilityId' | 'id' | 'encounterId' | 'content' | 'sha256'>>,
): Promise<void> {
  await tx('checkIns')
    .where({ facilityId, id })
    .update({
      ...fields,
      ...(issues === undefined ? {} : { issues: JSON.stringify(issues) }),
      ...(answer === undefined ? {} : { answer: JSON.stringify(answer) }),
    });
}

/** Keeps a message; false when the very same content of the visit is there already. */
export async function insertCheckIn(tx: WriteTx, checkIn: CheckIn): Promise<boolean> {
  const { answer, issues, ...fields } = checkIn;
  const inserted = await tx('checkIns')
    .insert({ ...fields, answer: answer === null ? null : JSON.stringify(answer), issues: JSON.stringify(issues) })
    .onConflict(['facility_id', 'encounter_id', 'sha256'])
    .ignore()
    .returning('id');
  return inserted.length === 1;
}

export type CheckInLine = Omit<CheckIn, 'facilityId' | 'content' | 'answer'> & { encounterCode: string };

/** The messages made in a span of time, newest first. */
export async function listCheckIns(
  db: Db,
  facilityId: string,
  range: { from: string; until: string; limit: number },
): Promise<CheckInLine[]> {
  return await rows<CheckInLine>(
    db,
    `SELECT c.id, c.encounter_id, e.code AS encounter_code, c.source, c.state, c.sha256, c.transaction_code, c.issues, c.created_at, c.sent_at
       FROM check_ins AS c
       JOIN encounters AS e ON e.facility_id = c.facility_id AND e.id = c.encounter_id
      WHERE c.facility_id = :facilityId AND c.created_at >= :from AND c.created_at < :until
      ORDER BY c.created_at DESC, c.id DESC LIMIT :limit`,
    { facilityId, ...range },
  );
}
