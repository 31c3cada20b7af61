import { openRecord, read } from '../../db/doors.ts';
import { findEncounter } from '../../db/stores/encounter-store.ts';
import { findLastSigning, listPrescriptions } from '../../db/stores/prescription-store.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound } from '../http/errors.ts';
import type { LastPrescription } from './prescription-schemas.ts';

/** What the person was given last time here, to be repeated line by line; no lines when there was nothing. */
export async function viewLastPrescription(ctx: ApiCtx, encounterId: string): Promise<LastPrescription> {
  return await read(ctx, async (tx) => {
    const encounter = await findEncounter(tx, ctx.facilityId, encounterId);
    if (encounter === undefined) throw notFound('encounter_not_found');
    await openRecord(tx, ctx, { patientId: encounter.patientId, encounterId });
    const last = await findLastSigning(tx, { facilityId: ctx.facilityId, patientId: encounter.patientId, beforeEncounterId: encounterId });
    if (last === undefined) return { signedAt: null, lines: [] };
    const sheets = (await listPrescriptions(tx, ctx.facilityId, last.encounterId)).filter((one) => one.signingId === last.signingId);
    return {
      signedAt: sheets[0]?.signedAt ?? null,
      lines: sheets.filter((one) => one.withdrawnAt === null).flatMap(({ lines }) => lines),
    };
  });
}
