import { auditSubject, write } from '../../db/doors.ts';
import { insertReproductiveState } from '../../db/stores/reproductive-state-store.ts';
import { addDays, localDay } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import { rejected } from '../http/errors.ts';
import type { NewReproductiveState } from './patient-schemas.ts';
import { lockLivePatient } from './save-patient.ts';

/** Nobody is expected later than this after today, nor is still carrying this long after the date. */
const DUE_WITHIN_DAYS = 290;
const DUE_BEFORE_DAYS = 14;

/** Notes what was answered about pregnancy and breastfeeding. Each answer is kept; the newest counts. */
export async function recordReproductiveState(ctx: ApiCtx, patientId: string, answer: NewReproductiveState): Promise<{ id: string }> {
  return await write(ctx, 'patient.reproductive-state.add', async (tx) => {
    const patient = await lockLivePatient(tx, patientId);
    if (patient.sex === 'male') throw rejected([error('reproductive_state_male', '')]);
    const dueOn = answer.dueOn ?? null;
    const today = localDay(ctx.now);
    const isOff = dueOn !== null && (dueOn < addDays(today, -DUE_BEFORE_DAYS) || dueOn > addDays(today, DUE_WITHIN_DAYS));
    if (isOff || (dueOn !== null && !answer.pregnant)) throw rejected([error('due_date_implausible', 'dueOn')]);
    const { id, pregnant, breastfeeding } = answer;
    await insertReproductiveState(tx, { id, patientId, pregnant, dueOn, breastfeeding, askedAt: ctx.now, askedBy: ctx.actor.userId });
    auditSubject(tx, { patientId, objectId: id });
    return { id };
  });
}
