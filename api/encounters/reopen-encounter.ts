import { auditSubject, write } from '../../db/doors.ts';
import { countClaimFiles } from '../../db/stores/claim-store.ts';
import { lockEncounter, reopenClosure, updateEncounter } from '../../db/stores/encounter-store.ts';
import { warning } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import type { ReopenEncounter, VersionView } from './encounter-schemas.ts';

/**
 * Opens a closed visit again. Its closing and bill stay on file with who opened it, when and why; a claim file that was made of it is
 * never changed, and whoever opens such a visit must have said so: the insurer may have it already.
 */
export async function reopenEncounter(ctx: ApiCtx, encounterId: string, input: ReopenEncounter): Promise<VersionView> {
  return await write(ctx, 'encounter.reopen', async (tx) => {
    const encounter = await lockEncounter(tx, ctx.facilityId, encounterId);
    if (encounter === undefined) throw notFound('encounter_not_found');
    if (encounter.state !== 'finished') throw conflict('encounter_not_closed');
    if (encounter.version !== input.version) throw conflict('stale_version', 'version');
    const files = await countClaimFiles(tx, ctx.facilityId, encounterId);
    const claimed = files > 0 ? [warning('encounter_claimed', 'claimed', { n: files })] : [];
    if (claimed.length > 0 && input.claimed !== true) throw rejected(claimed);
    const reopening = { reopenedAt: ctx.now, reopenedBy: ctx.actor.userId, reopenReason: input.reason };
    const closureId = await reopenClosure(tx, encounter, reopening);
    auditSubject(tx, { patientId: encounter.patientId, encounterId, objectId: closureId, reason: input.reason });
    return { version: await updateEncounter(tx, encounter, { state: 'in-progress' }), issues: claimed };
  });
}
