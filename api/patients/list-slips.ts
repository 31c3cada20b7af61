import { read } from '../../db/doors.ts';
import { findPatient } from '../../db/stores/patient-store.ts';
import { findFacilityEntry } from '../../db/stores/place-catalogue-store.ts';
import { listValidSlips } from '../../db/stores/slip-store.ts';
import { daysBetween, localDay } from '../../domain/dates.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound } from '../http/errors.ts';
import type { SlipList } from './coverage-schemas.ts';

/** The papers of a person that still hold today, with the days that remain after today. */
export async function listSlips(ctx: ApiCtx, patientId: string): Promise<SlipList> {
  return await read(ctx, async (tx) => {
    if ((await findPatient(tx, patientId)) === undefined) throw notFound('patient_not_found');
    const day = localDay(ctx.now);
    const items: SlipList['items'] = [];
    for (const slip of await listValidSlips(tx, ctx.facilityId, { patientId, day })) {
      const { id, kind, number, fromFacilityCode, signedOn, icdCode, yearly, validTo } = slip;
      const fromFacilityName = (await findFacilityEntry(tx, fromFacilityCode, day))?.name ?? null;
      const remainingDays = validTo === null ? null : daysBetween(day, validTo);
      items.push({ id, kind, number, fromFacilityCode, fromFacilityName, signedOn, icdCode, yearly, validTo, remainingDays });
    }
    return { items };
  });
}
