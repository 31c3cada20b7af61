import type { Issue } from '../../domain/issue.ts';
import { mayHaveArrived, sendClasses, type NationalState, type SendClass } from '../../domain/prescriptions/national-state.ts';
import { enqueue, type WriteTx } from '../doors.ts';
import { row, rows, type Db } from '../knex.ts';

export type TransmissionSource = 'system' | 'simulator';

/** The way of a signed prescription to the national system; its id is that of the prescription. */
export interface Transmission {
  facilityId: string;
  id: string;
  version: number;
  signedAt: string;
  state: NationalState;
  body: string | null;
  bodySha256: string | null;
  deidentified: boolean;
  source: TransmissionSource | null;
  checksum: string | null;
  attempts: number;
  lastClass: SendClass | null;
  issues: Issue[];
  queuedAt: string;
  firstLeftAt: string | null;
  lastSentAt: string | null;
  nextTryAt: string | null;
  acceptedAt: string | null;
  decidedAt: string | null;
  decidedBy: string | null;
  decisionReason: string | null;
  replacedBy: string | null;
}

/** With what belongs to the prescription itself. */
export interface KnownTransmission extends Transmission {
  code: string;
  type: string;
  encounterId: string;
  patientId: string;
  doctorId: string;
  doctorName: string;
  withdrawnAt: string | null;
}

export type NewTransmission = Pick<Transmission, 'facilityId' | 'id' | 'signedAt' | 'body' | 'bodySha256' | 'deidentified' | 'issues'>;

/** In the transaction that signs: nothing signed is forgotten, nothing rolled back is sent. */
export async function insertTransmission(tx: WriteTx, transmission: NewTransmission): Promise<void> {
  await tx('prescriptionTransmissions').insert({
    ...transmission,
    ...{ issues: JSON.stringify(transmission.issues), state: 'queued', queuedAt: transmission.signedAt, nextTryAt: transmission.signedAt },
  });
  await enqueueTransmission(tx, transmission);
}

/** Has the worker send it; the prescriptions of a facility go one after the other, so that a weak link is not crowded. */
export async function enqueueTransmission(
  tx: WriteTx,
  { facilityId, id }: { facilityId: string; id: string },
  runAt?: string,
): Promise<void> {
  const options = { queue: `national-rx:${facilityId}`, key: `national-rx:${id}`, ...(runAt === undefined ? {} : { runAt }) };
  await enqueue(tx, 'send-prescription', { facilityId, prescriptionId: id }, options);
}

const KNOWN = `SELECT t.*, p.code, p.type, p.encounter_id, e.patient_id, p.signed_by AS doctor_id, u.full_name AS doctor_name, w.withdrawn_at
   FROM prescription_transmissions AS t
   JOIN prescriptions AS p ON p.facility_id = t.facility_id AND p.id = t.id
   JOIN encounters AS e ON e.facility_id = p.facility_id AND e.id = p.encounter_id
   JOIN users AS u ON u.id = p.signed_by
   LEFT JOIN prescription_withdrawals AS w ON w.facility_id = t.facility_id AND w.prescription_id = t.id`;

export async function findTransmission(db: Db, facilityId: string, id: string): Promise<KnownTransmission | undefined> {
  return await row<KnownTransmission>(db, `${KNOWN} WHERE t.facility_id = :facilityId AND t.id = :id`, { facilityId, id });
}

/** Holds it until commit. */
export async function lockTransmission(tx: WriteTx, facilityId: string, id: string): Promise<KnownTransmission | undefined> {
  return await row<KnownTransmission>(tx, `${KNOWN} WHERE t.facility_id = :facilityId AND t.id = :id FOR NO KEY UPDATE OF t`, {
    facilityId,
    id,
  });
}

