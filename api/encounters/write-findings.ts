import { auditSubject, write } from '../../db/doors.ts';
import { updateEncounter } from '../../db/stores/encounter-store.ts';
import { findSections, replaceSections } from '../../db/stores/examination-store.ts';
import { changedSections, type ExaminationSections } from '../../domain/encounters/examination-sections.ts';
import { derivedId } from '../../domain/ids.ts';
import type { ApiCtx } from '../http/context.ts';
import { lockInProgress } from '../http/lock-encounter.ts';
import type { VersionView, WriteFindings } from './encounter-schemas.ts';

/** Writes history, provisional diagnosis and the parts of the form in words; a field that is left out stays as it was. */
export async function writeFindings(
  ctx: ApiCtx,
  encounterId: string,
  { version, sections = {}, ...findings }: WriteFindings,
): Promise<VersionView> {
  return await write(ctx, 'encounter.findings', async (tx) => {
    const encounter = await lockInProgress(tx, ctx, encounterId, version);
    auditSubject(tx, { patientId: encounter.patientId, encounterId });
    const { history = encounter.history, arrivalDiagnosis = encounter.arrivalDiagnosis } = findings;
    const changes = changedSections(await findSections(tx, ctx.facilityId, encounterId), sections as ExaminationSections);
    await replaceSections(tx, encounter, changes, {
      userId: ctx.actor.userId,
      at: ctx.now,
      idOf: ({ kind }) => derivedId(ctx.facilityId, 'examination-section', encounterId, kind, String(version)),
    });
    // An emptied field is a field nobody filled.
    const written = { history: history || null, arrivalDiagnosis: arrivalDiagnosis || null };
    return { version: await updateEncounter(tx, encounter, written), issues: [] };
  });
}
