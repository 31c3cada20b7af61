import { auditSubject, openRecord, read, write, type WriteTx } from '../../db/doors.ts';
import { insertCondition, listConditions, updateCondition, type Condition } from '../../db/stores/condition-store.ts';
import { findIcd } from '../../db/stores/icd-catalogue-store.ts';
import { findPatient, lockPatient, type Patient } from '../../db/stores/patient-store.ts';
import { localDay } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import { checkCondition } from '../../domain/patients/check-condition.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import type { ConditionList, EditCondition, NewCondition, RetractCondition, SavedCondition } from './condition-schemas.ts';

/** The long-term conditions of a person, ended ones last; the opening is logged. */
export async function viewConditions(ctx: ApiCtx, patientId: string): Promise<ConditionList> {
  return await read(ctx, async (tx) => {
    if ((await findPatient(tx, patientId)) === undefined) throw notFound('patient_not_found');
    await openRecord(tx, ctx, { patientId });
    return { items: await listConditions(tx, ctx.facilityId, patientId) };
  });
}

/** Writes down a disease that stays, by its code in the list of today. One that stands already is not written twice. */
export async function recordCondition(ctx: ApiCtx, patientId: string, input: NewCondition): Promise<SavedCondition> {
  return await write(ctx, 'patient.condition.add', async (tx) => {
    const patient = await lockLive(tx, patientId);
    const entry = await findIcd(tx, input.icdCode, localDay(ctx.now));
    if (entry === undefined) throw rejected([error('icd_not_valid_at_date', 'icdCode', { code: input.icdCode })]);
    const days = { since: input.since ?? null, endedOn: null };
    const issues = checkCondition(days, { birthDate: patient.birthDate, today: localDay(ctx.now) });
    if (issues.length > 0) throw rejected(issues);
    const known = await listConditions(tx, ctx.facilityId, patientId);
    if (known.some(({ icdCode, endedOn }) => icdCode === entry.code && endedOn === null)) throw conflict('condition_on_record', 'icdCode');
    await insertCondition(tx, {
      ...{ id: input.id, patientId: patient.id, facilityId: ctx.facilityId },
      ...{ icdCode: entry.code, icdVersion: entry.version, name: entry.nameVi },
      ...{ since: input.since ?? null, note: input.note || null, recordedAt: ctx.now, recordedBy: ctx.actor.userId },
    });
    auditSubject(tx, { patientId, objectId: input.id });
    return { id: input.id, version: 1 };
  });
}

/** Corrects since when and the note, or says that it ended. */
export async function editCondition(
  ctx: ApiCtx,
  { patientId, conditionId }: { patientId: string; conditionId: string },
  { version, since, note, endedOn }: EditCondition,
): Promise<SavedCondition> {
  return await write(ctx, 'patient.condition.edit', async (tx) => {
    const patient = await lockLive(tx, patientId);
    const condition = await getCondition(tx, ctx, { patientId, conditionId });
    const fields = { since: since ?? null, note: note || null, endedOn: endedOn ?? null };
    const issues = checkCondition(fields, { birthDate: patient.birthDate, today: localDay(ctx.now) });
    if (issues.length > 0) throw rejected(issues);
    auditSubject(tx, { patientId, objectId: conditionId });
    return await change(tx, { ...condition, version }, { ...fields, changedBy: ctx.actor.userId });
  });
}

/** Takes back what was written down by mistake; it stays on file with the reason. */
export async function retractCondition(
  ctx: ApiCtx,
  { patientId, conditionId }: { patientId: string; conditionId: string },
  { version, reason }: RetractCondition,
): Promise<SavedCondition> {
  return await write(ctx, 'patient.condition.retract', async (tx) => {
    await lockLive(tx, patientId);
    const condition = await getCondition(tx, ctx, { patientId, conditionId });
    auditSubject(tx, { patientId, objectId: conditionId });
    return await change(tx, { ...condition, version }, { changedBy: ctx.actor.userId, retractedAt: ctx.now, retractionReason: reason });
  });
}

async function lockLive(tx: WriteTx, patientId: string): Promise<Patient> {
  const patient = await lockPatient(tx, patientId);
  if (patient === undefined || patient.mergedInto !== null) throw notFound('patient_not_found');
  return patient;
}

/** What this facility may not see is not there for it. */
async function getCondition(tx: WriteTx, ctx: ApiCtx, of: { patientId: string; conditionId: string }): Promise<Condition> {
  const found = (await listConditions(tx, ctx.facilityId, of.patientId)).find(({ id }) => id === of.conditionId);
  if (found === undefined) throw notFound('condition_not_found');
  return found;
}

async function change(tx: WriteTx, condition: Condition, fields: Parameters<typeof updateCondition>[2]): Promise<SavedCondition> {
  const version = await updateCondition(tx, condition, fields);
  if (version === undefined) throw conflict('stale_version', 'version');
  return { id: condition.id, version };
}