/** Changes the transmission that was locked. */
export async function saveTransmission(
  tx: WriteTx,
  { facilityId, id }: Pick<Transmission, 'facilityId' | 'id'>,
  { issues, ...fields }: Partial<Omit<Transmission, 'facilityId' | 'id' | 'version' | 'signedAt'>>,
): Promise<void> {
  await tx('prescriptionTransmissions')
    .where({ facilityId, id })
    .update({ ...fields, ...(issues === undefined ? {} : { issues: JSON.stringify(issues) }) });
}

export interface TransmissionAttempt {
  id: string;
  at: string;
  class: SendClass;
  httpStatus: number | null;
  source: TransmissionSource;
  bodySha256: string;
  issues: Issue[];
}

export async function insertTransmissionAttempt(
  tx: WriteTx,
  { facilityId, id }: Pick<Transmission, 'facilityId' | 'id'>,
  attempt: TransmissionAttempt,
): Promise<void> {
  await tx('prescriptionTransmissionAttempts').insert({
    ...attempt,
    ...{ facilityId, transmissionId: id, issues: JSON.stringify(attempt.issues) },
  });
}

/** The tries, newest first. */
export async function listTransmissionAttempts(db: Db, facilityId: string, id: string): Promise<TransmissionAttempt[]> {
  return await rows<TransmissionAttempt>(
    db,
    `SELECT a.id, a.at, a.class, a.http_status, a.source, a.body_sha256, a.issues FROM prescription_transmission_attempts AS a
      WHERE a.facility_id = :facilityId AND a.transmission_id = :id ORDER BY a.at DESC, a.id DESC LIMIT 100`,
    { facilityId, id },
  );
}

/** True when a try of the very same bytes at the real system ended without anybody knowing whether they arrived. */
export async function hadUnknownOutcome(
  db: Db,
  { facilityId, id, bodySha256 }: Transmission,
  source: TransmissionSource,
): Promise<boolean> {
  const found = await row(
    db,
    `SELECT 1 AS one FROM prescription_transmission_attempts AS a
      WHERE a.facility_id = :facilityId AND a.transmission_id = :id AND a.body_sha256 = :bodySha256 AND a.source = :source
        AND a.class = ANY (:classes) LIMIT 1`,
    { facilityId, id, bodySha256, source, classes: sendClasses.filter(mayHaveArrived) } as never,
  );
  return found !== undefined;
}

/** Taken back in a visit, of one type and not yet replaced, the latest: what a new prescription of the same kind stands in for. */
export async function lockReplaceable(
  tx: WriteTx,
  at: { facilityId: string; encounterId: string; type: string },
): Promise<KnownTransmission | undefined> {
  return await row<KnownTransmission>(
    tx,
    `${KNOWN} WHERE t.facility_id = :facilityId AND p.encounter_id = :encounterId AND p.type = :type AND w.id IS NOT NULL AND t.replaced_by IS NULL
      ORDER BY w.withdrawn_at DESC, t.id DESC LIMIT 1 FOR NO KEY UPDATE OF t`,
    at,
  );
}

/** Waiting prescriptions of a facility that may go now: all, those of one doctor, or those of certain classes; the oldest first. */
export async function listWaiting(
  db: Db,
  { facilityId, doctorId, classes }: { facilityId: string; doctorId?: string; classes?: readonly SendClass[] },
): Promise<{ facilityId: string; id: string }[]> {
  return await rows(
    db,
    `SELECT t.facility_id, t.id FROM prescription_transmissions AS t
       JOIN prescriptions AS p ON p.facility_id = t.facility_id AND p.id = t.id
      WHERE t.facility_id = :facilityId AND t.state = 'queued'
        AND (CAST(:doctorId AS uuid) IS NULL OR p.signed_by = :doctorId) AND (CAST(:classes AS text[]) IS NULL OR t.last_class = ANY (:classes))
      ORDER BY t.queued_at, t.id LIMIT 500`,
    { facilityId, doctorId: doctorId ?? null, classes: classes ?? null } as never,
  );
}
