import { openRecord, read } from '../../db/doors.ts';
import { findEncounter } from '../../db/stores/encounter-store.ts';
import { listPapers } from '../../db/stores/paper-store.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound } from '../http/errors.ts';
import { viewPaper } from '../http/paper-view.ts';
import { readProposed } from './paper-facts.ts';
import type { PaperList } from './paper-schemas.ts';

/** The papers of a visit as they were issued; the opening is logged. */
export async function viewPapers(ctx: ApiCtx, encounterId: string): Promise<PaperList> {
  return await read(ctx, async (tx) => {
    const encounter = await findEncounter(tx, ctx.facilityId, encounterId);
    if (encounter === undefined) throw notFound('encounter_not_found');
    await openRecord(tx, ctx, { patientId: encounter.patientId, encounterId });
    const items = (await listPapers(tx, ctx.facilityId, encounterId)).map(viewPaper);
    return { items, proposed: await readProposed(tx, encounter) };
  });
}
