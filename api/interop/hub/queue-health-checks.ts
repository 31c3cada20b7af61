import { z } from 'zod';
import { auditSubject, read, type ReadTx, write, type Ctx } from '../../../db/doors.ts';
import { type Destination, listDestinations } from '../../../db/stores/destination-store.ts';
import { findFacility } from '../../../db/stores/facility-store.ts';
import { findHealthCheck, saveHealthCheck } from '../../../db/stores/health-check-store.ts';
import { enqueueDelivery, insertOutbox } from '../../../db/stores/outbox-store.ts';
import { findPatientByNumber } from '../../../db/stores/patient-store.ts';
import { checkHealthCheck, HealthCheckRecord } from '../../../domain/health-checks/health-check-record.ts';
import { derivedId } from '../../../domain/ids.ts';
import { error, errorsOf, type Issue, under } from '../../../domain/issue.ts';
import { conflict, malformed, notFound, rejected } from '../../http/errors.ts';
import { contentHash } from '../content-hash.ts';

/** As many as one file holds. */
const MOST = 500;
const MOST_ISSUES = 20;

const File = z.array(HealthCheckRecord).min(1).max(MOST);

export interface Queued {
  queued: number;
  /** Stand here already with this content. */
  known: number;
  /** Warnings by place in the file. */
  warnings: Issue[];
}

type Placed = HealthCheckRecord & { patientId: string };

/**
 * Puts health checks in line for the hub of the ministry. Every record is checked before any is kept. A record that stands here already with this content is not sent
 * again unless told; other content under its id is its correction. Refuses a file of another form (400), what a rule refuses (422), and where no hub is set (409).
 */
export async function queueHealthChecks(ctx: Ctx, given: unknown, { again = false } = {}): Promise<Queued> {
  const records = parsed(given);
  const { hubs, placed, issues } = await read(ctx, async (tx) => await judge(tx, ctx, records));
  if (errorsOf(issues).length > 0) throw rejected(errorsOf(issues).slice(0, MOST_ISSUES));
  let queued = 0;
  // One transaction a person, so that each opening of a record stands by itself; broken off, the file is sent once more.
  for (const record of placed) queued += (await keepAndQueue(ctx, record, { hubs, again })) ? 1 : 0;
  return { queued, known: placed.length - queued, warnings: issues };
}

function parsed(given: unknown): HealthCheckRecord[] {
  const read = File.safeParse(given);
  if (read.success) return read.data;
  const places = read.error.issues.slice(0, MOST_ISSUES).map(({ path }) => path.join('.'));
  throw malformed(places.map((path) => error('health_check_malformed', path)));
}

async function judge(
  tx: ReadTx,
  { facilityId, now }: Ctx,
  records: HealthCheckRecord[],
): Promise<{ hubs: Destination[]; placed: Placed[]; issues: Issue[] }> {
  const hubs = (await listDestinations(tx)).filter(({ kind }) => kind === 'health-check-hub');
  if (hubs.length === 0) throw conflict('health_check_hub_missing');
  const facility = await findFacility(tx, facilityId);
  if (facility === undefined) throw notFound('facility_not_found');
  const issues = /^\d{13}$/.test(facility.gln ?? '') ? [] : [error('health_check_gln_missing', '')];
  const placed: Placed[] = [];
  for (const [i, record] of records.entries()) {
    const isTwice = records.findIndex(({ id }) => id === record.id) < i;
    const patient = await findPatientByNumber(tx, facilityId, record.patientNumber);
    if (isTwice) issues.push(error('health_check_twice', `${i}.id`));
    if (patient === undefined) issues.push(error('health_check_patient_unknown', `${i}.patientNumber`));
    else placed.push({ ...record, patientId: patient.id });
    issues.push(...under(String(i), checkHealthCheck(record, now)));
  }
  return { hubs, placed, issues };
}

/** False where it stands here already and nothing was done. */
async function keepAndQueue(ctx: Ctx, record: Placed, { hubs, again }: { hubs: Destination[]; again: boolean }): Promise<boolean> {
  const { facilityId, now } = ctx;
  const { id: recordId, patientNumber, patientId, concludedAt, tables } = record;
  const id = derivedId(facilityId, 'health-check', recordId);
  const contentDigest = contentHash({ patientNumber, concludedAt, tables });
  return await write(ctx, 'health-check.queue', async (tx) => {
    auditSubject(tx, { patientId, objectId: id });
    const kept = await findHealthCheck(tx, facilityId, id);
    const isKnown = kept?.contentDigest === contentDigest;
    if (isKnown && !again) return false;
    if (!isKnown) await saveHealthCheck(tx, { facilityId, id, patientId, recordId, concludedAt, tables, contentDigest, recordedAt: now });
    for (const { id: destinationId } of hubs) {
      const message = { facilityId, id: derivedId(facilityId, 'outbox', destinationId, id, now), destinationId, patientId };
      await insertOutbox(tx, { ...message, encounterId: null, healthCheckId: id, topic: 'health-check.concluded', createdAt: now });
      await enqueueDelivery(tx, message);
    }
    return true;
  });
}
