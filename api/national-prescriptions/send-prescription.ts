import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { auditSubject, read, write, type Ctx, type WriteTx } from '../../db/doors.ts';
import {
  findTransmission,
  hadUnknownOutcome,
  insertTransmissionAttempt,
  lockTransmission,
  saveTransmission,
  type KnownTransmission,
} from '../../db/stores/transmission-store.ts';
import { newId } from '../../domain/ids.ts';
import { afterTry, type SendClass } from '../../domain/prescriptions/national-state.ts';
import type { Services } from '../http/context.ts';
import { freezeMessage } from '../http/freeze-prescription.ts';
import { systemCtx } from '../http/system-context.ts';
import type { SendOutcome } from './national-system.ts';
import { recordOutcome } from './record-outcome.ts';
import { readAccounts, systemOf, type StoredAccounts } from './system-of.ts';

const Payload = z.object({ facilityId: z.uuid(), prescriptionId: z.uuid() });

/** A prescription on its way: its frozen bytes and who takes them. */
interface Leaving {
  transmission: KnownTransmission;
  body: string;
  bodySha256: string;
  accounts: StoredAccounts;
}

/**
 * Sends one prescription to the national system. What leaves is noted before it leaves, so that a process that dies in between has an unknown outcome and
 * no forgotten one; the network is touched in no transaction. Throws only for bugs and for a database that is away.
 */
export async function sendPrescription(services: Services, payload: unknown): Promise<void> {
  const { facilityId, prescriptionId } = Payload.parse(payload);
  const ctx = systemCtx(services, facilityId);
  const known = await read(ctx, async (tx) => await findTransmission(tx, facilityId, prescriptionId));
  if (known === undefined || (known.state !== 'queued' && known.state !== 'sending')) return;
  const leaving = await write(ctx, 'prescription.send', async (tx) => await begin(tx, ctx, prescriptionId));
  if (leaving === undefined) return;

  const system = systemOf(services, leaving.accounts);
  const outcome = await system.send(leaving.body, leaving.transmission.attempts);
  const after = { ...ctx, now: services.now().toISOString() };
  await recordOutcome(after, { ...leaving, outcome, source: system.source, chance: randomInt(1_000_000) / 1_000_000 });
  services.log.info({ prescriptionId, source: system.source, class: outcome.class, httpStatus: outcome.httpStatus }, 'prescription sent');
}

/** Undefined when it must not leave: it waits for a person, or its message is incomplete. */
async function begin(tx: WriteTx, ctx: Ctx, id: string): Promise<Leaving | undefined> {
  auditSubject(tx, { objectId: id });
  let transmission = await lockTransmission(tx, ctx.facilityId, id);
  if (transmission?.state === 'sending') transmission = await noteInterruption(tx, ctx, transmission);
  if (transmission?.state !== 'queued') return undefined;
  const message = await messageOf(tx, transmission);
  if (message.issues.length > 0) return await hold(tx, transmission, { class: 'incomplete', issues: message.issues });
  const accounts = await readAccounts(tx, ctx.facilityId, transmission.doctorId);
  const obstacle = obstacleOf(accounts);
  if (obstacle !== undefined) return await hold(tx, transmission, { class: obstacle, issues: [] });
  const isReal = accounts.facility !== undefined;
  await saveTransmission(tx, transmission, {
    ...{ ...message, state: 'sending', lastSentAt: ctx.now, nextTryAt: null },
    ...(isReal && transmission.firstLeftAt === null ? { firstLeftAt: ctx.now } : {}),
  });
  return { transmission, body: message.body, bodySha256: message.bodySha256, accounts };
}

/** Frozen at signing; only what was signed before there was a link is made now. */
async function messageOf(tx: WriteTx, transmission: KnownTransmission) {
  const { body, bodySha256, deidentified, issues, facilityId, id, lastClass } = transmission;
  if (body === null || bodySha256 === null) return await freezeMessage(tx, facilityId, id);
  // After a try the issues tell of that try, before the first one of the message itself.
  return { body, bodySha256, deidentified, issues: lastClass === null ? issues : [] };
}

/** The process died, or the database was away, between leaving and noting the answer. */
async function noteInterruption(tx: WriteTx, ctx: Ctx, transmission: KnownTransmission): Promise<KnownTransmission> {
  const source = transmission.firstLeftAt === null ? 'simulator' : 'system';
  await insertTransmissionAttempt(tx, transmission, {
    ...{ id: newId(), at: ctx.now, class: 'interrupted', httpStatus: null, source, issues: [] },
    bodySha256: transmission.bodySha256 ?? '',
  });
  const earlierUnknown = await hadUnknownOutcome(tx, transmission, source);
  const next = afterTry({ class: 'interrupted', earlierUnknown, withdrawn: transmission.withdrawnAt !== null, replaced: false });
  const fields = { state: next.state, lastClass: 'interrupted', attempts: transmission.attempts + 1 } as const;
  await saveTransmission(tx, transmission, fields);
  return { ...transmission, ...fields };
}

async function hold(tx: WriteTx, transmission: KnownTransmission, found: Pick<SendOutcome, 'class' | 'issues'>): Promise<undefined> {
  const tried = { class: found.class, earlierUnknown: false, withdrawn: transmission.withdrawnAt !== null, replaced: false };
  const { state } = afterTry(tried);
  await saveTransmission(tx, transmission, { state, lastClass: found.class, issues: found.issues, nextTryAt: null });
  return undefined;
}

/** An account that is missing or was refused: trying on would lock it, and send nothing. */
function obstacleOf({ facility, doctor }: StoredAccounts): SendClass | undefined {
  if (facility === undefined) return undefined;
  if (facility.stoppedClass !== null) return facility.stoppedClass;
  return doctor === undefined ? 'doctor-account-missing' : (doctor.stoppedClass ?? undefined);
}
