import { auditSubject, type Ctx, read, write } from '../../../../db/doors.ts';
import { type FhirExport, listEndedExports, updateFhirExport } from '../../../../db/stores/fhir-export-store.ts';
import { listFacilityIds } from '../../../../db/stores/facility-store.ts';
import type { Services } from '../../../http/context.ts';
import { systemCtx } from '../../../http/system-context.ts';
import { exportFolder, removeFiles } from './export-files.ts';

/** Takes an export back: one that is being made stops at its next page. Its files go, that it was made stays on record. */
export async function removeExport(services: Services, ctx: Ctx, { facilityId, id }: Pick<FhirExport, 'facilityId' | 'id'>): Promise<void> {
  await write(ctx, 'fhir.export.remove', async (tx) => {
    auditSubject(tx, { objectId: id });
    await updateFhirExport(tx, { facilityId, id }, { state: 'removed' });
  });
  await removeFiles(exportFolder(services, { facilityId, id }));
}

/** The background job: files of records lie no longer than was agreed. */
export async function removeEndedExports(services: Services): Promise<void> {
  for (const facilityId of await listFacilityIds(services.db)) {
    const ctx = systemCtx(services, facilityId);
    const ended = await read(ctx, async (tx) => await listEndedExports(tx, facilityId, ctx.now));
    for (const one of ended) await removeExport(services, ctx, one);
  }
}
