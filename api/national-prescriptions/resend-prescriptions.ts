import { auditSubject, write, type Ctx, type WriteTx } from '../../db/doors.ts';
import { enqueueTransmission, lockTransmission, saveTransmission, type KnownTransmission } from '../../db/stores/transmission-store.ts';
import { mayResend } from '../../domain/prescriptions/national-state.ts';
import { notFound } from '../http/errors.ts';
import { freezeMessage } from '../http/freeze-prescription.ts';
import type { ResendTransmissions, ResentTransmissions } from './national-schemas.ts';

/** Puts prescriptions in line again, at once; those that may not go again are told and left as they are. 404 when one is not of this facility. */
export async function resendPrescriptions(ctx: Ctx, { ids }: ResendTransmissions): Promise<ResentTransmissions> {
  return await write(ctx, 'prescription.resend', async (tx) => {
    const answer: ResentTransmissions = { queued: [], refused: [] };
    // In one order, so that two operators do not wait for each other for ever.
    for (const id of [...new Set(ids)].sort()) {
      const transmission = await lockTransmission(tx, ctx.facilityId, id);
      if (transmission === undefined) throw notFound('prescription_not_found');
      const may = mayResend({ ...transmission, withdrawn: transmission.withdrawnAt !== null });
      if (may) await putInLine(tx, ctx, transmission);
      (may ? answer.queued : answer.refused).push(id);
    }
    auditSubject(tx, { ...(ids.length === 1 && ids[0] !== undefined ? { objectId: ids[0] } : {}), reason: `${answer.queued.length}` });
    return answer;
  });
}

async function putInLine(tx: WriteTx, ctx: Ctx, transmission: KnownTransmission): Promise<void> {
  const waits = transmission.state === 'queued';
  // What the real system has never seen may be completed; what it may have seen keeps its bytes for ever.
  const isFresh = transmission.firstLeftAt === null && (transmission.body === null || transmission.state === 'rejected');
  await saveTransmission(tx, transmission, {
    ...{
      state: 'queued',
      queuedAt: waits ? transmission.queuedAt : ctx.now,
      nextTryAt: ctx.now,
      source: null,
      acceptedAt: null,
      checksum: null,
    },
    // What the last try said is over; what is missing of a message that was never tried is not.
    ...(transmission.lastClass === null ? {} : { issues: [] }),
    ...(isFresh ? { ...(await freezeMessage(tx, transmission.facilityId, transmission.id)), lastClass: null } : {}),
  });
  await enqueueTransmission(tx, transmission);
}
