import { openRecord, read } from '../../db/doors.ts';
import { findEncounter } from '../../db/stores/encounter-store.ts';
import { listSectionVersions } from '../../db/views/section-versions-view.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound } from '../http/errors.ts';
import type { SectionVersions } from './encounter-schemas.ts';

/** What stood in the parts of the examination form before. */
export async function viewSectionVersions(ctx: ApiCtx, encounterId: string): Promise<SectionVersions> {
  return await read(ctx, async (tx) => {
    const encounter = await findEncounter(tx, ctx.facilityId, encounterId);
    if (encounter === undefined) throw notFound('encounter_not_found');
    await openRecord(tx, ctx, { patientId: encounter.patientId, encounterId });
    return { items: await listSectionVersions(tx, ctx.facilityId, encounterId) };
  });
}
