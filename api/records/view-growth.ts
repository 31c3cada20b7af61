import { openRecord, read } from '../../db/doors.ts';
import { listGrowthCurve } from '../../db/stores/growth-store.ts';
import { findPatient } from '../../db/stores/patient-store.ts';
import { listWeights } from '../../db/views/child-weights-view.ts';
import { daysBetween, localDay, monthsBetween } from '../../domain/dates.ts';
import { GROWTH_UNTIL_MONTHS } from '../../domain/encounters/child-growth.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound } from '../http/errors.ts';
import type { Growth } from './growth-schemas.ts';

/** As the standard counts a month: a year's twelfth part. */
const DAYS_OF_MONTH = 30.4375;

/** The weights of a child here and the standard they are looked at by. */
export async function viewGrowth(ctx: ApiCtx, patientId: string): Promise<Growth> {
  return await read(ctx, async (tx) => {
    const patient = await findPatient(tx, patientId);
    if (patient === undefined) throw notFound('patient_not_found');
    await openRecord(tx, ctx, { patientId });
    const { sex, birthDate, birthPrecision } = patient;
    const today = localDay(ctx.now);
    if (sex === 'unknown' || birthPrecision === 'year' || monthsBetween(birthDate, today) > GROWTH_UNTIL_MONTHS) {
      return { weights: [], curve: [] };
    }
    const weights = (await listWeights(tx, ctx.facilityId, patientId)).map(({ takenAt, weight }) => {
      const day = localDay(takenAt);
      const age = { months: daysBetween(birthDate, day) / DAYS_OF_MONTH, completedMonths: monthsBetween(birthDate, day) };
      return { day, ...age, weight: Number(weight) };
    });
    return { weights, curve: await listGrowthCurve(tx, { sex, indicator: 'weight-for-age', day: today }) };
  });
}
