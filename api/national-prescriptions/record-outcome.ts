import { auditSubject, write, type Ctx, type WriteTx } from '../../db/doors.ts';
import { markAccount } from '../../db/stores/national-account-store.ts';
import {
  enqueueTransmission,
  hadUnknownOutcome,
  insertTransmissionAttempt,
  lockTransmission,
  saveTransmission,
  type KnownTransmission,
  type TransmissionSource,
} from '../../db/stores/transmission-store.ts';
import { newId } from '../../domain/ids.ts';
import { afterTry, type Next } from '../../domain/prescriptions/national-state.ts';
import { retryPauseSeconds } from '../http/retry-pause.ts';
import type { SendOutcome } from './national-system.ts';
import { releaseWaiting } from './release-waiting.ts';
import type { StoredAccounts } from './system-of.ts';

interface Answered {
  transmission: KnownTransmission;
  bodySha256: string;
  accounts: StoredAccounts;
  outcome: SendOutcome;
  source: TransmissionSource;
  /** In [0, 1). */
  chance: number;
}

/** Writes what came back and what follows from it, with the job of the next try. */
export async function recordOutcome(ctx: Ctx, answered: Answered): Promise<void> {
  const { outcome, source, bodySha256, accounts } = answered;
  await write(ctx, 'prescription.sent', async (tx) => {
    const transmission = await lockTransmission(tx, ctx.facilityId, answered.transmission.id);
    if (transmission === undefined) throw new Error('a prescription on its way is gone');
    auditSubject(tx, { objectId: transmission.id });
    // Asked before this try is noted: its own outcome does not count as an earlier one.
    const earlierUnknown = await hadUnknownOutcome(tx, { ...transmission, bodySha256 }, source);
    await insertTransmissionAttempt(tx, transmission, {
      ...{ id: newId(), at: ctx.now, class: outcome.class, httpStatus: outcome.httpStatus ?? null, source, bodySha256 },
      issues: outcome.issues,
    });
    const withdrawn = transmission.withdrawnAt !== null;
    const next = afterTry({ class: outcome.class, earlierUnknown, withdrawn, replaced: transmission.replacedBy !== null });
    await saveNext(tx, ctx, { ...answered, transmission, next });
    await markAccounts(tx, ctx, accounts, outcome);
    // The line is there again: nobody needs to wait out a pause that was meant for a broken one.
    if (outcome.class === 'accepted' && source === 'system') {
      await releaseWaiting(tx, ctx, { classes: ['unreachable', 'timeout', 'lost', 'server-error', 'unreadable'] });
    }
  });
}

async function saveNext(tx: WriteTx, ctx: Ctx, { transmission, outcome, source, chance, next }: Answered & { next: Next }): Promise<void> {
  const seconds = retryPauseSeconds(transmission.attempts, chance, outcome.retryAfterSeconds);
  const nextTryAt = next.retry === 'later' ? new Date(Date.parse(ctx.now) + seconds * 1000).toISOString() : null;
  const isAccepted = next.state === 'accepted' || next.state === 'replaced';
  await saveTransmission(tx, transmission, {
    ...{
      state: next.state,
      attempts: transmission.attempts + 1,
      lastClass: outcome.class,
      issues: isAccepted ? [] : outcome.issues,
      nextTryAt,
    },
    ...(isAccepted ? { source, acceptedAt: ctx.now, checksum: outcome.checksum ?? null } : {}),
  });
  // A job of its own, so that a weak link of days never uses up the tries of one job.
  if (nextTryAt !== null) await enqueueTransmission(tx, transmission, nextTryAt);
}

/** A refused account is not tried again until somebody has mended it. */
async function markAccounts(tx: WriteTx, ctx: Ctx, { facility, doctor }: StoredAccounts, { class: kind }: SendOutcome): Promise<void> {
  const stopped = { at: ctx.now, class: kind };
  if (facility !== undefined && (kind === 'facility-login-refused' || kind === 'wrong-address')) {
    await markAccount(tx, 'nationalFacilityAccounts', facility, stopped);
  }
  if (doctor !== undefined && kind === 'doctor-login-refused') await markAccount(tx, 'nationalDoctorAccounts', doctor, stopped);
}
