import { auditSubject, write, type Ctx } from '../../db/doors.ts';
import { lockTransmission, saveTransmission } from '../../db/stores/transmission-store.ts';
import { conflict, notFound } from '../http/errors.ts';
import type { AcceptedTransmission, AcceptTransmission } from './national-schemas.ts';

/** The operator has found out that the national system holds the prescription: it counts as accepted, with who decided and why. */
export async function acceptUnknown(ctx: Ctx, id: string, { version, reason }: AcceptTransmission): Promise<AcceptedTransmission> {
  return await write(ctx, 'prescription.accept-unknown', async (tx) => {
    const transmission = await lockTransmission(tx, ctx.facilityId, id);
    if (transmission === undefined) throw notFound('prescription_not_found');
    if (transmission.version !== version) throw conflict('stale_version', 'version');
    if (transmission.state !== 'unknown') throw conflict('national_not_unknown');
    const state = transmission.replacedBy === null ? 'accepted' : 'replaced';
    await saveTransmission(tx, transmission, {
      ...{ state, source: 'system', acceptedAt: ctx.now, nextTryAt: null },
      ...{ decidedAt: ctx.now, decidedBy: ctx.actor.userId, decisionReason: reason },
    });
    auditSubject(tx, { objectId: id, reason });
    return { id, state };
  });
}
